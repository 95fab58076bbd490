import type { CallExpression, FunctionStatement } from '../../languages/python/syntax.js';
import type { Span } from '../../text/span.js';
import type { Address, Setting } from '../server/address.js';
import type { ServerCommand } from '../server/command.js';
import type { CommandWord } from '../server/command-word.js';
import type { Value } from '../value.js';
import type { ScriptContext } from './context.js';
import type { Run } from './flow.js';
import { readCommandStarts } from './web/command-starts.js';
import { readExecutionParameters } from './web/execution-parameters.js';
import type { WebFramework } from './web/frameworks.js';
import { readModelServers } from './web/model-servers.js';
import { readWebObjects } from './web/objects.js';
import type { ForeignPart } from './web/prefixes.js';
import { readRoutes } from './web/routes.js';
import { readStarts } from './web/starts.js';

/** What a Python file answers over HTTP, and the servers that it starts. Clients and tests of a server are none. */
export interface ServerReading {
  readonly routes: readonly Route[];
  /** Routes may be there that are not seen: another module's blueprint, a middleware, an application that is handed on. */
  readonly isOpen: boolean;
  /** The same but for blueprints and routers that other modules make and that are known by name. */
  readonly isOpenItself: boolean;
  readonly foreignParts: readonly ForeignPart[];
  /** The calls that make an application or a group of routes. */
  readonly applications: readonly WebApplication[];
  readonly starts: readonly ServerStart[];
  /** Other command lines that it starts; a single hole where nobody can tell what one says. */
  readonly programs: readonly StartedProgram[];
  /** Servers and toolkits that bring /ping and /invocations themselves. */
  readonly modelServers: readonly { readonly name: string; readonly span: Span }[];
  /** What the answer to /execution-parameters holds. */
  readonly executionParameters: readonly ExecutionParameter[];
  /** Whether SAGEMAKER_BIND_TO_PORT is named anywhere in the file. */
  readonly namesBindToPort: boolean;
}

/** An application, or a blueprint or router: a part that is registered with one. */
export interface WebApplication {
  readonly framework: WebFramework;
  readonly isPart: boolean;
  /** The call that makes it. */
  readonly span: Span;
  /** The prefix that it is made with. */
  readonly ownPrefix: Value<string> | undefined;
}

/** A path that a web application answers. */
export interface Route {
  /** undefined where the application comes from elsewhere. */
  readonly framework: WebFramework | undefined;
  /** The whole path, with the prefixes of blueprints and routers. */
  readonly path: Value<string>;
  /** As it is written at the route. */
  readonly ownPath: Value<string>;
  /** The text of the path, without quotes where it is a plain string. */
  readonly pathSpan: Span;
  readonly methods: RouteMethods;
  /** The decorator without `@`, or the call. */
  readonly span: Span;
  /** `app.route`: without the arguments. */
  readonly nameSpan: Span;
  /** The function that answers, where it is one of the file. */
  readonly function: FunctionStatement | undefined;
  /** The call or decorator, for edits. */
  readonly call: CallExpression | undefined;
  /** The application or router, by the offset of what makes it; undefined where that is elsewhere. */
  readonly owner: number | undefined;
}

/** The HTTP methods of a route. */
export type RouteMethods =
  /** The framework's own where `argument` is undefined and the name of the decorator says none: GET. */
  | { readonly known: true; readonly names: readonly string[]; readonly isDefault: boolean; readonly argument: MethodsArgument | undefined }
  | { readonly known: false; readonly argument: MethodsArgument | undefined };

/** `methods=['GET']`. */
export interface MethodsArgument {
  readonly span: Span;
  readonly valueSpan: Span;
  /** Behind the last element of a list, tuple or set that stands there; undefined where it is none. */
  readonly endOfElements: number | undefined;
}

/** A server that the file starts. */
export interface ServerStart {
  /** call: `app.run(...)`; command: a command line that Python starts. */
  readonly form: 'call' | 'command';
  /** For people: `Flask`, `uvicorn`, `gunicorn`. */
  readonly server: string;
  /** The whole call. */
  readonly span: Span;
  /** What is called, or the word that names the server. */
  readonly nameSpan: Span;
  readonly call: CallExpression;
  /** Empty where nobody can tell. */
  readonly addresses: readonly Address[];
  /** `main:app` of uvicorn and gunicorn; undefined where the application itself is given. */
  readonly application: Setting<string> | undefined;
  /** What a command line says besides. */
  readonly command: ServerCommand | undefined;
  readonly run: Run;
}

/** A command line that Python starts and that is no server known here. */
export interface StartedProgram {
  readonly words: readonly CommandWord[];
  /** The whole call. */
  readonly span: Span;
  readonly run: Run;
}

/** A value of /execution-parameters, where it is a text. */
export interface ExecutionParameter {
  readonly name: string;
  readonly value: Value<string>;
  /** The text without its quotes. */
  readonly valueSpan: Span;
}

const evidence =
  /\b(?:subprocess|os\.(?:system|exec|spawn|popen)|flask|quart|fastapi|starlette|sanic|bottle|tornado|aiohttp|falcon|django|connexion|litestar|wsgiref|http\.server|werkzeug|uvicorn|gunicorn|waitress|hypercorn|gevent|eventlet|cheroot|cherrypy|nginx|uwsgi|daphne|torchserve|tritonserver|tensorflow_model_server|vllm|mlflow|bentoml|sagemaker_inference|sagemaker_containers|model_server|mms)\b|HTTPRequestHandler|\.route\(|["']\/(?:ping|invocations|execution-parameters)\b|multi-model-server|execution_parameters_fn/i;

const nothing: Omit<ServerReading, 'namesBindToPort'> = {
  routes: [],
  isOpen: false,
  isOpenItself: false,
  foreignParts: [],
  applications: [],
  starts: [],
  programs: [],
  modelServers: [],
  executionParameters: [],
};

/** Reads the web side of a script; a text without any word of it is not looked at. */
export function readServer(context: ScriptContext): ServerReading {
  const { text } = context.document;
  const namesBindToPort = text.includes('SAGEMAKER_BIND_TO_PORT');
  if (!evidence.test(text)) return { ...nothing, namesBindToPort };
  const objects = readWebObjects(context);
  const { routes, isOpen, prefixes } = readRoutes(context, objects);
  const commands = readCommandStarts(context);
  return {
    routes,
    isOpen: isOpen || prefixes.foreign.length > 0,
    isOpenItself: isOpen,
    foreignParts: prefixes.foreign,
    applications: objects.all.map((object) => ({
      framework: object.framework,
      isPart: object.isPart,
      span: object.call.span,
      ownPrefix: prefixes.ownPrefixOf(object),
    })),
    starts: [...readStarts(context, objects), ...commands.starts].sort((first, second) => first.span.start - second.span.start),
    programs: commands.programs,
    modelServers: readModelServers(context),
    executionParameters: readExecutionParameters(context, routes),
    namesBindToPort,
  };
}
