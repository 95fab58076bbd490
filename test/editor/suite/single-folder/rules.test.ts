import { strict as assert } from 'node:assert';
import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { actionsFor, apply, at, closeAll, found, open, readDisk, rulesIn, until, untilRules, write } from '../workbench.js';

const serving = `FROM python:3.11-slim
ENV PATH="/opt/program:\${PATH}"
COPY serve /opt/program/
RUN chmod +x /opt/program/serve
`;
const script = '#!/usr/bin/env python\nprint("/opt/ml/model")\n';

describe('findings that reach into other files', () => {
  afterEach(closeAll);

  it('point at the other end and mend it there, line endings included', async () => {
    const uri = await write('crlf-script/Dockerfile', serving);
    const other = await write('crlf-script/serve', script.replaceAll('\n', '\r\n'));
    const editor = await open(uri);
    await untilRules(uri, 'SM108');
    const [related] = found(uri)[0]?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), other.toString());
    // Not through an action that was asked for: on its way to a test it loses what is said of line endings.
    const range = found(uri)[0]?.range;
    assert.ok(range);
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('editor.action.autoFix');
    await untilRules(uri);
    const document = await vscode.workspace.openTextDocument(other);
    assert.equal(document.getText(), script);
    assert.ok(await document.save());
    assert.equal(await readDisk(other), script);
  });

  it('are mended on the disk with all others of the workspace', async () => {
    const uri = await write('crlf-closed/Dockerfile', serving);
    const other = await write('crlf-closed/serve', script.replaceAll('\n', '\r\n'));
    await vscode.commands.executeCommand('sagelint.fixAllInWorkspace');
    assert.equal(await readDisk(other), script);
    assert.equal(await readDisk(uri), serving);
  });

  it('follow the other file while it is typed', async () => {
    const uri = await write('typed-script/Dockerfile', serving);
    const other = await write('typed-script/serve', script);
    await open(uri);
    const editor = await open(other);
    await editor.edit((builder) => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    await untilRules(uri, 'SM108');
    await editor.edit((builder) => builder.setEndOfLine(vscode.EndOfLine.LF));
    await untilRules(uri);
  });

  it('know which files may be executed', async function () {
    if (process.platform === 'win32') this.skip();
    const uri = await write('mode/Dockerfile', serving.replace(/RUN chmod.*\n/, 'RUN pip install flask\n'));
    const program = await write('mode/serve', script);
    // One file with the bit shows that this folder keeps modes at all.
    await chmod((await write('mode/build.sh', 'docker build -t serving .\n')).fsPath, 0o755);
    const { document } = await open(uri);
    await untilRules(uri, 'SM107');
    await chmod(program.fsPath, 0o755);
    await until('no SM107 after the next save', async () => {
      await document.save();
      return !rulesIn(uri).includes('SM107');
    });
  });
});

describe('an unsafe fix', () => {
  afterEach(closeAll);

  it('says that it is, and is never applied unasked', async () => {
    const text =
      'FROM python:3.11-slim\nRUN pip install flask\nCOPY app.py /app/\nEXPOSE 8080\n# SageMaker calls it\nCMD ["python", "/app/app.py"]\n';
    const uri = await write('unsafe/Dockerfile', text);
    await write('unsafe/app.py', 'print("/opt/ml/model")\n');
    const { document } = await open(uri);
    await untilRules(uri, 'SM104');
    const [first] = await actionsFor(uri, 'SM104');
    assert.match(first?.title ?? '', / \(unsafe\)$/);
    assert.notEqual(first?.isPreferred, true);
    await vscode.commands.executeCommand('sagelint.fixAllInFile');
    assert.equal(document.getText(), text);
    await apply(await actionsFor(at('unsafe/Dockerfile'), 'SM104'), /unsafe/);
    assert.match(document.getText(), /^ENTRYPOINT \["python", "\/app\/app\.py"\]$/m);
  });
});
