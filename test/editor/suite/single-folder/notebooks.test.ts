import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  actionsFor,
  apply,
  at,
  boolScript,
  cellOf,
  closeAll,
  found,
  launch,
  notebook,
  notebookFile,
  open,
  openAsNotebook,
  readDisk,
  set,
  type,
  until,
  untilRules,
  write,
} from '../workbench.js';

const writing = `%%writefile src/train.py\n${boolScript}`;
const cells = ['# Training\n\n`type=bool`', writing, launch];
const texts = (document: vscode.NotebookDocument): string[] => document.getCells().map((cell) => cell.document.getText());

describe('an open notebook', () => {
  afterEach(closeAll);

  it('shows a squiggle in the cell that it is about, and points at the other one', async () => {
    const document = await notebook('squiggle/start.ipynb', cells);
    const script = cellOf(document, 1);
    await untilRules(script.uri, 'SM201');
    const [diagnostic] = found(script.uri);
    assert.equal(diagnostic && script.getText(diagnostic.range), 'type=bool');
    const [related] = diagnostic?.relatedInformation ?? [];
    const other = cellOf(document, 2);
    assert.equal(related?.location.uri.toString(), other.uri.toString());
    assert.match(related ? other.getText(related.location.range) : '', /shuffle/);
    assert.deepEqual([found(document.uri), found(cellOf(document, 0).uri), found(other.uri)], [[], [], []]);
  });

  it('is mended in that cell, and nowhere else', async () => {
    const document = await notebook('mend/start.ipynb', cells);
    const script = cellOf(document, 1);
    await untilRules(script.uri, 'SM201');
    const before = texts(document);
    const actions = await actionsFor(script.uri, 'SM201');
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Read the text as true or false', 'Explain SM201 (argparse-bool-type)', 'Ignore SM201 here'],
    );
    await apply(actions, /Read the text/);
    assert.ok(!script.getText().includes('type=bool'), script.getText());
    const changed = (text: string): string => text.replace(/^parser\.add_argument.*$/m, '');
    assert.deepEqual(texts(document).map(changed), before.map(changed));
    await untilRules(script.uri);
  });

  it('is told in a cell to be silent', async () => {
    const document = await notebook('silence/start.ipynb', cells);
    const script = cellOf(document, 1);
    await untilRules(script.uri, 'SM201');
    await apply(await actionsFor(script.uri, 'SM201'), /Ignore/);
    assert.equal(script.getText(), writing.replace('parser.add', '# sagelint: ignore[SM201]\nparser.add'));
    assert.deepEqual([texts(document)[0], texts(document)[2]], [cells[0], cells[2]]);
    await untilRules(script.uri);
  });

  it('is followed while it is typed, and through cells that come and go', async () => {
    const document = await notebook('typed/start.ipynb', cells);
    const script = cellOf(document, 1);
    await untilRules(script.uri, 'SM201');
    await type(script, 'type=bool', 'type=str');
    await untilRules(script.uri);
    await type(script, 'type=str', 'type=bool');
    await untilRules(script.uri, 'SM201');
    const insert = new vscode.WorkspaceEdit();
    const added = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'print("a new cell above")', 'python');
    insert.set(document.uri, [vscode.NotebookEdit.insertCells(0, [added])]);
    assert.ok(await vscode.workspace.applyEdit(insert));
    assert.equal(cellOf(document, 2).uri.toString(), script.uri.toString());
    await type(cellOf(document, 3), '"shuffle": False', '"shuffle": True');
    await until('a warning', () => found(script.uri)[0]?.severity === vscode.DiagnosticSeverity.Warning);
    assert.equal(script.getText(found(script.uri)[0]?.range), 'type=bool');
    const remove = new vscode.WorkspaceEdit();
    remove.set(document.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(3, 4))]);
    assert.ok(await vscode.workspace.applyEdit(remove));
    // Nothing says any longer that the script is for SageMaker.
    await untilRules(script.uri);
  });

  it('leads to a script of its own', async () => {
    const script = await open(await write('leads/src/train.py', boolScript));
    const document = await notebook('leads/start.ipynb', ['# Start', launch]);
    await untilRules(script.document.uri, 'SM201');
    const [related] = found(script.document.uri)[0]?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), cellOf(document, 1).uri.toString());
    await type(cellOf(document, 1), '"train.py"', '"other.py"');
    await untilRules(script.document.uri);
  });

  it('is mended at once by the command for the file', async () => {
    const document = await notebook('command/start.ipynb', cells);
    await untilRules(cellOf(document, 1).uri, 'SM201');
    await vscode.commands.executeCommand('sagelint.fixAllInFile');
    await untilRules(cellOf(document, 1).uri);
    assert.ok(document.isDirty);
    assert.deepEqual([texts(document)[0], texts(document)[2]], [cells[0], cells[2]]);
  });

  it('takes its squiggles along when it is closed', async () => {
    const document = await notebook('closed/start.ipynb', cells);
    const { uri } = cellOf(document, 1);
    await untilRules(uri, 'SM201');
    await closeAll();
    await until('the notebook is closed', () => document.isClosed);
    await untilRules(uri);
    assert.deepEqual(found(document.uri), []);
  });
});

describe('the file of a notebook', () => {
  afterEach(async () => {
    await set('sagelint.lint', undefined);
    await closeAll();
  });

  it('shows its squiggles in its JSON where it is open as text', async () => {
    const { document } = await open(await write('text/start.ipynb', notebookFile(cells)));
    await untilRules(document.uri, 'SM201');
    const [diagnostic] = found(document.uri);
    assert.equal(diagnostic && document.getText(diagnostic.range), 'type=bool');
  });

  it('is linted with the workspace, and shows that in cells once it is open', async () => {
    const uri = await write('closed-notebook/start.ipynb', notebookFile(cells));
    await set('sagelint.lint', 'workspace');
    await untilRules(uri, 'SM201');
    const document = await openAsNotebook(uri);
    await untilRules(cellOf(document, 1).uri, 'SM201');
    await untilRules(uri);
    await closeAll();
    await untilRules(uri, 'SM201');
  });

  it('is mended with the workspace, open or not', async () => {
    const text = notebookFile(cells);
    const closed = await write('all-notebooks/closed/start.ipynb', text);
    const opened = await notebook('all-notebooks/opened/start.ipynb', cells);
    await untilRules(cellOf(opened, 1).uri, 'SM201');
    await vscode.commands.executeCommand('sagelint.fixAllInWorkspace');
    await untilRules(cellOf(opened, 1).uri);
    const other = (line: string): boolean => !line.includes('add_argument');
    const after = await readDisk(closed);
    assert.ok(!after.includes('type=bool, default'), after);
    assert.deepEqual(after.split('\n').filter(other), text.split('\n').filter(other));
    await until(
      'the open one to be saved',
      async () => !(await readDisk(at('all-notebooks/opened/start.ipynb'))).includes('type=bool, default'),
    );
    assert.ok(!opened.isDirty);
  });
});
