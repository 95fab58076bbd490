import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { EnvironmentReading } from '../../src/sagemaker/script/environment/environment.js';
import { createDocument } from '../../src/text/document.js';

function read(text: string): EnvironmentReading {
  return createScriptModel(createDocument('train.py', text), parsePython(text)).environment;
}

/** Reads as words: what, the name, and what is true of it. */
function reads(text: string): readonly string[] {
  return read(text).reads.map((found) =>
    [
      found.access,
      found.name.known ? found.name.value : '?',
      found.isHard ? 'hard' : '',
      found.default ? text.slice(found.default.span.start, found.default.span.end) : '',
      found.isCaught ? 'caught' : '',
      found.isProvidedFor ? 'provided' : '',
      found.argument ? `argument ${found.argument.names[0]?.text}` : '',
      found.run.when + (found.run.isConditional ? '?' : ''),
    ]
      .filter((word) => word !== '')
      .join(' '),
  );
}

describe('environment variables that are read', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['import os\nx = os.environ["X"]', ['subscript X hard load']],
    ['import os\nx = os.environ.get("X", "d")', ['get X "d" load']],
    ['import os\nx = os.getenv("X")', ['getenv X load']],
    ['import os\nx = os.getenv("X", default=3)', ['getenv X 3 load']],
    ['import os\nx = os.environ.pop("X")', ['pop X hard load']],
    ['from os import environ\nx = environ["X"]', ['subscript X hard load']],
    ['from os import environ as e, getenv as g\nx = e["X"], g("Y")', ['subscript X hard load', 'getenv Y load']],
    ['import os\nenv = os.environ\nx = env["X"]', ['subscript X hard load']],
    ['import os\nNAME = "X"\nx = os.environ[NAME]', ['subscript X hard load']],
    ['import os\nx = os.environ[name]', ['subscript ? hard load']],
    ['import os\nx = os.environ[f"SM_CHANNEL_{name}"]', ['subscript ? hard load']],
    ['import os\ndef f():\n    return os.environ["X"]', ['subscript X hard unknown?']],
    ['import os\ndef f(x=os.environ["X"]):\n    pass', ['subscript X hard load']],
    ['import os\nclass C:\n    x = os.environ["X"]', ['subscript X hard load']],
    ['import os\nif __name__ == "__main__":\n    x = os.environ["X"]', ['subscript X hard main']],
    ['import os\ndef f():\n    return os.environ["X"]\nif __name__ == "__main__":\n    f()', ['subscript X hard main']],
    ['import os\nif y:\n    x = os.environ["X"]', ['subscript X hard load?']],
    ['import os\nx = os.environ["X"] if y else "d"', ['subscript X hard load?']],
    ['import os\nx = y or os.environ["X"]', ['subscript X hard load?']],
    ['import os\nx = lambda: os.environ["X"]', ['subscript X hard unknown?']],
    ['import os\ntry:\n    x = os.environ["X"]\nexcept KeyError:\n    x = None', ['subscript X hard caught load']],
    ['import os\ntry:\n    x = os.environ["X"]\nexcept (ValueError, Exception):\n    x = None', ['subscript X hard caught load']],
    ['import os\ntry:\n    x = os.environ["X"]\nexcept ValueError:\n    x = None', ['subscript X hard load']],
    ['import os\nif "X" in os.environ:\n    x = os.environ["X"]', ['subscript X hard provided load?']],
    ['import os\nx = os.environ["X"] if "X" in os.environ else "d"', ['subscript X hard provided load?']],
    ['import os\nos.environ.setdefault("X", "d")\nx = os.environ["X"]', ['setdefault X "d" load', 'subscript X hard provided load']],
    ['import os\nos.environ["Y"] = "d"\nx = os.environ["X"]', ['subscript X hard load']],
    ['import os\nos.environ.update(settings)\nx = os.environ["X"]', ['subscript X hard provided load']],
    ['import os\nfrom dotenv import load_dotenv\nload_dotenv()\nx = os.environ["X"]', ['subscript X hard provided load']],
    ['import os\nos.environ["PATH"] += ":/x"', ['subscript PATH hard load']],
    [
      'import argparse, os\np = argparse.ArgumentParser()\np.add_argument("--d", default=os.environ["SM_MODEL_DIR"])',
      ['subscript SM_MODEL_DIR hard argument --d load'],
    ],
    ['import json, os\nx = json.loads(os.environ["SM_HPS"])', ['subscript SM_HPS hard load']],
    ['environ = {}\nx = environ["X"]', []],
    ['import os\ndel os.environ["X"]', []],
    ['from .settings import os\nx = os.environ["X"]', []],
  ];
  for (const [text, expected] of cases) it(text.replaceAll('\n', '; '), () => assert.deepEqual(reads(text), expected));

  it('have the spans that a fix needs', () => {
    const text = 'import os\nx = os.environ["X"]';
    const [found] = read(text).reads;
    const cut = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
    assert.equal(cut(found?.expression.span), 'os.environ["X"]');
    assert.equal(cut(found?.environment?.span), 'os.environ');
    assert.equal(cut(found?.nameSpan), '"X"');
  });
});

