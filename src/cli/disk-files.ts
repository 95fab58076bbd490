import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { type DirectoryEntry, type FileText, largestFile, type ProjectFiles } from '../project/files.js';

/** What an entry of a folder is by itself; `link` whatever it leads to, `other` a pipe, a device and the like. */
type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** Files of the disk, with what a search of them needs besides. */
export interface DiskFiles extends ProjectFiles {
  /** The entries of a folder, links not followed; empty where it cannot be read. */
  list(folder: string): ReadonlyMap<string, EntryKind>;
}

/**
 * The files of one folder of the disk, each read once: a run sees one state of them. Nothing outside the root is read,
 * whatever a path or a link says. `root` is absolute. What a listing has told is not asked of the disk again.
 */
export function createDiskFiles(root: string): DiskFiles {
  const texts = new Map<string, FileText>();
  const listings = new Map<string, ReadonlyMap<string, EntryKind> | undefined>();
  const realRoot = realPath(root) ?? root;
  const realFolders = new Map<string, string | undefined>([['', realRoot]]);

  /** The real path of a folder of the project; undefined where there is none or it lies outside. */
  const realFolderOf = (folder: string): string | undefined => {
    if (!realFolders.has(folder)) realFolders.set(folder, findRealFolder(folder));
    return realFolders.get(folder);
  };
  const findRealFolder = (folder: string): string | undefined => {
    const { parent, name } = splitPath(folder);
    const realParent = realFolderOf(parent);
    if (realParent === undefined) return undefined;
    const path = join(realParent, name);
    const kind = listings.get(parent)?.get(name) ?? kindOf(path);
    if (kind === 'directory') return path;
    const real = kind === 'link' ? realPath(path) : undefined;
    return real !== undefined && isWithin(realRoot, real) ? real : undefined;
  };
  const listingOf = (folder: string): ReadonlyMap<string, EntryKind> | undefined => {
    if (!listings.has(folder)) {
      const real = folder === '' || isRelativeInside(folder) ? realFolderOf(folder) : undefined;
      listings.set(folder, real === undefined ? undefined : listFolder(real));
    }
    return listings.get(folder);
  };
  const readNow = (path: string): FileText => {
    if (!isRelativeInside(path)) return absent;
    const { parent, name } = splitPath(path);
    if (listings.get(parent)?.has(name) === false) return absent;
    const folder = realFolderOf(parent);
    return folder === undefined ? absent : readText(join(folder, name), realRoot);
  };

  return {
    list: (folder) => listingOf(folder) ?? noEntries,
    read(path) {
      let text = texts.get(path);
      if (!text) {
        text = readNow(path);
        texts.set(path, text);
      }
      return text;
    },
    entries(directory) {
      const listing = listingOf(directory);
      const real = realFolderOf(directory);
      return listing && real !== undefined ? followed(listing, real, real !== join(realRoot, directory)) : undefined;
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

const noEntries: ReadonlyMap<string, EntryKind> = new Map();
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

function listFolder(folder: string): ReadonlyMap<string, EntryKind> | undefined {
  try {
    return new Map(readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, kindOfEntry(entry)]));
  } catch {
    return undefined;
  }
}

/**
 * The entries of a folder with links as what they lead to. Within a folder that was itself reached by a link, links to
 * folders are left out, or a circle of them would have no end.
 */
function followed(listing: ReadonlyMap<string, EntryKind>, folder: string, reachedByLink: boolean): readonly DirectoryEntry[] {
  const found: DirectoryEntry[] = [];
  for (const [name, kind] of listing) {
    const leadsToFolder = kind === 'link' && (stat(join(folder, name))?.isDirectory() ?? false);
    if (leadsToFolder && reachedByLink) continue;
    found.push({ name, kind: kind === 'directory' || leadsToFolder ? 'directory' : 'file' });
  }
  return found;
}

function kindOfEntry(entry: Dirent | Stats): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'other';
}

function kindOf(path: string): EntryKind | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && kindOfEntry(stats);
  } catch {
    return undefined;
  }
}

function splitPath(path: string): { parent: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { parent: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) };
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
