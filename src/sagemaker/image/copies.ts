import type { DockerfileWord, Instruction, JsonString } from '../../languages/dockerfile/syntax.js';
import type { TextEdit } from '../../text/edit.js';
import type { Value } from '../value.js';
import type { BuildContext, ContextFile } from './context.js';
import { expandWord, type VariableLookup } from './expand.js';
import type { FileEvent } from './filesystem.js';
import type { Copy, CopySource } from './model.js';
import { baseName, resolveImagePath } from './paths.js';

/** Endings that only files have; a source of such a name is one file even where the context does not show it. */
const fileEnding =
  /\.(py|sh|bash|r|jl|txt|json|jsonl|ya?ml|toml|cfg|ini|conf|env|whl|zip|tgz|gz|jar|ipynb|pkl|joblib|js|mjs|ts|java|cpp|cc|c|h|hpp|properties|csv|tsv|md|lock|template|xml|model|h5|pt|pth|onnx|bin|so|service|cu|go|rs|rb|pl|sql)$/i;

/** What is needed to read a COPY where it stands. */
export interface CopySurroundings {
  readonly order: number;
  readonly directory: Value<string>;
  readonly lookup: VariableLookup;
  readonly escapeCharacter: string;
  readonly context: BuildContext;
  /** Whether a folder exists in the image by now. */
  directoryExists(path: string): boolean | undefined;
}

/** Reads COPY or ADD; undefined where it has no destination yet. */
export function readCopy(instruction: Instruction, around: CopySurroundings): Copy | undefined {
  const words: readonly (DockerfileWord | JsonString)[] = instruction.json ?? instruction.words;
  const target = words.at(-1);
  if (!target || words.length < 2) return undefined;
  const text = textOf(target);
  const expanded = expandWord(text, around.lookup, around.escapeCharacter);
  const path = resolveAgainst(around.directory, expanded);
  const fromStage = instruction.flags.some((flag) => flag.name === 'from');
  const sources = words.slice(0, -1).map((word) => readSource(instruction, word, fromStage, around));
  const endsWithSlash = expanded.known ? /(^|\/)\.?$/.test(expanded.value) : text.endsWith('/');
  return {
    instruction,
    order: around.order,
    sources,
    destination: { text, span: target.span, path, endsWithSlash, ...destinationEdits(target) },
    mode: instruction.flags.find((flag) => flag.name === 'chmod')?.value,
    fromStage,
    landed: path.known ? landedFiles(sources, path.value, endsWithSlash, around) : [],
  };
}

function textOf(word: DockerfileWord | JsonString): string {
  return 'text' in word ? word.text : word.value;
}

function resolveAgainst(directory: Value<string>, path: Value<string>): Value<string> {
  if (!path.known || path.value.startsWith('/')) return path.known ? { ...path, value: resolveImagePath('/', path.value) } : path;
  return directory.known
    ? { known: true, value: resolveImagePath(directory.value, path.value), assumed: path.assumed || directory.assumed }
    : directory;
}

