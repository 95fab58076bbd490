import { strict as assert } from 'node:assert';
import { createProject } from '../../src/project/create-project.js';
import { searchEntryPoint } from '../../src/project/entry-point-search.js';
import type { ProjectFiles } from '../../src/project/files.js';
import { filesFromMemory } from '../../src/project/files.js';
import { lintTexts } from '../support/lint-texts.js';
import { notebookText } from '../support/notebooks.js';

const notebook = (...cells: readonly string[]): string => notebookText(cells, { list: true });

const script = 'import os\n\nimport torch\n\ntorch.save({}, os.path.join(os.environ["SM_MODEL_DIR"], "model.pt"))\n';

function launch(entry: string, source: string | undefined, more = ''): string {
  return `from sagemaker.pytorch import PyTorch
estimator = PyTorch(
    entry_point=${entry},
${source === undefined ? '' : `    source_dir=${source},\n`}    role=role,
    framework_version="2.3.0",
    py_version="py311",
    instance_count=1,
    instance_type="ml.g5.xlarge",
${more})
estimator.fit({"training": "s3://my-bucket/churn"})
`;
}

/** The findings of one rule over a small project: its message each. */
function found(rule: string, files: Readonly<Record<string, string>>): readonly string[] {
  return lintTexts(new Map(Object.entries(files)))
    .filter((finding) => finding.rule === rule || finding.rule === 'SM000')
    .map(({ message }) => message);
}

describe('the entry point of a job is looked for', () => {
  const entries = (files: Readonly<Record<string, string>>) => found('SM313', files);

  it('from the folder of a notebook, and nowhere else', () => {
    const cell = launch('"train.py"', '"src"');
    assert.equal(entries({ 'notebooks/try.ipynb': notebook(cell), 'notebooks/src/other.py': script }).length, 1);
    assert.deepEqual(entries({ 'notebooks/try.ipynb': notebook(cell), 'src/other.py': script }), []);
    assert.deepEqual(entries({ 'try.ipynb': notebook('%cd work', cell), 'src/other.py': script }), []);
  });

  it('among the files that cells write', () => {
    const files = { 'src/other.py': script };
    assert.deepEqual(
      entries({ ...files, 'try.ipynb': notebook(`%%writefile src/train.py\n${script}`, launch('"train.py"', '"src"')) }),
      [],
    );
    assert.deepEqual(entries({ ...files, 'try.ipynb': notebook('!cp ../common/train.py src/', launch('"train.py"', '"src"')) }), []);
  });

  it('from every folder above a script', () => {
    const files = { 'src/train.py': script, 'tools/jobs/launch.py': launch('"src/train.py"', '"src"') };
    assert.deepEqual(entries(files).length, 1);
    assert.match(entries(files)[0] ?? '', /Write `train\.py`/);
    assert.deepEqual(entries({ ...files, 'tools/jobs/launch.py': launch('"train.py"', '"src"') }), []);
  });

  it('beside the file where the path begins there', () => {
    const text = `import os\n${launch('"trian.py"', 'os.path.join(os.path.dirname(__file__), "src")')}`;
    assert.equal(entries({ 'jobs/launch.py': text, 'jobs/src/train.py': script }).length, 1);
    assert.deepEqual(entries({ 'jobs/launch.py': text, 'src/train.py': script }), []);
  });

  it('not where git ignores it, a script makes it, or a test speaks of it', () => {
    const files = { 'launch.py': launch('"train.py"', '"src"'), 'src/other.py': script };
    assert.equal(entries(files).length, 1);
    assert.deepEqual(entries({ ...files, '.gitignore': 'src/train.py\n' }), []);
    assert.deepEqual(entries({ ...files, Makefile: 'train:\n\tcp common/train.py src/\n' }), []);
    assert.deepEqual(entries({ 'test_launch.py': launch('"train.py"', '"src"'), 'src/other.py': script }), []);
    assert.deepEqual(entries({ ...files, 'launch.py': `import os\nos.chdir("work")\n${launch('"train.py"', '"src"')}` }), []);
  });

  it('not outside of the project, and not where the folder has two places', () => {
    assert.deepEqual(entries({ 'launch.py': launch('"train.py"', '"../src"'), 'src/other.py': script }), []);
    assert.deepEqual(
      entries({ 'jobs/launch.py': launch('"train.py"', '"src"'), 'jobs/src/other.py': script, 'src/another.py': script }),
      [],
    );
  });

  it('and not missed before it has been read', () => {
    const files = filesFromMemory(new Map(Object.entries({ 'launch.py': launch('"train.py"', '"src"'), 'src/other.py': script })));
    const project = createProject(files);
    while (!project.advance(Number.POSITIVE_INFINITY));
    const [link] = project.launchesIn('launch.py');
    const launched = link?.launch;
    assert.ok(link && launched?.kind === 'training');
    const pending: ProjectFiles = { ...files, read: (path) => (path === 'src/train.py' ? { kind: 'pending' } : files.read(path)) };
    assert.ok(searchEntryPoint({ ...link, launch: launched }, files));
    assert.equal(searchEntryPoint({ ...link, launch: launched }, pending), undefined);
  });
});

