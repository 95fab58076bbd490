import assert from 'node:assert/strict';
import { positionalParameters } from '../../src/sagemaker/launch/signatures.js';
import { addEntry, removeMember, renameMember } from '../../src/sagemaker/request/edit-python.js';
import { createRequestReader } from '../../src/sagemaker/request/read-python.js';
import { lookUp, type ObjectNode } from '../../src/sagemaker/request/tree.js';
import { readFlow } from '../../src/sagemaker/script/flow.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits, type TextEdit } from '../../src/text/edit.js';
import { contextOf, plain } from '../support/launches.js';

/** The arguments of the last call of `target(...)` in a text. */
function readTarget(text: string): ObjectNode {
  const context = contextOf(text);
  const flow = readFlow(context.syntax.body, context.names, () => context.calls);
  const reader = createRequestReader({ ...context, flow, positional: positionalParameters });
  const call = context.calls.findLast(({ call: { callee } }) => callee.kind === 'name' && callee.name === 'target')?.call;
  assert.ok(call);
  return reader.readCall(call, undefined, ['first', 'second']);
}

/** What `target(value)` is given. */
function read(text: string): unknown {
  const found = lookUp(readTarget(text), 'first');
  assert.ok(found.kind === 'given');
  return plain(found.member.value);
}

describe('requests in Python', () => {
  it('have scalars, dictionaries and lists', () => {
    assert.deepEqual(read('target({"a": 1, "b": [True, None, "x", -2.5], 3: {}})'), { a: 1, b: [true, null, 'x', -2.5], 3: {} });
  });

  it('follow names to where the value is written', () => {
    const text = 'settings = {"a": 1}\ntarget(settings)';
    assert.deepEqual(read(text), { a: 1 });
    const found = lookUp(readTarget(text), 'first.a');
    assert.ok(found.kind === 'given');
    const { place, namePlace, value } = found.member;
    assert.deepEqual(
      [place, namePlace, value].map(({ span }) => text.slice(span.start, span.end)),
      ['"a": 1', '"a"', '1'],
    );
  });

  it('end where a value is made of itself', () => {
    assert.deepEqual(read('for x in y:\n    target(d)\n    d = {"a": d, "b": d}'), { a: '?', b: '?' });
  });

  it('read dict(...), copies, unions and what is unpacked', () => {
    const base = 'base = {"a": 1, "b": 2}\n';
    assert.deepEqual(read(`${base}target(dict(base, b=3))`), { a: 1, b: 3 });
    assert.deepEqual(read(`${base}target({**base, "b": 3})`), { a: 1, b: 3 });
    assert.deepEqual(read(`${base}target(base | {"c": 3})`), { a: 1, b: 2, c: 3 });
    assert.deepEqual(read(`${base}target(base.copy())`), { a: 1, b: 2 });
    assert.deepEqual(read('target({"x": 1, **other()})'), { x: '?', '...': true });
    assert.deepEqual(read('target({**other(), "x": 1})'), { x: 1, '...': true });
  });

  it('read the objects of the SDK with their class, and arguments by position', () => {
    assert.deepEqual(read('from sagemaker.inputs import TrainingInput as In\ntarget(In("s3://b/x", input_mode="Pipe"))'), {
      class: 'sagemaker.inputs.TrainingInput',
      s3_data: 's3://b/x',
      input_mode: 'Pipe',
    });
    assert.deepEqual(read('target(Compute(instance_count=2))'), { class: 'Compute', instance_count: 2 });
  });

  it('follow a parameter to the one call of its function', () => {
    const run = 'def run(value, other=None):\n    target(value)\n\n';
    assert.deepEqual(read(`${run}run({"a": 1})`), { a: 1 });
    assert.deepEqual(read(`settings = {"a": 1}\n${run}settings["b"] = 2\nrun(other=3, value=settings)`), { a: 1, b: 2 });
    assert.deepEqual(read('def run(value={"a": 1}):\n    value["b"] = 2\n    target(value)\n\nrun()'), { a: 1, b: 2 });
    assert.equal(read('def run(bucket):\n    target(f"s3://{bucket}/x")\n\nrun("mine")'), 's3://mine/x');
    assert.equal(read(`${run}run(1)\nrun(2)`), '?');
    assert.equal(read(`${run}run(*values)`), '?');
    assert.equal(read(`${run}run(1)\npool.submit(run, 2)`), '?');
    assert.equal(read('def run(value):\n    value = change(value)\n    target(value)\n\nrun(1)'), '?');
  });

  it('leave unknown what only the run knows', () => {
    assert.equal(read('target(f"s3://{bucket}/x")'), 's3://?/x');
    assert.equal(read('def run(value):\n    target(value)'), '?');
    assert.equal(read('from sagemaker.workflow.parameters import ParameterString\ntarget(ParameterString("A", default_value="b"))'), '?');
    assert.equal(read('value = 1\nif cold:\n    value = 2\ntarget(value)'), '?');
    assert.equal(read('import os\ntarget(os.environ.get("A", "b"))'), 'b (assumed)');
  });

  it('take texts apart', () => {
    assert.equal(read('target(account + ".dkr.ecr." + region + ".amazonaws.com/mine:1")'), '?.dkr.ecr.?.amazonaws.com/mine:1');
    assert.equal(read('name = "mine"\ntarget("{}.dkr/{}:{tag}".format(account, name, tag="v1"))'), '?.dkr/mine:v1');
    assert.equal(read('target("%s/%s" % (a, b))'), '?/?');
    assert.equal(read('target("/".join(["s3:/", bucket, "data"]))'), 's3://?/data');
    assert.equal(read('target(session.upload_data("data"))'), '?');
  });

  it('give paths from the file itself as seen from its folder', () => {
    const here = 'import os\nHERE = os.path.dirname(os.path.realpath(__file__))\n';
    assert.equal(read(`${here}target(os.path.join(HERE, "steps", "train.py"))`), 'steps/train.py (assumed)');
    assert.equal(read(`${here}target(f"{HERE}/../train.py")`), '../train.py (assumed)');
    assert.equal(read('from pathlib import Path\ntarget(str(Path(__file__).parent.parent / "src"))'), '../src (assumed)');
    assert.equal(read('import os\ntarget(os.path.join(root, "train.py"))'), '?');
  });
});

