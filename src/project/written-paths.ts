import type { SourceDocument } from '../text/document.js';
import type { WrittenFile } from './parts.js';

/** A file as it is written somewhere in a notebook or script. */
export interface Writing {
  /** Relative to the project's root; undefined where it is no file of the project. */
  readonly path: string | undefined;
  /** Undefined where the file is only added to or edited. */
  readonly document: SourceDocument | undefined;
  readonly isExpanded: boolean;
}

/**
 * The path of a name that is opened in `folder` (relative to the project's root), or in a folder below that one. Undefined
 * for what lies outside of the project, or where a part of it is not known.
 */
export function pathInProject(folder: string | undefined, ...names: readonly (string | undefined)[]): string | undefined {
  if (folder === undefined) return undefined;
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const name of names) {
    if (name === undefined || /^[/~]|^[A-Za-z]:|[{}$\\]/.test(name)) return undefined;
    for (const part of name.split('/')) {
      if (part === '' || part === '.') continue;
      if (part !== '..') parts.push(part);
      else if (parts.pop() === undefined) return undefined;
    }
  }
  return parts.join('/');
}

/** The written files among all writings, which are given in their order. */
export function writtenFiles(writings: readonly Writing[]): WrittenFile[] {
  const last = new Map<string, number>();
  for (const [index, { path }] of writings.entries()) if (path !== undefined) last.set(path, index);
  return writings.flatMap(({ path, document, isExpanded }, index) =>
    path === undefined || path === '' || !document ? [] : [{ path, document, isExpanded, isOverwritten: last.get(path) !== index }],
  );
}
