import type { PythonNames } from '../../languages/python/names.js';
import { readNames } from '../../languages/python/names.js';
import type { PythonSyntax } from '../../languages/python/syntax.js';
import { callsIn } from '../../languages/python/walk.js';
import type { SourceDocument } from '../../text/document.js';
import { readArguments } from './arguments.js';
import type { ScriptContext } from './context.js';
import { readEnvironment } from './environment.js';
import { createEvaluator } from './evaluate.js';
import { readHandlers } from './handlers.js';
import type { ScriptModel } from './model.js';
import { readProcess } from './process.js';
import { readServer } from './server.js';
import { readStorage } from './storage.js';
import { readXla } from './xla.js';

/** Makes the model of a Python file. Nothing is read before it is asked for, and nothing twice. */
export function createScriptModel(document: SourceDocument, syntax: PythonSyntax, names?: PythonNames): ScriptModel {
  const namesPart = once(() => names ?? readNames(syntax));
  const calls = once(() => callsIn(syntax.body));
  // A path may begin with an argument, and an argument's default is a path: each asks for the other only when it must.
  const evaluator = once(() => createEvaluator({ names: namesPart(), arguments: () => argumentsPart() }));
  const argumentsPart = once(() => readArguments(context));
  const context: ScriptContext = {
    document,
    syntax,
    get names() {
      return namesPart();
    },
    get evaluator() {
      return evaluator();
    },
    get arguments() {
      return argumentsPart();
    },
    get calls() {
      return calls();
    },
  };
  const environment = once(() => readEnvironment(context));
  const storage = once(() => readStorage(context));
  const process = once(() => readProcess(context));
  const server = once(() => readServer(context));
  const handlers = once(() => readHandlers(context));
  const xla = once(() => readXla(context));
  return {
    document,
    syntax,
    get names() {
      return namesPart();
    },
    get evaluator() {
      return evaluator();
    },
    get arguments() {
      return argumentsPart();
    },
    get environment() {
      return environment();
    },
    get storage() {
      return storage();
    },
    get process() {
      return process();
    },
    get server() {
      return server();
    },
    get handlers() {
      return handlers();
    },
    get xla() {
      return xla();
    },
  };
}

/** Computes a value when it is first asked for, and keeps it. */
function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
