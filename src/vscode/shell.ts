import type * as vscode from 'vscode';
import type { startService } from './service.js';

/** What the desktop and the web do differently. */
export interface Shell {
  /** Loads what does the work; called when the first file to lint appears, not before. */
  loadService(): Promise<{ readonly startService: typeof startService }>;
  /** Whether the owner may execute a file; undefined where the file system does not say. */
  isExecutable(uri: vscode.Uri): Promise<boolean | undefined>;
}
