import { parseShell } from '../../languages/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../languages/shell/syntax.js';
import { createFolderTracker, type ShellFolder } from '../../languages/shell/working-folder.js';
import type { SourceDocument } from '../../text/document.js';
import { startedBy } from '../shell-script/started.js';
import { readDocker } from './docker.js';
import { mayBuildOrPack } from './may-command.js';
import type { Command, CommandNotation } from './model.js';
import type { WrittenWord } from './options.js';
import { readTar } from './pack.js';
import { readRegistryCommand } from './registry.js';
import { createCommandWords, type OuterVariables } from './words.js';

/** The shell text that a document holds, where that is not the document's own: of the same length, with all else blank. */
export interface ShellText {
  readonly document: SourceDocument;
  readonly text: string;
  /** Where the text starts in the document; 0 unless said otherwise. */
  readonly offset?: number;
  readonly notation: CommandNotation;
  readonly outer?: OuterVariables | undefined;
}

/** Reads the commands of a shell text, in their order; those within `$(...)` included. Never throws. */
export function readShellCommands({ document, text, offset = 0, notation, outer }: ShellText): Command[] {
  if (!mayBuildOrPack(text)) return [];
  const commands = withSubstitutions(parseShell(withoutCarriageReturns(text), offset).commands, 0);
  const words = createCommandWords(
    commands.map(({ command }) => command),
    outer,
  );
  const folders = createFolderTracker();
  return commands.flatMap(({ command, substitution }) => {
    const folder: ShellFolder = substitution ? undefined : folders.enter(command);
    const started = startedBy(command).words.map(
      (word): WrittenWord => ({ ...words.wordOf(word), source: text.slice(word.span.start - offset, word.span.end - offset) }),
    );
    const [first] = started;
    if (!first) return [];
    const start = {
      document,
      notation,
      span: { start: first.span.start, end: started.at(-1)?.span.end ?? command.span.end },
      isConditional: command.conditional,
      folder,
      environment: (name: string) => words.environmentOf(command, name),
    };
    const read = readDocker(started, start) ?? readRegistryCommand(started, start) ?? readTar(started, start);
    if (!read) return [];
    return [read.kind === 'get-login' && substitution ? { ...read, substitution: substitution.span } : read];
  });
}

/** A carriage return is a blank, so that no word ends in one and offsets stay. */
function withoutCarriageReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\\\r\n/g, '   ').replace(/\r(?=\n)/g, ' ') : text;
}

interface Found {
  readonly command: ShellCommand;
  /** The `$(...)` around it, where that is a whole word: `$(aws ecr get-login)` is run as a command itself. */
  readonly substitution: ShellWord | undefined;
}

const deepestSubstitution = 3;

function withSubstitutions(commands: readonly ShellCommand[], depth: number): Found[] {
  return commands.flatMap((command): Found[] => {
    const inner = depth < deepestSubstitution ? command.words.flatMap((word) => substitutionsIn(word, command, depth)) : [];
    const values =
      depth < deepestSubstitution ? command.assignments.flatMap(({ value }) => (value ? substitutionsIn(value, command, depth) : [])) : [];
    return [...inner, ...values, { command, substitution: undefined }];
  });
}

function substitutionsIn(word: ShellWord, around: ShellCommand, depth: number): Found[] {
  let done = 0;
  return word.parts.flatMap((part): Found[] => {
    if (part.kind !== 'opaque') return [];
    const at = word.text.indexOf(part.text, done);
    const isSubstitution = /^\$\((?!\()[\s\S]*\)$|^`[\s\S]*`$/.test(part.text);
    if (at < 0 || !isSubstitution || !mayBuildOrPack(part.text)) return [];
    done = at + part.text.length;
    const opening = part.text.startsWith('`') ? 1 : 2;
    const script = parseShell(part.text.slice(opening, -1), word.span.start + at + opening);
    const isCommand = word === around.words[0] && part.text === word.text;
    return withSubstitutions(script.commands, depth + 1).map(({ command, substitution }) => ({
      command: { ...command, conditional: around.conditional || command.conditional, scope: -1 },
      substitution: substitution ?? (isCommand && script.commands.length === 1 ? word : undefined),
    }));
  });
}