describe('a dictionary that is changed', () => {
  const start = 'hp = {"a": 1, "b": 2}\n';

  it('has what is set in a straight line before its use', () => {
    assert.deepEqual(read(`${start}hp["c"] = 3\nhp["a"] = 4\ntarget(hp)`), { a: 4, b: 2, c: 3 });
    assert.deepEqual(read(`${start}hp.update({"c": 3}, d=4)\ntarget(hp)`), { a: 1, b: 2, c: 3, d: 4 });
    assert.deepEqual(read(`${start}del hp["a"]\nhp.pop("b")\ntarget(hp)`), {});
    assert.deepEqual(read(`def run():\n    hp = {"a": 1}\n    with x:\n        hp["b"] = 2\n    target(hp)`), { a: 1, b: 2 });
  });

  it('has not what is set behind its use', () => {
    assert.deepEqual(read(`${start}target(hp)\nhp["c"] = 3`), { a: 1, b: 2 });
  });

  it('is open where a change may not be reached, or is in a loop with the use', () => {
    assert.deepEqual(read(`${start}if x:\n    hp["c"] = 3\ntarget(hp)`), { a: 1, b: 2, '...': true });
    assert.deepEqual(read(`${start}if x:\n    hp["a"] = 3\ntarget(hp)`), { b: 2, '...': true });
    assert.deepEqual(read(`${start}for x in y:\n    target(hp)\n    hp["c"] = 3`), { a: 1, b: 2, '...': true });
    assert.deepEqual(read(`${start}if x:\n    hp["c"] = 3\n    target(hp)`), { a: 1, b: 2, c: 3 });
  });

  it('has unknown values after a change that may be any', () => {
    const unknown = { a: '?', b: '?', '...': true };
    assert.deepEqual(read(`${start}hp[name] = 3\ntarget(hp)`), unknown);
    assert.deepEqual(read(`${start}hp.update(more())\ntarget(hp)`), unknown);
    assert.deepEqual(read(`def fill(d):\n    d["a"] = 2\n${start}fill(hp)\ntarget(hp)`), unknown);
    assert.deepEqual(read(`from helpers import fill\n${start}fill(hp)\ntarget(hp)`), unknown);
    assert.deepEqual(read(`${start}hp.clear()\ntarget(hp)`), unknown);
  });

  it('has what setattr sets', () => {
    const made = 'from sagemaker.estimator import Estimator\nit = Estimator(image_uri="i")\n';
    assert.deepEqual(read(`${made}it.max_run = 1\nsetattr(it, "max_wait", 2)\ntarget(it)`), {
      class: 'sagemaker.estimator.Estimator',
      image_uri: 'i',
      max_run: 1,
      max_wait: 2,
    });
    assert.deepEqual(read(`${start}for key in keys:\n    setattr(hp, key, 2)\ntarget(hp)`), { a: '?', b: '?', '...': true });
  });

  it('is not changed by what only reads it', () => {
    assert.deepEqual(read(`import json\n${start}print(hp)\njson.dumps(hp)\ntarget(hp)`), { a: 1, b: 2 });
  });

  it('of a module is open where a function uses it and anything changes it', () => {
    assert.deepEqual(read(`${start}hp["c"] = 3\ndef run():\n    target(hp)`), { a: 1, b: 2, '...': true });
    assert.deepEqual(read(`${start}def run():\n    target(hp)`), { a: 1, b: 2 });
  });

  it('is another one after the name is bound again', () => {
    assert.deepEqual(read(`${start}hp["c"] = 3\nhp = {"z": 1}\ntarget(hp)`), { z: 1 });
  });

  it('may be an object or a list', () => {
    assert.deepEqual(read('c = Compute(instance_count=1)\nc.instance_type = "ml.m5.large"\ntarget(c)'), {
      class: 'Compute',
      instance_count: 1,
      instance_type: 'ml.m5.large',
    });
    assert.deepEqual(read('c = [1]\nc.append(2)\ntarget(c)'), [1, '...']);
  });
});

