import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type DirectoryEntry, type FileText, largestFile, type ProjectFiles } from '../project/files.js';

/**
 * The files of one folder of the disk, each read once: a run sees one state of them. Nothing outside the root is read,
 * whatever a path or a link says. `root` is absolute.
 */
export function createDiskFiles(root: string): ProjectFiles {
  const texts = new Map<string, FileText>();
  const listings = new Map<string, readonly DirectoryEntry[] | undefined>();
  const realFolders = new Map<string, string | undefined>();
  const realRoot = realPath(root) ?? root;

  /** The real path of a folder of the project; undefined where there is none or it lies outside. */
  const realFolderOf = (folder: string): string | undefined => {
    if (!realFolders.has(folder)) {
      const real = realPath(join(root, folder));
      realFolders.set(folder, real !== undefined && isWithin(realRoot, real) ? real : undefined);
    }
    return realFolders.get(folder);
  };

  const readNow = (path: string): FileText => {
    if (!isRelativeInside(path)) return absent;
    const slash = path.lastIndexOf('/');
    const folder = realFolderOf(slash < 0 ? '' : path.slice(0, slash));
    if (folder === undefined) return absent;
    return readText(join(folder, path.slice(slash + 1)), realRoot);
  };

  return {
    read(path) {
      let text = texts.get(path);
      if (!text) {
        text = readNow(path);
        texts.set(path, text);
      }
      return text;
    },
    entries(directory) {
      if (!listings.has(directory)) {
        const real = isRelativeInside(directory) || directory === '' ? realFolderOf(directory) : undefined;
        listings.set(directory, real === undefined ? undefined : listFolder(real, real !== join(realRoot, directory)));
      }
      return listings.get(directory);
    },
    isExecutable(path) {
      // Windows has no such bit: its files say nothing of what the image gets.
      if (process.platform === 'win32' || !isRelativeInside(path)) return undefined;
      const real = realPath(join(root, path));
      if (real === undefined || !isWithin(realRoot, real)) return undefined;
      return ((stat(real)?.mode ?? 0) & 0o100) !== 0;
    },
  };
}

const absent: FileText = { kind: 'absent' };
const outside: FileText = { kind: 'skipped', why: 'it is a link to a file outside the project' };

/** Never blocks on a pipe, and does not follow a link before it is known where to. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function readText(path: string, realRoot: string): FileText {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, openFlags);
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) return absent;
    if (!stats.isFile()) return { kind: 'skipped', why: 'it is no regular file' };
    if (stats.size > largestFile)
      return { kind: 'skipped', why: `it has ${megabytes(stats.size)}, and no more than ${megabytes(largestFile)} are read` };
    return textOf(readFileSync(descriptor));
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ELOOP') return unread(code);
    const target = realPath(path);
    if (target === undefined) return absent;
    return isWithin(realRoot, target) ? readText(target, realRoot) : outside;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function textOf(bytes: Buffer): FileText {
  if (bytes.includes(0)) return { kind: 'skipped', why: 'it is not UTF-8 text but has NUL bytes in it' };
  return { kind: 'text', text: bytes.toString('utf8') };
}

function unread(code: string): FileText {
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'skipped', why: 'the rights to read it are missing' };
  if (code === 'EISDIR' || notThere.has(code)) return absent;
  return { kind: 'skipped', why: `it cannot be read (${code})` };
}

// A path comes from a Dockerfile as well, and may be no possible name of a file.
const notThere = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE', 'EINVAL']);

/**
 * The entries of a folder. A link counts as what it leads to, but within a folder that was itself reached by a link
 * links to folders are left out, or a circle of them would have no end.
 */
function listFolder(folder: string, reachedByLink: boolean): readonly DirectoryEntry[] | undefined {
  try {
    const found: DirectoryEntry[] = [];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const isLink = entry.isSymbolicLink();
      const isFolder = isLink ? (stat(join(folder, entry.name))?.isDirectory() ?? false) : entry.isDirectory();
      if (isFolder && isLink && reachedByLink) continue;
      found.push({ name: entry.name, kind: isFolder ? 'directory' : 'file' });
    }
    return found;
  } catch {
    return undefined;
  }
}

/** Whether a path, with forward slashes, says something inside the root. */
function isRelativeInside(path: string): boolean {
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('\0')) return false;
  return !path.split('/').includes('..');
}

function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

/** The code of a system error, like `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
