import { strict as assert } from 'node:assert';
import { parsePython } from '../../src/languages/python/parse.js';
import { channelMode, channelPath, pathInJob } from '../../src/sagemaker/launch/path-in-job.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { ScriptModel } from '../../src/sagemaker/script/model.js';
import { createDocument } from '../../src/text/document.js';
import { trainingIn } from '../support/launches.js';

function scriptOf(...lines: readonly string[]): ScriptModel {
  const text = `import argparse, os\np = argparse.ArgumentParser()\np.add_argument("-o", "--out", default=os.environ["SM_MODEL_DIR"])\np.add_argument("--data-dir", default="data")\nargs = p.parse_args()\n${lines.join('\n')}\n`;
  return createScriptModel(createDocument('train.py', text), parsePython(text));
}

const launchOf = (extra: string, inputs = '"s3://b/x"') =>
  trainingIn(
    `from sagemaker.inputs import TrainingInput\nfrom sagemaker.pytorch import PyTorch\nPyTorch(entry_point="train.py"${extra}).fit(${inputs})\n`,
  );

/** What the path that a script lists is in the job of a launch; an ellipsis where more follows. */
function listed(path: string, extra = '', inputs?: string): string | undefined {
  const script = scriptOf(`os.listdir(${path})`);
  const [read] = script.storage.reads;
  assert.ok(read);
  const found = pathInJob(read.path, script, launchOf(extra, inputs));
  return found && (found.isWhole ? found.text : `${found.text}...`);
}

describe('the path of a script in a job', () => {
  it('is what is written, with what the toolkit sets', () => {
    assert.equal(listed('"/opt/ml/model/"'), '/opt/ml/model');
    assert.equal(listed('os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "logs")'), '/opt/ml/output/data/logs');
    assert.equal(listed('os.path.join("data", str(args))'), 'data...');
    assert.equal(listed('os.environ["OTHER"]'), undefined);
    assert.equal(listed('os.environ["OTHER"]', ', environment={"OTHER": "/tmp/x"}'), '/tmp/x');
    assert.equal(listed('os.environ["SM_MODEL_DIR"]', ', environment=settings'), undefined);
  });

  it('is that of the channel that the launch gives', () => {
    assert.equal(listed('os.environ["SM_CHANNEL_TRAINING"] + "/a"'), '/opt/ml/input/data/training/a');
    assert.equal(listed('os.environ["SM_CHANNEL_TRAIN"]'), undefined);
    assert.equal(listed('os.environ["SM_CHANNEL_TRAIN"]', '', '{"Train": "s3://b/x"}'), '/opt/ml/input/data/Train');
  });

  it('is the hyperparameter of an argument, or else its default', () => {
    assert.equal(listed('args.out'), '/opt/ml/model');
    assert.equal(listed('args.out', ', hyperparameters={"out": "/tmp/y/"}'), '/tmp/y');
    assert.equal(listed('args.out', ', hyperparameters={"o": "/tmp/z"}'), '/tmp/z');
    assert.equal(listed('args.data_dir', ', hyperparameters={"epochs": 3}'), 'data');
  });

  it('is not known where nobody sees what the argument is given', () => {
    assert.equal(listed('args.out', ', hyperparameters={"out": folder}'), undefined);
    assert.equal(listed('args.out', ', hyperparameters={**settings}'), undefined);
    assert.equal(listed('args.data_dir', ', hyperparameters={"data": "x"}'), undefined);
    assert.equal(listed('args.out', ', container_entry_point=["bash"]'), undefined);
  });
});

describe('the channel of a path', () => {
  const channelOf = (path: string, inputs: string) => {
    const script = scriptOf(`os.listdir(${path})`);
    const [read] = script.storage.reads;
    assert.ok(read);
    const found = channelPath(read.path, script, launchOf('', inputs));
    return found && [found.channel.name, found.rest];
  };

  it('is found by its variable and by its folder', () => {
    assert.deepEqual(channelOf('os.environ["SM_CHANNEL_TRAINING"]', '"s3://b/x"'), ['training', '']);
    assert.deepEqual(channelOf('"/opt/ml/input/data/a/b/c"', '{"a": "s3://b/x"}'), ['a', 'b/c']);
    assert.deepEqual(channelOf('f"/opt/ml/input/data/a/{name}"', '{"a": "s3://b/x"}'), ['a', undefined]);
    assert.equal(channelOf('"/opt/ml/input/data/a_0"', '{"a": "s3://b/x"}'), undefined);
    assert.equal(channelOf('f"/opt/ml/input/data/{name}"', '{"a": "s3://b/x"}'), undefined);
  });

  it('arrives as it says, or as the launch says', () => {
    const modeOf = (extra: string, input: string) => {
      const launch = launchOf(extra, input);
      const [channel] = launch.channels.channels;
      assert.ok(channel);
      return channelMode(channel, launch);
    };
    assert.equal(modeOf('', '"s3://b/x"'), 'File');
    assert.equal(modeOf(', input_mode="Pipe"', 'f"s3://b/{x}"'), 'Pipe');
    assert.equal(modeOf(', input_mode="Pipe"', 'TrainingInput("s3://b/x", input_mode="FastFile")'), 'FastFile');
    assert.equal(modeOf(', input_mode="Pipe"', 'TrainingInput("s3://b/x", input_mode=mode)'), undefined);
    assert.equal(modeOf(', input_mode=mode', '"s3://b/x"'), undefined);
    assert.equal(modeOf(', input_mode="Pipe"', '{"a": where}'), undefined);
  });
});
