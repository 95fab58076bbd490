import { strict as assert } from 'node:assert';
import { lintFile } from '../../src/linter/lint.js';
import { defineRule, type ImageRule } from '../../src/linter/rule.js';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { launchNameOf } from '../../src/sagemaker/named-image.js';

/** The image that a launch of one line names, with what stands at the place of the name and of the tag. */
function named(value: string, before = '') {
  const text = `from sagemaker.estimator import Estimator\n${before}\nEstimator(image_uri=${value}, role=role)\n`;
  const project = createProject(filesFromMemory(new Map([['launch.py', text]])));
  while (!project.advance(Number.POSITIVE_INFINITY));
  const [link] = project.launchesIn('launch.py');
  const image = link && launchNameOf(link.launch);
  const written = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
  return image && { ...image, name: written(image.span), tag: written(image.tagSpan), repository: image.reference.repository };
}

describe('the image that a launch names', () => {
  const name = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:2';

  it('is a text, whose parts have their places', () => {
    for (const quote of ['"', "'", '"""']) {
      const found = named(`${quote}${name}${quote}`);
      assert.equal(found?.name, name);
      assert.equal(found.tag, '2');
      assert.deepEqual([found.isWhole, found.isLiteral, found.isTagLiteral], [true, true, true]);
    }
  });

  it('is found through a name, where it is written', () => {
    const found = named('image', `image = "${name}"`);
    assert.deepEqual([found?.name, found?.isLiteral], [name, true]);
  });

  it('is put together: no part has a place but the tag, where that ends the text', () => {
    const found = named('f"{account}.dkr.ecr.us-east-1.amazonaws.com/churn:2"', 'account = "123456789012"');
    assert.deepEqual(
      [found?.repository, found?.isWhole, found?.isLiteral, found?.tag, found?.isTagLiteral],
      ['churn', true, false, '2', true],
    );
    const formatted = named('"{}.dkr.ecr.us-east-1.amazonaws.com/churn:{}".format("123456789012", "2")');
    assert.deepEqual([formatted?.repository, formatted?.isLiteral, formatted?.isTagLiteral], ['churn', false, false]);
    assert.match(formatted?.tag ?? '', /format/);
  });

  it('has a region that is not known', () => {
    const found = named('f"123456789012.dkr.ecr.{region}.amazonaws.com/churn:2"');
    assert.deepEqual([found?.isWhole, found?.tag, found?.isTagLiteral], [false, '2', true]);
  });

  it('is not known where a part of its name is not, and where it is only a default', () => {
    assert.equal(named('f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}:2"'), undefined);
    assert.equal(named(`os.environ.get("IMAGE", "${name}")`, 'import os'), undefined);
    assert.equal(named('f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:{tag}"')?.tagSpan, undefined);
  });
});

describe('a rule about images that also looks at launches', () => {
  const rule: ImageRule = {
    id: 'SM901',
    name: 'names-images',
    area: 'image',
    severity: 'warning',
    fix: 'none',
    since: '0.1.0',
    summary: 'names images',
    sources: [],
    appliesTo: 'image',
    check: () => [],
    *checkLaunch({ launch }) {
      yield { at: launch.nameSpan, message: `${launch.written} names an image` };
    },
  };

  it('is asked once for every launch of a script', () => {
    const text = 'from sagemaker.estimator import Estimator\nEstimator(image_uri="a", role=role)\nEstimator(image_uri="b", role=role)\n';
    const project = createProject(filesFromMemory(new Map([['launch.py', text]])));
    while (!project.advance(Number.POSITIVE_INFINITY));
    const { findings } = lintFile(project, 'launch.py', { rules: [defineRule(rule)] });
    assert.deepEqual(
      findings.map(({ range, message }) => [range.start.line, message]),
      [
        [1, 'Estimator names an image'],
        [2, 'Estimator names an image'],
      ],
    );
  });
});
