import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { parseShell } from '../../src/languages/shell/parse.js';
import { isLoopback, type Setting } from '../../src/sagemaker/server/address.js';
import { readServerCommand, type ServerCommand, shellScriptOf } from '../../src/sagemaker/server/command.js';
import { plainCommandWords, shellCommandWords } from '../../src/sagemaker/server/command-word.js';

/** Reads the first command of a shell text; offsets are those of the text. */
function read(text: string): ServerCommand | undefined {
  const [command] = parseShell(text).commands;
  return command && readServerCommand(shellCommandWords(text, command.words));
}

const show = (setting: Setting<string | number> | undefined): string => {
  if (!setting) return '-';
  const { value, given } = setting;
  return `${value.known ? `${value.assumed ? '~' : ''}${value.value}` : '?'}${given ? '' : ' by default'}`;
};
const addresses = (text: string): string[] =>
  (read(text)?.addresses ?? []).map(({ host, port, isUnixSocket }) => (isUnixSocket ? 'unix' : `${show(host)}, ${show(port)}`));
const writtenAt = (text: string, setting: Setting<unknown> | undefined): string | undefined =>
  setting?.given && `${text.slice(setting.given.span.start, setting.given.span.end)}${setting.given.isExact ? '' : ' around'}`;

describe('server commands', () => {
  it('knows what starts a server, and behind what', () => {
    const programs = [
      'gunicorn app:app',
      'exec /usr/local/bin/gunicorn app:app',
      'conda run -n serving uvicorn app:app',
      'python -m uvicorn app:app',
      'python3 -u -m flask run',
      'flask --app web run',
      'python manage.py runserver 0.0.0.0:8080',
      'waitress-serve --port=8080 app:app',
      'nginx -c /opt/program/nginx.conf',
      'torchserve --start',
      'python -m vllm.entrypoints.openai.api_server',
      'uwsgi --http :8080',
      'mlflow models serve -m model',
    ];
    assert.deepEqual(
      programs.map((text) => read(text)?.program),
      [
        'gunicorn',
        'gunicorn',
        'uvicorn',
        'uvicorn',
        'flask',
        'flask',
        'django',
        'waitress',
        'nginx',
        'torchserve',
        'vllm',
        'uwsgi',
        'mlflow',
      ],
    );
    for (const text of [
      'python app.py',
      'python train.py -m uvicorn',
      'flask db upgrade',
      'serve',
      'pip install gunicorn',
      'python -m pip install uvicorn',
      '',
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it('reads the addresses of gunicorn', () => {
    assert.deepEqual(addresses('gunicorn app:app'), ['127.0.0.1 by default, 8000 by default']);
    assert.deepEqual(addresses('gunicorn -b 0.0.0.0:8080 --bind=unix:/tmp/a.sock app:app'), ['0.0.0.0, 8080', 'unix']);
    assert.deepEqual(addresses('gunicorn -b:8080 app:app'), ['0.0.0.0, 8080']);
    assert.deepEqual(addresses('gunicorn --bind localhost app:app'), ['localhost, 8000 by default']);
    assert.deepEqual(addresses('gunicorn --bind [::]:8080 app:app'), ['[::], 8080']);
    assert.deepEqual(addresses('gunicorn --bind "127.0.0.1:$PORT" app:app'), ['127.0.0.1, ?']);
    assert.deepEqual(addresses('gunicorn --bind 0.0.0.0:${PORT:-8080} app:app'), ['~0.0.0.0, ~8080']);
    assert.deepEqual(addresses('gunicorn --bind $BIND app:app'), ['?, ?']);
    assert.deepEqual(addresses('gunicorn -w 4 -k gevent --bind unix:/tmp/gunicorn.sock app:app'), ['unix']);
  });

  it('reads the addresses of the others', () => {
    assert.deepEqual(addresses('uvicorn --host 0.0.0.0 --reload --port=8080 app:app'), ['0.0.0.0, 8080']);
    assert.deepEqual(addresses('uvicorn app:app --port 8080'), ['127.0.0.1 by default, 8080']);
    assert.deepEqual(addresses('uvicorn app:app --uds /tmp/a.sock'), ['unix']);
    assert.deepEqual(addresses('flask run -h 0.0.0.0 -p 8080'), ['0.0.0.0, 8080']);
    assert.deepEqual(addresses('hypercorn app:app -b 0.0.0.0:8080'), ['0.0.0.0, 8080']);
    assert.deepEqual(addresses('waitress-serve app:app'), ['0.0.0.0 by default, 8080 by default']);
    assert.deepEqual(addresses('waitress-serve --listen=*:8080 app:app'), ['*, 8080']);
    assert.deepEqual(addresses('fastapi run app.py'), ['0.0.0.0 by default, 8000 by default']);
    assert.deepEqual(addresses('fastapi dev app.py --port 8080'), ['127.0.0.1 by default, 8080']);
    assert.deepEqual(addresses('python manage.py runserver'), ['127.0.0.1 by default, 8000 by default']);
    assert.deepEqual(addresses('python manage.py runserver 8080'), ['127.0.0.1 by default, 8080']);
    assert.deepEqual(addresses('python -m http.server 8080 --bind 127.0.0.1'), ['127.0.0.1, 8080']);
    assert.deepEqual(addresses('uwsgi --http :8080'), ['0.0.0.0, 8080']);
    assert.deepEqual(addresses('uwsgi --ini app.ini'), []);
    assert.deepEqual(addresses('daphne -b 0.0.0.0 -p 8080 app:app'), ['0.0.0.0, 8080']);
  });

  it('says where values stand, as exactly as they are written', () => {
    const text = 'gunicorn --bind="127.0.0.1:5000" --timeout 20 app:app';
    const command = read(text);
    assert.equal(writtenAt(text, command?.addresses[0]?.port), '--bind="127.0.0.1:5000" around');
    assert.equal(writtenAt(text, command?.timeout), '20');
    const plain = "gunicorn -b '127.0.0.1:5000' app:app";
    assert.equal(writtenAt(plain, read(plain)?.addresses[0]?.host), '127.0.0.1');
    assert.equal(writtenAt(plain, read(plain)?.addresses[0]?.port), '5000');
    const glued = 'uvicorn --host=127.0.0.1 app:app';
    assert.equal(writtenAt(glued, read(glued)?.addresses[0]?.host), '127.0.0.1');
  });

  it('reads the rest of the options', () => {
    const command = read('gunicorn --preload -t 120 -w4 -k uvicorn.workers.UvicornWorker --threads=2 -c conf.py app.main:create_app()');
    assert.deepEqual([command?.timeout, command?.workers, command?.workerClass, command?.threads, command?.configuration].map(show), [
      '120',
      '4',
      'uvicorn.workers.UvicornWorker',
      '2',
      'conf.py',
    ]);
    assert.equal(show(read('gunicorn --preload wsgi:app')?.application), 'wsgi:app');
    assert.equal(show(read('gunicorn --workers 3 $APP')?.application), '?');
    assert.equal(read('gunicorn $OPTIONS app:app')?.isOpen, true);
    assert.equal(read('gunicorn app:app "$@"')?.isOpen, true);
    assert.equal(read('gunicorn -w $WORKERS app:app')?.isOpen, false);
    assert.equal(show(read('nginx -g "daemon off;" -c /etc/nginx.conf')?.configuration), '/etc/nginx.conf');
  });

  it('finds the script of `sh -c`', () => {
    assert.equal(shellScriptOf(plainCommandWords(['/bin/sh', '-c', 'gunicorn app:app']))?.text, 'gunicorn app:app');
    assert.equal(shellScriptOf(plainCommandWords(['bash', '-lc', 'nginx']))?.text, 'nginx');
    assert.equal(shellScriptOf(plainCommandWords(['bash', 'serve.sh', '-c', 'x'])), undefined);
    assert.equal(readServerCommand(plainCommandWords(['sh', '-c', 'gunicorn app:app'])), undefined);
  });

  it('knows hosts that only the container itself reaches', () => {
    assert.deepEqual(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'].filter(isLoopback).length, 5);
    assert.deepEqual(['0.0.0.0', '', '*', '::', 'example.com', '10.0.0.1'].filter(isLoopback), []);
  });
});
