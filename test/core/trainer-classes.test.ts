import assert from 'node:assert/strict';
import { foreignArguments } from '../../src/sagemaker/launch/trainer-classes.js';
import { trainingIn } from '../support/launches.js';

/** The arguments that a class does not take, with what is meant. */
function foreign(...lines: readonly string[]): readonly string[] {
  return foreignArguments(trainingIn(lines.join('\n'))).map(
    ({ className, member, renamed, elsewhere }) => `${className}.${member.name} ${renamed ?? elsewhere ?? '?'}`,
  );
}

describe('arguments that the classes of SDK v3 do not take', () => {
  it('are found in the trainer and in what it is given, through names and aliases', () => {
    assert.deepEqual(
      foreign(
        'from sagemaker.modules.train import ModelTrainer',
        'from sagemaker.modules.configs import Compute as Machine, SourceCode',
        'machine = Machine(instance_type="ml.m5.xlarge", volume_size=50)',
        'ModelTrainer(image_uri=image, compute=machine, source_code=SourceCode(entry_point="train.py"))',
      ),
      ['ModelTrainer.image_uri training_image', 'Compute.volume_size volume_size_in_gb', 'SourceCode.entry_point entry_script'],
    );
  });

  it('are found in what train(...) is given', () => {
    assert.deepEqual(
      foreign(
        'from sagemaker.train import ModelTrainer',
        'from sagemaker.core.training.configs import InputData',
        'trainer = ModelTrainer(training_image=image)',
        'trainer.train(input_data_config=[InputData(channel_name="train", s3_uri="s3://b/c")])',
      ),
      ['InputData.s3_uri ?'],
    );
  });

  it('are told where they belong, but for the object itself', () => {
    const lines = ['from sagemaker.train import ModelTrainer', 'from sagemaker.train.configs import Compute'];
    assert.deepEqual(foreign(...lines, 'ModelTrainer(max_run=3600)'), [
      'ModelTrainer.max_run stopping_condition=StoppingCondition(max_runtime_in_seconds=...)',
    ]);
    assert.deepEqual(foreign(...lines, 'ModelTrainer(compute=Compute(max_run=3600))'), [
      'Compute.max_run stopping_condition=StoppingCondition(max_runtime_in_seconds=...)',
    ]);
  });

  it('are none of other classes, whatever they are called', () => {
    assert.deepEqual(
      foreign('from sagemaker.train import ModelTrainer', 'from ours import Compute', 'ModelTrainer(compute=Compute(size=1))'),
      [],
    );
    assert.deepEqual(foreign('from sagemaker.train import ModelTrainer', 'ModelTrainer(compute=given, **more)'), []);
  });
});
