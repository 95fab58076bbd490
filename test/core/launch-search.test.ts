import { strict as assert } from 'node:assert';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { type LaunchSearch, searchLaunches } from '../../src/project/launch-search.js';

const search = (texts: Record<string, string>, dockerfile = 'container/Dockerfile'): LaunchSearch =>
  searchLaunches(filesFromMemory(new Map(Object.entries({ [dockerfile]: 'FROM python:3.11\n', ...texts }))), dockerfile);

describe('the search for launches', () => {
  it('finds an entry point that a notebook, a script or a template names', () => {
    assert.equal(search({ 'launch.py': 'import sagemaker\nEstimator(image_uri=uri, entry_point="train.py")' }).namesProgram, true);
    assert.equal(
      search({
        'notebooks/a.ipynb': '{"source": ["from sagemaker.estimator import Estimator\\n", "Estimator(uri, source_dir=\\"src\\")"]}',
      }).namesProgram,
      true,
    );
    assert.equal(
      search({ 'container/job.json': '{"HyperParameters": {"sagemaker_program": "train.py"}, "Image": "sagemaker"}' }).namesProgram,
      true,
    );
    assert.equal(search({ 'launch.py': 'from sagemaker.train import ModelTrainer\nModelTrainer(source_code=code)' }).namesProgram, true);
  });

  it('takes arguments that nobody sees for a program that may be named', () => {
    assert.equal(search({ 'launch.py': 'import sagemaker\nEstimator(**settings)' }).namesProgram, true);
  });

  it('tells a launch without a program from no launch', () => {
    const launched = search({ 'launch.py': 'import sagemaker\nEstimator(image_uri=uri, role=role).fit()' });
    assert.deepEqual([launched.launchFiles, launched.namesProgram, launched.isComplete], [['launch.py'], false, true]);
    assert.deepEqual(search({ 'other.py': 'parser = Parser(entry_point="x")' }), {
      launchFiles: [],
      namesProgram: false,
      isComplete: true,
    });
  });

  it('looks two folders up and one down, and says when it stopped', () => {
    const far = { 'a/b/c/Dockerfile': '', 'launch.py': 'import sagemaker\nEstimator(entry_point="a.py")' };
    assert.equal(search(far, 'a/b/c/Dockerfile').namesProgram, false);
    assert.equal(search({ 'a/jobs/launch.py': far['launch.py'] }, 'a/b/c/Dockerfile').namesProgram, true);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`container/f${index}.py`, '']));
    assert.equal(search(many).isComplete, false);
  });

  it('an edit to a launch that was read concerns the Dockerfile', () => {
    const texts = new Map([
      ['Dockerfile', 'FROM python:3.11\nRUN pip install sagemaker-training\n'],
      ['launch.py', 'import sagemaker\n'],
    ]);
    const project = createProject(filesFromMemory(texts));
    searchLaunches(project.filesFor('Dockerfile'), 'Dockerfile');
    assert.ok(project.dependenciesOf('Dockerfile').has('launch.py'));
    assert.deepEqual(project.changed('launch.py'), ['Dockerfile']);
    assert.deepEqual(project.changed('launch.py'), ['Dockerfile'], 'and so does the next one, though nobody has asked since');
  });
});
