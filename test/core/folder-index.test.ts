import { strict as assert } from 'node:assert';
import { createIndexReader } from '../../src/editor/index-reader.js';
import { createLoadedFiles } from '../../src/editor/loaded-files.js';
import { defineRule, type Rule } from '../../src/linter/rule.js';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { rules as allRules } from '../../src/rules/registry.generated.js';
import { span } from '../../src/text/span.js';
import { deskOf } from '../support/desk.js';

const dockerfile =
  'FROM python:3.11\nRUN pip install sagemaker-training\nCOPY train.py other.py /opt/ml/code/\nENV SAGEMAKER_PROGRAM=train.py\n';
const script = 'import os\nprint(os.environ["SM_MODEL_DIR"])\n';
const launch = (program: string): string =>
  `from sagemaker.pytorch import PyTorch\nPyTorch(entry_point="${program}", role="r", instance_type="ml.m5.large").fit()\n`;

/** Two rules that say what is known of links, and of what was linted for it. */
function rulesOf(linted: string[]): Rule[] {
  const about = {
    name: 'known-links',
    area: 'image',
    severity: 'warning',
    fix: 'none',
    since: '1.0.0',
    summary: 'says what is known',
    sources: [],
  } as const;
  return [
    defineRule({
      ...about,
      id: 'SM901',
      appliesTo: 'image',
      *check({ document, project }) {
        linted.push(document.path);
        const launches = project.launchesOf(document.path);
        yield { at: span(0, 4), message: launches ? `${project.startsOf(document.path).length} scripts` : 'links are not known' };
      },
    }),
    defineRule({
      ...about,
      id: 'SM902',
      appliesTo: 'script',
      *check({ document, use }) {
        linted.push(document.path);
        const [image] = use.images;
        const related = image?.span ? [{ at: { document: image.image.document, span: image.span }, message: 'started here' }] : [];
        yield { at: span(0, 6), message: `${use.images.length} images, ${use.launches.length} launches`, related };
      },
    }),
  ];
}

