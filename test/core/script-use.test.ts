import { strict as assert } from 'node:assert';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import type { ScriptUse } from '../../src/project/links.js';
import { notebookText } from '../support/notebooks.js';

const notebook = (...cells: readonly string[]) => notebookText(cells, { list: true });

/** What SageMaker does with `code/train.py` of each file, as the project tells. */
function usesOf(texts: Readonly<Record<string, string>>): Record<string, ScriptUse | undefined> {
  const project = createProject(filesFromMemory(new Map(Object.entries(texts))));
  while (!project.advance(Number.POSITIVE_INFINITY));
  return Object.fromEntries(
    Object.keys(texts).map((path) => {
      const unit = project.unitsOf(path).find(({ document }) => document.path === 'code/train.py');
      return [path, unit && project.useOf(unit.document)];
    }),
  );
}

const write = '%%writefile code/train.py\nimport os\nprint(os.environ["SM_MODEL_DIR"])\n';
const estimator = (name: string) =>
  `from sagemaker.sklearn import SKLearn\n${name} = SKLearn(entry_point="code/train.py", role="r", framework_version="1.2-1")\n`;

describe('what SageMaker does with a script', () => {
  it('gives each notebook the file that it writes itself', () => {
    const uses = usesOf({ 'a.ipynb': notebook(write, estimator('first')), 'b.ipynb': notebook(write) });
    assert.equal(uses['a.ipynb']?.launches.length, 1);
    assert.equal(uses['b.ipynb']?.launches.length, 0);
  });

  it('takes a launch in another file for one of what is written', () => {
    const uses = usesOf({ 'a.ipynb': notebook(write), 'launch.py': estimator('first') });
    assert.equal(uses['a.ipynb']?.launches.length, 1);
    const both = usesOf({ 'a.ipynb': notebook(write), 'b.ipynb': notebook(write), 'launch.py': estimator('first') });
    assert.equal(both['a.ipynb']?.launches.length, 1);
    assert.equal(both['b.ipynb']?.launches.length, 1);
  });

  it('knows a training program by the folders of a job in two pieces', () => {
    const trains = (text: string) => usesOf({ 'code/train.py': text })['code/train.py']?.trains.map(({ what }) => what) ?? [];
    const program = (folder: string, below: string) =>
      `import os\nprefix = ${folder}\nif __name__ == '__main__':\n    open(os.path.join(prefix, ${below}))\n`;
    assert.deepEqual(trains(program("'/opt/ml/'", "'input/config/hyperparameters.json'")), ['it names /opt/ml and the input below it']);
    assert.equal(trains(program('"/opt/ml"', '"input", "data"')).length, 1);
    assert.deepEqual(trains(program("'/opt/ml/'", "'model'")), []);
    assert.deepEqual(trains(program("'/opt/other/'", "'input/data'")), []);
    assert.deepEqual(trains(program("'x'\n# '/opt/ml/'", "'input/data'")), []);
    const server = "import flask\napp = flask.Flask(__name__)\n@app.route('/invocations', methods=['POST'])\ndef predict(): ...\n";
    assert.deepEqual(trains(`${program("'/opt/ml/'", "'input/data'")}${server}`), []);
  });
});
