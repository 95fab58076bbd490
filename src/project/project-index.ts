import { isIndexed } from './evidence.js';
import { fileKindOf } from './file-kind.js';
import type { FileSummary } from './file-summary.js';
import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';
import type { FileKind, IndexState } from './project.js';

/** How much of a project is read. What lies beyond is not known, and that is said. */
export interface IndexLimits {
  readonly files: number;
  /** Folders that are listed: a folder of data may hold any number of others. */
  readonly folders: number;
}

/** The limits of a project that someone has opened as such. */
export const usualLimits: IndexLimits = { files: 5000, folders: 20_000 };
const skippedFolders = /^\.(?!sagemaker)|^(node_modules|__pycache__|site-packages|venv|env|virtualenv|bower_components)$/;
/** What is pending is asked for again; after so many answers of nothing it is taken for absent. */
const mostAttempts = 3;
/** So much is asked for at once where it is pending: more would wait in memory until it is read. */
const mostPending = 16;

/** The files of a project that can be linked, each with its summary, read piece by piece. */
export interface ProjectIndex extends Omit<IndexState, 'isSettled'> {
  /** Lists and summarises on, at most so many files; true when nothing is left. What is pending does not count. */
  advance(files: number): boolean;
  summaryOf(path: string): FileSummary | undefined;
  summaries(): Iterable<FileSummary>;
  /** Has a file or folder read again. */
  refresh(path: string): void;
}

type Task = { readonly kind: 'folder' | 'file'; readonly path: string; attempts: number };

/**
 * Makes the index of a project. `summarise` reads one file, undefined while it is pending. `changed` hears of every
 * file whose summary is new, other or gone, with the one before.
 */
export function createProjectIndex(
  files: ProjectFiles,
  summarise: (path: string, kind: FileKind) => FileSummary | 'pending' | undefined,
  changed: (before: FileSummary | undefined, after: FileSummary | undefined) => void,
  limits: IndexLimits = usualLimits,
): ProjectIndex {
  const summaries = new Map<string, FileSummary>();
  const known = new Set<string>();
  const knownFolders = new Set<string>(['']);
  let queue: Task[] = [{ kind: 'folder', path: '', attempts: 0 }];
  let isLimited = false;

  const add = (path: string): void => {
    const kind = fileKindOf(path);
    if (!isIndexed(kind) || known.has(path)) return;
    if (known.size >= limits.files) {
      isLimited = true;
      return;
    }
    known.add(path);
    queue.push({ kind: 'file', path, attempts: 0 });
  };
  const list = (task: Task): boolean => {
    const entries = files.entries(task.path);
    if (!entries) return ++task.attempts >= mostAttempts;
    for (const { name, kind } of entries) {
      const path = joinPath(task.path, name);
      if (kind === 'file') add(path);
      else if (!skippedFolders.test(name) && !knownFolders.has(path)) {
        if (knownFolders.size >= limits.folders) {
          isLimited = true;
          continue;
        }
        knownFolders.add(path);
        queue.push({ kind: 'folder', path, attempts: 0 });
      }
    }
    return true;
  };
  const read = (task: Task): boolean => {
    const kind = fileKindOf(task.path);
    const summary = kind && summarise(task.path, kind);
    if (summary === 'pending') return ++task.attempts >= mostAttempts;
    const before = summaries.get(task.path);
    if (summary) summaries.set(task.path, summary);
    else summaries.delete(task.path);
    if (summary !== before) changed(before, summary);
    return true;
  };

  return {
    get isComplete() {
      return queue.length === 0;
    },
    get isRead() {
      return queue.length === 0;
    },
    get files() {
      return summaries.size;
    },
    get isLimited() {
      return isLimited;
    },
    advance(most) {
      let left = most;
      const waiting: Task[] = [];
      // What is found on the way is read in the same call, as far as the number goes.
      while (left > 0 && waiting.length < mostPending) {
        const task = queue.shift();
        if (!task) break;
        if (task.kind === 'folder' ? list(task) : read(task)) left--;
        else waiting.push(task);
      }
      if (waiting.length > 0) queue = [...waiting, ...queue];
      return queue.length === 0;
    },
    summaryOf: (path) => summaries.get(path),
    summaries: () => summaries.values(),
    refresh(path) {
      if (path.endsWith('/')) {
        const folder = path.slice(0, -1);
        if (isBelowSkipped(path)) return;
        knownFolders.add(folder);
        if (!queue.some((task) => task.kind === 'folder' && task.path === folder))
          queue.push({ kind: 'folder', path: folder, attempts: 0 });
        return;
      }
      if (!isIndexed(fileKindOf(path)) || isBelowSkipped(path)) return;
      if (known.has(path)) {
        if (!queue.some((task) => task.kind === 'file' && task.path === path)) queue.push({ kind: 'file', path, attempts: 0 });
      } else add(path);
    },
  };
}

function isBelowSkipped(path: string): boolean {
  return parentFolder(path)
    .split('/')
    .some((part) => skippedFolders.test(part));
}
