import assert from 'node:assert/strict';
import { addArgument, removeArgument, renameArgument } from '../../src/sagemaker/launch/edits.js';
import { applyEdits } from '../../src/text/edit.js';
import { channelsOf, launchesIn, modelIn, plain, processingIn, settingValue, trainingIn } from '../support/launches.js';

const pytorch = 'from sagemaker.pytorch import PyTorch\n';
const channels = (rest: string) => channelsOf(trainingIn(`${pytorch}estimator = PyTorch(entry_point="train.py")\n${rest}`));
const hyperparameters = (text: string) => settingValue(trainingIn(`${pytorch}${text}`).hyperparameters);

describe('estimators of the SDK', () => {
  it('are read with their settings', () => {
    const launch = trainingIn(`${pytorch}
estimator = PyTorch(
    entry_point="train.py", source_dir="src", role=role, framework_version="2.1", py_version="py310",
    instance_type="ml.g5.xlarge", instance_count=2, hyperparameters={"epochs": 3}, environment={"A": "b"},
    distribution={"torch_distributed": {"enabled": True}}, use_spot_instances=True, checkpoint_s3_uri="s3://b/c",
    checkpoint_local_path="/opt/ml/checkpoints", input_mode="FastFile", container_entry_point=["python"],
)
`);
    assert.equal(launch.surface, 'sdk-v2');
    assert.equal(launch.written, 'PyTorch');
    assert.equal(launch.qualified, 'sagemaker.pytorch.PyTorch');
    assert.equal(launch.framework, 'pytorch');
    assert.equal(settingValue(launch.entryPoint), 'train.py');
    assert.equal(settingValue(launch.sourceDirectory), 'src');
    assert.equal(settingValue(launch.frameworkVersion), '2.1');
    assert.equal(settingValue(launch.instanceType), 'ml.g5.xlarge');
    assert.equal(settingValue(launch.instanceCount), 2);
    assert.deepEqual(settingValue(launch.hyperparameters), { epochs: 3 });
    assert.deepEqual(settingValue(launch.environment), { A: 'b' });
    assert.deepEqual(settingValue(launch.distribution), { torch_distributed: { enabled: true } });
    assert.equal(settingValue(launch.useSpot), true);
    assert.equal(settingValue(launch.checkpointUri), 's3://b/c');
    assert.equal(settingValue(launch.inputMode), 'FastFile');
    assert.deepEqual(settingValue(launch.command), ['python']);
    assert.equal(launch.image.kind, 'absent');
    assert.equal(launch.compilerConfig.kind, 'absent');
    assert.equal(launch.bypassesImageStart, false);
    assert.equal(launch.argument('role').kind, 'given');
    assert.equal(launch.argument('max_run').kind, 'absent');
  });

  it('are found through any import', () => {
    for (const [start, call] of [
      ['import sagemaker', 'sagemaker.estimator.Estimator'],
      ['import sagemaker as sage', 'sage.estimator.Estimator'],
      ['from sagemaker import estimator', 'estimator.Estimator'],
      ['from sagemaker.estimator import Estimator as Job', 'Job'],
      ['from sagemaker.pytorch import PyTorch\nJob = PyTorch', 'Job'],
      ['import sagemaker\nJob = (\n    sagemaker.estimator.Estimator)', 'Job'],
      [
        'try:\n    from sagemaker.pytorch import PyTorch\nexcept ImportError:\n    from sagemaker.pytorch.estimator import PyTorch',
        'PyTorch',
      ],
      ['import sagemaker\nfrom helpers import *', 'PyTorch'],
    ]) {
      assert.equal(launchesIn(`${start}\n${call}(entry_point="train.py")`).length, 1, start);
    }
  });

  it('are not what only has their name', () => {
    for (const text of [
      'import tensorflow as tf\ntf.estimator.Estimator(model_fn=model)',
      'import sagemaker\nfrom keras import Model\nModel(inputs=x, outputs=y)',
      'from keras.models import *\nimport sagemaker\nModel(inputs=x, outputs=y)',
      'import sagemaker\nclass PyTorch:\n    pass\nPyTorch()',
      'PyTorch(entry_point="train.py")',
    ]) {
      assert.deepEqual(launchesIn(text), [], text);
    }
  });

  it('take arguments by position, under the names of the first versions as well', () => {
    const launch = trainingIn(
      'import sagemaker\nsagemaker.estimator.Estimator(image, role, 1, "ml.m5.large", train_max_run=60, hyperparameters={})',
    );
    assert.equal(settingValue(launch.instanceCount), 1);
    assert.equal(settingValue(launch.instanceType), 'ml.m5.large');
    const old = trainingIn(`${pytorch}PyTorch("train.py", image_name="mine", train_instance_count=1, train_instance_type="local")`);
    assert.equal(settingValue(old.entryPoint), 'train.py');
    assert.equal(settingValue(old.image), 'mine');
    assert.equal(settingValue(old.instanceType), 'local');
  });

  it('may have arguments that nobody sees', () => {
    const launch = trainingIn(`${pytorch}PyTorch(entry_point="train.py", **settings)`);
    assert.equal(launch.sourceDirectory.kind, 'unknown');
    assert.equal(settingValue(launch.entryPoint), 'train.py');
    assert.equal(launch.argument('max_run').kind, 'unknown');
  });

  it('have no setting that is None', () => {
    assert.equal(trainingIn(`${pytorch}PyTorch(entry_point="a.py", source_dir=None)`).sourceDirectory.kind, 'absent');
  });

  it('know where each argument is written', () => {
    const text = `${pytorch}arguments = {"entry_point": "train.py"}\nPyTorch(source_dir="src", **arguments)`;
    const { entryPoint, sourceDirectory, nameSpan } = trainingIn(text);
    assert.ok(entryPoint.kind === 'given' && sourceDirectory.kind === 'given');
    assert.equal(text.slice(entryPoint.argument.start, entryPoint.argument.end), '"entry_point": "train.py"');
    assert.equal(text.slice(sourceDirectory.argument.start, sourceDirectory.argument.end), 'source_dir="src"');
    assert.equal(text.slice(nameSpan.start, nameSpan.end), 'PyTorch');
  });

  it('can be edited', () => {
    const text = `${pytorch}PyTorch(\n    image_name="mine",\n    max_wait=60,\n)`;
    const launch = trainingIn(text);
    const edits = [
      removeArgument(launch, 'max_wait'),
      renameArgument(launch, 'image_name', 'image_uri'),
      addArgument(launch, 'use_spot_instances=True'),
    ];
    assert.ok(edits.every((edit) => edit !== undefined));
    assert.equal(
      applyEdits(
        text,
        edits.flatMap((edit) => edit ?? []),
      ),
      `${pytorch}PyTorch(\n    image_uri="mine",\n    use_spot_instances=True,\n)`,
    );
  });
});

