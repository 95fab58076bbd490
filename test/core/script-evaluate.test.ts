import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import type { Expression } from '../../src/languages/python/syntax.js';
import { callsIn } from '../../src/languages/python/walk.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { PathRoot } from '../../src/sagemaker/script/values/evaluate.js';
import { createDocument } from '../../src/text/document.js';

/** The model of a script, and what the call `see(...)` in it is given. */
function look(text: string) {
  const syntax = parsePython(text);
  const model = createScriptModel(createDocument('train.py', text), syntax);
  const see = callsIn(syntax.body).find(({ call }) => call.callee.kind === 'name' && call.callee.name === 'see');
  const seen = see?.call.arguments[0]?.value;
  assert.ok(seen, 'the text has no see(...)');
  return { model, seen };
}

function scalar(text: string): unknown {
  const { model, seen } = look(text);
  const value = model.evaluator.scalar(seen);
  return value.known ? (value.assumed ? { assumed: value.value } : value.value) : undefined;
}

function path(text: string): string {
  const { model, seen } = look(text);
  const { root, rest, text: whole } = model.evaluator.path(seen);
  return `${written(root)} | ${rest ?? '?'} | ${whole ?? '?'}`;
}

function written(root: PathRoot | undefined): string {
  if (root === undefined) return '-';
  if (root.kind === 'unknown') return '?';
  if (root.kind === 'literal') return root.text;
  return `${root.kind} ${root.name} (${written(root.default)})`;
}

function resolved(text: string): string {
  const { model, seen } = look(text);
  const found: Expression = model.evaluator.resolve(seen);
  return text.slice(found.span.start, found.span.end);
}

