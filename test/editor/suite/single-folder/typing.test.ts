import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { speak } from '../harness.js';
import {
  broken,
  closeAll,
  container,
  found,
  mended,
  open,
  readDisk,
  replaceAll,
  ruleOf,
  rulesIn,
  until,
  untilRules,
  write,
} from '../workbench.js';

describe('an open Dockerfile', () => {
  before(() => speak(`VS Code ${vscode.version}`));
  afterEach(closeAll);

  it('shows a squiggle under what is wrong, with a link to the rule', async () => {
    const uri = await container('squiggle');
    const { document } = await open(uri);
    await untilRules(uri, 'SM143');
    const [diagnostic] = found(uri);
    assert.equal(diagnostic && document.getText(diagnostic.range), '/opt/ml/code');
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    const code = diagnostic?.code;
    assert.ok(typeof code === 'object', 'the code is a link');
    assert.match(await readDisk(code.target), /^# SM143 /);
  });

  it('follows what is typed, without a save', async () => {
    const uri = await container('typed');
    const editor = await open(uri);
    await untilRules(uri, 'SM143');
    await replaceAll(editor, mended);
    await untilRules(uri);
    assert.ok(editor.document.isDirty);
    await replaceAll(editor, broken);
    await untilRules(uri, 'SM143');
  });

  it('never shows a finding at a place of a text that is gone, however fast someone types', async () => {
    const uri = await container('fast', mended);
    const editor = await open(uri);
    const wrong: string[] = [];
    // What is shown is told a moment later: it has to be right for a text since what was told before.
    let texts = [editor.document.getText()];
    const typing = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === editor.document) texts.push(document.getText());
    });
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return;
      for (const diagnostic of found(uri)) {
        const { start, end } = diagnostic.range;
        const isRight = texts.some((text) => text.split('\n')[start.line]?.slice(start.character, end.character) === '/opt/ml/code');
        if (!isRight) wrong.push(`${ruleOf(diagnostic)} under ${JSON.stringify(editor.document.getText(diagnostic.range))}`);
      }
      texts = texts.slice(-1);
    });
    const end = (): vscode.Position => new vscode.Position(editor.document.lineCount, 0);
    await replaceAll(editor, broken.slice(0, broken.indexOf('COPY')));
    for (const character of `# a comment that moves things\nCOPY train.py /opt/ml/code\nENV SAGEMAKER_PROGRAM=train.py\n`) {
      await editor.edit((builder) => builder.insert(end(), character), { undoStopBefore: false, undoStopAfter: false });
    }
    for (let line = 0; line < 30; line++) await editor.edit((builder) => builder.insert(new vscode.Position(1, 0), `# line ${line}\n`));
    const atPlace = (): boolean => editor.document.getText(found(uri)[0]?.range) === '/opt/ml/code';
    await until('SM143 at its place', () => rulesIn(uri).join() === 'SM143' && atPlace());
    listening.dispose();
    typing.dispose();
    assert.deepEqual(wrong, []);
  });

  it('says nothing of a Dockerfile that is not for SageMaker, nor of other files', async () => {
    const other = await write('other/Dockerfile', 'FROM node:20\nCOPY app.js /app\nENTRYPOINT node /app\n');
    const script = await write('other/train.py', 'import sagemaker\n');
    await open(other);
    await open(script);
    const witness = await container('witness');
    await open(witness);
    await untilRules(witness, 'SM143');
    assert.deepEqual(found(other), []);
    assert.deepEqual(found(script), []);
  });

  it('takes its squiggles along when it is closed', async () => {
    const uri = await container('closed');
    // Not through openTextDocument, which keeps a document open for minutes after its editor has closed.
    await vscode.commands.executeCommand('vscode.open', uri);
    await untilRules(uri, 'SM143');
    await closeAll();
    await untilRules(uri);
  });

  it('is known by many names', async () => {
    await write('names/train.py', '');
    for (const name of ['Dockerfile.gpu', 'train.dockerfile', 'Containerfile']) {
      const uri = await write(`names/${name}`, broken);
      await open(uri);
      await untilRules(uri, 'SM143');
    }
  });
});
