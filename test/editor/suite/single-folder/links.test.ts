import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { at, boolScript, closeAll, found, launch, open, ruleOf, type, until, untilRules, write } from '../workbench.js';

const image = (program: string): string => `FROM python:3.11
RUN pip install sagemaker-training
COPY src/ /opt/ml/code/
ENV SAGEMAKER_PROGRAM=${program}
`;

describe('scripts and what leads to them', () => {
  afterEach(closeAll);

  it('find something in a script once a Dockerfile starts it, until it is mended', async () => {
    const dockerfile = await write('started/Dockerfile', image('other.py'));
    await write('started/src/other.py', 'print("ready")\n');
    const script = await open(await write('started/src/train.py', boolScript));
    const editor = await open(dockerfile);
    await type(editor.document, 'other.py', 'train.py');
    await untilRules(script.document.uri, 'SM201');
    const [diagnostic] = found(script.document.uri);
    assert.equal(diagnostic && script.document.getText(diagnostic.range), 'type=bool');
    await type(script.document, 'type=bool', 'type=str');
    await untilRules(script.document.uri);
    await type(script.document, 'type=str', 'type=bool');
    await untilRules(script.document.uri, 'SM201');
    await type(editor.document, 'train.py', 'other.py');
    await untilRules(script.document.uri);
    assert.ok(script.document.isDirty && editor.document.isDirty, 'all that was only typed');
  });

  it('find something in a Dockerfile until the script that it starts is mended', async () => {
    const dockerfile = await write('rejects/Dockerfile', 'FROM python:3.11\nCOPY train.py /opt/program/\nENTRYPOINT ["python"]\n');
    const parser = 'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs", type=int)\n';
    const script = await open(
      await write('rejects/train.py', `${parser}args = parser.parse_args()\nprint(args.epochs, open("/opt/ml/input/data/training/a"))\n`),
    );
    const { document } = await open(dockerfile);
    await type(document, '"python"', '"python", "/opt/program/train.py"');
    await until('SM105', () => found(dockerfile).some((each) => ruleOf(each) === 'SM105'));
    await type(script.document, 'args = parser.parse_args()', 'args, _ = parser.parse_known_args()');
    await until('no SM105', () => !found(dockerfile).some((each) => ruleOf(each) === 'SM105'));
  });

  it('hear of a launch that nobody has opened', async () => {
    const script = await open(await write('launched/src/train.py', boolScript));
    const witness = await open(await write('launched/witness/src/train.py', boolScript));
    await write('launched/witness/launch.py', launch);
    await untilRules(witness.document.uri, 'SM201');
    assert.deepEqual(found(script.document.uri), []);
    const other = await write('launched/launch.py', launch);
    await until('the other end', () => {
      const [related] = found(script.document.uri)[0]?.relatedInformation ?? [];
      return related?.location.uri.toString() === other.toString();
    });
    await vscode.workspace.fs.delete(at('launched/launch.py'));
    await untilRules(script.document.uri);
  });
});
