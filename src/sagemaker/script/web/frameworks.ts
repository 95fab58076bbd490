/** Web frameworks whose routes are read. */
export type WebFramework =
  | 'flask'
  | 'quart'
  | 'fastapi'
  | 'starlette'
  | 'sanic'
  | 'bottle'
  | 'tornado'
  | 'aiohttp'
  | 'falcon'
  | 'django'
  | 'http.server'
  | 'flask-restful';

/** What a class of a framework is: an application, or a part that is registered with one. */
export interface WebClass {
  readonly framework: WebFramework;
  readonly isPart: boolean;
}

const app = (framework: WebFramework): WebClass => ({ framework, isPart: false });
const part = (framework: WebFramework): WebClass => ({ framework, isPart: true });

/** By the full name of what is called. */
export const webClasses: ReadonlyMap<string, WebClass> = new Map([
  ['flask.Flask', app('flask')],
  ['flask.app.Flask', app('flask')],
  ['apiflask.APIFlask', app('flask')],
  ['flask_openapi3.OpenAPI', app('flask')],
  ['flask.Blueprint', part('flask')],
  ['flask.blueprints.Blueprint', part('flask')],
  ['quart.Quart', app('quart')],
  ['quart.Blueprint', part('quart')],
  ['fastapi.FastAPI', app('fastapi')],
  ['fastapi.applications.FastAPI', app('fastapi')],
  ['fastapi.APIRouter', part('fastapi')],
  ['fastapi.routing.APIRouter', part('fastapi')],
  ['starlette.applications.Starlette', app('starlette')],
  ['starlette.routing.Router', part('starlette')],
  ['sanic.Sanic', app('sanic')],
  ['sanic.app.Sanic', app('sanic')],
  ['sanic.Blueprint', part('sanic')],
  ['bottle.Bottle', app('bottle')],
  ['bottle.app', app('bottle')],
  ['bottle.default_app', app('bottle')],
  ['tornado.web.Application', app('tornado')],
  ['aiohttp.web.Application', app('aiohttp')],
  ['aiohttp.web.RouteTableDef', part('aiohttp')],
  ['falcon.API', app('falcon')],
  ['falcon.App', app('falcon')],
  ['falcon.asgi.App', app('falcon')],
  ['flask_restful.Api', app('flask-restful')],
  ['flask_restx.Api', app('flask-restful')],
  ['flask_restplus.Api', app('flask-restful')],
  ['flask_restx.Namespace', part('flask-restful')],
  ['flask_restplus.Namespace', part('flask-restful')],
]);

/** Applications whose routes are described elsewhere: in a specification, by classes of another kind. */
export const opaqueClasses =
  /^(connexion\.|litestar\.|starlite\.|cherrypy\.|robyn\.|bentoml\.|ray\.serve|blacksheep\.|responder\.|hug\.|molten\.|pyramid\.|web\.application|gradio\.|streamlit\.|nicegui\.|socketio\.)/;

/** The HTTP methods by which decorators and functions are named. */
export const httpMethods: ReadonlySet<string> = new Set(['get', 'post', 'put', 'delete', 'patch', 'head', 'options']);

/** The argument that holds the methods of a route. */
export function methodsKeyword(framework: WebFramework | undefined): readonly string[] {
  return framework === 'bottle' ? ['method'] : ['methods', 'method'];
}

/** Names of the argument that holds the prefix of a part, in its constructor and where it is registered. */
export const prefixKeywords: readonly string[] = ['url_prefix', 'prefix'];
