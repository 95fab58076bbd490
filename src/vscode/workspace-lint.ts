import * as vscode from 'vscode';
import { fileKindOf } from '../project/file-kind.js';
import { usualLimits } from '../project/project-index.js';
import type { Folder } from './folders.js';

/** More files than this are not linted in one folder, and that is said. */
export const mostWorkspaceFiles = usualLimits.files;
/** After so many files other work of the editor gets its turn. */
const chunk = 20;
const candidates =
  '**/{*[Dd]ockerfile*,*[Cc]ontainerfile*,*DOCKERFILE*,*.[Pp][Yy],*.[Ii][Pp][Yy][Nn][Bb],*.sh,*.bash,nginx*,[Mm]akefile*,*.mk,train,serve,sagelint.yaml}';
/** Of these nearly none has to do with SageMaker: they have a limit of their own, and leave the others theirs. */
const templates = '**/*.{[Yy][Aa][Mm][Ll],[Yy][Mm][Ll],[Jj][Ss][Oo][Nn],template}';
const skipped = '**/{node_modules,.git,.venv,__pycache__}/**';

/** How linting a whole folder went. */
export interface FolderLint {
  readonly files: number;
  /** Whether there were more files than are linted. */
  readonly isLimited: boolean;
}

/** Lints every file of a folder without opening it; stops between two files when cancelled. */
export async function lintFolder(
  folder: Folder,
  token: vscode.CancellationToken,
  progress: (done: number, of: number) => void,
): Promise<FolderLint> {
  const find = async (pattern: string): Promise<vscode.Uri[]> =>
    await vscode.workspace.findFiles(new vscode.RelativePattern(folder.root, pattern), skipped, mostWorkspaceFiles * 2, token);
  const start = folder.root.path.endsWith('/') ? folder.root.path.length : folder.root.path.length + 1;
  const ofKind = (uris: readonly vscode.Uri[], isTemplate: boolean): string[] =>
    uris
      .map((uri) => uri.path.slice(start))
      .filter((path) => {
        const kind = fileKindOf(path);
        return kind !== undefined && (kind === 'template') === isTemplate;
      })
      .sort();
  const all = ofKind(await find(candidates), false);
  const allTemplates = ofKind(await find(templates), true);
  // Dockerfiles lead to the rest, so none of them is left out for scripts.
  const rank = (path: string): number => (fileKindOf(path) === 'dockerfile' ? 0 : 1);
  const paths = [
    ...all.sort((first, second) => rank(first) - rank(second)).slice(0, mostWorkspaceFiles),
    ...allTemplates.slice(0, mostWorkspaceFiles),
  ];
  for (const [index, path] of paths.entries()) {
    if (token.isCancellationRequested) break;
    folder.kept.add(path);
    await folder.service.lint(path);
    if (index % chunk === chunk - 1) {
      progress(index + 1, paths.length);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  return { files: paths.length, isLimited: Math.max(all.length, allTemplates.length) > mostWorkspaceFiles };
}
