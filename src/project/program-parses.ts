import type { FunctionStatement } from '../languages/python/syntax.js';
import { callsIn, functionAround, type PythonCall } from '../languages/python/walk.js';
import type { ArgumentParser } from '../sagemaker/script/arguments/arguments.js';
import type { ProgramParse } from '../sagemaker/script/arguments/strict-parse.js';
import { isConditional } from '../sagemaker/script/flow.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ScriptUse } from './links.js';
import { importedName, localModule, localName, type ScriptsByPath } from './local-names.js';
import type { Project } from './project.js';

/**
 * The parses of the command line that run whenever a program is started: its own, and those of the modules that it imports,
 * in functions that are called for certain: `from config import get_args` and `args = get_args()`.
 */
export function programParses(entry: ScriptModel, imports: readonly ScriptModel[]): readonly ProgramParse[] {
  const own = ofProcess(entry).filter(({ parse: { run } }) => run.when !== 'unknown' && !run.isConditional);
  const elsewhere = imports.flatMap((script) => ofProcess(script).filter(isMadeForIt));
  if (elsewhere.length === 0) return own;
  const scripts: ScriptsByPath = new Map([entry, ...imports].map((script) => [script.document.path, script]));
  const called = certainCalls(entry, scripts);
  return [...own, ...elsewhere.filter(({ parse }) => called.has(parse.call))];
}

/** The parsers of a script that read the command line of a program: all of a program's own, and of a module those that every program which imports it is certain to use. */
export function parsersOfProgram(script: ScriptModel, use: ScriptUse, project: Project): readonly ArgumentParser[] {
  const { parsers } = script.arguments;
  if (use.isEntry || parsers.length === 0) return parsers;
  const programs = use.importedBy.map((entry) => programParses(entry, project.useOf(entry.document)?.imports ?? []));
  return programs.length === 0 ? [] : parsers.filter((parser) => programs.every((found) => found.some((one) => one.parser === parser)));
}

function ofProcess(script: ScriptModel): readonly ProgramParse[] {
  return script.arguments.parsers.flatMap((parser) =>
    parser.parses.filter(({ source }) => source === 'process').map((parse) => ({ script, parser, parse })),
  );
}

/** Whether nobody who imports the module gets hold of the parser before it parses: it is made by the call, or parses while the module loads. */
function isMadeForIt({ script, parser: { creation }, parse: { run } }: ProgramParse): boolean {
  if (run.function === undefined) return run.when === 'load';
  return creation !== undefined && script.names.scopeAt(creation.span.start).kind === 'function';
}

/** The calls that run whenever a program is started, in its own text and in the modules that it loads. */
function certainCalls(entry: ScriptModel, scripts: ScriptsByPath): ReadonlySet<PythonCall['call']> {
  const found = new Set<PythonCall['call']>();
  const visited = new Set<FunctionStatement | ScriptModel>();
  const callsOf = new Map<ScriptModel, readonly PythonCall[]>();

  const load = (script: ScriptModel): void => {
    if (visited.has(script)) return;
    visited.add(script);
    for (const bindings of script.names.module.bindings.values()) {
      for (const { imported, within } of bindings) {
        const isLoaded = imported !== undefined && within === undefined;
        const module = isLoaded && (localModule(importedName(imported), script, scripts) ?? localModule(imported.module, script, scripts));
        if (module) load(module);
      }
    }
    run(script, undefined);
  };
  const run = (script: ScriptModel, body: FunctionStatement | undefined): void => {
    const calls = callsOf.get(script) ?? callsIn(script.syntax.body);
    callsOf.set(script, calls);
    for (const place of calls) {
      if (functionAround(place.within) !== body || place.lambda !== undefined || isConditional(place.within)) continue;
      if (body === undefined && script !== entry && script.flow.runOf(place).when !== 'load') continue;
      found.add(place.call);
      const own = script.flow.functionOf(place.call)?.definition;
      if (own) enter(script, own);
      else {
        const name = script.names.qualifiedName(place.call.callee);
        const local = name === undefined ? undefined : localName(name, script, scripts);
        const definition = local?.binding.statement;
        if (local && definition?.kind === 'function' && definition.decorators.length === 0) enter(local.script, definition);
      }
    }
  };
  const enter = (script: ScriptModel, definition: FunctionStatement): void => {
    if (visited.has(definition) || definition.isAsync) return;
    visited.add(definition);
    run(script, definition);
  };
  load(entry);
  return found;
}