describe('constants of a script', () => {
  const values: readonly (readonly [string, string, unknown])[] = [
    ['a text', 'see("a" "b")', 'ab'],
    ['a number', 'see(-1_000)', -1000],
    ['a name bound once', 'x = 3\nsee(x)', 3],
    ['a name that stands for another', 'x = "a"\ny = x\nsee(y)', 'a'],
    ['a name that is bound again before', 'x = 1\nx = 2\nsee(x)', 2],
    ['a name that is bound again afterwards', 'x = 1\ny = x\nx = 2\nsee(y)', 1],
    ['a constant of the module in a function', 'X = "a"\ndef f():\n    see(X)', 'a'],
    ['two constants of the module in a function', 'X = "a"\nX = "b"\ndef f():\n    see(X)', undefined],
    ['one of a tuple', 'a, b = 1, "two"\nsee(b)', 'two'],
    ['one of a call', 'a, b = f()\nsee(b)', undefined],
    ['a walrus', 'if (n := 10) > 5:\n    see(n)', 10],
    ['an if without else', 'x = 1\nif y:\n    x = 2\nsee(x)', undefined],
    ['both ways', 'if y:\n    x = 1\nelse:\n    x = 2\nsee(x)', undefined],
    ['the main guard', 'if __name__ == "__main__":\n    x = 1\n    see(x)', 1],
    ['a loop', 'x = 0\nfor i in y:\n    see(x)\n    x = x + 1', undefined],
    ['what a loop goes over', 'for i in [1]:\n    see(i)', undefined],
    ['augmented', 'x = 1\nx += 1\nsee(x)', undefined],
    ['global', 'x = 1\ndef f():\n    global x\n    x = 2\nsee(x)', undefined],
    ['deleted', 'x = 1\ndel x\nsee(x)', undefined],
    ['a parameter', 'def f(x=1):\n    see(x)', undefined],
    ['a name made of itself', 'x = x\nsee(x)', undefined],
    ['an annotation', 'x: int = 4\nsee(x)', 4],
    ['an annotation before', 'x: int\nx = 4\nsee(x)', 4],
    ['a constant of a class', 'class Config:\n    size = 5\nsee(Config.size)', 5],
    ['a constant of a class that is set', 'class Config:\n    size = 5\nConfig.size = 6\nsee(Config.size)', undefined],
    ['an attribute of an object', 'see(config.size)', undefined],
    ['+ of texts', 'x = "b"\nsee("a" + x + "c")', 'abc'],
    ['+ of a text and a number', 'see("a" + 1)', undefined],
    ['+ of numbers', 'see(1 + 2)', 3],
    ['arithmetic', 'see(24 * 60 * 60)', 86400],
    ['a division by zero', 'see(1 / 0)', undefined],
    ['an f-string', 'x = "b"\nsee(f"a{x}{3}")', 'ab3'],
    ['an f-string with a format', 'x = 3\nsee(f"a{x:02d}")', undefined],
    ['an f-string with a conversion', 'x = "b"\nsee(f"a{x!r}")', undefined],
    ['an f-string with a hole', 'see(f"a{x}")', undefined],
    ['an f-string of a float', 'see(f"{1.0}")', undefined],
    ['%', 'see("%s/%s" % ("a", 1))', 'a/1'],
    ['% with another format', 'see("%05d" % 1)', undefined],
    ['format', 'see("{}/{name}".format("a", name="b"))', 'a/b'],
    ['str', 'see(str(3))', '3'],
    ['int', 'see(int("3"))', 3],
    ['an own str', 'def str(x):\n    return x\nsee(str(3))', undefined],
    ['methods of texts', 'see(" A/".strip().rstrip("/").lower())', 'a'],
    ['a condition', 'see(1 if x else 2)', undefined],
    ['not', 'see(not False)', true],
    ['or', 'see(None or "a")', 'a'],
    ['os.path.join', 'import os\nsee(os.path.join("/opt/ml", "model"))', '/opt/ml/model'],
    ['join under another name', 'from os.path import join as j\nsee(j("/opt", "/ml"))', '/ml'],
    ['an own join', 'see(join("a", "b"))', undefined],
    ['a default of the environment', 'import os\nsee(os.environ.get("X", "d"))', { assumed: 'd' }],
    ['a default of getenv', 'from os import getenv\nsee(int(getenv("PORT", "80")))', { assumed: 80 }],
    ['no default', 'import os\nsee(os.environ.get("X"))', { assumed: null }],
    ['no default, then one', 'import os\nsee(os.environ.get("X") or "d")', { assumed: 'd' }],
    ['a variable that must be there', 'import os\nsee(os.environ["X"])', undefined],
    ['an environment under another name', 'from os import environ as e\nsee(e.get("X", "d"))', { assumed: 'd' }],
    ['a get of something else', 'see(config.get("X", "d"))', undefined],
    ['a function that returns a constant', 'def f():\n    """Says it."""\n    return "a"\nsee(f())', 'a'],
    ['a function that does more', 'def f():\n    g()\n    return "a"\nsee(f())', undefined],
    ['bytes', 'see(b"a")', undefined],
    ['a complex number', 'see(2j)', undefined],
  ];
  for (const [what, text, expected] of values) it(what, () => assert.deepEqual(scalar(text), expected));

  it('a chain of names as long as one likes ends', () => {
    const lines = ['a0 = "x"', ...Array.from({ length: 300 }, (_, at) => `a${at + 1} = a${at} + a${at}`)];
    assert.equal(scalar(`${lines.join('\n')}\nsee(a300)`), undefined);
  });
});

describe('what names stand for', () => {
  it('follows names', () => assert.equal(resolved('x = {"a": 1}\ny = x\nsee(y)'), '{"a": 1}'));
  it('leaves what it cannot follow', () => assert.equal(resolved('def f(x):\n    y = x\n    see(y)'), 'x'));
  it('does not follow a dictionary that is changed', () => assert.equal(resolved('x = {"a": 1}\nx["b"] = 2\nsee(x)'), 'x'));
  it('does not follow a list that grows', () => assert.equal(resolved('x = []\nx.append(1)\nsee(x)'), 'x'));
  it('does not follow a dictionary that is updated', () => assert.equal(resolved('x = dict(a=1)\nx.update(b=2)\nsee(x)'), 'x'));
  it('ends in circles', () => assert.equal(resolved('def f():\n    a = b\n    b = a\n    see(a)').length, 1));
});