function destinationEdits(word: DockerfileWord | JsonString): { insertAfter(text: string): TextEdit; replaceWith(path: string): TextEdit } {
  const isQuoted = !('text' in word) || /^(["']).*\1$/.test(word.text);
  const start = word.span.start + (isQuoted ? 1 : 0);
  const end = word.span.end - (isQuoted ? 1 : 0);
  return {
    insertAfter: (text) => ({ span: { start: end, end }, newText: text }),
    replaceWith: (path) => ({ span: { start, end }, newText: path }),
  };
}

function readSource(instruction: Instruction, word: DockerfileWord | JsonString, fromStage: boolean, around: CopySurroundings): CopySource {
  const written = textOf(word);
  const heredoc = instruction.heredocs.find((candidate) => candidate.operatorSpan.start === word.span.start);
  if (heredoc)
    return { text: written, span: word.span, name: heredoc.name, kind: 'file', contextPaths: [], isPartial: false, isSingleFile: true };
  const expanded = expandWord(written, around.lookup, around.escapeCharacter);
  const text = expanded.known ? expanded.value : written;
  const name = baseName(text.replace(/\/+$/, '')).replace(/^\.{1,2}$/, '');
  const source = (kind: CopySource['kind'], files: readonly ContextFile[] = [], isPartial = false): CopySource => ({
    text,
    span: word.span,
    name,
    kind,
    contextPaths: files,
    isPartial,
    isSingleFile:
      kind === 'file' || ((kind === 'missing' || (kind === 'unknown' && fromStage)) && fileEnding.test(name) && !/[*?[]/.test(text)),
  });
  if (!expanded.known || /^[a-z]+:\/\/|^git@/.test(text)) return source('unknown');
  if (fromStage) return source('unknown');
  // The default of a build argument is only one of the folders that are built with this Dockerfile.
  const match = around.context.match(text);
  if (match.kind === 'file') return source('file', [{ path: match.path, relative: name }]);
  if (match.kind === 'directory') return source('directory', match.files, match.partial);
  if (match.kind === 'files') return source('files', match.files);
  return source(expanded.assumed ? 'unknown' : match.kind);
}

function landedFiles(
  sources: readonly CopySource[],
  path: string,
  endsWithSlash: boolean,
  around: CopySurroundings,
): { path: string; contextPath: string }[] {
  const isFolder =
    endsWithSlash ||
    sources.length > 1 ||
    sources.some((source) => source.kind === 'directory' || source.kind === 'files') ||
    (around.directoryExists(path) ?? !namesFile(path, sources));
  return sources.flatMap((source) =>
    source.contextPaths.map((file) => ({ path: isFolder ? resolveImagePath(path, file.relative) : path, contextPath: file.path })),
  );
}

/** Whether a destination is a file's name where nobody can tell if it is a folder: it ends like one, or is called like the source. */
function namesFile(path: string, sources: readonly CopySource[]): boolean {
  return fileEnding.test(path) || sources.some((source) => source.name === baseName(path));
}

/** What a COPY does to the files of the image. */
export function copyEvents(copy: Copy, context: BuildContext, directoryExists: (path: string) => boolean | undefined): FileEvent[] {
  const { instruction, order } = copy;
  if (!copy.destination.path.known)
    return [{ kind: 'opaque', order, instruction, path: '/', why: 'a COPY has a destination that is not known' }];
  const path = copy.destination.path.value;
  const events: FileEvent[] = [];
  const byMode =
    copy.mode === undefined
      ? undefined
      : /^[0-7]{3,4}$/.test(copy.mode)
        ? (Number.parseInt(copy.mode.slice(-3, -2), 8) & 1) === 1
        : /x/.test(copy.mode)
          ? true
          : undefined;
  const addFile = (target: string, contextPath: string | undefined, isInline = false): void => {
    const bit = contextPath === undefined ? (isInline ? false : undefined) : context.isExecutable(contextPath);
    const executable =
      byMode ?? (bit === false && contextPath !== undefined && context.isMadeExecutable(baseName(contextPath)) ? undefined : bit);
    events.push({ kind: 'file', order, instruction, path: target, executable, contextPath });
  };
  const isFolder =
    copy.destination.endsWithSlash ||
    copy.sources.length > 1 ||
    copy.sources.some((source) => source.kind === 'directory' || source.kind === 'files');
  if (isFolder) events.push({ kind: 'directory', order, instruction, path });
  for (const { path: target, contextPath } of copy.landed) addFile(target, contextPath);
  for (const source of copy.sources) {
    if (source.isPartial) events.push({ kind: 'opaque', order, instruction, path, why: `${source.text} has more files than are listed` });
    if (source.contextPaths.length > 0 || (source.kind === 'directory' && !copy.fromStage)) continue;
    const target = isFolder || directoryExists(path) ? resolveImagePath(path, source.name) : path;
    const isInline = instruction.heredocs.some((heredoc) => heredoc.operatorSpan.start === source.span.start);
    if (source.name !== '' && !/[*?[]/.test(source.name)) addFile(target, undefined, isInline);
    if (!source.isSingleFile) events.push({ kind: 'opaque', order, instruction, path, why: `what is in ${source.text} is not known` });
    else if (!isFolder && directoryExists(path) === undefined && !namesFile(path, copy.sources))
      addFile(resolveImagePath(path, source.name), undefined, isInline);
  }
  if (instruction.keyword === 'ADD' && copy.sources.some((source) => /\.(tar|tar\.\w+|tgz|tbz2?|txz)$/.test(source.text))) {
    events.push({ kind: 'opaque', order, instruction, path, why: 'an archive is unpacked there' });
  }
  return events;
}
