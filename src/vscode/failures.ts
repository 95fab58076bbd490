import * as vscode from 'vscode';

/** Where everything goes that should not have happened. */
export interface FailureReport {
  /** Writes a failure into the log; the first one of a session is also shown. */
  report(error: unknown): void;
}

/** Makes the report of a session: one message at most, since an editor full of them is of no use to anyone. */
export function createFailureReport(log: vscode.LogOutputChannel): FailureReport {
  let isShown = false;
  return {
    report(error) {
      if (error instanceof vscode.CancellationError) return;
      log.error(error instanceof Error ? error : String(error));
      if (isShown) return;
      isShown = true;
      const button = 'Show Log';
      vscode.window.showErrorMessage('Sagelint has met a problem of its own. The log says more.', button).then((pressed) => {
        if (pressed === button) log.show();
      });
    },
  };
}
