import { strict as assert } from 'node:assert';
import { lintTexts } from '../support/lint-texts.js';

const launch = [
  'from sagemaker.estimator import Estimator',
  'from settings import image, role',
  'Estimator(image_uri=image, role=role, instance_count=1, instance_type="ml.m5.xlarge").fit("s3://my-bucket/churn")',
  '',
].join('\n');

/** The severities with which a launch for version 2 is reported, with the edits of the fixes. */
function judge(files: Readonly<Record<string, string>>): readonly string[] {
  return lintTexts(new Map(Object.entries(files)))
    .filter(({ rule }) => rule === 'SM323')
    .map(({ severity, fix }) => `${severity} ${fix?.edits.map(({ newText }) => newText).join()}`);
}

function notebook(...cells: readonly string[]): string {
  const json = cells.map((source) => ({ cell_type: 'code', source }));
  return JSON.stringify({ cells: json, metadata: { kernelspec: { language: 'python', name: 'python3' } }, nbformat: 4 });
}

describe('the version of the SDK that a launch runs with', () => {
  it('is that of the list of pyproject.toml', () => {
    const toml = (requirement: string) =>
      `[project]\nname = "churn"\ndependencies = [\n    "boto3",\n    "${requirement}",  # the SDK\n]\n`;
    assert.deepEqual(judge({ 'launch.py': launch, 'pyproject.toml': toml('sagemaker>=3.16.0') }), ['error sagemaker>=2,<3']);
    assert.deepEqual(judge({ 'launch.py': launch, 'pyproject.toml': toml('sagemaker[local]>=2.198.0') }), [
      'information sagemaker[local]>=2.198.0,<3',
    ]);
    assert.deepEqual(judge({ 'launch.py': launch, 'pyproject.toml': toml('sagemaker==2.237.3') }), []);
  });

  it('is that of Poetry, whose caret stays below the next major version', () => {
    assert.deepEqual(judge({ 'launch.py': launch, 'pyproject.toml': '[tool.poetry.dependencies]\nsagemaker = "^2.54.0"\n' }), []);
    assert.deepEqual(judge({ 'launch.py': launch, 'pyproject.toml': 'sagemaker = {version = "^3.1", extras = ["local"]}\n' }), [
      'error >=2,<3',
    ]);
  });

  it('is not that of the project itself, or of what has it as an extra', () => {
    const text =
      '[project]\nname = "sagemaker"\nkeywords = ["sagemaker"]\nboto3-stubs = {extras = ["s3", "sagemaker"], version = "^1.18"}\n';
    assert.deepEqual(judge({ 'launch.py': launch, 'pyproject.toml': text }), []);
  });

  it('is that of setup.py and of conda, which hold back what requirements.txt leaves open', () => {
    const setup = 'setup(\n    install_requires=["boto3", "sagemaker[local]>=2.172.0,<3"],\n)\n';
    assert.deepEqual(judge({ 'launch.py': launch, 'setup.py': setup }), []);
    assert.deepEqual(judge({ 'launch.py': launch, 'setup.py': setup.replace('>=2.172.0,<3', '>=3.4.0') }), [
      'error sagemaker[local]>=2,<3',
    ]);
    assert.deepEqual(judge({ 'launch.py': launch, 'requirements.txt': 'sagemaker\n', 'setup.py': setup }), []);
    const environment = 'dependencies:\n  - pip:\n      - sagemaker>=2.199.0,<3\n';
    assert.deepEqual(judge({ 'launch.py': launch, 'requirements.txt': 'sagemaker\n', 'environment.yml': environment }), []);
  });

  it('is that of the nearest folder that names it', () => {
    const files = { 'jobs/launch.py': launch, 'requirements.txt': 'sagemaker>=3\n' };
    assert.deepEqual(judge(files), ['error sagemaker>=2,<3']);
    assert.deepEqual(judge({ ...files, 'jobs/requirements.txt': 'sagemaker<3\n' }), []);
    assert.deepEqual(judge({ ...files, 'jobs/requirements.txt': 'boto3\n' }), ['error sagemaker>=2,<3']);
  });

  it('is the one that a notebook installs last', () => {
    assert.deepEqual(judge({ 'launch.ipynb': notebook('%pip install -U sagemaker', launch) }), ['information \\"sagemaker>=2,<3\\"']);
    assert.deepEqual(judge({ 'launch.ipynb': notebook('!pip install "sagemaker>=3" -q', launch) }), ['error \\"sagemaker>=2,<3\\"']);
    assert.deepEqual(judge({ 'launch.ipynb': notebook('!pip install --upgrade sagemaker', '!pip install "sagemaker<3"', launch) }), []);
    assert.deepEqual(judge({ 'launch.ipynb': notebook('!pip install sagemaker boto3', launch) }), []);
    assert.deepEqual(judge({ 'launch.ipynb': notebook('!pip install -U sagemaker-studio-image-build', launch) }), []);
  });
});
