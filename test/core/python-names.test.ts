import assert from 'node:assert/strict';
import { type Binding, type PythonNames, readNames } from '../../src/languages/python/names.js';
import { parsePython } from '../../src/languages/python/parse.js';
import type { Expression, NameExpression } from '../../src/languages/python/syntax.js';
import {
  callsIn,
  enclosureOf,
  forEachExpression,
  functionAround,
  type PythonCall,
  walkExpressions,
  walkStatements,
} from '../../src/languages/python/walk.js';

interface Read {
  readonly text: string;
  readonly names: PythonNames;
  readonly calls: readonly PythonCall[];
}

function read(text: string): Read {
  const syntax = parsePython(text);
  return { text, names: readNames(syntax), calls: callsIn(syntax.body) };
}

/** The call whose text is `written`, or starts so. */
function callOf({ text, calls }: Read, written: string): PythonCall {
  const found = calls.find(({ call }) => text.slice(call.span.start, call.span.end).startsWith(written));
  assert.ok(found, written);
  return found;
}

/** The full name of what is called. */
function called(text: string, written: string): string | undefined {
  const all = read(text);
  return all.names.qualifiedName(callOf(all, written).call.callee);
}

/** The last name in a text that is written so. */
function lastName(text: string, name: string): NameExpression {
  let found: NameExpression | undefined;
  const look = (expression: Expression) =>
    walkExpressions(expression, (inner) => {
      if (inner.kind === 'name' && inner.name === name && (!found || inner.span.start >= found.span.start)) found = inner;
    });
  walkStatements(parsePython(text).body, (statement) => forEachExpression(statement, look));
  assert.ok(found, name);
  return found;
}

/** What the last `name` of a text may be bound to: the lines, from 1, with the kinds. */
function bound(text: string, name: string): string[] {
  const bindings = readNames(parsePython(text)).bindingsOf(lastName(text, name));
  return bindings.map((binding) => `${text.slice(0, binding.span.start).split('\n').length} ${binding.kind}`);
}

function only(bindings: readonly Binding[] | undefined): Binding {
  const [binding, ...others] = bindings ?? [];
  assert.ok(binding && others.length === 0);
  return binding;
}

