import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { Address, Setting } from '../../server/address.js';
import { readAddress } from '../../server/address.js';
import { commandWord } from '../../server/command-word.js';
import { known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { ServerStart } from '../server.js';
import { argumentOf, contentOf, type GivenArgument, isWholeCall } from './arguments.js';
import type { WebFramework } from './frameworks.js';
import type { WebObjects } from './objects.js';

/** How a function that starts a server is told what to listen on. */
interface StartFacts {
  readonly server: string;
  /** separate: host and port are arguments; pair: one argument is `(host, port)`. */
  readonly form: 'separate' | 'pair';
  /** Places from 0 where they may stand without a name. */
  readonly hostPlace?: number;
  readonly portPlace?: number;
  readonly hostNames?: readonly string[];
  /** undefined where one must be given. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Arguments that take the place of host and port, so that nobody can tell. */
  readonly others?: readonly string[];
}

const uvicorn: StartFacts = { server: 'uvicorn', form: 'separate', host: '127.0.0.1', port: 8000, others: ['uds', 'fd'] };
const httpServer: StartFacts = { server: 'http.server', form: 'pair', hostPlace: 0, host: '', port: undefined };
const gevent: StartFacts = { server: 'gevent', form: 'pair', hostPlace: 0, hostNames: ['listener'], host: '', port: undefined };

/** By the full name; defaults from the sources of uvicorn 0.54 and aiohttp 3.14, the others as documented. */
const functions: ReadonlyMap<string, StartFacts> = new Map<string, StartFacts>([
  ['uvicorn.run', uvicorn],
  ['uvicorn.Config', uvicorn],
  ['uvicorn.config.Config', uvicorn],
  ['uvicorn.main.run', uvicorn],
  ['waitress.serve', { server: 'waitress', form: 'separate', host: '0.0.0.0', port: 8080, others: ['listen', 'unix_socket', 'sockets'] }],
  ['gevent.pywsgi.WSGIServer', gevent],
  ['gevent.wsgi.WSGIServer', gevent],
  ['eventlet.listen', { server: 'eventlet', form: 'pair', hostPlace: 0, host: '', port: undefined }],
  [
    'wsgiref.simple_server.make_server',
    { server: 'wsgiref', form: 'separate', hostPlace: 0, portPlace: 1, host: undefined, port: undefined },
  ],
  [
    'werkzeug.serving.run_simple',
    { server: 'Werkzeug', form: 'separate', hostPlace: 0, portPlace: 1, hostNames: ['hostname'], host: undefined, port: undefined },
  ],
  ['http.server.HTTPServer', httpServer],
  ['http.server.ThreadingHTTPServer', httpServer],
  ['BaseHTTPServer.HTTPServer', httpServer],
  ['aiohttp.web.run_app', { server: 'aiohttp', form: 'separate', host: '0.0.0.0', port: 8080, others: ['path', 'sock'] }],
  ['aiohttp.web.TCPSite', { server: 'aiohttp', form: 'separate', hostPlace: 1, portPlace: 2, host: '0.0.0.0', port: 8080 }],
  ['bottle.run', { server: 'Bottle', form: 'separate', hostPlace: 2, portPlace: 3, host: '127.0.0.1', port: 8080 }],
  ['cheroot.wsgi.Server', { server: 'Cheroot', form: 'pair', hostPlace: 0, hostNames: ['bind_addr'], host: '', port: undefined }],
]);

/** `app.run(...)` of a framework. Flask 3.1: flask/app.py. */
const runs: Partial<Readonly<Record<WebFramework, StartFacts>>> = {
  flask: { server: 'Flask', form: 'separate', hostPlace: 0, portPlace: 1, host: '127.0.0.1', port: 5000 },
  quart: { server: 'Quart', form: 'separate', hostPlace: 0, portPlace: 1, host: '127.0.0.1', port: 5000 },
  sanic: { server: 'Sanic', form: 'separate', hostPlace: 0, portPlace: 1, host: '127.0.0.1', port: 8000, others: ['sock', 'unix'] },
  bottle: { server: 'Bottle', form: 'separate', host: '127.0.0.1', port: 8080 },
};

/** Applications of which nothing is seen but that they run: only what is given counts. */
const foreign: StartFacts = { server: 'the server', form: 'separate', host: undefined, port: undefined };

const tornado: StartFacts = {
  server: 'Tornado',
  form: 'separate',
  hostPlace: 1,
  portPlace: 0,
  hostNames: ['address'],
  host: '',
  port: undefined,
};

/** Finds the servers that are started by calls of a framework or a server's own function. */
export function readStarts(context: ScriptContext, objects: WebObjects): ServerStart[] {
  return context.calls.flatMap((place): ServerStart[] => {
    const { call } = place;
    const facts = factsOf(context, objects, call);
    if (!facts) return [];
    return [
      {
        form: 'call',
        server: facts.server,
        span: call.span,
        nameSpan: call.callee.span,
        call,
        addresses: isWholeCall(call, context.document.text) ? readAddresses(context, call, facts) : [],
        application: facts === uvicorn ? applicationText(context, call) : undefined,
        command: undefined,
        run: context.flow.runOf(place),
      },
    ];
  });
}

function factsOf({ names, document }: ScriptContext, objects: WebObjects, call: CallExpression): StartFacts | undefined {
  const { callee } = call;
  const qualified = names.qualifiedName(callee);
  const known = qualified === undefined ? undefined : functions.get(qualified);
  if (known) return known;
  if (callee.kind !== 'attribute') return undefined;
  if (callee.name === 'run') {
    const meaning = objects.meaningOf(callee.object);
    if (meaning.kind === 'unknown') {
      const isNamed = call.arguments.some(({ name }) => name === 'host' || name === 'port');
      return isNamed && callee.object.kind === 'name' && /^(app|application|server|api)$/.test(callee.object.name) ? foreign : undefined;
    }
    const framework = meaning.kind === 'object' ? meaning.object.framework : meaning.framework;
    const facts = runs[framework];
    // Flask takes host and port from SERVER_NAME where it is set.
    return facts && framework === 'flask' && document.text.includes('SERVER_NAME') ? { ...facts, host: undefined, port: undefined } : facts;
  }
  if ((callee.name === 'listen' || callee.name === 'bind') && /\btornado\b/.test(document.text)) {
    const first = argumentOf(call, ['port'], 0);
    return typeof first === 'string' || first.value.kind === 'tuple' ? undefined : tornado;
  }
  return undefined;
}

function readAddresses(context: ScriptContext, call: CallExpression, facts: StartFacts): Address[] {
  const given = facts.others ? argumentOf(call, facts.others) : 'absent';
  if (given !== 'absent') {
    const isListen = typeof given !== 'string' && given.name === 'listen' ? context.evaluator.text(given.value) : undefined;
    return isListen?.known && typeof given !== 'string'
      ? isListen.value
          .split(/\s+/)
          .flatMap((text) => (text === '' ? [] : [addressOfText(context, text, given.value, { host: '0.0.0.0', port: 8080 })]))
      : [];
  }
  if (facts.form === 'pair') {
    const pair = argumentOf(call, facts.hostNames ?? ['server_address'], facts.hostPlace);
    return typeof pair === 'string' ? [] : readPair(context, pair);
  }
  return [
    {
      host: setting(context, call, argumentOf(call, facts.hostNames ?? ['host'], facts.hostPlace), facts.host, hostValue),
      port: setting(context, call, argumentOf(call, ['port'], facts.portPlace), facts.port, portValue),
      isUnixSocket: false,
    },
  ];
}

/** `('0.0.0.0', 8080)`, `':8080'`, `8080`. */
function readPair(context: ScriptContext, { value }: Argument): Address[] {
  const pair = context.evaluator.resolve(value);
  if (pair.kind === 'tuple' || pair.kind === 'list') {
    const [host, port] = pair.elements;
    if (!host || !port || pair.elements.length !== 2) return [];
    return [
      {
        host: { value: hostValue(context, host), given: placeOf(host) },
        port: { value: portValue(context, port), given: placeOf(port) },
        isUnixSocket: false,
      },
    ];
  }
  const text = context.evaluator.scalar(pair);
  return text.known && typeof text.value === 'string' ? [addressOfText(context, text.value, value, { host: '0.0.0.0', port: 0 })] : [];
}

function addressOfText({ document }: ScriptContext, text: string, at: Expression, defaults: { host: string; port: number }): Address {
  return readAddress(commandWord(document.text, text, at.span), 0, defaults);
}

function setting<T extends string | number>(
  context: ScriptContext,
  call: CallExpression,
  given: GivenArgument,
  byDefault: T | undefined,
  read: (context: ScriptContext, expression: Expression) => Value<T>,
): Setting<T> {
  const none: Setting<T> = { value: byDefault === undefined ? unknown('it is not given here') : known(byDefault), given: undefined };
  if (given === 'absent') return none;
  if (given === 'unknown') return { value: unknown('it is handed on with stars'), given: { span: call.span, isExact: false } };
  const isNone = given.value.kind === 'constant' && given.value.value === null;
  return isNone
    ? { ...none, given: { span: given.value.span, isExact: true } }
    : { value: read(context, given.value), given: placeOf(given.value) };
}

function placeOf(expression: Expression) {
  const isText = expression.kind === 'string' && expression.contentSpan !== undefined;
  return { span: contentOf(expression), isExact: isText || expression.kind === 'number' };
}

function hostValue({ evaluator }: ScriptContext, expression: Expression): Value<string> {
  return evaluator.text(expression);
}

function portValue({ evaluator }: ScriptContext, expression: Expression): Value<number> {
  const value = evaluator.scalar(expression);
  if (!value.known) return value;
  const number = typeof value.value === 'string' && /^\d+$/.test(value.value) ? Number(value.value) : value.value;
  return typeof number === 'number' ? known(number, value.assumed) : unknown('no number');
}

function applicationText({ evaluator }: ScriptContext, call: CallExpression): Setting<string> | undefined {
  const given = argumentOf(call, ['app'], 0);
  if (typeof given === 'string') return undefined;
  const text = evaluator.text(given.value);
  return text.known ? { value: text, given: placeOf(given.value) } : undefined;
}
