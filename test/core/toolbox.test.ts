import { strict as assert } from 'node:assert';
import { createToolbox, type LaterParts } from '../../src/linter/toolbox.js';
import { filesFromMemory } from '../../src/project/files.js';
import { openProject } from '../../src/project/open-project.js';
import { earlyRules, knownRules, laterParts } from '../../src/rules/early.generated.js';
import { rules } from '../../src/rules/registry.generated.js';

/** A toolbox that notes what is loaded. */
function notedToolbox() {
  const loaded: string[] = [];
  const note = <Part>(name: string, load: () => Promise<Part>): (() => Promise<Part>) => {
    return () => {
      loaded.push(name);
      return load();
    };
  };
  const noted: LaterParts = {
    code: note('code', laterParts.code),
    yaml: note('yaml', laterParts.yaml),
    json: note('json', laterParts.json),
    shell: note('shell', laterParts.shell),
    codeRules: note('codeRules', laterParts.codeRules),
    requestRules: note('requestRules', laterParts.requestRules),
  };
  return { loaded, toolbox: createToolbox(knownRules, earlyRules, noted) };
}

const image = 'FROM python:3.11\nRUN pip install sagemaker-training\nCOPY train.py /opt/ml/code/\nENV SAGEMAKER_PROGRAM=train.py\n';
const launch =
  'from sagemaker.estimator import Estimator\nEstimator(image_uri="x", role="r", instance_count=1, instance_type="ml.m5.xlarge").fit()\n';

describe('the toolbox', () => {
  it('knows every rule from the start', () => {
    assert.deepEqual(
      knownRules,
      rules.map(({ id, name, appliesTo }) => ({ id, name, appliesTo })),
    );
  });

  it('loads nothing for a Dockerfile, whatever script its image starts', () => {
    const { toolbox, loaded } = notedToolbox();
    const texts = new Map([
      ['Dockerfile', image],
      ['train.py', 'import os\nprint(os.environ["SM_MODEL_DIR"])\n'],
    ]);
    const project = openProject(filesFromMemory(texts), toolbox.code, undefined, toolbox.data);
    while (!project.index.isComplete && !toolbox.isWanted) project.advance(Number.POSITIVE_INFINITY);
    assert.ok(project.index.isComplete);
    assert.equal(project.startsOf('Dockerfile').length, 1);
    assert.deepEqual(loaded, []);
  });

  it('wants the reading of code for a launch, and the project takes it up', async () => {
    const { toolbox, loaded } = notedToolbox();
    const texts = new Map([
      ['Dockerfile', image],
      ['launch.py', launch],
    ]);
    const project = openProject(filesFromMemory(texts), toolbox.code, undefined, toolbox.data);
    assert.equal(project.advance(Number.POSITIVE_INFINITY), false);
    assert.ok(toolbox.isWanted && !project.index.isComplete);
    assert.deepEqual(project.launchesIn('launch.py'), []);
    await toolbox.load();
    assert.equal(toolbox.isWanted, false);
    while (!project.advance(Number.POSITIVE_INFINITY));
    assert.equal(project.launchesIn('launch.py').length, 1);
    assert.deepEqual([...loaded].sort(), ['code', 'codeRules', 'requestRules']);
  });

  it('has all rules in their order once everything is loaded, each once', async () => {
    const { toolbox } = notedToolbox();
    await Promise.all([toolbox.loadAll(), toolbox.loadAll()]);
    assert.deepEqual(
      toolbox.rules.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
  });
});