describe('names of Python', () => {
  describe('in full', () => {
    const cases: [string, string, string, string | undefined][] = [
      ['a module by its alias', 'import numpy as np\nnp.save(a)\n', 'np.save', 'numpy.save'],
      ['a class of a module', 'from sagemaker.estimator import Estimator\nEstimator(a)\n', 'Estimator', 'sagemaker.estimator.Estimator'],
      ['a class by its alias', 'from sagemaker.estimator import Estimator as E\nE()\n', 'E(', 'sagemaker.estimator.Estimator'],
      ['a module in a package', 'import os.path\nos.path.join(a)\n', 'os.path', 'os.path.join'],
      ['a module in a package by its alias', 'import os.path as p\np.join(a)\n', 'p.join', 'os.path.join'],
      ['modules that share a root', 'import a.b\nimport a.c\na.c.d()\n', 'a.c.d', 'a.c.d'],
      ['a name that was given a name', 'import torch\nsave = torch.save\nwrite = save\nwrite(a)\n', 'write', 'torch.save'],
      ['a module next to the file', 'from .data import load\nfrom . import x\nload()\n', 'load', '.data.load'],
      ['a package around the file', 'from .. import x\nx.y()\n', 'x.y', '..x.y'],
      ['what is built in', 'open(a)\n', 'open', 'builtins.open'],
      ['nothing of the file itself', 'def open(): pass\nopen(a)\n', 'open(a', undefined],
      ['nothing unknown', 'foo(a)\n', 'foo', undefined],
      ['nothing of a call', 'import a\na.b().c()\n', 'a.b().c', undefined],
      ['nothing of a parameter', 'import a\ndef f(a):\n  a.b()\n', 'a.b', undefined],
      ['nothing where a star may bring it', 'from a import *\nopen(b)\n', 'open', undefined],
      [
        'a module that may be missing',
        'try:\n  import torch\nexcept ImportError:\n  torch = None\ntorch.save(a)\n',
        'torch.save',
        'torch.save',
      ],
      ['not one of two modules', 'try:\n  import a as x\nexcept ImportError:\n  import b as x\nx.y()\n', 'x.y', undefined],
      ['one of two equal imports', 'if a:\n  import x\nelse:\n  import x\nx.y()\n', 'x.y', 'x.y'],
      ['an import within a function', 'def f():\n  import a\n  a.b()\n', 'a.b', 'a.b'],
      ['no import of another function', 'def f():\n  import a\ndef g():\n  a.b()\n', 'a.b', undefined],
      ['an import that is bound anew behind the call', 'import a\na.b()\na = 1\n', 'a.b', 'a.b'],
      ['no import that was bound anew before', 'import a\na = 1\na.b()\n', 'a.b', undefined],
      ['a name that goes in circles', 'a = b\nb = a\na.c()\n', 'a.c', undefined],
    ];
    for (const [what, text, written, expected] of cases) it(`are of ${what}`, () => assert.equal(called(text, written), expected));

    it('are several where it may be several', () => {
      const all = read('try:\n  import a as x\nexcept ImportError:\n  import b as x\nx.y()\n');
      assert.deepEqual(all.names.qualifiedNames(callOf(all, 'x.y').call.callee), ['a.y', 'b.y']);
    });

    it('take a blink for a chain of many names', () => {
      const lines = Array.from({ length: 2000 }, (_, index) => `a${index + 1} = a${index}\na${index} = a${index + 1}\n`);
      assert.equal(called(`${lines.join('')}a2000.b()\n`, 'a2000.b'), undefined);
    });
  });

  describe('are bound', () => {
    it('by everything that binds', () => {
      const text = [
        'import a, b.c as d',
        'from e import f as g',
        'def h(i, *j, k=1, **l): pass',
        'class m: pass',
        'n = o = 1',
        '(p, [q, *r]) = s = 1',
        't: int = 1',
        'u += 1',
        'for v, w in x: pass',
        'with y as z, aa as (bb, cc): pass',
        'try: pass',
        'except dd as ee: pass',
        'if (ff := 1): pass',
        'match gg:',
        '  case {"k": hh, **ii} | Point(x=jj) | [kk.ll, "mm", _]: pass',
        'del n',
      ].join('\n');
      const { names } = read(text);
      const found = [...names.module.bindings].map(([name, bindings]) => `${name} ${bindings.map(({ kind }) => kind).join('+')}`);
      assert.deepEqual(found, [
        'a import',
        'd import',
        'g from-import',
        'h function',
        'm class',
        'n assignment+delete',
        'o assignment',
        'p assignment',
        'q assignment',
        'r assignment',
        's assignment',
        't assignment',
        'u augmented',
        'v for',
        'w for',
        'z with',
        'bb with',
        'cc with',
        'ee except',
        'ff walrus',
        'hh match',
        'ii match',
        'jj match',
      ]);
      const inner = [...(names.module.children[0]?.bindings.keys() ?? [])];
      assert.deepEqual(inner, ['i', 'j', 'k', 'l']);
      for (const bindings of names.module.bindings.values()) {
        for (const { name, span } of bindings) assert.ok(text.slice(span.start, span.end).includes(name), name);
      }
    });

    it('with where they are in what is taken apart', () => {
      const { names } = read('a, (b, *c) = d\nfor e, f in g: pass\n');
      const positions = ['a', 'b', 'c', 'f'].map((name) => {
        const { position, isStarred, value } = only(names.module.bindings.get(name));
        return [...position, isStarred, value?.kind === 'name' && value.name];
      });
      assert.deepEqual(positions, [
        [0, false, 'd'],
        [1, 0, false, 'd'],
        [1, 1, true, 'd'],
        [1, false, 'g'],
      ]);
    });

    it('in the scope that Python means', () => {
      assert.deepEqual(bound('a = 1\ndef f():\n  a = 2\n  return a\n', 'a'), ['3 assignment']);
      assert.deepEqual(bound('a = 1\ndef f():\n  return a\na = 2\n'.replace('a = 2\n', ''), 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\ndef f():\n  global a\n  a = 2\nf(a)\n', 'a'), ['1 assignment', '4 assignment']);
      assert.deepEqual(bound('def f():\n  a = 1\n  def g():\n    nonlocal a\n    a = 2\n  return a\n', 'a'), [
        '2 assignment',
        '5 assignment',
      ]);
      assert.deepEqual(bound('a = 1\nclass C:\n  a = 2\n  def f(self):\n    return a\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\nclass C:\n  a = 2\n  b = a\n', 'a'), ['3 assignment']);
      assert.deepEqual(bound('a = 1\nclass C:\n  b = a\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\nb = lambda a: a\n', 'a'), ['2 parameter']);
      assert.deepEqual(bound('a = 1\nb = lambda c=a: c\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\nb = [1 for a in a]\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\nb = [c for a in d if a]\n', 'a'), ['2 for']);
      assert.deepEqual(bound('b = [(a := c) for c in d]\nprint(a)\n', 'a'), ['1 walrus']);
      assert.deepEqual(bound('a = 1\ndef f(a=a): pass\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\n@a\ndef f(a): pass\n', 'a'), ['1 assignment']);
    });

    it('to what reaches them from above', () => {
      assert.deepEqual(bound('a = 1\na = 2\nprint(a)\n', 'a'), ['2 assignment']);
      assert.deepEqual(bound('a = 1\na = f(a)\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\nif b:\n  a = 2\nprint(a)\n', 'a'), ['1 assignment', '3 assignment']);
      assert.deepEqual(bound('a = 1\nif b:\n  a = 2\n  print(a)\n', 'a'), ['3 assignment']);
      assert.deepEqual(bound('a = 1\nwith b:\n  a = 2\nprint(a)\n', 'a'), ['3 assignment']);
      assert.deepEqual(bound('a = 1\nprint(a)\na = 2\n', 'a'), ['1 assignment']);
      assert.deepEqual(bound('a = 1\nfor b in c:\n  print(a)\n  a = 2\n'.replace('a = 2', '(a) = 2'), 'b'), ['2 for']);
      const loop = 'a = 1\nfor b in c:\n  print(a)\n  a = 2\n';
      const { names, calls } = read(loop);
      const argument = calls[0]?.call.arguments[0]?.value;
      assert.ok(argument?.kind === 'name');
      assert.equal(names.bindingsOf(argument).length, 2);
    });

    it('in functions to all of the scope around', () => {
      assert.deepEqual(bound('a = 1\ndef f():\n  print(a)\n', 'a'), ['1 assignment']);
      const text = 'a = 1\na = 2\ndef f():\n  print(a)\n';
      assert.deepEqual(bound(text, 'a'), ['1 assignment', '2 assignment']);
    });
  });

  it('belong to scopes that are found by offset', () => {
    const text = 'def f(a):\n  b = [c for c in a]\n  return lambda d: d\nx = 1\n';
    const { names } = read(text);
    const kinds = ['def', 'b =', 'c for', 'a]', 'd\n', 'x ='].map((place) => names.scopeAt(text.indexOf(place)).kind);
    assert.deepEqual(kinds, ['module', 'function', 'comprehension', 'function', 'lambda', 'module']);
    const definition = parsePython(text).body[0];
    assert.ok(definition?.kind === 'function' && names.scopeOf(definition) === undefined, 'of another syntax nothing is known');
  });
});

describe('a walk over Python', () => {
  const text =
    'f(g(1), lambda: h())\nfor a in b():\n  if c():\n    d()\n  elif e():\n    pass\n@k()\ndef l(m=n()):\n  try:\n    o()\n  except P:\n    q()\n  with r() as s: pass\n';
  const all = read(text);

  it('finds calls in the order of the text', () => {
    const found = all.calls.map(({ call }) => (call.callee.kind === 'name' ? call.callee.name : '?'));
    assert.deepEqual(found, ['f', 'g', 'h', 'b', 'c', 'd', 'e', 'k', 'n', 'o', 'q', 'r']);
  });

  it('says what they stand in', () => {
    assert.equal(callOf(all, 'g(').parent?.kind, 'call');
    assert.equal(callOf(all, 'h(').lambda?.kind, 'lambda');
    assert.equal(callOf(all, 'b(').within, undefined);
    const inner = callOf(all, 'd(').within;
    assert.deepEqual([inner?.statement.kind, inner?.part, inner?.index, inner?.outer?.statement.kind], ['if', 'body', 0, 'for']);
    assert.equal(enclosureOf(inner, ['for', 'while'])?.statement.kind, 'for');
    const handler = callOf(all, 'q(').within;
    assert.deepEqual([handler?.part, functionAround(handler)?.name], ['handler', 'l']);
    assert.equal(functionAround(callOf(all, 'n(').within), undefined);
    assert.equal(callOf(all, 'n(').statement.kind, 'function');
  });

  it('leaves functions out where it is told so', () => {
    const found = callsIn(parsePython(text).body, { skipFunctions: true }).map(({ call }) =>
      call.callee.kind === 'name' ? call.callee.name : '?',
    );
    assert.deepEqual(found, ['f', 'g', 'h', 'b', 'c', 'd', 'e', 'k', 'n']);
  });
});
