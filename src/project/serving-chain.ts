import { parseShell } from '../languages/shell/parse.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import { baseName, resolveImagePath } from '../sagemaker/image/paths.js';
import { isShell, startedWords } from '../sagemaker/image/wrappers.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ServerStart } from '../sagemaker/script/server.js';
import type { Address } from '../sagemaker/server/address.js';
import { readServerCommand, type ServerCommand, shellScriptOf } from '../sagemaker/server/command.js';
import { type CommandWord, commandWord, hole, shellCommandWords } from '../sagemaker/server/command-word.js';
import { type GunicornConfiguration, readGunicornConfiguration } from '../sagemaker/server/gunicorn-configuration.js';
import { likely, type Value } from '../sagemaker/value.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import { programLanguage } from './evidence.js';
import type { Project } from './project.js';

/** A server that runs in a container which SageMaker starts to serve. */
export interface ChainServer {
  readonly document: SourceDocument;
  /** For people: `gunicorn`, `Flask`. */
  readonly name: string;
  /** Where it is started: the word or the call's name. */
  readonly nameSpan: Span;
  /** What it listens on in the end, configuration files and variables of the image included; empty where nobody can tell. */
  readonly addresses: readonly Address[];
  /** How it is started, for edits. */
  readonly start: ServerStart | undefined;
  readonly command: ServerCommand | undefined;
  /** gunicorn's configuration file, where it has one. */
  readonly configuration: { readonly document: SourceDocument; readonly settings: GunicornConfiguration } | undefined;
  /** There is, or may be, a configuration that cannot be seen. */
  readonly isConfiguredElsewhere: boolean;
}

export interface ChainProxy {
  readonly document: SourceDocument;
  readonly at: Span | undefined;
  /** The file that `-c` names; undefined where it is nginx's own, /etc/nginx/nginx.conf. */
  readonly configuration: Value<string> | undefined;
}

/** What `docker run IMAGE serve` starts, followed through the files of the project. */
export interface ServingChain {
  readonly servers: readonly ChainServer[];
  /** Where nginx is started, and the configuration that it is given. */
  readonly proxies: readonly ChainProxy[];
  readonly hasModelServer: boolean;
  /** Everything that may listen is among the servers. */
  readonly isComplete: boolean;
  /** Every file that was read on the way, the Dockerfile first. */
  readonly documents: readonly SourceDocument[];
}

