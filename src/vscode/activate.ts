import * as vscode from 'vscode';
import { mayConcernSageMaker } from '../project/evidence.js';
import { fileKindOf } from '../project/file-kind.js';
import { createFailureReport } from './failures.js';
import type { Service } from './service.js';
import type { Shell } from './shell.js';

/** Registers the commands and waits for the first file that is worth loading the rest for. */
export function activateWith(shell: Shell, context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Sagelint', { log: true });
  const failures = createFailureReport(log);
  context.subscriptions.push(log);
  let service: Promise<Service> | undefined;

  const start = (): Promise<Service> => {
    service ??= shell.loadService().then(({ startService }) => startService({ shell, log, failures, extension: context.extensionUri }));
    return service;
  };
  const stop = async (): Promise<void> => {
    const running = service;
    service = undefined;
    (await running)?.dispose();
  };
  /** Loads the service if something asks for it, and lets nothing of it fail unseen. */
  const startIfNeeded = (isNeeded: boolean): void => {
    if (isNeeded && !service) start().catch(failures.report);
  };
  const command = (name: string, work: (...words: unknown[]) => Promise<unknown>): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, (...words: unknown[]) => work(...words).catch(failures.report)));
  };

  command('sagelint.fixAllInFile', async () => (await start()).fixAllInFile());
  command('sagelint.fixAllInWorkspace', async () => (await start()).fixAllInWorkspace());
  command('sagelint.lintWorkspace', async () => (await start()).lintWorkspace());
  command('sagelint.explainRule', async (rule) => explainRule(context.extensionUri, rule, start));
  command('sagelint.showLog', async () => log.show());
  command('sagelint.restart', async () => {
    await stop();
    log.info('restarting');
    await start();
  });

  const lintsWorkspace = (): boolean =>
    [undefined, ...(vscode.workspace.workspaceFolders ?? [])].some(
      (folder) => vscode.workspace.getConfiguration('sagelint', folder).get('lint') === 'workspace',
    );
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument((document) => startIfNeeded(!service && isRelevant(document))),
    vscode.workspace.onDidChangeTextDocument((change) => startIfNeeded(!service && becomesRelevant(change))),
    vscode.workspace.onDidChangeConfiguration(() => startIfNeeded(lintsWorkspace())),
    { dispose: () => void stop() },
  );
  startIfNeeded(vscode.workspace.textDocuments.some(isRelevant) || lintsWorkspace());
}

/** Whether a document, which may be a cell of a notebook, is worth loading the service for; it decides by more than that. */
function isRelevant(document: vscode.TextDocument): boolean {
  const kind = fileKindOf(document.uri.path);
  if (kind === 'dockerfile' || kind === 'configuration' || document.languageId === 'dockerfile') return true;
  return kind !== undefined && mayConcernSageMaker(kind, document.getText());
}

/** The same for what is being typed or pasted, by the lines that change. */
function becomesRelevant({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const kind = fileKindOf(document.uri.path);
  if (kind === undefined) return false;
  return contentChanges.some(
    ({ range, text }) =>
      mayConcernSageMaker(kind, text) ||
      mayConcernSageMaker(kind, document.lineAt(Math.min(range.start.line, document.lineCount - 1)).text),
  );
}

/** Shows the page of a rule; asks which one if it is not said. */
async function explainRule(extension: vscode.Uri, rule: unknown, start: () => Promise<Service>): Promise<void> {
  const id = typeof rule === 'string' ? rule : await (await start()).chooseRule();
  // The id comes from a link that anything may have written.
  if (id === undefined || !/^SM\d{3}$/.test(id)) return;
  const page = vscode.Uri.joinPath(extension, 'dist', 'rules', `${id}.md`);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    await vscode.commands.executeCommand('vscode.open', page);
  }
}
