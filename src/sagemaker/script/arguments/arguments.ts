import type { Argument, CallExpression, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import type { Span } from '../../../text/span.js';
import type { Scalar } from '../../request/tree.js';
import type { Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { Run } from '../flow.js';
import { readCommandLine } from './command-line.js';
import { readLibraries } from './libraries.js';
import { findParsers, type ParserDraft } from './parsers.js';
import { readNamespaces } from './reads.js';

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
  /** Every argument that is declared, once, in the order of the text. */
  readonly arguments: readonly CommandArgument[];
  /** Where the values are used: `args.epochs`, `vars(args)["epochs"]`, `getattr(args, "epochs")`. */
  readonly reads: readonly ArgumentRead[];
  /** Uses of sys.argv that are not handed to a parser: the script reads or changes the command line itself. */
  readonly argv: readonly ArgvUse[];
}

/** One parser, with whatever is added to it anywhere in the file: in groups, by its parents, in functions of the file that it is handed to. */
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
  /** Destinations whose default is set by `set_defaults`, whatever their declaration says. */
  readonly changedDefaults: readonly string[];
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
  /** The attribute that holds the value; of a click command, the parameter. */
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

/** A keyword argument of a declaration, with its value as far as it is known. */
export interface ArgumentOption<T> {
  /** The whole of it, `default=3`. */
  readonly span: Span;
  readonly expression: Expression;
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

/** A file without one of these reads no command line that is known here. */
const hint =
  /add_argument|parse_args|Arg(?:ument)?Parser|TrlParser|OptionParser|\bTap\b|\bargv\b|\bapp\s*\.\s*(?:flags|run)\b|LightningCLI|\b(?:import|from)[ \t]+(?:click|fire|typer|absl|docopt|hydra|simple_parsing|jsonargparse|tyro|plac|defopt|draccus)\b/;

/** Reads the command line of a script. */
export function readArguments(context: ScriptContext): ArgumentReading {
  if (!hint.test(context.document.text)) return { parsers: [], arguments: [], reads: [], argv: [] };
  const found = findParsers(context);
  const finished = new Map<ParserDraft, ArgumentParser>();
  for (const draft of found.drafts) finish(draft, finished);
  const libraries = readLibraries(context);
  const parsers = [...finished.values(), ...libraries.parsers].sort(byText);
  const namespaces = found.drafts.some(({ parses, library }) => parses.length > 0 || library === 'huggingface')
    ? readNamespaces(context, found)
    : [];
  const reads = namespaces.map(({ destination, expression, from, isRewritten }): ArgumentRead => {
    const declared = from.flatMap(({ draft, place }) => {
      const of = place === undefined ? finished.get(draft)?.arguments : draft.dataclasses[place];
      return of?.filter((argument) => argument.destination.known && argument.destination.value === destination) ?? [];
    });
    const isChanged = from.some(({ draft }) => draft.changedDefaults.includes(destination));
    return { destination, expression, arguments: [...new Set(declared)], isRewritten: isRewritten || isChanged };
  });
  return {
    parsers,
    arguments: [...new Set(parsers.flatMap((parser) => parser.arguments))].sort((a, b) => a.span.start - b.span.start),
    reads: [...reads, ...libraries.reads],
    argv: readCommandLine(
      context,
      parsers.flatMap(({ parses }) => parses),
    ),
  };
}

/** Puts a parser together: with the arguments of its parents, and its subcommands. */
function finish(draft: ParserDraft, finished: Map<ParserDraft, ArgumentParser>): ArgumentParser {
  const known = finished.get(draft);
  if (known) return known;
  const family = ancestorsOf(draft);
  const whyOpen = family.find((member) => member.whyOpen !== undefined)?.whyOpen;
  const subcommands: Subcommand[] = [];
  const parser: ArgumentParser = {
    library: draft.library,
    creation: draft.creation,
    arguments: [...new Set(family.flatMap(({ own, dataclasses }) => [...own, ...dataclasses.flatMap((fields) => fields ?? [])]))],
    isOpen: whyOpen !== undefined,
    whyOpen,
    allowsAbbreviations: draft.allowsAbbreviations,
    subcommands: family.some((member) => member.subcommands) ? subcommands : undefined,
    changedDefaults: family.flatMap(({ changedDefaults }) => changedDefaults),
    parses: draft.parses,
  };
  finished.set(draft, parser);
  for (const member of family) {
    for (const { name, nameSpan, parser: sub } of member.subcommands ?? [])
      subcommands.push({ name, nameSpan, parser: finish(sub, finished) });
  }
  return parser;
}

/** A parser with its parents and theirs. */
function ancestorsOf(draft: ParserDraft): readonly ParserDraft[] {
  const found = new Set([draft]);
  for (const member of found) for (const parent of member.parents) found.add(parent);
  return [...found];
}

function byText(first: ArgumentParser, second: ArgumentParser): number {
  return (first.creation?.span.start ?? 0) - (second.creation?.span.start ?? 0);
}