describe('hyperparameters of an estimator', () => {
  it('are also those that are set later', () => {
    assert.deepEqual(hyperparameters('e = PyTorch(hyperparameters={"a": 1})\ne.set_hyperparameters(b=2)\ne.fit()'), { a: 1, b: 2 });
    assert.deepEqual(hyperparameters('e = PyTorch()\ne.set_hyperparameters(b=2)'), { b: 2 });
    assert.deepEqual(hyperparameters('e = PyTorch()\nif x:\n    e.set_hyperparameters(b=2)\ne.set_hyperparameters(c=3)'), {
      c: 3,
      '...': true,
    });
  });

  it('are also the ranges of a tuner', () => {
    const text = `from sagemaker.tuner import HyperparameterTuner, IntegerParameter
e = PyTorch(hyperparameters={"a": 1})
tuner = HyperparameterTuner(e, "loss", {"b": IntegerParameter(1, 3)})
tuner.fit({"train": data})`;
    assert.deepEqual(Object.keys(hyperparameters(text) as object), ['a', 'b']);
    assert.equal(channelsOf(trainingIn(pytorch + text)), 'started, complete: train');
  });

  it('are not known where they are no dictionary that is seen', () => {
    assert.equal(hyperparameters('PyTorch(hyperparameters=load())'), 'unknown');
    assert.equal(hyperparameters('PyTorch()'), undefined);
  });

  it('of TensorFlow have model_dir, unless it is turned off', () => {
    const added = (given: string) => trainingIn(`from sagemaker.tensorflow import TensorFlow\nTensorFlow(${given})`).addedHyperparameters;
    assert.deepEqual(added('entry_point="a.py"'), ['model_dir']);
    assert.deepEqual(added('model_dir="/opt/ml/model"'), ['model_dir']);
    assert.deepEqual(added('model_dir=None'), ['model_dir']);
    assert.deepEqual(added('model_dir=False'), []);
    assert.deepEqual(added('**settings'), []);
  });
});

