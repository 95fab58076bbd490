import type { Argument, CallExpression, Expression } from '../../languages/python/syntax.js';
import type { PythonCall } from '../../languages/python/walk.js';
import { contains } from '../../text/span.js';
import type { ScriptModel } from '../script/model.js';
import { argumentOf, contentOf } from '../script/web/arguments.js';
import type { Command, CommandEdit, CommandWord, PackCommand, PackedMember } from './model.js';
import { isSnapshot } from './pack.js';

type Script = Pick<ScriptModel, 'document' | 'names' | 'evaluator'>;

/** The archives that `tarfile.open(..., "w...")` makes, with what is added to them by name. */
export function readArchives(calls: readonly PythonCall[], script: Script): { readonly at: number; readonly command: Command }[] {
  return calls.flatMap((made) => {
    const name = script.names.qualifiedName(made.call.callee);
    if (name !== 'tarfile.open' && name !== 'tarfile.TarFile.open') return [];
    const command = readArchive(made, calls, script);
    return command ? [{ at: made.call.span.start, command }] : [];
  });
}

function readArchive(made: PythonCall, calls: readonly PythonCall[], script: Script): PackCommand | undefined {
  const { call } = made;
  const mode = argumentOf(call, ['mode'], 1);
  const written = typeof mode === 'string' ? undefined : script.evaluator.text(mode.value);
  if (typeof mode === 'string' || !written?.known || !/^[wx]/.test(written.value)) return undefined;
  const archive = argumentOf(call, ['name'], 0);
  const additions = additionsTo(made, calls);
  const members = additions.flatMap(({ call: addition }) => memberOf(addition, script));
  const compression = /[:|]gz$/.test(written.value) ? 'gzip' : /^[wx]([:|])?$/.test(written.value) ? 'none' : 'other';
  const { document } = script;
  const modeText = mode.value.kind === 'string' ? mode.value.contentSpan : undefined;
  const [only, ...others] = additions;
  const edit = (start: number, end: number, newText: string): CommandEdit => ({ document, span: { start, end }, newText });
  return {
    kind: 'pack',
    tool: 'tarfile',
    document,
    notation: 'python-call',
    span: call.span,
    nameSpan: call.callee.span,
    options: [],
    operands: [],
    isConditional: made.within !== undefined,
    folder: '',
    environment: () => undefined,
    archive: typeof archive === 'string' ? undefined : wordOf(archive.value, script),
    compression,
    members,
    isComplete:
      additions.length === members.length && additions.length > 0 && additions.every((addition) => isPlain(addition, made, script)),
    isRenamed: additions.some((addition) => argumentOf(addition.call, ['filter'], undefined) !== 'absent'),
    followsLinks: argumentOf(call, ['dereference'], undefined) !== 'absent',
    modeSpan: mode.value.span,
    edits: {
      compress: modeText && compression === 'none' ? [edit(modeText.start, modeText.end, `${written.value[0] ?? 'w'}:gz`)] : undefined,
      flatten: only && others.length === 0 ? [edit(endOf(only.call), endOf(only.call), ', arcname="."')] : undefined,
      followLinks: [edit(endOf(call), endOf(call), ', dereference=True')],
    },
  };
}

/** Behind the last argument. */
function endOf({ arguments: given, argumentsSpan }: CallExpression): number {
  return given.at(-1)?.span.end ?? argumentsSpan.end - 1;
}

/** The calls of `.add(...)` on the name that the archive is given, up to the next archive of that name. */
function additionsTo({ call, statement }: PythonCall, calls: readonly PythonCall[]): PythonCall[] {
  const target = targetOf(call, statement);
  if (target === undefined) return [];
  const isAddition = ({ call: { callee } }: PythonCall): boolean =>
    callee.kind === 'attribute' && /^(add|addfile)$/.test(callee.name) && callee.object.kind === 'name' && callee.object.name === target;
  if (statement.kind === 'with') return calls.filter((made) => isAddition(made) && contains(statement.span, made.call.span));
  const next = calls.find((other) => other.call.span.start > call.span.end && targetOf(other.call, other.statement) === target);
  const end = next?.call.span.start ?? Number.POSITIVE_INFINITY;
  return calls.filter((made) => isAddition(made) && made.call.span.start > call.span.end && made.call.span.start < end);
}

/** The name that a statement gives the result of a call of its own. */
function targetOf(call: CallExpression, statement: PythonCall['statement']): string | undefined {
  if (statement.kind === 'with') {
    const target = statement.items.find(({ value }) => value === call)?.target;
    return target?.kind === 'name' ? target.name : undefined;
  }
  if (statement.kind !== 'assignment' || statement.value !== call) return undefined;
  const [target] = statement.targets;
  return target?.kind === 'name' ? target.name : undefined;
}

function memberOf(call: CallExpression, script: Script): PackedMember[] {
  if (call.callee.kind !== 'attribute' || call.callee.name !== 'add') return [];
  const source = argumentOf(call, ['name'], 0);
  const name = argumentOf(call, ['arcname'], 1);
  if (typeof source === 'string' || name === 'unknown') return [];
  return [
    {
      source: wordOf(source.value, script),
      from: undefined,
      name: name === 'absent' ? undefined : nameOf(name, script),
      holdsLinks: isFromCache(source.value, script),
    },
  ];
}

/** None is the same as no name at all. */
function nameOf(name: Argument, script: Script): CommandWord | undefined {
  return name.value.kind === 'constant' && name.value.value === null ? undefined : wordOf(name.value, script);
}

/** It is run once, as the archive is, and its words are constants. */
function isPlain({ call, within }: PythonCall, made: PythonCall, script: Script): boolean {
  const around = made.statement.kind === 'with' ? made.statement : made.within?.statement;
  if (within?.statement !== around) return false;
  const source = argumentOf(call, ['name'], 0);
  return typeof source !== 'string' && script.evaluator.text(source.value).known;
}

function wordOf(value: Expression, { evaluator, document }: Script): CommandWord {
  const text = evaluator.text(value);
  const span = contentOf(value);
  return text.known
    ? { text: text.value, isKnown: !text.assumed, span }
    : { text: `\${${document.text.slice(value.span.start, value.span.end)}}`, isKnown: false, span };
}

/** What `snapshot_download(...)` gives without `local_dir`, or a path into the cache. */
function isFromCache(value: Expression, { evaluator, names }: Script): boolean {
  const text = evaluator.text(value);
  if (text.known) return isSnapshot(text.value);
  const made = evaluator.resolve(value);
  return (
    made.kind === 'call' &&
    names.qualifiedName(made.callee) === 'huggingface_hub.snapshot_download' &&
    argumentOf(made, ['local_dir'], undefined) === 'absent'
  );
}
