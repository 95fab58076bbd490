import { callsOfModule } from '../../../languages/python/kept.js';
import type { PythonNames } from '../../../languages/python/names.js';
import type { Expression, PythonSyntax } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { Scalar } from '../../request/tree.js';
import { known, type Value } from '../../value.js';
import type { ArgumentReading } from '../arguments/arguments.js';
import { readChangedNames } from './changed-names.js';
import { createConstants } from './constants.js';
import { createPaths } from './paths.js';

/** Where the beginning of a path comes from. */
export type PathRoot =
  /** A text in the code, `/opt/ml/model`, `outputs`. */
  | { readonly kind: 'literal'; readonly text: string }
  /** An environment variable, with the default that is used where it is not set. */
  | { readonly kind: 'environment'; readonly name: string; readonly default: PathRoot | undefined }
  /** A command line argument by its destination (`model_dir`), with what its default comes from. */
  | { readonly kind: 'argument'; readonly name: string; readonly default: PathRoot | undefined }
  | { readonly kind: 'unknown' };

/** What is known of a path: where it begins and what is put behind that. */
export interface PathValue {
  readonly root: PathRoot;
  /** The parts behind the root that are known, joined by `/`; undefined where one of them is not known. */
  readonly rest: string | undefined;
  /** The whole path where every part of it is a constant of the code. */
  readonly text: string | undefined;
}

/**
 * A small evaluator of constants: names that are bound once in a scope, `os.path.join`, `+` of texts, f-strings whose
 * holes are known, `pathlib.Path(a) / b`, `str(...)`, `os.environ.get(name, default)` and `os.getenv` (assumed: the
 * default took part), constants of the module. It follows no calls of the script's own functions but those that only
 * return a constant. Everything else is unknown.
 */
export interface Evaluator {
  /** A scalar; `assumed` where the default of an environment variable took part. */
  scalar(expression: Expression): Value<Scalar>;
  /** The same for texts only. */
  text(expression: Expression): Value<string>;
  /** The expression that a name stands for, followed through names that are bound exactly once; the expression itself otherwise. Never loops. */
  resolve(expression: Expression): Expression;
  /** Where a path begins and what follows. Follows `args.model_dir` to the argument of that name. */
  path(expression: Expression): PathValue;
}

/** What the evaluator works on. */
export interface EvaluatorParts {
  readonly syntax: PythonSyntax;
  readonly names: PythonNames;
  /** All calls of the file, where they are at hand. */
  readonly calls?: () => readonly PythonCall[];
  /** The arguments of the script, for paths that begin with one; undefined while they are being read. */
  readonly arguments?: () => ArgumentReading | undefined;
}

/** Makes the evaluator of a file. Nothing is read before it is asked for. */
export function createEvaluator({ syntax, names, calls, arguments: argumentsOf }: EvaluatorParts): Evaluator {
  const changes = readChangedNames(syntax, names, calls ?? (() => callsOfModule(syntax.body)));
  const constants = createConstants({ text: syntax.text, names, changes });
  const path = createPaths({ text: syntax.text, names, constants, arguments: argumentsOf ?? (() => undefined) });
  return {
    scalar: constants.scalar,
    text: (expression) => {
      const value = constants.text(expression);
      if (value.known) return value;
      // `str(Path("/opt/ml") / "model")`
      const { text } = path(expression);
      return text === undefined ? value : known(text);
    },
    resolve: constants.resolve,
    path,
  };
}