describe('channels of an estimator', () => {
  it('come from the dictionary that fit is given', () => {
    assert.equal(channels('estimator.fit({"train": a, "test": b})'), 'started, complete: train test');
    assert.equal(channels('inputs = {"train": a}\ninputs["test"] = b\nestimator.fit(inputs=inputs)'), 'started, complete: train test');
    assert.equal(
      channels('from sagemaker.inputs import TrainingInput\nestimator.fit({"train": TrainingInput(a, input_mode="Pipe")})'),
      'started, complete: train:Pipe',
    );
  });

  it('are one named training for a location', () => {
    assert.equal(channels('estimator.fit("s3://bucket/data")'), 'started, complete: training');
    assert.equal(channels('estimator.fit(f"s3://{bucket}/data")'), 'started, complete: training');
    assert.equal(channels('data = session.upload_data("data")\nestimator.fit(data)'), 'started, complete: training');
    assert.equal(channels('import sagemaker\nestimator.fit(sagemaker.inputs.TrainingInput(x))'), 'started, complete: training');
    assert.equal(channels('import sagemaker\nestimator.fit(sagemaker.s3_input(x))'), 'started, complete: training');
  });

  it('are none without inputs', () => {
    assert.equal(channels('estimator.fit()'), 'started, complete:');
    assert.equal(channels('estimator.fit(None, wait=False)'), 'started, complete:');
  });

  it('are not complete where nobody can tell', () => {
    assert.equal(channels('estimator.fit(inputs)'), 'started, incomplete:');
    assert.equal(channels('estimator.fit(**arguments)'), 'started, incomplete:');
    assert.equal(channels('estimator.fit({"train": a, **more})'), 'started, incomplete: train');
    assert.equal(channels('estimator.fit({"train": a})\nrun_again(estimator)'), 'started, incomplete: train');
    assert.equal(channels('estimator.fit({"train": a})\nestimator.fit(inputs)'), 'started, incomplete: train');
    assert.equal(channels(''), 'not started, incomplete:');
    assert.equal(channels('start(estimator)'), 'not started, incomplete:');
  });

  it('of several starts are all of them', () => {
    assert.equal(channels('estimator.fit({"train": a})\nestimator.fit({"test": a})'), 'started, complete: train test');
    assert.equal(channels('print(estimator)\nestimator.fit({"train": a})'), 'started, complete: train');
  });

  it('belong to the estimator that the name stands for', () => {
    const two = launchesIn(`${pytorch}
e = PyTorch(entry_point="a.py")
e.fit({"train": a})
e = PyTorch(entry_point="b.py")
e.fit({"test": a})
`);
    assert.deepEqual(
      two.map((launch) => launch.kind === 'training' && channelsOf(launch)),
      ['started, complete: train', 'started, complete: test'],
    );
    const branches = launchesIn(`${pytorch}
if local:
    e = PyTorch(entry_point="a.py")
else:
    e = PyTorch(entry_point="b.py")
e.fit({"train": a})
`);
    assert.deepEqual(
      branches.map((launch) => launch.kind === 'training' && channelsOf(launch)),
      ['started, complete: train', 'started, complete: train'],
    );
  });

  it('are found through functions, self and chains', () => {
    assert.equal(channelsOf(trainingIn(`${pytorch}PyTorch(entry_point="a.py").fit({"train": a})`)), 'started, complete: train');
    assert.equal(
      channelsOf(trainingIn(`${pytorch}def make():\n    return PyTorch(entry_point="a.py")\nmake().fit({"train": a})`)),
      'started, complete: train',
    );
    assert.equal(
      channelsOf(
        trainingIn(`${pytorch}class Job:
    def __init__(self):
        self.estimator = PyTorch(entry_point="a.py")
    def run(self):
        self.estimator.fit({"train": a})`),
      ),
      'started, complete: train',
    );
  });

  it('are found in the steps of a pipeline', () => {
    const step = 'from sagemaker.workflow.steps import TrainingStep\n';
    assert.equal(channels(`${step}TrainingStep(name="a", estimator=estimator, inputs={"train": a})`), 'started, complete: train');
    assert.equal(channels(`${step}TrainingStep(name="a", step_args=estimator.fit({"train": a}))`), 'started, complete: train');
  });

  it('have the model that is given', () => {
    const launch = trainingIn(`${pytorch}e = PyTorch(model_uri="s3://b/m.tar.gz")\ne.fit({"train": a})`);
    assert.equal(channelsOf(launch), 'started, complete: train model:File');
  });

  it('say whether they can be written to', () => {
    const readOnly = (source: string, mode = '') =>
      trainingIn(
        `${pytorch}from sagemaker.inputs import FileSystemInput, TrainingInput\ne = PyTorch(entry_point="a.py"${mode})\ne.fit({"train": ${source}})`,
      ).channels.channels[0]?.isReadOnly;
    assert.equal(readOnly('"s3://b/c"'), false);
    assert.equal(readOnly('"s3://b/c"', ', input_mode="FastFile"'), true);
    assert.equal(readOnly('TrainingInput("s3://b/c", input_mode="FastFile")'), true);
    assert.equal(readOnly('TrainingInput("s3://b/c")', ', input_mode=mode'), undefined);
    assert.equal(readOnly('FileSystemInput("fs-1", "EFS", "/x")'), true);
    assert.equal(readOnly('FileSystemInput("fs-1", "EFS", "/x", "rw")'), false);
    assert.equal(readOnly('data'), undefined);
  });
});

