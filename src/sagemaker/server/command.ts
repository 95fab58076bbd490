import type { Span } from '../../text/span.js';
import { baseName } from '../image/paths.js';
import { isShell, startedWords } from '../image/wrappers.js';
import { type Address, hostSetting, numberSetting, type Setting } from './address.js';
import { type CommandOptions, lastOption, readOptions } from './command-options.js';
import { type CommandWord, textValue } from './command-word.js';
import { addressesOf, flag, type WebServer, webModules, webPrograms, webServers } from './web-servers.js';

/** Programs that serve models and bring the routes that SageMaker asks for, or are put behind something that does. */
export type ModelServer =
  | 'multi-model-server'
  | 'torchserve'
  | 'tensorflow_model_server'
  | 'tritonserver'
  | 'vllm'
  | 'text-generation-inference'
  | 'mlflow'
  | 'bentoml'
  | 'djl-serving'
  | 'ray';

/** A command line that starts a server. */
export interface ServerCommand {
  readonly kind: 'web' | 'model' | 'nginx';
  readonly program: WebServer | ModelServer | 'nginx';
  /** The word that names the server, by its index among the words that were given. */
  readonly index: number;
  readonly span: Span;
  /** The word behind which options can be added; undefined where there is none. */
  readonly optionsBehind: CommandWord | undefined;
  /** `app:app`, as the server is given it. */
  readonly application: Setting<string> | undefined;
  /** What it listens on: what it is told, else its default. Empty where nobody can tell. */
  readonly addresses: readonly Address[];
  /** Environment variables that take the place of the default address. */
  readonly addressVariables: readonly string[];
  /** Seconds. */
  readonly timeout: Setting<number> | undefined;
  readonly workers: Setting<number> | undefined;
  /** gunicorn's `-k`. */
  readonly workerClass: Setting<string> | undefined;
  readonly threads: Setting<number> | undefined;
  /** A file that tells it more: gunicorn's `-c`, nginx's `-c`, uwsgi's `--ini`. */
  readonly configuration: Setting<string> | undefined;
  /** There are words of which nobody knows what they say. */
  readonly isOpen: boolean;
}

const modelPrograms = new Map<string, ModelServer>([
  ['multi-model-server', 'multi-model-server'],
  ['mxnet-model-server', 'multi-model-server'],
  ['torchserve', 'torchserve'],
  ['tensorflow_model_server', 'tensorflow_model_server'],
  ['tf_serving_entrypoint.sh', 'tensorflow_model_server'],
  ['tritonserver', 'tritonserver'],
  ['vllm', 'vllm'],
  ['text-generation-launcher', 'text-generation-inference'],
  ['text-embeddings-router', 'text-generation-inference'],
  ['mlflow', 'mlflow'],
  ['bentoml', 'bentoml'],
  ['djl-serving', 'djl-serving'],
  ['serve', 'ray'],
]);

/** Reads the words of a command; undefined where they start no server that is known here. */
export function readServerCommand(words: readonly CommandWord[]): ServerCommand | undefined {
  const texts = words.map(({ text }) => text);
  const skipped = texts[0] === 'exec' ? 1 : 0;
  const started = startedWords(texts.slice(skipped));
  const first = texts.length - started.length;
  const program = baseName(started[0] ?? '');
  const isPython = /^(python|pypy)[\d.]*$/.test(program);
  const at = (index: number): CommandWord | undefined => words[index];
  const web = (server: WebServer, index: number, rest: number) => readWebServer(server, index, at(index), words.slice(rest));
  const other = (kind: 'model' | 'nginx', name: ModelServer | 'nginx', index: number) =>
    readOther(kind, name, index, at(index), words.slice(index + 1));

  if (isPython) {
    const option = started.findIndex((word, index) => index > 0 && (word === '-m' || !/^-/.test(word)));
    const module = started[option] === '-m' ? option + 1 : -1;
    const name = started[module] ?? '';
    const server = module > 0 ? webModules.get(name) : undefined;
    if (server) return web(server, first + module, first + module + 1);
    if (name === 'flask' && module > 0) return readFlask(first + module);
    if (/^(vllm\.entrypoints\.|sglang\.launch_server)/.test(name)) return other('model', 'vllm', first + module);
    if (module > 0) return undefined;
    const isDjango = baseName(started[option] ?? '') === 'manage.py' && started[option + 1] === 'runserver';
    return isDjango ? web('django', first + option + 1, first + option + 2) : undefined;
  }
  if (program === 'flask') return readFlask(first);
  if (program === 'fastapi' && /^(run|dev)$/.test(started[1] ?? '')) return web('fastapi', first, first + 1);
  const server = webPrograms.get(program);
  if (server) return web(server, first, first + 1);
  if (program === 'nginx') return other('nginx', 'nginx', first);
  const model = modelPrograms.get(program);
  if (!model || (model === 'ray' && !/^run$/.test(started[1] ?? '')) || (model === 'mlflow' && !started.includes('serve')))
    return undefined;
  return other('model', model, first);

  function readFlask(index: number): ServerCommand | undefined {
    const run = texts.indexOf('run', index);
    return run < 0 ? undefined : web('flask', index, index + 1);
  }
}

