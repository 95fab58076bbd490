import { type Address, defaultAddress, hostSetting, numberSetting, readAddress, unixAddress } from './address.js';
import { type CommandOptions, lastOption } from './command-options.js';
import { hole } from './command-word.js';

/** Programs that serve an application of the user over HTTP. */
export type WebServer =
  | 'gunicorn'
  | 'uvicorn'
  | 'hypercorn'
  | 'waitress'
  | 'daphne'
  | 'flask'
  | 'fastapi'
  | 'django'
  | 'http.server'
  | 'uwsgi';
/** How a server is told things, and what it does where it is told nothing. */
export interface WebServerFacts {
  /** Where it listens unless told otherwise. */
  readonly host: string;
  readonly port: number;
  /** Environment variables that take the place of that. */
  readonly variables: readonly string[];
  /** Whether an option takes no value. */
  readonly isSwitch: (name: string) => boolean;
}

const never = (): boolean => false;
/** Says which options are switches. */
export const flag = (names: RegExp) => (name: string) => names.test(name);

/** What is known of each. Default addresses: gunicorn 26.2, uvicorn 0.54 and Flask 3.1 as seen in their sources, the others as documented. */
export const webServers: Readonly<Record<WebServer, WebServerFacts>> = {
  gunicorn: {
    host: '127.0.0.1',
    port: 8000,
    variables: ['PORT', 'GUNICORN_CMD_ARGS'],
    isSwitch: flag(
      /^(--(reload|preload|daemon|capture-output|spew|check-config|print-config|no-sendfile|reuse-port|initgroups|proxy-protocol|enable-stdio-inheritance|disable-redirect-access-to-syslog|suppress-ragged-eofs|do-handshake-on-connect|no-control-socket|version|help|log-syslog)|-[DRhv])$/,
    ),
  },
  uvicorn: {
    host: '127.0.0.1',
    port: 8000,
    variables: ['UVICORN_HOST', 'UVICORN_PORT', 'UVICORN_UDS', 'UVICORN_FD'],
    isSwitch: flag(
      /^--((no-)?(use-colors|access-log|proxy-headers|server-header|date-header)|reload|factory|version|help|reset-contextvars)$/,
    ),
  },
  hypercorn: { host: '127.0.0.1', port: 8000, variables: [], isSwitch: flag(/^(--(debug|reload|help|version)|-h)$/) },
  waitress: { host: '0.0.0.0', port: 8080, variables: [], isSwitch: flag(/^--(call|help|(no-)?(ipv4|ipv6|expose-tracebacks))$/) },
  daphne: { host: '127.0.0.1', port: 8000, variables: [], isSwitch: flag(/^(--(proxy-headers|no-server-name|help)|-h)$/) },
  flask: {
    host: '127.0.0.1',
    port: 5000,
    variables: ['FLASK_RUN_HOST', 'FLASK_RUN_PORT'],
    isSwitch: flag(/^--((no-)?(debug|reload|debugger|with-threads|without-threads)|help|version|with-threads|without-threads)$/),
  },
  fastapi: { host: '0.0.0.0', port: 8000, variables: [], isSwitch: flag(/^--((no-)?(reload|proxy-headers)|help|version|verbose)$/) },
  django: {
    host: '127.0.0.1',
    port: 8000,
    variables: [],
    isSwitch: flag(/^(--(noreload|nothreading|ipv6|nostatic|insecure|no-color|force-color|skip-checks|traceback)|-6)$/),
  },
  'http.server': { host: '0.0.0.0', port: 8000, variables: [], isSwitch: flag(/^(--(cgi|help)|-h)$/) },
  uwsgi: { host: '0.0.0.0', port: 8080, variables: [], isSwitch: never },
};

/** By the name of the program. */
export const webPrograms = new Map<string, WebServer>([
  ['gunicorn', 'gunicorn'],
  ['gunicorn3', 'gunicorn'],
  ['uvicorn', 'uvicorn'],
  ['hypercorn', 'hypercorn'],
  ['waitress-serve', 'waitress'],
  ['daphne', 'daphne'],
  ['uwsgi', 'uwsgi'],
]);
/** By what follows `python -m`. */
export const webModules = new Map<string, WebServer>([
  ['gunicorn', 'gunicorn'],
  ['gunicorn.app.wsgiapp', 'gunicorn'],
  ['uvicorn', 'uvicorn'],
  ['hypercorn', 'hypercorn'],
  ['waitress', 'waitress'],
  ['daphne', 'daphne'],
  ['http.server', 'http.server'],
]);
/** What a server listens on by the options that it is given; empty where nobody can tell. */
export function addressesOf(program: WebServer, options: CommandOptions): Address[] {
  const facts = webServers[program];
  const byDefault = defaultAddress(facts.host, facts.port);
  const separate = (hosts: readonly string[], ports: readonly string[], sockets: readonly string[]): Address[] => {
    const socket = lastOption(options, ...sockets);
    if (socket) return [unixAddress(socket.word.span)];
    const host = lastOption(options, ...hosts);
    const port = lastOption(options, ...ports);
    return [
      {
        host: host ? hostSetting(host.word, host.from) : byDefault.host,
        port: port ? numberSetting(port.word, port.from) : byDefault.port,
        isUnixSocket: false,
      },
    ];
  };
  const combined = (names: readonly string[]): Address[] => {
    const given = options.options.filter(({ name }) => names.includes(name));
    const everywhere = { host: '0.0.0.0', port: facts.port };
    if (given.length > 0) return given.map(({ word, from }) => readAddress(word, from, everywhere));
    return [byDefault];
  };
  switch (program) {
    case 'gunicorn':
    case 'hypercorn':
      return combined(['-b', '--bind']);
    case 'waitress': {
      const listens = options.options.filter(({ name }) => name === '--listen');
      return listens.length > 0 ? combined(['--listen']) : separate(['--host'], ['--port'], ['--unix-socket']);
    }
    case 'daphne':
      return lastOption(options, '-e', '--endpoint') ? [] : separate(['-b', '--bind'], ['-p', '--port'], ['-u', '--unix-socket']);
    case 'flask':
      return separate(['-h', '--host'], ['-p', '--port'], []);
    case 'uvicorn':
      return separate(['--host'], ['--port'], ['--uds', '--fd']);
    case 'fastapi': {
      const isDevelopment = options.positional[0]?.text === 'dev';
      return separate(['--host'], ['--port'], []).map((address) =>
        isDevelopment && !address.host.given ? { ...address, host: defaultAddress('127.0.0.1', 8000).host } : address,
      );
    }
    case 'django': {
      const [word] = options.positional;
      if (!word) return [byDefault];
      if (/^\d+$/.test(word.text)) return [{ ...byDefault, port: numberSetting(word) }];
      return word.text.includes(':') || !word.text.includes(hole) ? [readAddress(word, 0, facts)] : [];
    }
    case 'http.server': {
      const [port] = options.positional;
      const [address] = separate(['-b', '--bind'], [], []);
      return address ? [{ ...address, port: port ? numberSetting(port) : address.port }] : [];
    }
    case 'uwsgi': {
      const names = ['--http', '--http-socket', '--http11-socket', '--socket', '-s', '--https'];
      return options.options.some(({ name }) => names.includes(name)) ? combined(names) : [];
    }
  }
}
