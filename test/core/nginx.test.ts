import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { parseNginx } from '../../src/languages/nginx/parse.js';
import type { NginxDirective } from '../../src/languages/nginx/syntax.js';
import { type NginxServer, readNginx } from '../../src/sagemaker/server/nginx.js';
import { alternativeInsertion, routeOf } from '../../src/sagemaker/server/nginx-locations.js';
import { createDocument } from '../../src/text/document.js';

const outline = (directives: readonly NginxDirective[]): unknown[] =>
  directives.map(({ name, words, block }) => [name, ...words.map(({ text }) => text), ...(block ? [outline(block.directives)] : [])]);
const parse = (text: string): unknown[] => outline(parseNginx(text).directives);

describe('parseNginx', () => {
  it('reads directives, blocks, quotes and comments', () => {
    assert.deepEqual(
      parse('a 1; # b;\nhttp { server{listen 8080 deferred; return 404 "{;}\\" #"; } }\nlocation ~ ^/(ping|x)#y$ { c \'d e\'; }'),
      [
        ['a', '1'],
        [
          'http',
          [
            [
              'server',
              [
                ['listen', '8080', 'deferred'],
                ['return', '404', '{;}\\" #'],
              ],
            ],
          ],
        ],
        ['location', '~', '^/(ping|x)#y$', [['c', 'd e']]],
      ],
    );
  });

  it('gives offsets of what is written', () => {
    const text = 'server { listen "8080" ; }';
    const [server] = parseNginx(text).directives;
    const listen = server?.block?.directives[0];
    assert.equal(server && text.slice(server.span.start, server.span.end), text);
    assert.equal(listen && text.slice(listen.span.start, listen.span.end), 'listen "8080" ;');
    assert.equal(listen?.words[0] && text.slice(listen.words[0].span.start, listen.words[0].span.end), '"8080"');
  });

  it('keeps the placeholders of templates as words', () => {
    const { directives } = parseNginx('listen ${PORT:-8080}; listen {{ port }}; listen %PORT%; %FORWARD%;\nset $a b; {% if x %}\nok 1;');
    assert.deepEqual(
      directives.map(({ name, words, isPlaceholder }) => [name, isPlaceholder, ...words.map(({ isLiteral }) => isLiteral)]),
      [
        ['listen', false, false],
        ['listen', false, false],
        ['listen', false, false],
        ['%FORWARD%', true],
        ['set', false, false, true],
        ['{% if x %}', true, true, true],
      ],
    );
    assert.equal(parseNginx('location ~ ^/ping$ { }').directives[0]?.words[1]?.isLiteral, true);
  });

  it('says what is half typed', () => {
    const [server] = parseNginx('server { listen 80').directives;
    assert.equal(server?.isTerminated, false);
    assert.equal(server?.block?.isClosed, false);
    assert.equal(server?.block?.directives[0]?.isTerminated, false);
    assert.deepEqual(parse('} } a; {'), [['a'], ['', []]]);
  });

  it('goes past Lua', () => {
    assert.deepEqual(parse('a { content_by_lua_block { if x then y = "}" end } b; }'), [['a', [['content_by_lua_block', []], ['b']]]]);
  });

  it('does not fail on any prefix, nor on deep nesting', () => {
    const text = 'http { # x\r\n server { listen "[::]:8080"; location ~ \\.py$ { return 200 \'{a}\'; } ${x} {{ y }} } }';
    for (let end = 0; end <= text.length; end++) parseNginx(text.slice(0, end));
    parseNginx('a{'.repeat(50_000));
  });
});

const sample = (server: string, http = ''): string => `events { }
http {
  include /etc/nginx/mime.types;${http}
  upstream gunicorn {
    server unix:/tmp/gunicorn.sock;
  }
  server {
    ${server}
  }
}
`;
const read = (text: string) => readNginx(createDocument('nginx.conf', text));
const serverOf = (text: string): NginxServer => {
  const [server] = read(text).servers;
  assert.ok(server);
  return server;
};
const listenersOf = (text: string) =>
  serverOf(text).listeners.map(({ host, port, isUnixSocket }) =>
    isUnixSocket ? 'unix' : `${host.known ? host.value : '?'} ${port.known ? port.value : '?'}`,
  );
const answersOf = (text: string) =>
  ['/ping', '/invocations', '/execution-parameters'].map((path) => {
    const route = routeOf(serverOf(text).locations, path);
    if (typeof route === 'string') return route;
    return route.answer.kind === 'returns' ? route.answer.status : route.answer.kind;
  });

