import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { PathValue } from '../../src/sagemaker/script/values/evaluate.js';
import { createDocument } from '../../src/text/document.js';

function storageOf(...lines: string[]) {
  const text = `${lines.join('\n')}\n`;
  return createScriptModel(createDocument('train.py', text), parsePython(text)).storage;
}

/** Where a path begins, and what follows. */
function place({ root, rest, text }: PathValue): string {
  if (text !== undefined) return text;
  const begin = root.kind === 'environment' ? `$${root.name}` : root.kind === 'argument' ? `args.${root.name}` : root.kind;
  return rest === '' ? begin : `${begin}/${rest ?? '?'}`;
}

/** The writes of a script in a few words. */
function writes(...lines: string[]): string[] {
  return storageOf(...lines).writes.map(({ kind, name, path }) => `${kind} ${name} ${place(path)}`);
}

describe('storage of scripts', () => {
  describe('writes', () => {
    it('finds models of the usual libraries, through aliases', () => {
      assert.deepEqual(writes('import torch', 'torch.save(model.state_dict(), "model.pt")'), ['model torch.save model.pt']);
      assert.deepEqual(writes('from torch import save', 'save(model, f="/opt/ml/model/model.pt")'), [
        'model torch.save /opt/ml/model/model.pt',
      ]);
      assert.deepEqual(writes('import joblib, os', 'joblib.dump(clf, os.path.join(os.environ["SM_MODEL_DIR"], "m.joblib"))'), [
        'model joblib.dump $SM_MODEL_DIR/m.joblib',
      ]);
      assert.deepEqual(writes('import torch_xla.core.xla_model as xm', 'xm.save(state, "a.pt")'), [
        'model torch_xla.core.xla_model.save a.pt',
      ]);
      assert.deepEqual(writes('from tensorflow import keras', 'keras.models.save_model(net, "out/1")'), [
        'model tensorflow.keras.models.save_model out/1',
      ]);
      assert.deepEqual(writes('model.save_pretrained(save_directory="out")'), ['model .save_pretrained out']);
      assert.deepEqual(writes('bst.save_model("xgb.json")', 'model.save("1")', 'net.save_weights("w.h5")'), [
        'model .save_model xgb.json',
        'model .save 1',
        'model .save_weights w.h5',
      ]);
      assert.deepEqual(writes('import torch', 'torch.onnx.export(model, x, "m.onnx")'), ['model torch.onnx.export m.onnx']);
    });

    it('follows file handles to the path that was opened', () => {
      assert.deepEqual(writes('import pickle', 'with open("/opt/ml/model/m.pkl", "wb") as f:', '    pickle.dump(model, f)'), [
        'artifact open /opt/ml/model/m.pkl',
        'model pickle.dump /opt/ml/model/m.pkl',
      ]);
      assert.deepEqual(writes('import pickle', 'pickle.dump(model, open("m.pkl", "wb"))')[0], 'model pickle.dump m.pkl');
      assert.deepEqual(writes('import pickle, io', 'b = io.BytesIO()', 'pickle.dump(model, b)'), ['model pickle.dump unknown']);
    });

    it('tells images, checkpoints and logs from models', () => {
      assert.deepEqual(writes('fig.save("a.png")'), ['artifact .save a.png']);
      assert.deepEqual(writes('saver.save(session, "/opt/ml/checkpoints/m")'), ['checkpoint .save /opt/ml/checkpoints/m']);
      assert.deepEqual(writes('from keras.callbacks import ModelCheckpoint', 'ModelCheckpoint("best.h5")'), [
        'checkpoint keras.callbacks.ModelCheckpoint best.h5',
      ]);
      assert.deepEqual(writes('from torch.utils.tensorboard import SummaryWriter', 'SummaryWriter(log_dir="runs")'), [
        'log torch.utils.tensorboard.SummaryWriter runs',
      ]);
      assert.deepEqual(
        writes('from transformers import TrainingArguments', 'a = TrainingArguments(output_dir="/tmp/out")', 'trainer.save_model()'),
        ['checkpoint transformers.TrainingArguments /tmp/out', 'model .save_model /tmp/out'],
      );
    });

    it('finds files, folders and copies', () => {
      assert.deepEqual(writes('df.to_csv("a.csv")', 'df.to_csv()', 'text = df.to_json()'), ['artifact .to_csv a.csv']);
      assert.deepEqual(writes('open("a", "w")', 'open("b")', 'open("c", mode="rb")', 'open("d", mode)', 'open("e", "a")'), [
        'artifact open a',
        'artifact open e',
      ]);
      assert.deepEqual(writes('from pathlib import Path', '(Path("/opt/ml/output") / "failure").write_text(str(error))'), [
        'artifact .write_text /opt/ml/output/failure',
      ]);
      assert.deepEqual(writes('import os', 'os.makedirs("x", exist_ok=True)'), ['folder os.makedirs x']);
      const [copy] = storageOf('import shutil', 'shutil.copytree("out", "/opt/ml/model")').writes;
      assert.equal(copy?.kind, 'copy');
      assert.equal(copy?.path.text, '/opt/ml/model');
      assert.equal(copy?.source?.text, 'out');
      assert.deepEqual(writes('import tarfile', 'tarfile.open("model.tar.gz", "w:gz")', 'tarfile.open("in.tar.gz")'), [
        'copy tarfile.open model.tar.gz',
      ]);
    });

    it('takes functions of the script and of its modules for what they are', () => {
      assert.deepEqual(writes('from utils import save_model', 'save_model(model, "x")'), []);
      assert.deepEqual(writes('def save(model):', '    pass', 'save(model)'), []);
      assert.deepEqual(writes('import utils', 'utils.save(model, "x")'), []);
      assert.deepEqual(writes('"a".replace("b", "c")', 'x = y.copy()', 'import copy', 'copy.copy(x)'), []);
    });

    it('knows where arguments and variables lead', () => {
      assert.deepEqual(
        writes(
          'import argparse, os, torch',
          'parser = argparse.ArgumentParser()',
          'parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])',
          'args = parser.parse_args()',
          'torch.save(model, os.path.join(args.model_dir, "model.pt"))',
        ),
        ['model torch.save args.model_dir/model.pt'],
      );
      assert.deepEqual(writes('import torch', 'torch.save(model, path)'), ['model torch.save unknown']);
    });

    it('keeps the path and the argument for whoever mends them', () => {
      const [write] = storageOf('import torch', 'torch.save(model, f="m.pt")').writes;
      assert.equal(write?.pathArgument?.name, 'f');
      assert.equal(write?.pathExpression, write?.pathArgument?.value);
    });
  });

  it('finds what is listed, opened and looked for', () => {
    const { reads } = storageOf(
      'import os, glob, pandas as pd',
      'from pathlib import Path',
      'train = os.environ["SM_CHANNEL_TRAIN"]',
      'os.listdir(train)',
      'glob.glob(os.path.join(train, "*.csv"))',
      'pd.read_csv(f"{train}/a.csv")',
      'open("/opt/ml/input/config/resourceconfig.json")',
      'os.path.exists("/opt/ml/checkpoints")',
      'Path(train).iterdir()',
    );
    assert.deepEqual(
      reads.map(({ kind, name, path }) => `${kind} ${name} ${place(path)}`),
      [
        'list os.listdir $SM_CHANNEL_TRAIN',
        'list glob.glob $SM_CHANNEL_TRAIN/*.csv',
        'open pandas.read_csv $SM_CHANNEL_TRAIN/a.csv',
        'open open /opt/ml/input/config/resourceconfig.json',
        'exists os.path.exists /opt/ml/checkpoints',
        'list .iterdir $SM_CHANNEL_TRAIN',
      ],
    );
  });

  it('finds uploads and downloads', () => {
    const names = (...lines: string[]) => {
      const { uploads, downloads } = storageOf(...lines);
      return [uploads.map(({ name }) => name), downloads.map(({ name, texts }) => [name, ...texts].join(' '))];
    };
    assert.deepEqual(names('import boto3', 's3 = boto3.client("s3")', 's3.upload_file("a", "b", "c")'), [['.upload_file'], []]);
    assert.deepEqual(names('import boto3', 'client = boto3.client("s3")', 'client.download_file(bucket, "train.csv", "/tmp/train.csv")'), [
      [],
      ['.download_file train.csv /tmp/train.csv'],
    ]);
    assert.deepEqual(names('import mlflow', 'mlflow.set_experiment("a")'), [['mlflow.set_experiment'], []]);
    assert.deepEqual(names('queue.put(1)', 's3.put("a")', 'thing.download("x")'), [['.put'], []]);
  });

  it('finds programs that are started', () => {
    const { commands } = storageOf(
      'import subprocess, os',
      'subprocess.run(["aws", "s3", "cp", path, "/tmp"])',
      'os.system(f"cp {a} /opt/ml/model")',
      'cmd = ["ls", "-l"]',
      'subprocess.check_call(cmd)',
      'thing.run("no")',
    );
    assert.deepEqual(
      commands.map(({ words }) => words.map((word) => word ?? '?').join(' ')),
      ['aws s3 cp ? /tmp', 'cp ? /opt/ml/model', 'ls -l'],
    );
  });

  it('finds anything that may go on from an earlier state', () => {
    const resumes = (...lines: string[]) => storageOf(...lines).resumes.length;
    assert.equal(resumes('model.load_state_dict(state)'), 1);
    assert.equal(resumes('trainer.train(resume_from_checkpoint=last)'), 1);
    assert.equal(resumes('import torch', 'torch.load("a.pt")'), 1);
    assert.equal(resumes('import tensorflow as tf', 'tf.train.latest_checkpoint(d)'), 1);
    assert.equal(resumes('import xgboost as xgb', 'xgb.train(p, d, xgb_model=old)'), 1);
    assert.equal(resumes('import json', 'json.load(f)', 'trainer.train()', 'Config(load_in_4bit=True)'), 0);
    assert.equal(resumes('import torch', 'def model_fn(d):', '    return torch.load(d)'), 0);
  });

  describe('texts that are paths below /opt/ml', () => {
    const paths = (...lines: string[]) =>
      storageOf(...lines).paths.map(
        ({ path, variable, rest, isDefault, isWhole }) =>
          `${path} ${variable ?? '-'} ${rest}${isDefault ? ' default' : ''}${isWhole ? '' : ' ...'}`,
      );

    it('finds them in code, with the variable that stands for them', () => {
      assert.deepEqual(paths('p = "/opt/ml/model"', 'q = "/opt/ml/model/a.pt"'), [
        '/opt/ml/model SM_MODEL_DIR ',
        '/opt/ml/model/a.pt SM_MODEL_DIR a.pt',
      ]);
      assert.deepEqual(paths('d = "/opt/ml/input/data/train/x.csv"'), ['/opt/ml/input/data/train/x.csv SM_CHANNEL_TRAIN x.csv']);
      assert.deepEqual(paths('d = f"/opt/ml/input/data/{name}"'), ['/opt/ml/input/data/ SM_INPUT_DIR data/ ...']);
      assert.deepEqual(paths('d = "/opt/ml/output/data"', 'e = "/opt/ml/code"'), [
        '/opt/ml/output/data SM_OUTPUT_DATA_DIR ',
        '/opt/ml/code - ',
      ]);
      assert.deepEqual(paths('"""Reads /opt/ml/model."""', '# /opt/ml/model', 'x = "see /opt/ml/model"', 'y = "/opt/mlx"'), []);
    });

    it('sees which are only defaults', () => {
      assert.deepEqual(paths('import os', 'os.environ.get("SM_MODEL_DIR", "/opt/ml/model")'), ['/opt/ml/model SM_MODEL_DIR  default']);
      assert.deepEqual(paths('p.add_argument("--d", default="/opt/ml/model")'), ['/opt/ml/model SM_MODEL_DIR  default']);
      assert.deepEqual(paths('d = given or "/opt/ml/model"'), ['/opt/ml/model SM_MODEL_DIR  default']);
      assert.deepEqual(paths('def f(d="/opt/ml/model"):', '    pass'), ['/opt/ml/model SM_MODEL_DIR  default']);
      assert.deepEqual(paths('open("/opt/ml/model")'), ['/opt/ml/model SM_MODEL_DIR ']);
    });
  });

  it('says whether the code names the folder of the model or a channel, comments left out', () => {
    assert.equal(storageOf('save(os.environ["SM_MODEL_DIR"])').namesModelDirectory, true);
    assert.equal(storageOf('save(x)  # to SM_MODEL_DIR').namesModelDirectory, false);
    assert.equal(storageOf('x = "#"; y = model_dir').namesModelDirectory, true);
    assert.equal(storageOf('os.environ["SM_CHANNEL_TRAIN"]').namesChannel, true);
    assert.equal(storageOf('# SM_CHANNEL_TRAIN').namesChannel, false);
  });

  it('reads whatever it is given', () => {
    const text = 'import torch\ntorch.save(model, os.path.join(d, "m.pt"))\nwith open("a", "w") as f:\n    f.write(f"{x}/opt/ml/model")\n';
    for (let end = 0; end <= text.length; end++) {
      const { writes, reads, uploads, downloads, commands, resumes, paths } = storageOf(text.slice(0, end));
      for (const found of [writes, reads, uploads, downloads, commands, resumes, paths]) assert.ok(Array.isArray(found));
    }
  });
});
