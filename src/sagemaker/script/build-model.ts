import { callsByName } from '../../languages/python/calls-by-name.js';
import { callsOfModule, statementsOfModule } from '../../languages/python/kept.js';
import type { PythonNames } from '../../languages/python/names.js';
import { readNames } from '../../languages/python/names.js';
import type { PythonSyntax } from '../../languages/python/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { readArguments } from './arguments/arguments.js';
import type { ScriptContext } from './context.js';
import { readEnvironment } from './environment/environment.js';
import { readFlow } from './flow.js';
import { readHandlers } from './handlers.js';
import type { ScriptModel } from './model.js';
import { readProcess } from './process/process.js';
import { readServer } from './server.js';
import { readStorage } from './storage/storage.js';
import { createEvaluator } from './values/evaluate.js';
import { readXla } from './xla/xla.js';

/** Makes the model of a Python file. Nothing is read before it is asked for, and nothing twice. */
export function createScriptModel(document: SourceDocument, syntax: PythonSyntax, names?: PythonNames): ScriptModel {
  const namesPart = once(() => names ?? readNames(syntax));
  const calls = once(() => callsOfModule(syntax.body));
  const byName = once(() => callsByName(calls()));
  const statements = once(() => statementsOfModule(syntax.body));
  const flow = once(() => readFlow(syntax.body, namesPart(), calls));
  // A path may begin with an argument, and arguments are read with the evaluator: while they are, a path begins with none.
  let isReadingArguments = false;
  const evaluator = once(() =>
    createEvaluator({ syntax, names: namesPart(), calls, arguments: () => (isReadingArguments ? undefined : argumentsPart()) }),
  );
  const argumentsPart = once(() => {
    isReadingArguments = true;
    try {
      return readArguments(context);
    } finally {
      isReadingArguments = false;
    }
  });
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
    get callsByName() {
      return byName();
    },
    get statements() {
      return statements();
    },
    get flow() {
      return flow();
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
    get flow() {
      return flow();
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
