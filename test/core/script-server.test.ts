import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { ServerReading } from '../../src/sagemaker/script/server.js';
import { readGunicornConfiguration } from '../../src/sagemaker/server/gunicorn-configuration.js';
import { createDocument } from '../../src/text/document.js';
import type { Span } from '../../src/text/span.js';

const script = (text: string) => createScriptModel(createDocument('serve.py', text), parsePython(text));
const read = (text: string): ServerReading => script(text).server;
const at = (text: string, span: Span | undefined): string | undefined => span && text.slice(span.start, span.end);

const flask = 'import flask\napp = flask.Flask(__name__)\n';

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
      isOpenItself: false,
      foreignParts: [],
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
