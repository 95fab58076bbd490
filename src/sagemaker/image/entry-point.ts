import { webServers } from '../server/web-servers.js';
import { isPlaceholder } from './expand.js';
import type { ImageModel, StartCommand } from './model.js';
import { baseName } from './paths.js';
import { isShell, startedWords } from './wrappers.js';

/** What a start command does with the `train` or `serve` that SageMaker appends, where that ends the container. */
export interface Rejection {
  /** The program that does not take the argument. */
  readonly program: string;
  /** What it prints before it ends. */
  readonly error: string;
  /** The same words in an order that the argument does no harm to, if there is one. */
  readonly reordered: readonly string[] | undefined;
}

/**
 * Says whether the program of an exec form ends because of an argument behind its own: uvicorn, hypercorn, flask,
 * waitress, Django's runserver, http.server, supervisord, nginx, and gunicorn where an option stands behind the
 * application (seen with uvicorn 0.54, Flask 3.1, gunicorn 26.2). Undefined for every other program.
 */
export function rejectionOf(words: readonly string[]): Rejection | undefined {
  const started = startedWords(words);
  const isPython = /^(python|pypy)[\d.]*$/.test(baseName(started[0] ?? ''));
  const moduleAt = isPython ? started.indexOf('-m') : -1;
  if (isPython && moduleAt < 0) return rejectionOfDjango(started);
  const at = moduleAt < 0 ? 0 : moduleAt + 1;
  const program = baseName(started[at] ?? '');
  const rest = started.slice(at + 1);
  switch (program) {
    case 'uvicorn':
      return { program, error: 'Got unexpected extra argument', reordered: undefined };
    case 'flask':
      return { program, error: 'Got unexpected extra argument', reordered: undefined };
    case 'hypercorn':
      return { program, error: 'error: unrecognized arguments', reordered: undefined };
    case 'waitress-serve':
      return { program, error: 'Specify one application only', reordered: undefined };
    case 'supervisord':
      return { program, error: 'positional arguments are not supported', reordered: undefined };
    case 'nginx':
      return { program, error: 'invalid option', reordered: undefined };
    case 'http.server':
      return moduleAt < 0 ? undefined : { program, error: 'error: unrecognized arguments', reordered: undefined };
    case 'gunicorn': {
      const application = rest.findIndex((word, index) => isApplication(word, rest[index - 1]));
      if (application < 0 || !rest.slice(application + 1).some((word) => word.startsWith('-'))) return undefined;
      const others = rest.filter((_, index) => index !== application);
      const front = words.slice(0, words.length - rest.length);
      return { program, error: 'error: unrecognized arguments', reordered: [...front, ...others, rest[application] ?? ''] };
    }
    default:
      return undefined;
  }
}

/** `python manage.py runserver`: it takes one address, and for that it takes the argument where there is none. */
function rejectionOfDjango(started: readonly string[]): Rejection | undefined {
  const script = started.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  if (baseName(started[script] ?? '') !== 'manage.py' || started[script + 1] !== 'runserver') return undefined;
  const hasAddress = started.slice(script + 2).some((word) => /^([\w.:[\]-]+:)?\d+$/.test(word) && !word.startsWith('-'));
  const error = hasAddress ? 'error: unrecognized arguments' : 'is not a valid port number or address:port pair';
  return { program: 'manage.py', error, reordered: undefined };
}

/** `app:app`, not the value of an option in front of it. */
function isApplication(word: string, before: string | undefined): boolean {
  if (!/^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(\(.*\))?$/.test(word)) return false;
  return before === undefined || !before.startsWith('-') || before.includes('=') || webServers.gunicorn.isSwitch(before);
}

/** The interpreter of a start command that names no script: `["python"]`, `["python", "-u"]`, `["conda", "run", "python"]`. */
export function bareInterpreter(words: readonly string[]): string | undefined {
  const [program = '', ...options] = startedWords(words);
  const name = baseName(program);
  if (!/^((python|pypy)[\d.]*|Rscript|R|node|julia|perl|ruby)$/.test(name) && !isShell(name)) return undefined;
  return options.every((word) => /^-[uBOsSEIvixel]+$|^--(vanilla|slave|no-save|no-restore|quiet|login|no-echo)$/.test(word)) &&
    !options.includes('-e')
    ? program
    : undefined;
}

/**
 * Whether a start command waits to be filled in, so that nobody knows its form or its program: `{{ entrypoint }}`, or
 * `${ENTRY}` alone where nothing in the Dockerfile says what that is.
 */
export function isFilledInLater(image: ImageModel, { words }: StartCommand): boolean {
  const texts = words.map(({ text }) => text);
  const [program = ''] = startedWords(texts[0] === 'exec' ? texts.slice(1) : texts);
  const name = /^["']?\$(?:\{(\w+)\}|(\w+))["']?$/.exec(program);
  const variable = name?.[1] ?? name?.[2];
  if (variable === undefined) return isPlaceholder(program.replaceAll('${', ''));
  if (texts.at(-1) !== program || texts.length > (texts[0] === 'exec' ? 2 : 1)) return false;
  const hasDefault = image.instructions.some(
    ({ keyword, argumentsText }) => keyword === 'ARG' && new RegExp(`(^|\\s)${variable}=`).test(argumentsText),
  );
  return image.environment.get(variable)?.value.known !== true && !hasDefault;
}

/** Whether a start command is put through tini, which SageMaker's guide rules out. */
export function startsWithTini(words: readonly string[]): boolean {
  return /^tini(-static)?$/.test(baseName(words[0] ?? ''));
}

/** The words behind tini, so that they can be an ENTRYPOINT of their own. */
export function withoutTini(words: readonly string[]): readonly string[] {
  return startsWithTini(words) ? startedWords(words) : words;
}

/** Whether SageMaker could train or serve with the image; else an ENTRYPOINT follows the contract of Processing, or none. */
export function mayTrainOrServe({ purpose }: ImageModel): boolean {
  return purpose.train.length + purpose.serve.length > 0 || purpose.processing.length === 0;
}
