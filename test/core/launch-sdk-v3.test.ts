import assert from 'node:assert/strict';
import { removeArgument, renameArgument } from '../../src/sagemaker/launch/edits.js';
import { applyEdits } from '../../src/text/edit.js';
import { channelsOf, launchesIn, modelIn, settingValue, trainingIn } from '../support/launches.js';

const start = `from sagemaker.train import ModelTrainer
from sagemaker.train.configs import CheckpointConfig, Compute, InputData, SourceCode
`;
const trainer = (given: string, rest = '') => trainingIn(`${start}trainer = ModelTrainer(${given})\n${rest}`);

describe('a ModelTrainer', () => {
  it('is read with its settings', () => {
    const launch = trainer(`
    training_image="mine", hyperparameters={"epochs": 3}, environment={"A": "b"}, training_input_mode="FastFile",
    source_code=SourceCode(source_dir="src", entry_script="train.py"),
    compute=Compute(instance_type="ml.g5.xlarge", instance_count=2, enable_managed_spot_training=True),
    checkpoint_config=CheckpointConfig(s3_uri="s3://b/c"), distributed=Torchrun(),
`);
    assert.equal(launch.surface, 'sdk-v3');
    assert.equal(launch.written, 'ModelTrainer');
    assert.equal(settingValue(launch.entryPoint), 'train.py');
    assert.equal(settingValue(launch.sourceDirectory), 'src');
    assert.equal(settingValue(launch.command), undefined);
    assert.equal(settingValue(launch.image), 'mine');
    assert.deepEqual(settingValue(launch.hyperparameters), { epochs: 3 });
    assert.deepEqual(settingValue(launch.environment), { A: 'b' });
    assert.equal(settingValue(launch.instanceType), 'ml.g5.xlarge');
    assert.equal(settingValue(launch.instanceCount), 2);
    assert.equal(settingValue(launch.useSpot), true);
    assert.equal(settingValue(launch.checkpointUri), 's3://b/c');
    assert.equal(settingValue(launch.checkpointLocalPath), undefined);
    assert.equal(settingValue(launch.inputMode), 'FastFile');
    assert.deepEqual(settingValue(launch.distribution), { class: 'Torchrun' });
    assert.deepEqual(launch.addedHyperparameters, []);
  });

  it('is found in the modules of both versions', () => {
    for (const module of [
      'sagemaker.train',
      'sagemaker.train.model_trainer',
      'sagemaker.modules.train',
      'sagemaker.modules.train.model_trainer',
    ]) {
      assert.equal(launchesIn(`from ${module} import ModelTrainer\nModelTrainer(training_image="x")`).length, 1, module);
    }
    const both =
      'try:\n    from sagemaker.train import ModelTrainer\nexcept ImportError:\n    from sagemaker.modules.train import ModelTrainer\n';
    assert.equal(launchesIn(`${both}ModelTrainer(training_image="x")`).length, 1);
  });

  it('follows its parts to where they are written', () => {
    const launch = trainer('source_code=code', '').entryPoint;
    assert.equal(launch.kind, 'unknown');
    const text = `${start}code = SourceCode(entry_script="a.py")\nModelTrainer(source_code=code, compute=Compute(instance_type=kind))`;
    const { entryPoint, instanceType } = trainingIn(text);
    assert.ok(entryPoint.kind === 'given' && instanceType.kind === 'given');
    assert.equal(text.slice(entryPoint.argument.start, entryPoint.argument.end), 'entry_script="a.py"');
    assert.equal(instanceType.node.kind, 'unknown');
  });

  it('starts its own program where it may have source code', () => {
    assert.equal(trainer('training_image="x"').bypassesImageStart, false);
    assert.equal(trainer('source_code=None').bypassesImageStart, false);
    assert.equal(trainer('source_code=SourceCode(command="python a.py")').bypassesImageStart, true);
    assert.equal(trainer('source_code=code').bypassesImageStart, true);
    assert.equal(trainer('**settings').bypassesImageStart, true);
  });

  it('has the channels of its own and those of train', () => {
    const own = 'input_data_config=[InputData(channel_name="train", data_source="s3://b/a")]';
    assert.equal(channelsOf(trainer(own, 'trainer.train()')), 'started, complete: train');
    assert.equal(
      channelsOf(trainer(own, 'trainer.train(input_data_config=[InputData(channel_name="test", data_source=x)])')),
      'started, complete: train test',
    );
    assert.equal(
      channelsOf(trainer(own, 'trainer.train([InputData(channel_name="train", data_source=x)], wait=False)')),
      'started, complete: train',
    );
    assert.equal(channelsOf(trainer('training_image="x"', 'trainer.train()')), 'started, complete:');
    assert.equal(channelsOf(trainer('training_image="x"', 'trainer.train(input_data_config=data)')), 'started, incomplete:');
    assert.equal(
      channelsOf(
        trainer('training_image="x"', 'trainer.train([InputData(channel_name=name, data_source=x), InputData(channel_name="a")])'),
      ),
      'started, incomplete: a',
    );
    assert.equal(channelsOf(trainer(own)), 'not started, incomplete: train');
  });

  it('says which channels are read-only', () => {
    const readOnly = (item: string) =>
      trainer(`input_data_config=[${item}]`, 'trainer.train()').channels.channels.map((channel) => channel.isReadOnly);
    assert.deepEqual(readOnly('InputData(channel_name="a", data_source="s3://b/c")'), [false]);
    assert.deepEqual(readOnly('Channel(channel_name="a", input_mode="FastFile", data_source=x)'), [true]);
    assert.deepEqual(
      readOnly('InputData(channel_name="a", data_source=FileSystemDataSource(file_system_id="fs-1", file_system_access_mode="ro"))'),
      [true],
    );
    assert.deepEqual(
      readOnly(
        'Channel(channel_name="a", data_source=DataSource(file_system_data_source=FileSystemDataSource(file_system_access_mode="rw")))',
      ),
      [false],
    );
  });

  it('may be made by a chain of calls', () => {
    const launch = trainingIn(
      `${start}trainer = ModelTrainer(training_image="x").with_checkpoint_config(CheckpointConfig())\ntrainer.train()`,
    );
    assert.equal(channelsOf(launch), 'started, complete:');
    assert.equal(launch.checkpointUri.kind, 'unknown');
  });

  it('may be tuned', () => {
    const text = `${start}from sagemaker.train.tuner import HyperparameterTuner
trainer = ModelTrainer(training_image="x", hyperparameters={"a": 1})
HyperparameterTuner(model_trainer=trainer, hyperparameter_ranges={"b": r}).tune(inputs=[InputData(channel_name="train", data_source=x)])`;
    const launch = trainingIn(text);
    assert.deepEqual(settingValue(launch.hyperparameters), { a: 1, b: '?' });
    assert.equal(channelsOf(launch), 'started, complete: train');
  });

  it('can be edited in its parts', () => {
    const text = `${start}ModelTrainer(training_image="x", compute=Compute(instance_type="a", use_spot_instances=True))`;
    const launch = trainingIn(text);
    const removed = removeArgument(launch, 'compute.instance_type');
    const renamed = renameArgument(launch, 'compute.use_spot_instances', 'enable_managed_spot_training');
    assert.ok(removed && renamed);
    assert.equal(
      applyEdits(text, [removed, renamed]),
      `${start}ModelTrainer(training_image="x", compute=Compute(enable_managed_spot_training=True))`,
    );
  });
});

describe('a ModelBuilder', () => {
  it('is read with its settings', () => {
    const model = modelIn(`from sagemaker.serve import ModelBuilder, SourceCode
ModelBuilder(image_uri="mine", s3_model_data_url="s3://b/m.tar.gz", env_vars={"A": "b"}, source_code=SourceCode(source_dir="code", entry_script="inference.py"))`);
    assert.equal(model.surface, 'sdk-v3');
    assert.equal(settingValue(model.image), 'mine');
    assert.equal(settingValue(model.modelData), 's3://b/m.tar.gz');
    assert.equal(settingValue(model.entryPoint), 'inference.py');
    assert.deepEqual(settingValue(model.environment), { A: 'b' });
  });
});