describe('where paths begin', () => {
  const parser = 'import argparse, os\nparser = argparse.ArgumentParser()\n';
  const paths: readonly (readonly [string, string, string])[] = [
    ['a text', 'see("/opt/ml/model/m.pt")', '/opt/ml/model/m.pt |  | /opt/ml/model/m.pt'],
    ['joined', 'import os\nsee(os.path.join("/opt/ml", "model", "m.pt"))', '/opt/ml/model/m.pt |  | /opt/ml/model/m.pt'],
    ['joined with a name', 'import os\nsee(os.path.join("/opt/ml/model", name))', '/opt/ml/model | ? | ?'],
    ['pathlib', 'from pathlib import Path\nd = Path("/opt/ml")\nsee(d / "model" / name)', '/opt/ml | ? | ?'],
    [
      'pathlib, known',
      'from pathlib import Path\nsee(str(Path("/opt", "ml").joinpath("model") / "m.pt"))',
      '/opt | ml/model/m.pt | /opt/ml/model/m.pt',
    ],
    ['f-string', 'see(f"/opt/ml/model/{name}.pt")', '/opt/ml/model | ? | ?'],
    ['f-string that may be a neighbour', 'see(f"/opt/ml/model{name}")', '/opt/ml | ? | ?'],
    ['a file beside', 'see(f"model_{epoch}.pt")', '. | ? | ?'],
    ['a bucket', 'see(f"s3:{name}")', '? | ? | ?'],
    ['a variable', 'import os\nsee(os.environ["SM_MODEL_DIR"])', 'environment SM_MODEL_DIR (-) |  | ?'],
    ['a variable with more', 'import os\nsee(os.path.join(os.environ["SM_MODEL_DIR"], "m.pt"))', 'environment SM_MODEL_DIR (-) | m.pt | ?'],
    ['a variable +', 'import os\nsee(os.environ["SM_MODEL_DIR"] + "/m.pt")', 'environment SM_MODEL_DIR (-) | m.pt | ?'],
    ['a variable + without a slash', 'import os\nsee(os.environ["SM_MODEL_DIR"] + "_m.pt")', '? | ? | ?'],
    ['a default', 'import os\nsee(os.environ.get("M", "/opt/ml/model"))', 'environment M (/opt/ml/model) |  | ?'],
    ['a default by or', 'import os\nsee(os.environ.get("M") or "/x")', 'environment M (/x) |  | ?'],
    ['one variable for another', 'import os\nsee(os.getenv("A", os.environ["B"]))', 'environment A (environment B (-)) |  | ?'],
    [
      'an argument',
      `${parser}parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])\nargs = parser.parse_args()\nsee(os.path.join(args.model_dir, "m.pt"))`,
      'argument model_dir (environment SM_MODEL_DIR (-)) | m.pt | ?',
    ],
    [
      'an argument of a function',
      `${parser}parser.add_argument("--out", default="out")\ndef train(args):\n    see(f"{args.out}/{x}")\ntrain(parser.parse_args())`,
      'argument out (out) | ? | ?',
    ],
    [
      'an argument that is set',
      `${parser}parser.add_argument("--out", default="out")\nargs = parser.parse_args()\nargs.out = f()\nsee(args.out)`,
      '? |  | ?',
    ],
    [
      'an argument behind a folder',
      `${parser}parser.add_argument("--name")\nargs = parser.parse_args()\nsee(os.path.join("/opt/ml/model", args.name))`,
      '/opt/ml/model | ? | ?',
    ],
    ['a variable behind a folder', 'import os\nsee(os.path.join("x", os.environ["SM_MODEL_DIR"]))', '? | ? | ?'],
    ['the folder of a file', 'import os\nsee(os.path.dirname("/opt/ml/model/m.pt"))', '/opt/ml/model |  | /opt/ml/model'],
    ['the parent', 'from pathlib import Path\np = Path(d) / "x"\nsee((p / "y").parent)', '? | x | ?'],
    ['a parameter', 'def f(model_dir):\n    see(model_dir + "/m")', '? | m | ?'],
    ['the folder of the script', 'import os\nsee(os.path.join(os.path.dirname(__file__), "x"))', '? | x | ?'],
  ];
  for (const [what, text, expected] of paths) it(what, () => assert.equal(path(text), expected));
});