describe('models of the SDK', () => {
  it('are read with their settings', () => {
    const model = modelIn(`from sagemaker.pytorch import PyTorchModel
PyTorchModel(model_data="s3://b/m.tar.gz", role=role, entry_point="inference.py", source_dir="code", framework_version="2.1", env={"A": "b"})`);
    assert.equal(model.framework, 'pytorch');
    assert.equal(settingValue(model.entryPoint), 'inference.py');
    assert.equal(settingValue(model.sourceDirectory), 'code');
    assert.equal(settingValue(model.modelData), 's3://b/m.tar.gz');
    assert.deepEqual(settingValue(model.environment), { A: 'b' });
    assert.equal(model.isInPipeline, false);
    assert.equal(model.isMultiModel, false);
  });

  it('know the order of both versions', () => {
    assert.equal(settingValue(modelIn('from sagemaker.model import Model\nModel(image, "s3://b/m")').modelData), 's3://b/m');
    assert.equal(settingValue(modelIn('from sagemaker.model import Model\nModel("s3://b/m", "mine")').image), 'mine');
  });

  it('are part of a pipeline of at least two', () => {
    const start = 'from sagemaker.model import Model\nfrom sagemaker.pipeline import PipelineModel\na = Model(x)\n';
    assert.deepEqual(
      launchesIn(`${start}b = Model(y)\nPipelineModel(models=[a, b])`).map((launch) => launch.kind === 'model' && launch.isInPipeline),
      [true, true],
    );
    assert.equal(modelIn(`${start}PipelineModel([a])`).isInPipeline, false);
  });

  it('may be one of many behind an endpoint', () => {
    const start = 'from sagemaker.model import Model\nfrom sagemaker.multidatamodel import MultiDataModel\n';
    assert.equal(modelIn(`${start}m = Model(image_uri="mine")\nMultiDataModel("n", "s3://b/", model=m)`).isMultiModel, true);
    const own = modelIn(`${start}MultiDataModel("n", "s3://b/", image_uri="mine")`);
    assert.equal(own.isMultiModel, true);
    assert.equal(settingValue(own.image), 'mine');
  });

  it('are made by estimators, with their script where the framework packs it', () => {
    const deployed = modelIn(
      `${pytorch}e = PyTorch(entry_point="train.py", source_dir="src", image_uri="mine")\ne.deploy(1, "ml.m5.large")`,
    );
    assert.equal(deployed.written, 'deploy');
    assert.equal(settingValue(deployed.entryPoint), 'train.py');
    assert.equal(settingValue(deployed.image), 'mine');
    assert.equal(settingValue(deployed.sourceDirectory), 'src');
    assert.equal(deployed.modelData.kind, 'unknown');
    const other = modelIn(`${pytorch}e = PyTorch(entry_point="train.py")\ne.create_model(entry_point="serve.py")`);
    assert.equal(settingValue(other.entryPoint), 'serve.py');
    const tensorflow = modelIn('from sagemaker.tensorflow import TensorFlow\nTensorFlow(entry_point="train.py").deploy(1, "x")');
    assert.equal(settingValue(tensorflow.entryPoint), undefined);
    const plainOne = modelIn('from sagemaker.estimator import Estimator\nEstimator("mine", role, entry_point="train.py").deploy(1, "x")');
    assert.equal(settingValue(plainOne.entryPoint), undefined);
    assert.equal(settingValue(plainOne.image), 'mine');
  });
});

