import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { parsePython } from '../../src/languages/python/parse.js';
import { joinRoutes } from '../../src/project/joined-routes.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { Route, ServerReading } from '../../src/sagemaker/script/server.js';
import { routeMatch } from '../../src/sagemaker/script/web/match.js';
import { createDocument } from '../../src/text/document.js';
import type { Span } from '../../src/text/span.js';

const script = (text: string) => createScriptModel(createDocument('serve.py', text), parsePython(text));
const read = (text: string): ServerReading => script(text).server;
const at = (text: string, span: Span | undefined): string | undefined => span && text.slice(span.start, span.end);

const show = ({ framework, path, ownPath, methods }: Route): string =>
  [
    framework ?? '-',
    path.known ? path.value : `? ${ownPath.known ? ownPath.value : '?'}`,
    methods.known ? `${methods.names.join('|')}${methods.isDefault ? '*' : ''}` : '?',
  ].join(' ');
const routes = (text: string): string[] => read(text).routes.map(show);

const flask = 'import flask\napp = flask.Flask(__name__)\n';
const fastapi = 'from fastapi import FastAPI, APIRouter\napp = FastAPI()\n';

describe('routes', () => {
  it('reads Flask', () => {
    assert.deepEqual(
      routes(`${flask}@app.route('/ping')
def ping(): pass
@app.route('/invocations', methods=['POST', 'GET'])
def invoke(): pass
@app.post('/models')
def models(): pass
`),
      ['flask /ping GET*', 'flask /invocations POST|GET', 'flask /models POST'],
    );
  });

  it('says where everything stands', () => {
    const text = `${flask}@app.route("/invocations", methods=["GET"])\ndef invoke(): pass\n`;
    const [route] = read(text).routes;
    assert.equal(at(text, route?.span), 'app.route("/invocations", methods=["GET"])');
    assert.equal(at(text, route?.nameSpan), 'app.route');
    assert.equal(at(text, route?.pathSpan), '/invocations');
    assert.equal(route?.function?.name, 'invoke');
    const argument = route?.methods.argument;
    assert.equal(at(text, argument?.span), 'methods=["GET"]');
    assert.equal(text.slice(argument?.endOfElements, (argument?.endOfElements ?? 0) + 2), '])');
  });

  it('follows constants, and does not guess', () => {
    assert.deepEqual(
      routes(`${flask}import os
METHODS = ['POST']
@app.route(os.environ['PATH_OF_IT'], methods=METHODS)
def a(): pass
@app.route('/b', methods=allowed())
def b(): pass
@app.route('/c', **options)
def c(): pass
@app.route(f'/{version}/d')
def d(): pass
`),
      ['flask ? ? POST', 'flask /b ?', 'flask /c ?', 'flask ? ? GET*'],
    );
  });

  it('adds the prefixes of blueprints and routers', () => {
    assert.deepEqual(
      routes(`from flask import Flask, Blueprint
app = Flask(__name__)
first = Blueprint('first', __name__, url_prefix='/v1')
second = Blueprint('second', __name__, url_prefix='/v1')
third = Blueprint('third', __name__)
@first.route('/a')
def a(): pass
@second.route('/b')
def b(): pass
@third.route('/c')
def c(): pass
app.register_blueprint(first)
app.register_blueprint(second, url_prefix='/v2')
`),
      ['flask /v1/a GET*', 'flask /v2/b GET*', 'flask ? /c GET*'],
    );
    assert.deepEqual(
      routes(`${fastapi}router = APIRouter(prefix='/in')
@router.get('/ping')
def ping(): pass
app.include_router(router, prefix='/out')
`),
      ['fastapi /out/in/ping GET'],
    );
  });

  it('finds the application wherever it is kept', () => {
    assert.deepEqual(
      routes(`from fastapi import FastAPI
class Service:
    app = FastAPI()
@Service.app.get('/ping')
def ping(): pass
class Server:
    def __init__(self):
        self.web = FastAPI()
        self.web.add_api_route('/invocations', self.invoke, methods=['POST'])
def make():
    inner = FastAPI()
    @inner.get('/inner')
    def f(): pass
    return inner
def register(app: FastAPI):
    @app.post('/given')
    def g(): pass
`),
      ['fastapi /ping GET', 'fastapi /invocations POST', 'fastapi /inner GET', 'fastapi /given POST'],
    );
  });

  it('takes an application of another file for a route of some kind', () => {
    assert.deepEqual(routes("from web import app\n@app.route('/ping')\ndef ping(): pass\n"), ['- ? /ping ?']);
    assert.deepEqual(routes("import mock\n@mock.patch('/ping')\ndef test(): pass\n# flask\n"), []);
  });

  it('reads routes that calls add', () => {
    assert.deepEqual(
      routes(`${flask}def f(): pass
app.add_url_rule('/ping', view_func=f)
app.add_url_rule('/invocations', 'invoke', f, methods=['POST'])
app.add_url_rule('/view', view_func=View.as_view('view'))
`),
      ['flask /ping GET*', 'flask /invocations POST', 'flask /view ?'],
    );
    assert.deepEqual(
      routes(`from starlette.applications import Starlette
from starlette.routing import Route
def f(request): pass
app = Starlette(routes=[Route('/ping', f), Route('/invocations', f, methods=['POST']), Route('/x', Endpoint)])
`),
      ['starlette /ping GET*', 'starlette /invocations POST', 'starlette /x ?'],
    );
    assert.deepEqual(
      routes(`from aiohttp import web
app = web.Application()
app.router.add_get('/ping', ping)
app.router.add_route('POST', '/invocations', invoke)
app.add_routes([web.get('/health', health)])
`),
      ['aiohttp /ping GET', 'aiohttp /invocations POST', 'aiohttp /health GET'],
    );
    assert.deepEqual(
      routes(`import falcon
class Ping:
    def on_get(self, request, response): pass
app = falcon.App()
app.add_route('/ping', Ping())
app.add_route('/invocations', imported)
`),
      ['falcon /ping GET', 'falcon /invocations ?'],
    );
    assert.deepEqual(
      routes(`from flask_restful import Api, Resource
class Ping(Resource):
    def get(self): pass
api = Api(app)
api.add_resource(Ping, '/ping', '/health')
`),
      ['flask-restful /ping GET', 'flask-restful /health GET'],
    );
    assert.deepEqual(routes("from django.urls import path\nurlpatterns = [path('ping', views.ping)]\n"), ['django ping ?']);
  });

  it('reads Bottle, Sanic, Tornado and http.server', () => {
    assert.deepEqual(
      routes("import bottle\nfrom bottle import route\n@route('/ping')\ndef a(): pass\n@bottle.post('/invocations')\ndef b(): pass\n"),
      ['bottle /ping GET*', 'bottle /invocations POST'],
    );
    assert.deepEqual(routes("from sanic import Sanic\napp = Sanic('x')\n@app.get('/ping')\nasync def ping(r): pass\n"), [
      'sanic /ping GET',
    ]);
    assert.deepEqual(
      routes(`import tornado.web
class Ping(tornado.web.RequestHandler):
    def get(self): pass
app = tornado.web.Application([(r"/ping", Ping), (r"/invocations", Other)])
`),
      ['tornado /ping GET', 'tornado /invocations ?'],
    );
    assert.deepEqual(
      routes(`from http.server import BaseHTTPRequestHandler
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/ping':
            self.send_response(200)
`),
      ['http.server ? ? GET', 'http.server /ping GET'],
    );
  });

  it('takes clients and tests for what they are', () => {
    const text = `import requests
from flask import Flask
from server import app
requests.post('http://localhost:8080/invocations', data=b'')
client = app.test_client()
client.post('/invocations')
client.get('/ping')
`;
    assert.deepEqual(routes(text), []);
    assert.deepEqual(read(text).starts, []);
  });

  it('says when others may add routes', () => {
    const isOpen = (text: string) => read(text).isOpen;
    assert.equal(isOpen(flask), false);
    assert.equal(isOpen(`${flask}from flask_cors import CORS\nCORS(app)\n`), false);
    assert.equal(isOpen(`${flask}from routes import register\nregister(app)\n`), true);
    assert.equal(isOpen(`${flask}from routes import blueprint\napp.register_blueprint(blueprint)\n`), true);
    assert.equal(isOpen(`${flask}@app.before_request\ndef check(): pass\n`), true);
    assert.equal(isOpen(`${fastapi}app.mount('/static', StaticFiles(directory='s'))\n`), false);
    assert.equal(isOpen(`${fastapi}from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware)\n`), false);
    assert.equal(isOpen('import connexion\napp = connexion.App(__name__)\n'), true);
  });

  it('matches paths', () => {
    const match = (path: string, wanted = '/ping', framework: Route['framework'] = 'flask') => {
      const value = { known: true, value: path, assumed: false } as const;
      return routeMatch({ path: value, ownPath: value, framework }, wanted);
    };
    assert.deepEqual(
      ['/ping', 'ping', '/pong', '/ping/', '/<path:p>', '/{full_path:path}', '/v1/<x>'].map((path) => match(path)),
      ['yes', 'yes', 'no', 'maybe', 'maybe', 'maybe', 'no'],
    );
    assert.equal(match('/(ping|invocations)', '/ping', 'tornado'), 'maybe');
    const unknownPath = { known: false, why: '' } as const;
    const behind = (own: string) =>
      routeMatch({ path: unknownPath, ownPath: { known: true, value: own, assumed: false }, framework: 'flask' }, '/ping');
    assert.deepEqual(['/ping', '/predict', '/'].map(behind), ['maybe', 'no', 'maybe']);
  });
});

