import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { Route, ServerReading } from '../../src/sagemaker/script/server.js';
import { routeMatch } from '../../src/sagemaker/script/web/match.js';
import { readGunicornConfiguration } from '../../src/sagemaker/server/gunicorn-configuration.js';
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

describe('servers that a script starts', () => {
  const starts = (text: string): string[] =>
    read(text).starts.map(({ server, addresses, run }) =>
      [
        server,
        ...addresses.map(({ host, port, isUnixSocket }) =>
          isUnixSocket
            ? 'unix'
            : [host, port]
                .map(({ value, given }) => `${value.known ? `${value.assumed ? '~' : ''}${value.value}` : '?'}${given ? '' : '*'}`)
                .join(' '),
        ),
        run.when,
      ].join(', '),
    );

  it('reads app.run and its like', () => {
    assert.deepEqual(starts(`${flask}if __name__ == '__main__':\n    app.run()\n`), ['Flask, 127.0.0.1* 5000*, main']);
    assert.deepEqual(starts(`${flask}app.run('0.0.0.0', 8080, debug=True)\n`), ['Flask, 0.0.0.0 8080, load']);
    assert.deepEqual(starts(`${flask}import os\napp.run(port=int(os.environ.get('PORT', 8080)))\n`), ['Flask, 127.0.0.1* ~8080, load']);
    assert.deepEqual(starts(`${flask}app.run(port=args.port, **options)\n`), ['Flask, ? ?, load']);
    assert.deepEqual(starts("from web import app\napp.run(host='0.0.0.0')\nrunner.run()\n# flask\n"), ['the server, 0.0.0.0 ?*, load']);
  });

  it('reads the functions of servers', () => {
    assert.deepEqual(starts("import uvicorn\nuvicorn.run('main:app', port=8080)\n"), ['uvicorn, 127.0.0.1* 8080, load']);
    assert.deepEqual(starts("import uvicorn\nuvicorn.run(app, uds='/tmp/s')\n"), ['uvicorn, load']);
    assert.deepEqual(starts("from waitress import serve\nserve(app)\nserve(app, listen='*:80')\n"), [
      'waitress, 0.0.0.0* 8080*, load',
      'waitress, * 80, load',
    ]);
    assert.deepEqual(
      starts("from gevent.pywsgi import WSGIServer\nWSGIServer(('0.0.0.0', 8080), app).serve_forever()\nWSGIServer(':80', app)\n"),
      ['gevent, 0.0.0.0 8080, load', 'gevent, 0.0.0.0 80, load'],
    );
    assert.deepEqual(starts("from http.server import HTTPServer\nPORT = 8080\nHTTPServer(('', PORT), H)\n"), ['http.server,  8080, load']);
    assert.deepEqual(starts("from wsgiref.simple_server import make_server\nmake_server('localhost', 8000, app)\n"), [
      'wsgiref, localhost 8000, load',
    ]);
    assert.deepEqual(starts('from aiohttp import web\nweb.run_app(app)\n'), ['aiohttp, 0.0.0.0* 8080*, load']);
    assert.deepEqual(starts('import tornado.web\napp = tornado.web.Application([])\napp.listen(8888)\n'), ['Tornado, * 8888, load']);
  });

  it('knows nothing of a call that is half typed', () => {
    for (const call of ["uvicorn.run(app, host='0.0.0.0', {{ port=8080)", 'uvicorn.run(app, [port=8080)', 'uvicorn.run(app, port=']) {
      const addresses = read(`import uvicorn\n${call}\n`).starts.flatMap((start) => start.addresses);
      assert.deepEqual(addresses, [], call);
    }
    assert.deepEqual(starts("import uvicorn\nuvicorn.run(\n    app,  # the application :(\n    host='(',\n)\n"), [
      'uvicorn, ( 8000*, load',
    ]);
  });

  it('reads servers that are started as programs', () => {
    assert.deepEqual(
      starts(`import os, subprocess
workers = int(os.environ.get('MODEL_SERVER_WORKERS', 2))
def start():
    nginx = subprocess.Popen(['nginx', '-c', '/opt/program/nginx.conf'])
    gunicorn = subprocess.Popen(['gunicorn', '-b', 'unix:/tmp/gunicorn.sock', '-w', str(workers), 'wsgi:app'])
if __name__ == '__main__':
    start()
`),
      ['nginx, main', 'gunicorn, unix, main'],
    );
    assert.deepEqual(starts("import os\nos.system('gunicorn -b 127.0.0.1:5000 app:app')\n"), ['gunicorn, 127.0.0.1 5000, load']);
    assert.deepEqual(starts("import os\nos.execvp('gunicorn', ['gunicorn', '--bind', f'0.0.0.0:{port}', 'app:app'])\n"), [
      'gunicorn, 0.0.0.0 ?, load',
    ]);
    assert.deepEqual(starts("import os\nos.execlp('uvicorn', 'uvicorn', 'app:app', '--port', '8080')\n"), [
      'uvicorn, 127.0.0.1* 8080, load',
    ]);
    assert.deepEqual(starts("import subprocess, shlex\nsubprocess.run(shlex.split('uvicorn app:app --host 0.0.0.0'))\n"), [
      'uvicorn, 0.0.0.0 8000*, load',
    ]);
    assert.deepEqual(starts("import subprocess\nsubprocess.run(['sh', '-c', 'gunicorn -b :8080 app:app'])\n"), [
      'gunicorn, 0.0.0.0 8080, load',
    ]);
    assert.deepEqual(starts("import subprocess\nsubprocess.run(['pip', 'install', 'gunicorn'])\n"), []);
  });

  it('says what it knows of a command that is put together', () => {
    const text = `import os, subprocess
timeout = os.environ.get('MODEL_SERVER_TIMEOUT', 60)
command = ['gunicorn', '--timeout', str(timeout), '-b', '0.0.0.0:9000']
command += extra
subprocess.Popen(command)
`;
    const [start] = read(text).starts;
    assert.deepEqual(start?.command?.timeout?.value, { known: true, value: 60, assumed: true });
    assert.equal(start?.command?.isOpen, true);
    assert.equal(at(text, start?.addresses[0]?.port.given?.span), '9000');
    const string = "import os\nos.system('gunicorn -b 0.0.0.0:5000 app:app')\n";
    assert.equal(at(string, read(string).starts[0]?.addresses[0]?.port.given?.span), '5000');
  });

  it('knows model servers and what they are told', () => {
    const { modelServers, namesBindToPort } = read(
      "import os\nfrom sagemaker_inference import model_server\nmodel_server.start_model_server()\nport = os.environ['SAGEMAKER_BIND_TO_PORT']\n",
    );
    assert.deepEqual([modelServers.map(({ name }) => name), namesBindToPort], [['sagemaker_inference'], true]);
  });

  it('looks at no text without a word of servers', () => {
    assert.deepEqual(read('import torch\nprint(torch.__version__)\n'), {
      routes: [],
      isOpen: false,
      applications: [],
      starts: [],
      programs: [],
      modelServers: [],
      executionParameters: [],
      namesBindToPort: false,
    });
  });
});

