import { copiedFiles } from './copied-programs.js';
import { plainWords } from './exec-form.js';
import type { Evidence, ImageModel, StartCommand } from './model.js';
import { baseName } from './paths.js';
import { isShell, startedWords } from './wrappers.js';

export type Role = 'train' | 'serve';

/** A role that SageMaker would give the image, and that it cannot play: nothing of that name would start. */
export interface MissingRole {
  readonly role: Role;
  /** False where the role is only likely, or where something unread may still bring the program. */
  readonly certain: boolean;
  readonly because: Evidence;
  readonly doubts: readonly string[];
}

/**
 * The roles for which `docker run IMAGE train` or `serve` starts nothing. Never for Processing, which has a contract of
 * its own, and not for the second role of an image that plays one: a training image often carries predictor.py along.
 */
export function missingRoles(image: ImageModel): MissingRole[] {
  if (image.purpose.processing.length > 0 || isOnlyBase(image)) return [];
  return (['train', 'serve'] as const).flatMap((role) => {
    const start = image.start(role);
    if (start.kind !== 'nothing') return [];
    const evidence = evidenceOf(image, role);
    if (!evidence || (playsOther(image, role) && !isAskedFor(image, role))) return [];
    return [{ role, certain: evidence.weak !== true && start.doubts.length === 0, because: evidence, doubts: start.doubts }];
  });
}

/** Whether other images are made FROM this one, so that what it lacks may come with them; templates count, too. */
function isOnlyBase({ document, instructions }: ImageModel): boolean {
  if (instructions.some(({ keyword }) => /^(ONBUILD|INCLUDE)$|^\{[{%#]/.test(keyword))) return true;
  return /(^|[./_-])base([./_-]|$)/i.test(document.path);
}

function evidenceOf(image: ImageModel, role: Role): Evidence | undefined {
  const { purpose } = image;
  const own = purpose[role].find((evidence) => !evidence.weak) ?? purpose[role][0];
  if (own || purpose.train.length + purpose.serve.length > 0) return own;
  // Nothing but /opt/ml/code and a program named for the role: likely.
  const code = purpose.general.find((evidence) => evidence.what === '/opt/ml/code');
  const files = code ? copiedFiles(image) : [];
  const trains = files.find(({ path }) => /^train(ing|er)?[\w-]*\.(py|R|sh)$/.test(baseName(path)));
  const serves = trains
    ? undefined
    : files.find(({ path }) => /^(serve|serving|server|inference|predictor)\.(py|R|sh)$/.test(baseName(path)));
  const program = role === 'train' ? trains : serves;
  return program && { what: `${baseName(program.path)} is copied`, span: program.source.span, weak: true };
}

function playsOther(image: ImageModel, role: Role): boolean {
  const other = image.start(role === 'train' ? 'serve' : 'train').kind;
  return other === 'program' || other === 'entrypoint' || other === 'shell';
}

/** CMD says the role, a capability label asks for it, or a program called `train` is copied. */
function isAskedFor(image: ImageModel, role: Role): boolean {
  if (image.command?.words.at(-1)?.text === role) return true;
  if (role === 'serve') return image.labels.some((label) => label.key.startsWith('com.amazonaws.sagemaker.capabilities.'));
  return image.copies.some((copy) => copy.sources.some((source) => source.name === 'train' && source.kind !== 'directory'));
}

/** The program that CMD starts. */
export interface RealCommand {
  readonly command: StartCommand;
  /** Undefined where only a shell can tell. */
  readonly words: readonly string[] | undefined;
}

/** CMD where it starts a program; undefined for `train` and `serve` themselves, shells, and what only keeps a container alive. */
export function realCommandOf(image: ImageModel): RealCommand | undefined {
  const command = image.command;
  if (!command) return undefined;
  if (command.form === 'exec') {
    const words = command.words.map((word) => word.text);
    return startsProgram(words) ? { command, words } : undefined;
  }
  const text = command.instruction.argumentsText;
  const parts = text.split(/&&|\|\||[;|&]/).map((part) => part.trim().split(/\s+/));
  return parts.some(startsProgram) ? { command, words: plainWords(text) } : undefined;
}

function startsProgram(words: readonly string[]): boolean {
  const [first = '', ...rest] = startedWords(words[0] === 'exec' ? words.slice(1) : words);
  const program = baseName(first);
  if (program === '' || /^(train|serve|tail|sleep|true|false|echo|cat|ls|env|source|\.|cd|export|set|jupyter|top|htop)$/.test(program))
    return false;
  const isInteractive = isShell(program) || /^(i?python|pypy)[\d.]*$|^(R|node|julia|irb)$/.test(program);
  return !isInteractive || !rest.every((word) => word.startsWith('-'));
}
