import type { Span } from '../../text/span.js';
import { bareInterpreter, rejectionOf, startsWithTini } from './entry-point.js';
import { plainWords } from './exec-form.js';
import type { FileFact, FoundProgram, ImageModel, StartWord } from './model.js';
import { baseName, resolveImagePath } from './paths.js';
import { harmfulLineBreak, shebangOf } from './script-text.js';
import { isShell, startedWords } from './wrappers.js';

/** Reads a file of the project; undefined where it is absent, no text, or not loaded yet. */
export type FileReader = (path: string) => string | undefined;

/** A file that a container of the image executes when SageMaker starts it. */
export interface StartedFile {
  /** Where it is in the image. */
  readonly path: string;
  readonly fact: FileFact & { readonly kind: 'file' };
  /** Where the Dockerfile names it: the word of ENTRYPOINT, or what brings the file. */
  readonly at: Span;
  /** direct: the kernel reads its first line; shell: a shell reads it, as in `["bash", "start.sh"]`; from-shell: a shell starts it, and reads it itself where the first line says nothing. */
  readonly how: 'direct' | 'shell' | 'from-shell';
}

/** Finds the files that `docker run IMAGE train` and `serve` execute, as far as they come with the Dockerfile. */
export function startedFiles(image: ImageModel): StartedFile[] {
  if (image.entrypoint) {
    const words =
      image.entrypoint.form === 'exec'
        ? image.entrypoint.words.map(({ text }) => text)
        : plainWords(image.entrypoint.instruction.argumentsText);
    const started = words && startedFileOf(image, words, image.entrypoint.form === 'exec');
    if (started) {
      const at = image.entrypoint.words.find((word: StartWord) => word.text === started.word)?.span ?? image.entrypoint.span;
      return [{ path: started.path, fact: started.fact, at, how: started.how }];
    }
    if (words === undefined || startedWords(words).length > 0) return [];
  }
  return (['train', 'serve'] as const).flatMap((role): StartedFile[] => {
    const start = image.start(role);
    if (start.kind !== 'program' || start.from !== 'file') return [];
    const fact = image.fileAt(start.path);
    const at = fact.kind === 'file' ? placeInDockerfile(image, start.path, fact) : undefined;
    return fact.kind === 'file' && at ? [{ path: start.path, fact, at, how: 'direct' }] : [];
  });
}

/** What brings a file: the source of its COPY, else the instruction that makes it. */
export function placeInDockerfile(image: ImageModel, path: string, fact: FileFact & { kind: 'file' }): Span | undefined {
  const copy = image.copies.findLast(({ instruction }) => instruction === fact.instruction);
  const source =
    copy?.sources.find((candidate) => candidate.contextPaths.some((file) => file.path === fact.contextPath)) ??
    copy?.sources.find(({ name }) => name === baseName(path));
  if (source) return source.span;
  return fact.instruction?.argumentsSpan;
}

function startedFileOf(image: ImageModel, words: readonly string[], isExec: boolean) {
  const started = startedWords(words);
  const [program = ''] = started;
  if (isShell(baseName(program))) {
    const script = started.slice(1).find((word) => !word.startsWith('-'));
    if (script === undefined || started.some((word) => /^-[a-z]*c$/.test(word)) || !image.workingDirectory.known) return undefined;
    const path = resolveImagePath(image.workingDirectory.value, script);
    const fact = image.fileAt(path);
    return fact.kind === 'file' ? { path, fact, word: script, how: 'shell' as const } : undefined;
  }
  const found: FoundProgram = image.findProgram(program);
  return found.path !== undefined && found.fact.kind === 'file'
    ? { path: found.path, fact: found.fact, word: program, how: isExec ? ('direct' as const) : ('from-shell' as const) }
    : undefined;
}

/**
 * Whether words can be put into an exec form of ENTRYPOINT without a new defect: the program takes the argument that
 * SageMaker appends, and the file that it is can be executed.
 */
export function entryPointWorks(image: ImageModel, words: readonly string[], read: FileReader): boolean {
  if (startedWords(words).length === 0 || startsWithTini(words) || bareInterpreter(words) !== undefined || rejectionOf(words) !== undefined)
    return false;
  const started = startedFileOf(image, words, true);
  if (!started) return true;
  const direct = started.how === 'direct';
  return !(direct && started.fact.executable === false) && contentRuns(started.path, started.fact, direct, read);
}

/** Whether nothing in a file itself keeps it from running; true where the file cannot be seen. */
export function contentRuns(path: string, fact: FileFact, direct: boolean, read: FileReader): boolean {
  const text = fact.kind === 'file' && fact.contextPath !== undefined ? read(fact.contextPath) : undefined;
  return text === undefined || ((!direct || shebangOf(text).kind === 'present') && harmfulLineBreak(path, text, direct) === undefined);
}