describe('environment variables that are set', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['os.environ["X"] = "1"', ['subscript X str']],
    ['os.environ["X"] = 1', ['subscript X int']],
    ['os.environ["X"] = -1.5', ['subscript X float']],
    ['os.environ["X"] = True', ['subscript X bool']],
    ['os.environ["X"] = None', ['subscript X None']],
    ['os.environ["X"] = ["a"]', ['subscript X list']],
    ['os.environ["X"] = str(1)', ['subscript X str']],
    ['os.environ["X"] = len(hosts)', ['subscript X int']],
    ['os.environ["X"] = f"{n}"', ['subscript X str']],
    ['os.environ["X"] = value', ['subscript X ?']],
    ['N = 8\nos.environ["X"] = N', ['subscript X int']],
    ['os.environ["X"] = N = 8', ['subscript X int']],
    ['os.environ["X"], y = "a", "b"', ['subscript X ?']],
    ['os.environ["X"] += "a"', ['subscript X ?']],
    ['os.environ.setdefault("X", 1)', ['setdefault X int']],
    ['os.putenv("X", "1")', ['putenv X str']],
    ['os.environ.update({"X": "1", "Y": 2}, Z=3)', ['update X str', 'update Y int', 'update Z int']],
    ['os.environ["X"] = torch.cuda.device_count()', ['subscript X ?']],
    ['import torch\nos.environ["X"] = torch.cuda.device_count()', ['subscript X int']],
    ['os.environ["X"] = 1 if y else 2', ['subscript X int']],
    ['os.environ["X"] = "1" if y else 2', ['subscript X ?']],
    ['os.environ["X"] = 2 * 4', ['subscript X int']],
    ['os.environ["X"] = "a" + "b"', ['subscript X str']],
    [
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--n", type=int)\nargs = p.parse_args()\nos.environ["X"] = args.n',
      ['subscript X int'],
    ],
    [
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--n")\nargs = p.parse_args()\nos.environ["X"] = args.n',
      ['subscript X ?'],
    ],
  ];
  for (const [text, expected] of cases) {
    it(text.replaceAll('\n', '; '), () => {
      const { writes } = read(`import os\n${text}`);
      assert.deepEqual(
        writes.map(({ how, name, type }) => `${how} ${name.known ? name.value : '?'} ${type ?? '?'}`),
        expected,
      );
    });
  }
});

describe('other ways to the environment', () => {
  it('it is used as a whole', () => {
    for (const text of [
      'run(cmd, env=os.environ)',
      'x = os.environ.copy()',
      'for name in os.environ:\n    pass',
      'x = {**os.environ}',
      'x = dict(os.environ)',
    ]) {
      assert.equal(read(`import os\n${text}`).wholes.length, 1, text);
    }
    assert.equal(read('import os\nenv = os.environ\nx = env["X"]').wholes.length, 0);
  });
  it('it is asked whether a variable is there', () => {
    const { tests } = read('import os\nif "X" not in os.environ:\n    raise SystemExit(1)');
    assert.deepEqual(
      tests.map(({ name }) => name.known && name.value),
      ['X'],
    );
  });
  it('a toolkit or a library for settings reads it', () => {
    const { readers } = read(
      'from sagemaker_training import environment\nimport os, environs\nfrom pydantic_settings import BaseSettings\nimport sagemaker',
    );
    assert.deepEqual(
      readers.map(({ kind, module }) => `${kind} ${module}`),
      ['toolkit sagemaker_training', 'settings environs', 'settings pydantic_settings'],
    );
  });
});
