import { parseShell } from '../../languages/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../languages/shell/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { type StructureShape, shapeOf } from '../api/shapes.js';
import type { Operation, ServiceRequest } from '../request/model.js';
import type { Member, RequestNode } from '../request/tree.js';
import { known } from '../value.js';
import { apiMethods } from './api-methods.js';
import { memberMeant } from './rename-members.js';
import { mayCallCommandLine } from './request-words.js';
import { createShellValues, isSplit, type ShellValues } from './shell-values.js';

/**
 * Reads the `aws sagemaker` commands of a shell text, in their order. `text` is what the document holds of the shell where
 * that is not all of it, with everything else blank: the recipes of a Makefile. Never throws.
 */
export function readShellRequests(document: SourceDocument, text = document.text): readonly ServiceRequest[] {
  if (!mayCallCommandLine(text)) return [];
  // A carriage return is a blank, so that no word ends in one and offsets stay.
  const plain = text.replace(/\\\r\n/g, ' \\\n').replace(/\r(?=\n)/g, ' ');
  const commands = withSubstitutions(parseShell(plain).commands, 0);
  const values = createShellValues(document, plain, settledNames(commands));
  return commands.flatMap((command) => readCommand(document, command, values) ?? []);
}

/** The commands within `$(...)`, too, in front of those around them. */
function withSubstitutions(commands: readonly ShellCommand[], depth: number): ShellCommand[] {
  return commands.flatMap((command) => {
    const words = [...command.words, ...command.assignments.flatMap(({ value }) => value ?? [])];
    const inner = depth < 3 ? words.flatMap((word) => substitutions(word, depth)) : [];
    return [...inner, command];
  });
}

function substitutions(word: ShellWord, depth: number): ShellCommand[] {
  let done = 0;
  return word.parts.flatMap((part) => {
    if (part.kind !== 'opaque') return [];
    const at = word.text.indexOf(part.text, done);
    if (at < 0 || !/^\$\((?!\()[\s\S]*\)$|^`[\s\S]*`$/.test(part.text) || !mayCallCommandLine(part.text)) return [];
    done = at + part.text.length;
    const opening = part.text.startsWith('`') ? 1 : 2;
    return withSubstitutions(parseShell(part.text.slice(opening, -1), word.span.start + at + opening).commands, depth + 1);
  });
}

/** Variables that the text gives no second value. */
function settledNames(commands: readonly ShellCommand[]): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const { assignments, words } of commands) {
    const read = /^(read|getopts|mapfile|readarray|unset)$/.test(words[0]?.text ?? '') ? words.slice(1).map(({ text }) => text) : [];
    for (const name of [...assignments.map((assignment) => assignment.name), ...read]) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (name) => (counts.get(name) ?? 0) < 2;
}

function readCommand(document: SourceDocument, { words }: ShellCommand, values: ShellValues): ServiceRequest | undefined {
  const programAt = words.findIndex(({ text }) => /^(.*\/)?aws$/.test(text));
  const serviceAt = words.findIndex(({ text }, index) => index > programAt && /^sagemaker(-runtime)?$/.test(text));
  const [program, verb] = [words[programAt], words[serviceAt + 1]];
  if (!program || serviceAt < 0 || !verb) return undefined;
  // `echo aws sagemaker ...` only says so.
  if (words.slice(0, programAt).some(({ text }) => /^(echo|printf|log|info)$/.test(text))) return undefined;
  const method = verb.text.replace(/-/g, '_');
  const operation = Object.hasOwn(apiMethods, method) ? apiMethods[method]?.operation : undefined;
  const shape = operation && shapeOf(operation);
  if (!operation || !shape) return undefined;
  const given = words.slice(serviceAt + 2);
  if (given.some(({ text }) => text.startsWith('--generate-cli-skeleton'))) return undefined;
  return requestOf(document, operation, shape, { program, verb, given }, values);
}

function requestOf(
  document: SourceDocument,
  operation: Operation,
  shape: StructureShape,
  { program, verb, given }: { readonly program: ShellWord; readonly verb: ShellWord; readonly given: readonly ShellWord[] },
  values: ShellValues,
): ServiceRequest {
  const members = new Map<string, Member>();
  // What a file or variable holds besides may be anything.
  let isOpen = false;
  for (let at = 0; at < given.length; ) {
    const option = given[at++];
    if (!option) break;
    const name = /^--([a-z][\w-]*)(=)?/.exec(option.text);
    if (!name) {
      if (option.parts.some(({ kind }) => kind !== 'literal')) isOpen = true;
      continue;
    }
    const start = at;
    while (at < given.length && !given[at]?.text.startsWith('--')) at++;
    // `"${OPTIONS[@]}"` behind a value may be further options.
    const behind = given.slice(start, at).filter((word, index) => index === 0 || !isOptions(word));
    if (behind.length < at - start) isOpen = true;
    if (name[1]?.startsWith('cli-input-')) isOpen = true;
    const member = readOption(document, shape, option, name[1] ?? '', name[2] ? [afterEquals(option), ...behind] : behind, values);
    if (member) members.set(...member);
  }
  const span = { start: program.span.start, end: (given.at(-1) ?? verb).span.end };
  return {
    operation,
    surface: 'shell',
    notation: 'shell',
    written: verb.text,
    document,
    span,
    nameSpan: { start: program.span.start, end: verb.span.end },
    content: {
      kind: 'object',
      document,
      span,
      type: undefined,
      members,
      isOpen,
      spelling: { object: undefined, nameOf: optionName },
    },
    isWhole: !isOpen,
    references: [],
  };
}

function readOption(
  document: SourceDocument,
  shape: StructureShape,
  { span, text }: ShellWord,
  name: string,
  words: readonly ShellWord[],
  values: ShellValues,
): [string, Member] | undefined {
  const isOff = name.startsWith('no-') && memberMeant(shape, name) === undefined;
  const member = memberMeant(shape, isOff ? name.slice(3) : name);
  if (member === undefined) return undefined;
  const inner = shape.members.get(member)?.shape();
  const namePlace = { document, span: { start: span.start, end: span.start + (text.includes('=') ? text.indexOf('=') : text.length) } };
  const place = { document, span: { start: span.start, end: (words.at(-1) ?? { span }).span.end } };
  const isSwitch = inner?.kind === 'boolean' && words.length === 0;
  const value: RequestNode = isSwitch ? { kind: 'scalar', document, span, value: known(!isOff) } : values.read(words, inner, span);
  return [member, { name: `--${name}`, namePlace, value, place }];
}

function isOptions(word: ShellWord): boolean {
  return isSplit(word) || /^"?\$(\{\w+\[@\]\}|@)"?$/.test(word.text);
}

/** `--name=value` as the word behind it. */
function afterEquals(word: ShellWord): ShellWord {
  const at = word.text.indexOf('=') + 1;
  return { ...word, text: word.text.slice(at), span: { start: word.span.start + at, end: word.span.end } };
}

/** The option for a member: `--max-payload-in-mb`. Members within others stay as they are, as the JSON of an option has them. */
function optionName(path: string): string | undefined {
  const [name = '', ...inner] = path.split('.');
  const option = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
  return [`--${option}`, ...inner].join('.');
}