/** Programs that listen on nothing. */
const harmless =
  /^(echo|printf|mkdir|cp|mv|ln|rm|touch|chmod|chown|cat|tee|sed|awk|grep|head|tail|sleep|wait|trap|kill|set|export|unset|source|\.|cd|pushd|popd|test|\[|\[\[|true|false|:|exit|return|shift|read|local|declare|readonly|eval|ls|env|printenv|date|whoami|pwd|which|type|command|hash|umask|ulimit|find|xargs|wc|sort|tr|cut|basename|dirname|realpath|readlink|nproc|free|df|nvidia-smi|pip3?|conda|apt-get|apk|aws|curl|wget|tar|unzip|gunzip|git|envsubst|sync|sysctl|export|ps|pgrep|pkill|id|hostname|ldconfig|nvcc|gcc|make|cmake|tini|uname|timeout|break|continue|let|expr|python-config)$/;

/** Follows what an image starts to serve; undefined where it is not for serving. */
export function servingChain(project: Project, image: ImageModel): ServingChain | undefined {
  if (image.purpose.serve.length === 0) return undefined;
  const chain = createReader(project, image);
  const { entrypoint } = image;
  const text = image.document.text;
  if (entrypoint) {
    if (entrypoint.form === 'exec') {
      chain.command(
        image.document,
        entrypoint.words.map((word) => commandWord(text, word.text, word.span)),
        0,
      );
    } else {
      const { argumentsText, argumentsSpan } = entrypoint.instruction;
      chain.shellText(image.document, argumentsText, argumentsSpan.start, argumentsSpan, 0);
    }
  } else {
    const start = image.start('serve');
    if (start.kind === 'program' && start.from === 'file') chain.file(start.path, 0);
    else chain.leaveOpen();
  }
  return chain.result();
}

/** Collects servers while it goes from file to file. */
function createReader(project: Project, image: ImageModel) {
  const servers: ChainServer[] = [];
  const proxies: ChainProxy[] = [];
  const documents: SourceDocument[] = [image.document];
  const files = project.filesFor(image.document.path);
  let hasModelServer = false;
  let isComplete = true;
  let hasMoved = false;

  const leaveOpen = (): void => {
    isComplete = false;
  };

  /** A file of the image, as the project has it. */
  const documentAt = (path: string): SourceDocument | undefined => {
    const fact = image.fileAt(path);
    if (fact.kind !== 'file' || fact.contextPath === undefined) return undefined;
    // What is read here is noted, so that an edit to it judges the image anew.
    files.read(fact.contextPath);
    return project.document(fact.contextPath);
  };
  const resolve = (path: string): string | undefined => {
    if (path.startsWith('/')) return path;
    const directory = likely(image.workingDirectory);
    return directory === undefined || hasMoved ? undefined : resolveImagePath(directory, path);
  };

  function file(path: string | undefined, depth: number): void {
    const document = path === undefined ? undefined : documentAt(path);
    if (!document || depth > 5) {
      leaveOpen();
      return;
    }
    if (documents.includes(document)) return;
    documents.push(document);
    const script = project.scriptIn(document);
    const shell = project.shellScriptIn(document);
    if (script) python(script, depth);
    else if (shell) {
      for (const { program, words } of shell.commands) {
        if (program === 'cd') hasMoved = true;
        command(document, shellCommandWords(document.text, words, shell.textOf), depth);
      }
    } else if (programLanguage(document.text) === 'shell') shellText(document, document.text, 0, { start: 0, end: 0 }, depth);
    else leaveOpen();
  }

  /** The commands of a text for the shell; `start` is where it stands, undefined where it is not written as it is read. */
  function shellText(document: SourceDocument, text: string, start: number | undefined, around: Span, depth: number): void {
    for (const { words } of parseShell(text, start ?? 0).commands) {
      const found = shellCommandWords(document.text, words);
      command(document, start === undefined ? found.map((word) => ({ ...word, span: around, textSpan: undefined })) : found, depth);
    }
  }

  function command(document: SourceDocument, words: readonly CommandWord[], depth: number): void {
    const script = shellScriptOf(words);
    const server = readServerCommand(words);
    if (words.length === 0) return;
    if (script) shellText(document, script.text, script.textSpan?.start, script.span, depth);
    else if (server) add(document, server, undefined);
    else program(document, words, depth);
  }

  /** A program that is no server: one that runs a file, or a file itself. */
  function program(document: SourceDocument, words: readonly CommandWord[], depth: number): void {
    const texts = words.map(({ text }) => text);
    const [first = '', ...rest] = startedWords(texts[0] === 'exec' ? texts.slice(1) : texts);
    const name = baseName(first);
    if (name === 'service' && rest[0] === 'nginx') proxies.push({ document, at: words[0]?.span, configuration: undefined });
    else if (/^(python|pypy)[\d.]*$/.test(name) || isShell(name)) file(fileOfInterpreter(rest), depth + 1);
    else if (first === '' || name.includes(hole)) leaveOpen();
    else if (!harmless.test(name)) file(image.findProgram(first).path, depth + 1);
  }

  /** `-u serve.py`, `-m package.serve`; undefined where it is none of the project's. */
  function fileOfInterpreter(words: readonly string[]): string | undefined {
    if (words.some((word) => /^-\w*c$/.test(word))) return undefined;
    const named = words.find((word) => !/^-[a-zA-Z]*$/.test(word));
    return named === undefined ? undefined : resolve(words.includes('-m') ? `${named.replaceAll('.', '/')}.py` : named);
  }

  function python(script: ScriptModel, depth: number): void {
    const use = project.useOf(script.document);
    const imported = use?.imports ?? [];
    for (const one of [script, ...imported]) {
      if (one !== script) {
        if (documents.includes(one.document)) continue;
        documents.push(one.document);
      }
      const { server } = one;
      if (server.modelServers.length > 0) hasModelServer = true;
      for (const start of server.starts) {
        // What stands below `if __name__ == "__main__":` of an imported module does not run.
        if (one !== script && start.run.when === 'main') continue;
        if (start.command) add(one.document, start.command, start);
        else servers.push({ ...plain(one.document, start), addresses: start.addresses });
      }
      for (const program of server.programs) {
        if (one === script || program.run.when !== 'main') command(one.document, program.words, depth + 1);
      }
    }
  }

  function plain(document: SourceDocument, start: ServerStart): Omit<ChainServer, 'addresses'> {
    const { nameSpan, server } = start;
    return { document, name: server, nameSpan, start, command: undefined, configuration: undefined, isConfiguredElsewhere: false };
  }

  function add(document: SourceDocument, command: ServerCommand, start: ServerStart | undefined): void {
    if (command.kind === 'model') hasModelServer = true;
    else if (command.kind === 'nginx') proxies.push({ document, at: command.span, configuration: command.configuration?.value });
    else servers.push(webServer(document, command, start));
  }

  function webServer(document: SourceDocument, command: ServerCommand, start: ServerStart | undefined): ChainServer {
    const configured = configurationOf(command);
    const isDefault = command.addresses.every(({ host, port }) => !host.given && !port.given);
    const hasVariables = command.addressVariables.some((name) => image.environment.has(name)) || mentions(command.addressVariables);
    const fromFile = isDefault ? configured.settings?.settings.addresses : undefined;
    // Where the application is still to come, options may come with it.
    const isWithoutApplication = /^(gunicorn|uvicorn|hypercorn|waitress|daphne)$/.test(command.program) && !command.application;
    const isUnknown =
      command.isOpen || isWithoutApplication || (isDefault && (hasVariables || (configured.isElsewhere && fromFile === undefined)));
    return {
      document,
      name: command.program,
      nameSpan: command.span,
      addresses: isUnknown ? [] : (fromFile ?? command.addresses),
      start,
      command,
      configuration: configured.settings,
      isConfiguredElsewhere: configured.isElsewhere || image.environment.has('GUNICORN_CMD_ARGS') || mentions(['GUNICORN_CMD_ARGS']),
    };
  }

  /** A script may set the variables that the image does not. */
  function mentions(names: readonly string[]): boolean {
    return names.some((name) => documents.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text)));
  }

  /** gunicorn reads ./gunicorn.conf.py unless it is told of another. */
  function configurationOf(command: ServerCommand): { readonly settings: ChainServer['configuration']; readonly isElsewhere: boolean } {
    const { configuration } = command;
    if (command.program !== 'gunicorn') return { settings: undefined, isElsewhere: configuration !== undefined };
    const named = configuration && likely(configuration.value);
    if (configuration && (named === undefined || named.startsWith('python:'))) return { settings: undefined, isElsewhere: true };
    const path = resolve(named ?? 'gunicorn.conf.py');
    if (path === undefined) return { settings: undefined, isElsewhere: true };
    const fact = image.fileAt(path);
    if (fact.kind === 'absent' && named === undefined) return { settings: undefined, isElsewhere: false };
    const document = documentAt(path);
    const script = document && project.scriptIn(document);
    if (!document || !script) return { settings: undefined, isElsewhere: true };
    if (!documents.includes(document)) documents.push(document);
    return { settings: { document, settings: readGunicornConfiguration(script) }, isElsewhere: false };
  }

  return { command, file, shellText, leaveOpen, result: (): ServingChain => ({ servers, proxies, hasModelServer, isComplete, documents }) };
}
