import assert from 'node:assert/strict';
import { compilerConflicts } from '../../src/sagemaker/launch/compiler-conflicts.js';
import { trainingIn } from '../support/launches.js';
import { lintTexts } from '../support/lint-texts.js';

const modules = { PyTorch: 'pytorch', HuggingFace: 'huggingface', TensorFlow: 'tensorflow' };

/** What is marked in `PyTorch(<given>, compiler_config=TrainingCompilerConfig())`. */
function conflicts(written: keyof typeof modules, given: string, configuration = 'TrainingCompilerConfig()'): string[] {
  const text = `from sagemaker.${modules[written]} import ${written}, TrainingCompilerConfig\n${written}(${given}, compiler_config=${configuration})`;
  return [...compilerConflicts(trainingIn(text))].map(({ at }) => text.slice(at.span.start, at.span.end));
}

describe('what does not go with Training Compiler', () => {
  it('is nothing where all of it is supported', () => {
    for (const version of ['1.12', '1.12.0', '1.13', '1.13.1'])
      assert.deepEqual(conflicts('PyTorch', `framework_version="${version}"`), []);
    for (const versions of [
      'transformers_version="4.21", pytorch_version="1.11"',
      'transformers_version="4.17.0", tensorflow_version="2.6.3"',
    ])
      assert.deepEqual(conflicts('HuggingFace', versions), []);
    for (const version of ['2.9', '2.11.0', '2.13']) assert.deepEqual(conflicts('TensorFlow', `framework_version="${version}"`), []);
    for (const type of ['ml.p3.2xlarge', 'ml.p3dn.24xlarge', 'ml.g4dn.xlarge', 'ml.p4d.24xlarge', 'ml.g5.48xlarge', 'local_gpu'])
      assert.deepEqual(conflicts('PyTorch', `instance_type="${type}"`), []);
    assert.deepEqual(conflicts('PyTorch', 'framework_version="1.13.1", distribution={"pytorchxla": {"enabled": True}}'), []);
  });

  it('is a version without an image', () => {
    for (const version of ['1.11', '1.12.1', '1.13.0', '2.0']) {
      assert.deepEqual(conflicts('PyTorch', `framework_version="${version}"`), [`framework_version="${version}"`]);
    }
    assert.deepEqual(conflicts('HuggingFace', 'transformers_version="4.21.1", pytorch_version="1.10.2"'), [
      'transformers_version="4.21.1"',
    ]);
    assert.deepEqual(conflicts('HuggingFace', 'transformers_version="4.21.1", pytorch_version="1.8"'), ['pytorch_version="1.8"']);
    assert.deepEqual(conflicts('TensorFlow', 'framework_version="2.8"'), ['framework_version="2.8"']);
    assert.deepEqual(conflicts('PyTorch', 'framework_version=version'), []);
  });

  it('is an instance of another class, or none of SageMaker', () => {
    assert.deepEqual(conflicts('PyTorch', 'instance_type="ml.p4de.24xlarge"'), ['instance_type="ml.p4de.24xlarge"']);
    assert.deepEqual(conflicts('TensorFlow', 'instance_type="local"'), ['instance_type="local"']);
    assert.deepEqual(conflicts('PyTorch', 'instance_groups=[InstanceGroup("a", "ml.p3.2xlarge", 1)]').length, 1);
    assert.deepEqual(conflicts('PyTorch', 'instance_type="<type>"'), []);
  });

  it('is an image, unless it may be None', () => {
    assert.deepEqual(conflicts('PyTorch', 'image_uri=f"{account}.dkr.ecr.eu-west-1.amazonaws.com/a"').length, 1);
    assert.deepEqual(conflicts('PyTorch', 'image_uri=image'), []);
    assert.deepEqual(conflicts('PyTorch', 'image_uri=None'), []);
    assert.deepEqual(conflicts('TensorFlow', 'image_uri="mine"'), []);
  });

  it('is a distribution of another kind', () => {
    const torch = (distribution: string, version = '1.13.1') =>
      conflicts('PyTorch', `framework_version="${version}", distribution=${distribution}`);
    assert.deepEqual(torch('{"smdistributed": {"dataparallel": {"enabled": True}}}'), ['"smdistributed"']);
    assert.deepEqual(torch('{"torch_distributed": {"enabled": True}}'), ['distribution={"torch_distributed": {"enabled": True}}']);
    assert.deepEqual(torch('{}'), []);
    assert.deepEqual(torch('{"torchxla": {"enabled": True}}'), []);
    assert.deepEqual(torch('{"mpi": {"enabled": True}, **more}'), []);
    assert.deepEqual(torch('choose()'), []);
    assert.deepEqual(
      conflicts('HuggingFace', 'transformers_version="4.17", pytorch_version="1.10", distribution={"pytorchxla": {"enabled": True}}'),
      ['"pytorchxla"'],
    );
    assert.deepEqual(conflicts('HuggingFace', 'tensorflow_version="2.6.3", distribution={"pytorchxla": {"enabled": True}}'), [
      '"pytorchxla"',
    ]);
    assert.deepEqual(conflicts('TensorFlow', 'distribution={"multi_worker_mirrored_strategy": {"enabled": True}}'), [
      '"multi_worker_mirrored_strategy"',
    ]);
    assert.deepEqual(conflicts('PyTorch', 'distribution={"pytorchxla": {"enabled": True}}', 'None'), ['"pytorchxla"']);
    assert.deepEqual(conflicts('PyTorch', 'distribution={"pytorchxla": {"enabled": True}}', 'configuration'), []);
  });

  it('is the configuration of another framework', () => {
    const text = 'import sagemaker\nsagemaker.huggingface.HuggingFace(compiler_config=sagemaker.pytorch.TrainingCompilerConfig())';
    assert.equal([...compilerConflicts(trainingIn(text))].length, 1);
  });
});