/** The commands within `sh -c "..."`; the text of the script with where it stands, undefined for any other command. */
export function shellScriptOf(words: readonly CommandWord[]): CommandWord | undefined {
  const [program, ...rest] = words[0]?.text === 'exec' ? words.slice(1) : words;
  if (!program || !isShell(baseName(program.text))) return undefined;
  const option = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  return option < 0 || rest.slice(0, option).some(({ text }) => !text.startsWith('-')) ? undefined : rest[option + 1];
}

const noSettings = { timeout: undefined, workers: undefined, workerClass: undefined, threads: undefined, configuration: undefined };
const nowhere: Span = { start: 0, end: 0 };

function readOther(
  kind: 'model' | 'nginx',
  program: ModelServer | 'nginx',
  index: number,
  word: CommandWord | undefined,
  rest: readonly CommandWord[],
): ServerCommand {
  const options = readOptions(rest, flag(/^-[tTqvVh]$/));
  const file = kind === 'nginx' ? lastOption(options, '-c') : undefined;
  return {
    kind,
    program,
    index,
    span: word?.span ?? nowhere,
    optionsBehind: word,
    application: undefined,
    addresses: [],
    addressVariables: [],
    ...noSettings,
    configuration: file && hostSetting(file.word, file.from),
    isOpen: options.isOpen,
  };
}

function readWebServer(program: WebServer, index: number, word: CommandWord | undefined, rest: readonly CommandWord[]): ServerCommand {
  const facts = webServers[program];
  const options = readOptions(rest, facts.isSwitch);
  const number = (...names: string[]): Setting<number> | undefined => {
    const option = lastOption(options, ...names);
    return option && numberSetting(option.word, option.from);
  };
  const text = (...names: string[]): Setting<string> | undefined => {
    const option = lastOption(options, ...names);
    return option && hostSetting(option.word, option.from);
  };
  const isGunicorn = program === 'gunicorn';
  return {
    kind: 'web',
    program,
    index,
    span: word?.span ?? nowhere,
    // Flask's and FastAPI's own options stand behind their verb; others belong to the program around.
    optionsBehind: /^(flask|fastapi)$/.test(program) ? rest.find(({ text }) => /^(run|dev)$/.test(text)) : word,
    application: applicationOf(program, options),
    addresses: addressesOf(program, options),
    addressVariables: facts.variables,
    timeout: isGunicorn ? number('-t', '--timeout') : undefined,
    workers: number('-w', '--workers'),
    workerClass: isGunicorn ? text('-k', '--worker-class') : undefined,
    threads: isGunicorn ? number('--threads') : undefined,
    configuration: /^(gunicorn|hypercorn)$/.test(program) ? text('-c', '--config') : program === 'uwsgi' ? uwsgiFile() : undefined,
    isOpen: options.isOpen,
  };

  function uwsgiFile(): Setting<string> | undefined {
    const file = options.positional.find(({ text }) => /\.(ini|xml|ya?ml|json)$/.test(text));
    return text('--ini', '--xml', '--yaml', '--json', '-x', '-y') ?? (file && hostSetting(file));
  }
}

function applicationOf(program: WebServer, options: CommandOptions): Setting<string> | undefined {
  if (program === 'flask') {
    const option = lastOption(options, '--app', '-A');
    return option && hostSetting(option.word, option.from);
  }
  if (program === 'http.server' || program === 'django' || program === 'uwsgi') return undefined;
  const word = options.positional.find(({ text }) => text !== 'run' && text !== 'dev');
  return word && { value: textValue(word.text, word.assumed), given: { span: word.span, isExact: word.textSpan !== undefined } };
}
