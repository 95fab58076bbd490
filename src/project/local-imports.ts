import type { ImportStatement, Statement } from '../languages/python/syntax.js';
import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/**
 * The files of the project that a script's imports lead to: beside it, or from the folder that is uploaded with it
 * (`root`). Imports within functions count too. What is not found is a package.
 */
export function localImports(body: readonly Statement[], path: string, root: string, files: ProjectFiles): string[] {
  const found = new Set<string>();
  const folder = parentFolder(path);
  const isFile = (candidate: string): boolean => {
    const entries = files.entries(parentFolder(candidate));
    const name = candidate.slice(candidate.lastIndexOf('/') + 1);
    return entries?.some((entry) => entry.kind === 'file' && entry.name === name) ?? false;
  };
  const addModule = (base: string, module: string): boolean => {
    const place = joinPath(base, module.replace(/\./g, '/'));
    for (const candidate of [`${place}.py`, `${place}/__init__.py`]) {
      if (candidate !== path && isFile(candidate)) {
        found.add(candidate);
        return true;
      }
    }
    return false;
  };
  for (const statement of importsIn(body)) {
    if (statement.from === undefined) {
      for (const { name } of statement.names) for (const base of new Set([folder, root])) if (addModule(base, name)) break;
      continue;
    }
    const dots = /^\.*/.exec(statement.from)?.[0].length ?? 0;
    const module = statement.from.slice(dots);
    const bases = dots === 0 ? [...new Set([folder, root])] : [joinPath(folder, '../'.repeat(dots - 1))];
    for (const base of bases) {
      const isModule = module !== '' && addModule(base, module);
      // `from package import module` names a file, too.
      for (const { name } of statement.names) if (name !== '*') addModule(base, module === '' ? name : `${module}.${name}`);
      if (isModule) break;
    }
  }
  return [...found];
}

function importsIn(body: readonly Statement[], found: ImportStatement[] = []): readonly ImportStatement[] {
  for (const statement of body) {
    switch (statement.kind) {
      case 'import':
        found.push(statement);
        break;
      case 'if':
        for (const branch of statement.branches) importsIn(branch.body, found);
        importsIn(statement.otherwise, found);
        break;
      case 'try':
        importsIn(statement.body, found);
        for (const handler of statement.handlers) importsIn(handler.body, found);
        importsIn(statement.otherwise, found);
        importsIn(statement.finally, found);
        break;
      case 'for':
      case 'while':
      case 'with':
      case 'function':
      case 'class':
        importsIn(statement.body, found);
        break;
    }
  }
  return found;
}