describe('the links of a folder', () => {
  it('are waited for, but not by what is found in a Dockerfile alone', async () => {
    const { service, history, published } = deskOf({ Dockerfile: dockerfile, 'train.py': script }, { rules: rulesOf([]) });
    await Promise.all([service.lint('Dockerfile'), service.lint('train.py')]);
    assert.equal(history[0], 'Dockerfile: SM901');
    assert.equal(history.filter((line) => line.startsWith('Dockerfile')).length, 2);
    assert.deepEqual(
      ['Dockerfile', 'train.py'].map((file) => published.get(file)?.[0]?.message),
      ['1 scripts', '1 images, 0 launches'],
    );
    assert.equal(published.get('train.py')?.[0]?.related[0]?.file, 'Dockerfile');
  });

  it('are waited for before a comment is called useless', async () => {
    const linked = defineRule({
      id: 'SM904',
      name: 'knows-links',
      area: 'image',
      severity: 'warning',
      fix: 'none',
      since: '1.0.0',
      summary: 'needs links',
      sources: [],
      appliesTo: 'image',
      *check({ document, project }) {
        if (project.launchesOf(document.path)) yield { at: span(0, 4), message: 'the links are known' };
      },
    });
    const texts = { Dockerfile: `# sagelint: ignore-file[SM904]\n${dockerfile}`, 'train.py': script };
    const { service, history } = deskOf(texts, { rules: [...allRules, linked] });
    await service.lint('Dockerfile');
    assert.deepEqual(new Set(history), new Set(['Dockerfile:']));
    service.dispose();
    const other = deskOf({ ...texts, Dockerfile: texts.Dockerfile.replace('SM904', 'SM143') });
    await other.service.lint('Dockerfile');
    assert.deepEqual([other.history[0], other.history.at(-1)], ['Dockerfile:', 'Dockerfile: SM001']);
  });

  it('say which files a keystroke concerns, and no others', async () => {
    const texts = {
      Dockerfile: dockerfile,
      'train.py': script,
      'tools/alone.py': script,
      'other/Dockerfile': dockerfile,
      'other/train.py': script,
    };
    const linted: string[] = [];
    const { service, open, takeOutdated } = deskOf(texts, { rules: rulesOf(linted) });
    for (const path of Object.keys(texts)) await service.lint(path);
    const type = async (path: string): Promise<string[]> => {
      takeOutdated();
      linted.splice(0);
      open.set(path, `${open.get(path) ?? script}# typed\n`);
      const concerned = [...service.edited(path)].sort();
      for (const each of concerned) await service.lint(each);
      assert.deepEqual(
        takeOutdated().filter((each) => !concerned.includes(each)),
        [],
      );
      assert.deepEqual([...new Set(linted)].sort(), concerned);
      return concerned;
    };
    assert.deepEqual(await type('train.py'), ['Dockerfile', 'train.py']);
    assert.deepEqual(await type('train.py'), ['Dockerfile', 'train.py']);
    assert.deepEqual(await type('tools/alone.py'), ['tools/alone.py']);
    assert.deepEqual(await type('other/train.py'), ['other/Dockerfile', 'other/train.py']);
  });

  it('have those linted again to which they lead now', async () => {
    const { service, disk, published, takeOutdated } = deskOf({ 'code/train.py': script, 'code/other.py': script }, { rules: rulesOf([]) });
    await service.lint('code/train.py');
    await service.lint('code/other.py');
    takeOutdated();
    disk.set('code/launch.py', launch('train.py'));
    service.changed('code/launch.py');
    // Whoever asks next waits for the links.
    await service.lint('code/other.py');
    assert.deepEqual(takeOutdated(), ['code/train.py']);
    await service.lint('code/train.py');
    assert.equal(published.get('code/train.py')?.[0]?.message, '0 images, 1 launches');
  });

  it('carry no finding to a place that may be gone', async () => {
    const reaching = defineRule({
      id: 'SM905',
      name: 'reaches-out',
      area: 'image',
      severity: 'warning',
      fix: 'none',
      since: '1.0.0',
      summary: 'points at the script',
      sources: [],
      appliesTo: 'image',
      *check({ document, project }) {
        for (const { script: file } of project.startsOf(document.path)) {
          const start = project.document(file)?.text.indexOf('print') ?? 0;
          yield { at: { file, span: span(start, start + 5) }, message: 'printed' };
        }
      },
    });
    const { service, open, published } = deskOf({ Dockerfile: dockerfile, 'train.py': script }, { rules: [reaching] });
    const places = (): number[] => (published.get('train.py') ?? []).map((finding) => finding.span.start);
    await service.lint('Dockerfile');
    await service.lint('train.py');
    assert.deepEqual(places(), [script.indexOf('print')]);
    open.set('train.py', `# above\n${script}`);
    assert.deepEqual([...service.edited('train.py')].sort(), ['Dockerfile', 'train.py']);
    await service.lint('train.py');
    assert.deepEqual(places(), []);
    await service.lint('Dockerfile');
    assert.deepEqual(places(), [script.indexOf('print') + '# above\n'.length]);
  });

  it('are followed by what an edit of a Dockerfile leads to', async () => {
    const texts = { Dockerfile: dockerfile, 'train.py': script, 'other.py': script };
    const { service, open, published, takeOutdated } = deskOf(texts, { rules: rulesOf([]) });
    for (const path of Object.keys(texts)) await service.lint(path);
    takeOutdated();
    open.set('Dockerfile', dockerfile.replace('PROGRAM=train.py', 'PROGRAM=other.py'));
    const concerned = service.edited('Dockerfile');
    assert.deepEqual([...concerned].sort(), ['Dockerfile', 'train.py']);
    for (const path of concerned) await service.lint(path);
    assert.ok(takeOutdated().includes('other.py'));
    await service.lint('other.py');
    assert.deepEqual(
      ['train.py', 'other.py'].map((file) => published.get(file)?.[0]?.message),
      ['0 images, 0 launches', '1 images, 0 launches'],
    );
  });

  it('are read a little at a time', async () => {
    const texts = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`code/${index}.py`, launch('train.py')]));
    const slow = deskOf(texts, { rules: [], slowness: 3 });
    await slow.service.lint('code/0.py');
    const quick = deskOf(texts, { rules: [] });
    await quick.service.lint('code/0.py');
    assert.ok(slow.turns() > 50, `${slow.turns()} turns`);
    assert.ok(quick.turns() < 20, `${quick.turns()} turns`);
    // Each once: 200 scripts, and one configuration at each level.
    assert.equal(quick.read.length, 202);
  });

  it('are not those of a number of files beyond all measure, and that is said once', async () => {
    const texts = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`${index}.py`, script]));
    const { service, warnings } = deskOf(texts, { rules: rulesOf([]), limits: { files: 3, folders: 9 } });
    await service.lint('0.py');
    service.changed('0.py');
    await service.lint('0.py');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /more than 3 files/);
  });

  it('are no longer read when nobody wants them', async () => {
    const texts = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}.py`, script]));
    const { service, read, history } = deskOf(texts, { slowness: 3 });
    const linting = service.lint('0.py');
    service.dispose();
    await linting;
    assert.deepEqual(history, []);
    assert.ok(read.length < 100, `${read.length} files were read`);
    await service.lint('1.py');
    assert.deepEqual(history, []);
  });

  it('are no reason to show what has been closed meanwhile', async () => {
    const { service, rulesOf: found } = deskOf({ Dockerfile: dockerfile, 'train.py': script }, { rules: rulesOf([]) });
    const linting = Promise.all([service.lint('train.py'), service.lint('Dockerfile')]);
    service.withdraw('train.py');
    await linting;
    assert.deepEqual(found('train.py'), []);
    assert.deepEqual(found('Dockerfile'), ['SM901']);
  });

  it('need each text once, however little is kept of them', async () => {
    const texts = new Map(Array.from({ length: 40 }, (_, index) => [`${index}.py`, `${launch('train.py')}#${'x'.repeat(1000)}\n`]));
    texts.set('train.py', script);
    const disk = filesFromMemory(texts);
    const read: string[] = [];
    const host = {
      async read(path: string) {
        read.push(path);
        return disk.read(path);
      },
      entries: async (path: string) => disk.entries(path),
      isExecutable: async () => undefined,
    };
    const files = createLoadedFiles(host, {
      openText: () => undefined,
      loaded: (path, sort) => void (sort === 'text' ? project.edited(path) : project.changed(path)),
      kept: (path) => project.keptText(path),
      mostText: 5000,
    });
    const project = createProject(files);
    let completed = 0;
    const turns = { now: () => 0, nextTurn: async () => undefined };
    const reader = createIndexReader(project, files, { isWanted: false, load: async () => undefined }, turns, () => completed++);
    assert.ok(await reader.complete());
    assert.equal(completed, 1);
    assert.ok(project.index.isComplete);
    assert.deepEqual([...read].sort(), [...texts.keys()].sort());
  });
});
