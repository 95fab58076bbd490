import type { Binding } from '../languages/python/names.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import { joinPath, parentFolder } from './paths.js';

/** Scripts by their path, relative to the project's root. */
export type ScriptsByPath = ReadonlyMap<string, ScriptModel>;

/** What a name stands for, in the module that binds it. */
export interface LocalName {
  readonly script: ScriptModel;
  readonly binding: Binding;
}

/** An import leads through so many modules at most. */
const deepest = 4;

/**
 * What a full name (`config.get_args`, `.routes.router`) means where it stands in a script: a name of the module of another
 * one that is bound there once. Undefined for what none of the scripts has, and where nobody can tell.
 */
export function localName(name: string, from: ScriptModel, scripts: ScriptsByPath, depth = 0): LocalName | undefined {
  const dot = name.lastIndexOf('.');
  const module = name.slice(0, dot);
  const script = depth > deepest || dot < 0 ? undefined : localModule(/^\.*$/.test(module) ? `${module}.` : module, from, scripts);
  const [binding, ...others] = script?.names.module.bindings.get(name.slice(dot + 1)) ?? [];
  if (!script || !binding || others.length > 0) return undefined;
  // A package hands on what its modules make.
  return binding.imported ? localName(importedName(binding.imported), script, scripts, depth + 1) : { script, binding };
}

/** The script that the full name of a module means; `.` is the package of the script itself. */
export function localModule(name: string, from: ScriptModel, scripts: ScriptsByPath): ScriptModel | undefined {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const place = name.slice(dots).replaceAll('.', '/');
  const folder = parentFolder(from.document.path);
  const bases = dots === 0 ? [folder, ...foldersAbove(folder)] : [joinPath(folder, '../'.repeat(dots - 1))];
  for (const base of bases) {
    const module = joinPath(base, place);
    const script = scripts.get(`${module}.py`) ?? scripts.get(joinPath(module, '__init__.py'));
    if (script) return script;
  }
  return undefined;
}

/** The full name of what an import binds. */
export function importedName({ module, name }: NonNullable<Binding['imported']>): string {
  return name === undefined ? module : module.endsWith('.') ? module + name : `${module}.${name}`;
}

function foldersAbove(folder: string): string[] {
  const found: string[] = [];
  for (let next = folder; next !== ''; ) {
    next = parentFolder(next);
    found.push(next);
  }
  return found;
}