describe('readNginx', () => {
  it('reads listeners', () => {
    const text = sample('listen 8080 deferred; listen 0.0.0.0:8081; listen [::]:8082; listen localhost; listen unix:/tmp/a; listen $port;');
    assert.deepEqual(listenersOf(text), ['* 8080', '0.0.0.0 8081', '[::] 8082', 'localhost 80', 'unix', '? ?']);
    assert.deepEqual(listenersOf(sample('listen 127.0.0.1:%PORT%; listen [::1]; listen "*:8080";')), ['127.0.0.1 ?', '[::1] 80', '* 8080']);
    const span = serverOf(text).listeners[2]?.portSpan;
    assert.equal(span && text.slice(span.start, span.end), '8082');
    assert.deepEqual(listenersOf(sample('listen 80')), []);
  });

  it('reads the limit of bodies', () => {
    const limit = (server: string, http?: string) => {
      const { bodyLimit } = serverOf(sample(server, http));
      return bodyLimit.kind === 'given' ? bodyLimit.bytes : bodyLimit.kind;
    };
    assert.deepEqual(limit('client_max_body_size 5m;'), { known: true, value: 5242880, assumed: false });
    assert.deepEqual(limit('client_max_body_size 0;'), { known: true, value: 0, assumed: false });
    assert.deepEqual(limit('listen 80;', 'client_max_body_size 6M;'), { known: true, value: 6291456, assumed: false });
    assert.deepEqual(limit('client_max_body_size %LIMIT%;'), { known: false, why: 'not a size that nginx reads' });
    assert.equal(limit('listen 8080;'), 'absent');
    assert.equal(limit('include limits.conf;'), 'unknown');
    assert.equal(limit('listen 8080;', 'include conf.d/*.conf;'), 'unknown');
    const text = sample('listen 8080 deferred; # ours\n    location / { client_max_body_size 2m; }');
    const server = serverOf(text);
    assert.equal(server.locations[0]?.bodyLimit?.bytes.known, true);
    const insert = server.bodyLimit.kind === 'absent' ? server.bodyLimit.insert : undefined;
    assert.deepEqual(insert, { offset: text.indexOf(' # ours'), indentation: '\n    ' });
  });

  it('knows which location answers', () => {
    const pass = '{ proxy_pass http://gunicorn; }';
    assert.deepEqual(answersOf(sample(`location ~ ^/(ping|invocations) ${pass} location / { return 404 "{}"; }`)), [
      'forwards',
      'forwards',
      404,
    ]);
    assert.deepEqual(answersOf(sample(`location = /ping { return 200; } location /invocations ${pass}`)), [200, 'forwards', 'none']);
    assert.deepEqual(answersOf(sample('location ^~ /p { return 201; } location ~ . { return 202; }')), [201, 202, 202]);
    assert.deepEqual(answersOf(sample(`location @app ${pass} location / { try_files $uri @app; }`)), ['forwards', 'forwards', 'forwards']);
    assert.deepEqual(answersOf(sample('location / { root /srv; } location ~* ^/PING { return 200; }')), [200, 'files', 'files']);
  });

  it('does not guess what a location does', () => {
    assert.deepEqual(answersOf(sample('location / { if ($x) { return 200; } }')), ['unknown', 'unknown', 'unknown']);
    assert.deepEqual(answersOf(sample('location /ping { %FORWARD%; } location ~ ^/{{ paths }} { }')), ['unknown', 'unknown', 'unknown']);
    assert.deepEqual(answersOf(sample('location ~ ^/(.*)+$ { return 200; }')), ['unknown', 'unknown', 'unknown']);
    assert.deepEqual(answersOf(sample('location ~ ^/[ { return 200; }')), ['unknown', 'unknown', 'unknown']);
  });

  it('says what the server behind is asked for', () => {
    const renamed = (location: string) => {
      const [first] = serverOf(sample(location)).locations;
      return first?.answer.kind === 'forwards' && first.answer.isRenamed;
    };
    assert.equal(renamed('location /invocations { proxy_pass http://gunicorn; }'), false);
    assert.equal(renamed('location /invocations { proxy_pass http://gunicorn/predict; }'), true);
    assert.equal(renamed('location /models { proxy_pass http://gunicorn/models; }'), false);
    assert.equal(renamed('location / { proxy_pass http://127.0.0.1:8000/; }'), false);
  });

  it('knows where a path can be added', () => {
    const text = sample('location ~ ^/(ping|invocations) { proxy_pass http://gunicorn; }');
    const [location] = serverOf(text).locations;
    assert.equal(location && alternativeInsertion(location), text.indexOf(') {'));
    const [other] = serverOf(sample('location ~ ^/(ping|v[0-9]+) { }')).locations;
    assert.equal(other && alternativeInsertion(other), undefined);
  });

  it('reads upstreams, and a file of conf.d without http', () => {
    const model = read('upstream app { server 127.0.0.1:5000; } server { listen 8080; }');
    assert.deepEqual(
      model.upstreams.map(({ name, servers }) => [name, servers.map(({ address }) => address)]),
      [['app', ['127.0.0.1:5000']]],
    );
    assert.equal(model.servers.length, 1);
    assert.equal(model.isOpen, false);
    assert.equal(read(sample('', 'include conf.d/*.conf;')).isOpen, true);
    assert.equal(serverOf(sample('include more.conf;')).isOpen, true);
  });
});
