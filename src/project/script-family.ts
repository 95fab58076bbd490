import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ScriptUse } from './links.js';
import { localImports } from './local-imports.js';
import type { Project } from './project.js';

/** So many modules of a script that nothing is seen to start are looked at. */
const mostModules = 30;

/**
 * A script with the modules of the project that it imports, directly or not, itself first. The links know them for a script
 * that something starts; for one that only says itself what it is, its imports are followed here.
 */
export function scriptFamily(script: ScriptModel, use: ScriptUse, project: Project): readonly ScriptModel[] {
  const family = [script, ...use.imports];
  if (use.launches.length + use.images.length > 0) return family;
  const files = project.filesFor(script.document.path);
  const known = new Set(family.map(({ document }) => document.path));
  for (let index = 0; index < family.length && family.length < mostModules; index++) {
    const next = family[index];
    for (const path of next ? localImports(next.syntax.body, next.document.path, use.folder, files) : []) {
      const model = known.has(path) ? undefined : project.scriptOf(path);
      known.add(path);
      if (model) family.push(model);
    }
  }
  return family;
}