describe('the arguments of a call', () => {
  it('count by name and position, and are open where not all are seen', () => {
    assert.deepEqual(plain(readTarget('target(1, b=2)')), { first: 1, b: 2 });
    assert.deepEqual(plain(readTarget('target(1, 2, 3)')), { first: 1, second: 2, '...': true });
    assert.deepEqual(plain(readTarget('target(*more, b=2)')), { b: 2, '...': true });
    assert.deepEqual(plain(readTarget('target(b=2, **more)')), { b: 2, '...': true });
    assert.deepEqual(plain(readTarget('more = dict(c=3)\ntarget(b=2, **more)')), { b: 2, c: 3 });
  });
});

describe('edits of a call', () => {
  const edited = (text: string, edit: (node: ObjectNode) => TextEdit | undefined) => {
    const made = edit(readTarget(text));
    assert.ok(made);
    return applyEdits(text, [made]);
  };
  const remove = (text: string, name: string) =>
    edited(text, (node) => {
      const found = lookUp(node, name);
      return found.kind === 'given' ? removeMember(found.member) : undefined;
    });
  const add = (text: string, ...entries: string[]) =>
    edited(text, (node) => (node.brackets ? addEntry(createDocument('launch.py', text), node.brackets, ...entries) : undefined));
  const rename = (text: string, name: string, to: string) =>
    edited(text, (node) => {
      const found = lookUp(node, name);
      return found.kind === 'given' ? renameMember(found.member, to) : undefined;
    });

  it('remove an argument with its comma', () => {
    assert.equal(remove('target(a=1, b=2, c=3)', 'a'), 'target(b=2, c=3)');
    assert.equal(remove('target(a=1, b=2, c=3)', 'b'), 'target(a=1, c=3)');
    assert.equal(remove('target(a=1, b=2)', 'b'), 'target(a=1)');
    assert.equal(remove('target(b=2)', 'b'), 'target()');
  });

  it('remove a line of its own', () => {
    assert.equal(remove('target(\n    a=1,\n    b=2,  # why\n    c=3,\n)', 'b'), 'target(\n    a=1,\n    c=3,\n)');
    assert.equal(remove('target(\n    a=1,\n    b=2\n)', 'b'), 'target(\n    a=1,\n)');
    assert.equal(remove('target(a=1,\r\n       b=2,\r\n       c=3)\r\n', 'b'), 'target(a=1,\r\n       c=3)\r\n');
    assert.equal(remove('target(a=1,\n       b=2)', 'b'), 'target(a=1,\n       )');
    assert.equal(remove('target(a=1,\n       b=2)', 'a'), 'target(\n       b=2)');
  });

  it('remove a member of a dictionary elsewhere, and a statement that sets one', () => {
    assert.equal(remove('d = {"a": 1, "b": 2}\ntarget(**d)', 'a'), 'd = {"b": 2}\ntarget(**d)');
    assert.equal(remove('d = {"a": 1}\nd["b"] = 2\ntarget(**d)', 'b'), 'd = {"a": 1}\ntarget(**d)');
  });

  it('add an argument as the others are written', () => {
    assert.equal(add('target()', 'b=2'), 'target(b=2)');
    assert.equal(add('target(a=1)', 'b=2'), 'target(a=1, b=2)');
    assert.equal(add('target(a=1,)', 'b=2'), 'target(a=1, b=2)');
    assert.equal(add('target(\n    a=1,\n)', 'b=2'), 'target(\n    a=1,\n    b=2,\n)');
    assert.equal(add('target(\n    a=1,  # why\n)', 'b=2'), 'target(\n    a=1,  # why\n    b=2,\n)');
    assert.equal(add('target(\n    a=1\n)', 'b=2'), 'target(\n    a=1,\n    b=2\n)');
    assert.equal(add('target(\n    a=1  # why\n)', 'b=2'), 'target(\n    a=1,  # why\n    b=2\n)');
    assert.equal(add('target(a=1,\n       c=3)', 'b=2'), 'target(a=1,\n       c=3,\n       b=2)');
    assert.equal(add('target(a=1, **more)', 'b=2'), 'target(a=1, **more, b=2)');
  });

  it('add several at once', () => {
    assert.equal(add('target(a=1)', 'b=2', 'c=3'), 'target(a=1, b=2, c=3)');
    assert.equal(add('target()', 'b=2', 'c=3'), 'target(b=2, c=3)');
    assert.equal(add('target(\n    a=1,\n)', 'b=2', 'c=3'), 'target(\n    a=1,\n    b=2,\n    c=3,\n)');
    assert.equal(add('target(\n    a=1  # why\n)', 'b=2', 'c=3'), 'target(\n    a=1,  # why\n    b=2,\n    c=3\n)');
  });

  it('rename an argument or a key', () => {
    assert.equal(rename('target(a=1, b=2)', 'b', 'c'), 'target(a=1, c=2)');
    assert.equal(rename("d = {'a': 1}\ntarget(**d)", 'a', 'b'), "d = {'b': 1}\ntarget(**d)");
  });

  it('come to nothing while the call is being typed', () => {
    const node = readTarget('target(a=1');
    assert.ok(!node.brackets || addEntry(node.document, node.brackets, 'b=2') === undefined);
  });
});