describe('the end of Training Compiler', () => {
  const launch = `from sagemaker.pytorch import PyTorch, TrainingCompilerConfig
PyTorch(entry_point="train.py", compiler_config=TrainingCompilerConfig(), disable_profiler=True, debugger_hook_config=False)
`;
  const severity = (requirements: string) => {
    const found = lintTexts(
      new Map([
        ['jobs/launch.py', launch],
        ['requirements.txt', requirements],
      ]),
    ).filter(({ rule }) => rule === 'SM611');
    return found.map((finding) => `${finding.severity} ${finding.related.map(({ file }) => file).join(' ')}`.trim());
  };

  it('is an error where the project asks for version 3 of the SDK', () => {
    assert.deepEqual(severity('boto3\nsagemaker>=3.2\n'), ['error requirements.txt']);
    assert.deepEqual(severity('sagemaker==3.*\n'), ['error requirements.txt']);
    assert.deepEqual(severity('sagemaker>=2.200\n'), ['information']);
    assert.deepEqual(severity('sagemaker>=2,<3\n'), ['information']);
    assert.deepEqual(severity('sagemaker\n'), ['information']);
  });

  it('is told of the request and of the image as well', () => {
    const found = (text: string) => lintTexts(new Map([['launch.py', text]])).filter(({ rule }) => rule === 'SM611').length;
    const request = (parameters: string, image: string) =>
      `import boto3\nboto3.client("sagemaker").create_training_job(TrainingJobName="a", HyperParameters=${parameters}, AlgorithmSpecification={"TrainingImage": ${image}, "TrainingInputMode": "File"})`;
    assert.equal(found(request('{"sagemaker_training_compiler_enabled": "true"}', 'image')), 1);
    assert.equal(found(request('{"sagemaker_training_compiler_enabled": "false"}', 'image')), 0);
    assert.equal(found(request('{}', 'f"763104351884.dkr.ecr.{region}.amazonaws.com/pytorch-trcomp-training:1.13.1"')), 1);
  });
});