describe('the routes of several files', () => {
  const join = (texts: Readonly<Record<string, string>>, of: string): { readonly routes: readonly string[]; readonly isOpen: boolean } => {
    const scripts = Object.entries(texts).map(([path, text]) => createScriptModel(createDocument(path, text), parsePython(text)));
    const found = [...joinRoutes(scripts)].find(([{ document }]) => document.path === of)?.[1];
    assert.ok(found);
    return { routes: found.routes.map(show), isOpen: found.isOpen };
  };
  const blueprint = (made = '') => `from flask import Blueprint\nbp = Blueprint('a', __name__${made})\n@bp.post('/x')\ndef x(): ...\n`;
  const router = (made = '') => `from fastapi import APIRouter\nrouter = APIRouter(${made})\n@router.post('/x')\ndef x(): ...\n`;

  it('have the prefixes that parts are registered with', () => {
    const of = (app: string, made = '') => join({ 'src/app.py': flask + app, 'src/api.py': blueprint(made) }, 'src/api.py').routes;
    assert.deepEqual(of('from api import bp\napp.register_blueprint(bp)\n'), ['flask /x POST']);
    assert.deepEqual(of('import api\napp.register_blueprint(api.bp, url_prefix="/v1")\n', ', url_prefix="/v2"'), ['flask /v1/x POST']);
    assert.deepEqual(of('from .api import bp as b\napp.register_blueprint(b)\n', ', url_prefix="/v2"'), ['flask /v2/x POST']);
    assert.deepEqual(of('from src import api\napp.register_blueprint(api.bp)\n'), ['flask /x POST']);
    const included = 'from api import router\napp.include_router(router, prefix="/a")\n';
    assert.deepEqual(join({ 'app.py': fastapi + included, 'api.py': router('prefix="/b"') }, 'api.py').routes, ['fastapi /a/b/x POST']);
  });

  it('are found behind a package that hands them on', () => {
    const texts = {
      'app.py': `${flask}from api import bp\napp.register_blueprint(bp)\n`,
      'api/__init__.py': 'from .views import bp\n',
      'api/views.py': blueprint(),
    };
    assert.deepEqual(join(texts, 'api/views.py'), { routes: ['flask /x POST'], isOpen: false });
    assert.equal(join(texts, 'app.py').isOpen, false);
  });

  it('are not known where nobody can tell', () => {
    const of = (app: string, api = blueprint()) => join({ 'app.py': flask + app, 'api.py': api }, 'api.py');
    const unknown = ['flask ? /x POST'];
    assert.deepEqual(of('').routes, unknown);
    assert.deepEqual(of('from other import bp\napp.register_blueprint(bp)\n').routes, unknown);
    assert.deepEqual(of('import api\napp.register_blueprint(api.bp, url_prefix=prefix())\n').routes, unknown);
    const twice = 'import api\napp.register_blueprint(api.bp)\napp.register_blueprint(api.bp, url_prefix="/v1")\n';
    assert.deepEqual(of(twice).routes, unknown);
    assert.deepEqual(of('import api\napp.register_blueprint(api.bp)\n', `${blueprint()}bp = CORS(bp)\n`).routes, unknown);
    // The application may answer in front of what it has registered.
    const catching = 'import api\napp.register_blueprint(api.bp)\n@app.before_request\ndef check(): ...\n';
    assert.deepEqual(of(catching), { routes: ['flask /x POST'], isOpen: true });
    assert.equal(join({ 'app.py': `${flask}import api\napp.register_blueprint(api.bp)\n` }, 'app.py').isOpen, true);
  });
});
