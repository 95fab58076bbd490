import * as vscode from 'vscode';
import { createFailureReport } from './failures.js';
import type { Service } from './service.js';
import type { Shell } from './shell.js';

/** Names that are worth loading the service for; it decides by more than the name. */
const relevantName = /(docker|container)file|(^|\/)sagelint\.yaml$/i;

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

  const isRelevant = (document: vscode.TextDocument): boolean =>
    document.languageId === 'dockerfile' || relevantName.test(document.uri.path);
  const lintsWorkspace = (): boolean =>
    [undefined, ...(vscode.workspace.workspaceFolders ?? [])].some(
      (folder) => vscode.workspace.getConfiguration('sagelint', folder).get('lint') === 'workspace',
    );
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument((document) => startIfNeeded(isRelevant(document))),
    vscode.workspace.onDidChangeConfiguration(() => startIfNeeded(lintsWorkspace())),
    { dispose: () => void stop() },
  );
  startIfNeeded(vscode.workspace.textDocuments.some(isRelevant) || lintsWorkspace());
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