describe('modules that a script imports', () => {
  const left = (files: Readonly<Record<string, string>>) => found('SM314', files);
  const importing = (text: string) => script.replace('import torch\n', `import torch\n${text}\n`);
  const alone = launch('"code/train.py"', undefined);

  it('stay behind where the script is uploaded alone', () => {
    assert.equal(left({ 'launch.py': alone, 'code/train.py': importing('import net'), 'code/net.py': 'x = 1\n' }).length, 1);
    assert.equal(
      left({ 'launch.py': alone, 'code/train.py': importing('from net.layers import x'), 'code/net/layers.py': 'x = 1\n' }).length,
      1,
    );
  });

  it('are none of the project where Python or the image has them', () => {
    for (const [text, file] of [
      ['import queue', 'code/queue.py'],
      ['import datasets', 'code/datasets.py'],
      ['import sklearn', 'sklearn/__init__.py'],
      ['import einops', 'docs/einops.py'],
    ] as const) {
      assert.deepEqual(left({ 'launch.py': alone, 'code/train.py': importing(text), [file]: 'x = 1\n' }), [], text);
    }
  });

  it('may be found in other ways', () => {
    const net = { 'code/net.py': 'x = 1\n' };
    const way = (text: string) => left({ 'launch.py': alone, 'code/train.py': importing(text), ...net });
    assert.deepEqual(way('import sys\nsys.path.insert(0, "/opt/ml/input/data/code")\nimport net'), []);
    assert.deepEqual(way('def main():\n    import net'), []);
    const environment = launch('"code/train.py"', undefined, '    environment={"PYTHONPATH": "/opt/ml/input/data/code"},\n');
    assert.deepEqual(left({ 'launch.py': environment, 'code/train.py': importing('import net'), ...net }), []);
    const local = alone.replace('ml.g5.xlarge', 'local');
    assert.deepEqual(left({ 'launch.py': local, 'code/train.py': importing('import net'), ...net }), []);
  });

  it('may be a package that requirements.txt asks for', () => {
    const files = {
      'src/train.py': importing('from churn.net import x'),
      'churn/net.py': 'x = 1\n',
      'launch.py': launch('"train.py"', '"src"'),
    };
    assert.equal(left(files).length, 1);
    assert.deepEqual(left({ ...files, 'src/requirements.txt': 'git+https://github.com/me/churn.git\n' }), []);
  });
});

describe('requirements of a job', () => {
  const left = (files: Readonly<Record<string, string>>) => found('SM315', files);
  const files = { 'src/train.py': script.replace('import torch\n', 'import einops\nimport torch\n'), 'requirements.txt': 'einops\n' };

  it('are missed where the script imports one of them', () => {
    assert.equal(left({ ...files, 'launch.py': launch('"train.py"', '"src"') }).length, 1);
    assert.deepEqual(left({ ...files, 'requirements.txt': 'wandb\n', 'launch.py': launch('"train.py"', '"src"') }), []);
  });

  it('are there where a file or setup.py is uploaded, or the script installs them', () => {
    const text = launch('"train.py"', '"src"');
    assert.deepEqual(left({ ...files, 'launch.py': text, 'src/requirements.txt': 'wandb\n' }), []);
    assert.deepEqual(left({ ...files, 'launch.py': text, 'src/setup.py': 'from setuptools import setup\nsetup()\n' }), []);
    const installing = `import os\nos.system("pip install einops")\n${files['src/train.py']}`;
    assert.deepEqual(left({ ...files, 'src/train.py': installing, 'launch.py': text }), []);
  });
});