describe('the answer to /execution-parameters', () => {
  const parameters = (text: string) =>
    read(text).executionParameters.map(({ name, value, valueSpan }) => [name, value.known ? value.value : '?', at(text, valueSpan)]);

  it('is read wherever it is written', () => {
    const route = (body: string) => `${flask}@app.route('/execution-parameters')\ndef parameters():\n    ${body}\n`;
    assert.deepEqual(parameters(route('return {"BatchStrategy": "MultiRecord", "MaxPayloadInMB": 6}')), [
      ['BatchStrategy', 'MultiRecord', 'MultiRecord'],
      ['MaxPayloadInMB', '?', '6'],
    ]);
    assert.deepEqual(parameters(route("answer = dict(BatchStrategy='MULTI_RECORD'); return answer")), [
      ['BatchStrategy', 'MULTI_RECORD', 'MULTI_RECORD'],
    ]);
    assert.deepEqual(parameters(`ANSWER = {"BatchStrategy": "SingleRecord"}\n${route('return jsonify(ANSWER)')}`), [
      ['BatchStrategy', 'SingleRecord', 'SingleRecord'],
    ]);
    assert.deepEqual(parameters(route('return \'{"BatchStrategy": "MultiRecord"}\'')), [['BatchStrategy', 'MultiRecord', 'MultiRecord']]);
    assert.deepEqual(parameters('def execution_parameters_fn():\n    return {"BatchStrategy": "MultiRecord"}\n'), [
      ['BatchStrategy', 'MultiRecord', 'MultiRecord'],
    ]);
    assert.deepEqual(parameters(`${flask}client.create_transform_job(BatchStrategy="MultiRecord")\n# execution-parameters\n`), []);
  });
});

describe('gunicorn.conf.py', () => {
  it('is read by the names of the module', () => {
    const configuration = readGunicornConfiguration(
      script("bind = '127.0.0.1:9000'\ntimeout = 120\nworker_class = 'gevent'\nthreads = int(x)\n"),
    );
    assert.deepEqual(
      configuration.addresses?.map(({ host, port }) => [host.value.known && host.value.value, port.value.known && port.value.value]),
      [['127.0.0.1', 9000]],
    );
    assert.equal(configuration.timeout?.value.known && configuration.timeout.value.value, 120);
    assert.equal(configuration.workerClass?.value.known && configuration.workerClass.value.value, 'gevent');
    assert.equal(configuration.threads?.value.known, false);
    assert.equal(configuration.workers, undefined);
    const unknownBind = readGunicornConfiguration(script('import os\nif x:\n    bind = "a"\nelse:\n    bind = "b"\n'));
    assert.deepEqual(unknownBind.addresses, []);
    assert.equal(readGunicornConfiguration(script('workers = 2\n')).addresses, undefined);
    assert.equal(readGunicornConfiguration(script("bind = ['0.0.0.0:8080', 'unix:/tmp/s']\n")).addresses?.length, 2);
  });
});
