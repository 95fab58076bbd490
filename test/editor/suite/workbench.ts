import * as vscode from 'vscode';

/** A Dockerfile in which SM143 finds the third line, and its fix adds a slash. */
export const broken = `FROM python:3.11
RUN pip install sagemaker-training
COPY train.py /opt/ml/code
ENV SAGEMAKER_PROGRAM=train.py
`;
export const mended = broken.replace('COPY train.py /opt/ml/code', 'COPY train.py /opt/ml/code/');

/** A training script in which SM201 finds the fifth line, where something says that it trains; its fix keeps everything else. */
export const boolScript = `import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--shuffle", type=bool, default=True)
args, _ = parser.parse_known_args()
print(args.shuffle, os.listdir("."))
`;

/** A launch of that script with a hyperparameter that it takes for its opposite. */
export const launch = `from sagemaker.pytorch import PyTorch

estimator = PyTorch(
    entry_point="train.py",
    source_dir="src",
    role="arn:aws:iam::123456789012:role/training",
    framework_version="2.1",
    py_version="py310",
    instance_count=1,
    instance_type="ml.g5.xlarge",
    hyperparameters={"shuffle": False},
)
estimator.fit({"training": "s3://my-bucket/data"})`;

/** The first folder of the workspace. */
export function root(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return folder.uri;
}

/** The address of a file of the first folder. */
export function at(path: string): vscode.Uri {
  return vscode.Uri.joinPath(root(), path);
}

/** Writes a file, past every editor. */
export async function write(path: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
  return at(path);
}

/** The text of a file on the disk. */
export async function readDisk(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Opens a file in an editor. */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** A folder of its own with a Dockerfile (broken, unless said otherwise) and the script that it copies. */
export async function container(name: string, dockerfile = broken): Promise<vscode.Uri> {
  await write(`${name}/train.py`, 'print("ready")\n');
  return await write(`${name}/Dockerfile`, dockerfile);
}

/** The text of a notebook's file as Jupyter writes it: what begins with `# ` is markdown. */
export function notebookFile(cells: readonly string[]): string {
  const written = cells.map((text) => {
    const source = text.split(/(?<=\n)/);
    if (text.startsWith('# ')) return { cell_type: 'markdown', metadata: {}, source };
    return { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source };
  });
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  return `${JSON.stringify({ cells: written, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 2 }, null, 1)}\n`;
}

/** Writes a notebook and opens it as such. */
export async function notebook(path: string, cells: readonly string[]): Promise<vscode.NotebookDocument> {
  return await openAsNotebook(await write(path, notebookFile(cells)));
}

/** Opens a notebook as such. Not through openNotebookDocument, which keeps it open for minutes after its editor has closed. */
export async function openAsNotebook(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'jupyter-notebook');
  return await until(`${uri.path} as a notebook`, () =>
    vscode.workspace.notebookDocuments.find((document) => document.uri.toString() === uri.toString()),
  );
}

/** The document of a cell. */
export function cellOf(document: vscode.NotebookDocument, index: number): vscode.TextDocument {
  const cell = document.getCells()[index];
  if (!cell) throw new Error(`there is no cell ${index}`);
  return cell.document;
}

/** Replaces a word in a document, as someone who types there. */
export async function type(document: vscode.TextDocument, word: string, replacement: string): Promise<void> {
  const start = document.getText().indexOf(word);
  if (start < 0) throw new Error(`${word} is not in ${document.uri.path}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + word.length)), replacement);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
}

/** Our diagnostics of a file. */
export function found(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'sagelint');
}

/** The rules of our diagnostics of a file, sorted. */
export function rulesIn(uri: vscode.Uri): string[] {
  return found(uri).map(ruleOf).sort();
}

/** The rule of a diagnostic; also shows that its code is a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : `${code} without a link`;
}

/** Far more than anything takes; only what never happens meets it. */
const patience = 60_000;

/** Waits until a condition holds, and gives what it gave. What has not come after a minute is said in words. */
export async function until<Value>(what: string, condition: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  const limit = Date.now() + patience;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > limit) throw new Error(`never came: ${what}\n${shownEverywhere()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits until a file has findings of exactly these rules. */
export async function untilRules(uri: vscode.Uri, ...rules: string[]): Promise<void> {
  const wanted = rules.sort().join(' ');
  await until(`${wanted === '' ? 'nothing' : wanted} in ${uri.path}`, () => rulesIn(uri).join(' ') === wanted);
}

/** What all files show; for messages. */
function shownEverywhere(): string {
  return vscode.languages
    .getDiagnostics()
    .filter(([, all]) => all.length > 0)
    .map(([uri, all]) => `${uri.path}: ${all.map(ruleOf).join(' ')}`)
    .join('\n');
}

/** The code actions at a range of a file, computed in full. */
export async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind?: string): Promise<vscode.CodeAction[]> {
  return await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind, 50);
}

/** The light bulb's actions for the first finding of a rule, once the finding is there and something is offered for it. */
export async function actionsFor(uri: vscode.Uri, rule: string): Promise<vscode.CodeAction[]> {
  return await until(`actions for ${rule} in ${uri.path}`, async () => {
    const diagnostic = found(uri).find((each) => ruleOf(each) === rule);
    const actions = diagnostic ? await actionsAt(uri, diagnostic.range, 'quickfix') : [];
    return actions.length > 0 ? actions : undefined;
  });
}

/** Applies the edit of the action with a title. */
export async function apply(actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
  const action = actions.find((each) => title.test(each.title));
  if (!action?.edit) throw new Error(`no action ${title} among: ${actions.map((each) => each.title).join(', ')}`);
  if (!(await vscode.workspace.applyEdit(action.edit))) throw new Error(`${action.title}: the edit was refused`);
}

/** Replaces the whole text of an editor, as one edit. */
export async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const everything = new vscode.Range(0, 0, editor.document.lineCount, 0);
  if (!(await editor.edit((builder) => builder.replace(everything, text)))) throw new Error('the edit was refused');
}

/** Sets a setting of the workspace; undefined takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Closes all editors, and what was typed there is lost. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
