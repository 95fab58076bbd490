import type { Argument, CallExpression, Expression, FunctionStatement } from '../../languages/python/syntax.js';
import type { Span } from '../../text/span.js';
import type { Scalar } from '../request/tree.js';
import type { Value } from '../value.js';
import type { ScriptContext } from './context.js';
import type { Run } from './flow.js';

/** What reads the command line. `argparse` is also said of a parser that is handed in from elsewhere and used like one. */
export type ArgumentLibrary =
  | 'argparse'
  | 'click'
  | 'typer'
  | 'fire'
  | 'absl'
  | 'huggingface'
  | 'simple-parsing'
  | 'hydra'
  | 'docopt'
  | 'optparse'
  | 'other';

/** The command line of a script, as far as its text tells. */
export interface ArgumentReading {
  /** In the order of the text. */
  readonly parsers: readonly ArgumentParser[];
  /** Where the values are used: `args.epochs`, `vars(args)["epochs"]`, `getattr(args, "epochs")`. */
  readonly reads: readonly ArgumentRead[];
  /** Uses of sys.argv that are not handed to a parser: the script reads or changes the command line itself. */
  readonly argv: readonly ArgvUse[];
}

/** One parser, with whatever is added to it anywhere in the file: in groups, in functions of the file that it is handed to. */
export interface ArgumentParser {
  readonly library: ArgumentLibrary;
  /** The call or decorator that makes it; undefined where it is handed in from elsewhere. */
  readonly creation: CallExpression | undefined;
  readonly arguments: readonly CommandArgument[];
  /** It may take arguments that are not seen, and what makes that so. */
  readonly isOpen: boolean;
  readonly whyOpen: string | undefined;
  /** Whether the beginning of a name is enough (`--batch` for `--batch-size`). */
  readonly allowsAbbreviations: Value<boolean>;
  /** Subcommands by name; undefined where it has none. */
  readonly subcommands: readonly Subcommand[] | undefined;
  readonly parses: readonly ParseCall[];
}

export interface Subcommand {
  readonly name: Value<string>;
  readonly nameSpan: Span | undefined;
  readonly parser: ArgumentParser;
}

/** One argument of the command line. */
export interface CommandArgument {
  /** The add_argument call, the decorator, or the field of a dataclass. */
  readonly span: Span;
  readonly call: CallExpression | undefined;
  /** `-b`, `--batch-size`; the one name of a positional argument. */
  readonly names: readonly { readonly text: string; readonly span: Span }[];
  /** The attribute that holds the value. */
  readonly destination: Value<string>;
  readonly isPositional: boolean;
  /** It stands in a branch or a loop: it may not be there. */
  readonly isConditional: boolean;
  readonly type: ArgumentType | undefined;
  readonly action: ArgumentAction;
  /** The keyword argument action=, if any. */
  readonly actionArgument: Argument | undefined;
  readonly nargs: ArgumentOption<Scalar> | undefined;
  readonly default: ArgumentOption<Scalar> | undefined;
  readonly const: ArgumentOption<Scalar> | undefined;
  readonly required: ArgumentOption<Scalar> | undefined;
  readonly choices: Argument | undefined;
  /** Keyword arguments that are not seen (`**options`): nothing is certain of those above. */
  readonly isOpen: boolean;
}

/** A keyword argument with its value as far as it is known. */
export interface ArgumentOption<T> {
  readonly argument: Argument;
  readonly value: Value<T>;
}

/** How the text becomes a value. */
export interface ArgumentType {
  /** `type=bool`, whole. */
  readonly argument: Argument;
  readonly expression: Expression;
  readonly converter: Converter;
}

export type Converter =
  /** A builtin: bool, int, float, str, list, dict, tuple, set, ... */
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'imported'; readonly name: string }
  | { readonly kind: 'function'; readonly definition: FunctionStatement }
  | { readonly kind: 'lambda' }
  | { readonly kind: 'unknown' };

/**
 * value: takes what follows it. flag: takes nothing (store_true and the like, BooleanOptionalAction, click's is_flag).
 */
export type ArgumentAction =
  | { readonly kind: 'value'; readonly name: 'store' | 'append' | 'extend' }
  | {
      readonly kind: 'flag';
      readonly name: 'store_true' | 'store_false' | 'store_const' | 'append_const' | 'count' | 'boolean' | 'help' | 'version';
    }
  | { readonly kind: 'unknown' };

/** Where a parser reads the command line. */
export interface ParseCall {
  readonly call: CallExpression;
  /** `parse_args`, `parse_known_args`, ...: what a fix replaces. */
  readonly method: string;
  readonly methodSpan: Span;
  /** It puts aside what it does not know. */
  readonly isLenient: boolean;
  /** process: what the program was started with. given: a list of the script. unknown: whatever a caller hands in. */
  readonly source: 'process' | 'given' | 'unknown';
  /** What the result is bound to at once: `args`, or the tuple `args, _`. */
  readonly target: Expression | undefined;
  readonly run: Run;
}

/** A value of the command line that is used. */
export interface ArgumentRead {
  /** The name of the attribute or key. */
  readonly destination: string;
  readonly expression: Expression;
  /** The arguments that it may come from; empty where none of that name is seen. */
  readonly arguments: readonly CommandArgument[];
  /** The script also sets it (`args.epochs = 3`, setattr): the value may be another one. */
  readonly isRewritten: boolean;
}

/** Where sys.argv is used otherwise than for a parser. */
export interface ArgvUse {
  readonly span: Span;
  /** read: `sys.argv[1]`, `len(sys.argv)`. write: `sys.argv.pop(1)`, `sys.argv = [...]`, `del sys.argv[1]`. other: handed on. */
  readonly kind: 'read' | 'write' | 'other';
  readonly run: Run;
}

export function readArguments(_context: ScriptContext): ArgumentReading {
  return { parsers: [], reads: [], argv: [] };
}