describe('processors of the SDK', () => {
  const start = 'from sagemaker.processing import Processor, ScriptProcessor\n';

  it('have a launch for each run', () => {
    const launches = launchesIn(`${start}p = ScriptProcessor(image_uri="mine", command=["python3"])\np.run("a.py")\np.run(code="b.py")`);
    assert.deepEqual(
      launches.map((launch) => settingValue(launch.entryPoint)),
      ['a.py', 'b.py'],
    );
  });

  it('run the code of a step', () => {
    const text = `${start}from sagemaker.workflow.steps import ProcessingStep\np = ScriptProcessor(image_uri="mine")\nProcessingStep("n", processor=p, code="a.py")`;
    assert.equal(settingValue(processingIn(text).entryPoint), 'a.py');
  });

  it('without a script run what the image has', () => {
    assert.equal(processingIn(`${start}Processor(image_uri="mine").run()`).entryPoint.kind, 'absent');
    assert.equal(processingIn(`${start}ScriptProcessor(image_uri="mine")`).entryPoint.kind, 'unknown');
  });
});

describe('remote functions', () => {
  it('start the SDK’s own program', () => {
    const launch = trainingIn(
      'from sagemaker.remote_function import remote\n@remote(image_uri="mine", instance_type="ml.m5.large")\ndef run():\n    pass',
    );
    assert.equal(launch.bypassesImageStart, true);
    assert.equal(settingValue(launch.image), 'mine');
    assert.equal(launch.written, 'remote');
    assert.equal(trainingIn('from sagemaker.workflow.function_step import step\n@step\ndef run():\n    pass').bypassesImageStart, true);
    assert.deepEqual(
      plain(trainingIn('from sagemaker.remote_function import RemoteExecutor\nRemoteExecutor(max_parallel_jobs=2)').arguments),
      {
        class: 'sagemaker.remote_function.RemoteExecutor',
        max_parallel_jobs: 2,
      },
    );
  });

  it('are not what only has their name', () => {
    assert.deepEqual(launchesIn('import sagemaker\nfrom tasks import step\n@step\ndef run():\n    optimizer.step()'), []);
  });
});
