import { strict as assert } from 'node:assert';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { rejectionOf } from '../../src/sagemaker/image/entry-point.js';
import { listStrings, looksLikeList, plainWords } from '../../src/sagemaker/image/exec-form.js';
import type { ImageModel, Start } from '../../src/sagemaker/image/model.js';
import { harmfulLineBreak, shebangOf } from '../../src/sagemaker/image/script-text.js';
import { startedWords } from '../../src/sagemaker/image/wrappers.js';

/** The only image of a Dockerfile that says that it is for SageMaker. */
function imageOf(text: string, others: Readonly<Record<string, string>> = {}): ImageModel {
  const project = createProject(
    filesFromMemory(new Map([['Dockerfile', `${text}\nENV SAGEMAKER_REGION=eu-west-1\n`], ...Object.entries(others)])),
  );
  const [image, ...rest] = project.imagesOf('Dockerfile');
  assert.ok(image && rest.length === 0);
  return image;
}

function startOf(text: string, argument: 'train' | 'serve' = 'train', others: Readonly<Record<string, string>> = {}): Start {
  return imageOf(text, others).start(argument);
}

const nothing: Start = { kind: 'nothing', doubts: [] };

describe('what docker run IMAGE train and serve start', () => {
  it('an ENTRYPOINT in exec form, with the argument behind its words', () => {
    assert.deepEqual(startOf('FROM python:3.11\nENTRYPOINT ["python", "a.py"]\nCMD ["x"]'), {
      kind: 'entrypoint',
      words: ['python', 'a.py', 'train'],
    });
    assert.deepEqual(startOf('FROM python:3.11 AS a\nENTRYPOINT ["x"]\nFROM a', 'serve'), { kind: 'entrypoint', words: ['x', 'serve'] });
  });

  it('a shell, for an ENTRYPOINT in shell form and for a list that is not JSON', () => {
    assert.deepEqual(startOf('FROM python:3.11\nENTRYPOINT python a.py'), { kind: 'shell' });
    assert.deepEqual(startOf("FROM python:3.11\nENTRYPOINT ['python', 'a.py']"), { kind: 'shell' });
  });

  it('a file of that name on PATH', () => {
    const file: Start = { kind: 'program', path: '/opt/program/train', from: 'file' };
    assert.deepEqual(startOf('FROM python:3.11\nENV PATH="/opt/program:$PATH"\nCOPY train /opt/program/train'), file);
    assert.deepEqual(startOf('FROM python:3.11\nENV PATH /opt/program:$PATH\nCOPY code /opt/program', 'train', { 'code/train': '' }), file);
    assert.deepEqual(startOf('FROM python:3.11\nCOPY a.py /a.py\nRUN ln -s /a.py /usr/bin/serve', 'serve'), {
      kind: 'program',
      path: '/usr/bin/serve',
      from: 'file',
    });
  });

  it('a program that a toolkit brings', () => {
    const toolkit: Start = { kind: 'program', path: 'train', from: 'toolkit' };
    assert.deepEqual(startOf('FROM python:3.11\nRUN pip install sagemaker-training'), toolkit);
    assert.deepEqual(
      startOf('FROM python:3.11\nCOPY r.txt .\nRUN pip install -r r.txt', 'train', { 'r.txt': 'numpy\nsagemaker_training==4.*\n' }),
      toolkit,
    );
    assert.deepEqual(startOf('FROM python:3.11\nRUN pip install sagemaker sagemaker-inference', 'serve'), nothing);
  });

  it('a program of the base, and the entry point of the base', () => {
    const registry = '763104351884.dkr.ecr.eu-west-1.amazonaws.com';
    assert.deepEqual(startOf(`FROM ${registry}/tensorflow-training:2.13.0-cpu-py310-ubuntu20.04-sagemaker`), {
      kind: 'program',
      path: 'train',
      from: 'base',
    });
    assert.deepEqual(startOf(`FROM ${registry}/pytorch-training:2.1.0-cpu-py310-ubuntu20.04-sagemaker`), { kind: 'base' });
  });

  it('nothing, with and without doubts', () => {
    assert.deepEqual(startOf('FROM python:3.11\nCMD ["python", "a.py"]'), nothing);
    assert.deepEqual(startOf('FROM python:3.11\nCOPY train /opt/program/train'), nothing);
    assert.deepEqual(startOf('FROM python:3.11\nCOPY train /usr/bin/train\nRUN rm /usr/bin/train'), nothing);
    assert.deepEqual(startOf('FROM python:3.11\nRUN pip install -r requirements.txt'), { kind: 'nothing', doubts: ['requirements.txt'] });
  });

  it('what stands behind a program that only hands on', () => {
    assert.deepEqual(startOf('FROM python:3.11\nENTRYPOINT ["tini", "-g", "--"]'), nothing);
    assert.deepEqual(startOf('FROM python:3.11\nRUN pip install sagemaker-training\nENTRYPOINT ["conda", "run", "-n", "a"]'), {
      kind: 'program',
      path: 'train',
      from: 'toolkit',
    });
    assert.equal(startOf('FROM python:3.11\nENTRYPOINT ["tini", "--", "python", "a.py"]').kind, 'entrypoint');
    assert.deepEqual(startOf('FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04'), nothing);
  });

  it('nobody knows, where the base, PATH, a script or an archive may bring it', () => {
    for (const text of [
      'FROM registry.example.com/team/base:1',
      'ARG BASE\nFROM ${BASE}',
      'FROM python:3.11\nARG FOLDER\nENV PATH=$FOLDER:$PATH',
      'FROM python:3.11\nARG FOLDER=/a\nENV PATH=$FOLDER:$PATH',
      'FROM python:3.11\nCOPY . /src\nRUN /src/install.sh',
      'FROM python:3.11\nCOPY own.tar.gz /\nRUN pip install /own.tar.gz',
      'FROM python:3.11\nRUN git clone https://example.com/a.git /usr/local/bin',
    ]) {
      assert.equal(startOf(text).kind, 'unknown', text);
    }
    assert.deepEqual(startOf('FROM registry.example.com/team/base:1\nENTRYPOINT []').kind, 'unknown');
  });
});

describe('findProgram', () => {
  it('finds a name on PATH, a path in WORKDIR, and says why it cannot', () => {
    const image = imageOf('FROM python:3.11\nENV PATH=/a:$PATH\nWORKDIR /w\nCOPY x.sh /a/\nCOPY y.sh /w/');
    assert.equal(image.findProgram('x.sh').path, '/a/x.sh');
    assert.equal(image.findProgram('./y.sh').path, '/w/y.sh');
    assert.deepEqual(image.findProgram('y.sh'), { path: undefined, fact: undefined, why: undefined });
    assert.match(imageOf('FROM registry.example.com/a:1').findProgram('x').why ?? '', /base image/);
  });
});

describe('words that start a program', () => {
  it('are found behind tini, conda run and the like', () => {
    assert.deepEqual(startedWords(['tini', '-g', '-e', '143', '--', 'python', 'a.py']), ['python', 'a.py']);
    assert.deepEqual(startedWords(['conda', 'run', '--no-capture-output', '-n', 'a', 'python', '-u']), ['python', '-u']);
    assert.deepEqual(startedWords(['/usr/bin/env', 'A=1', 'tini', 'x']), ['x']);
    assert.deepEqual(startedWords(['bash', '-l', '-c']), []);
    assert.deepEqual(startedWords(['bash', '-c', 'run x']), ['bash', '-c', 'run x']);
    assert.deepEqual(startedWords(['conda', 'list']), ['conda', 'list']);
  });

  it('bear one more argument, or do not', () => {
    for (const line of [
      'uvicorn a:b --port 80',
      'flask run',
      'python3 -m http.server 8080',
      '/opt/venv/bin/gunicorn a:b -w 2',
      'python -m gunicorn a:b --reload',
      'tini -- uvicorn a:b',
    ]) {
      assert.ok(rejectionOf(line.split(' ')), line);
    }
    for (const line of [
      'gunicorn -b localhost:80 a:b',
      'gunicorn -c conf.py',
      'python uvicorn.py -x',
      'python a.py',
      'sh -c uvicorn',
      'http.server',
      'gunicorn a:b',
    ]) {
      assert.equal(rejectionOf(line.split(' ')), undefined, line);
    }
    assert.deepEqual(rejectionOf(['gunicorn', '--preload', 'a:b', '-b', 'x:1'])?.reordered, ['gunicorn', '--preload', '-b', 'x:1', 'a:b']);
  });

  it('are plain where no shell is needed', () => {
    assert.deepEqual(plainWords('exec python  /a/b.py --port=80 a:b'), ['python', '/a/b.py', '--port=80', 'a:b']);
    for (const text of ['cd /a && b', 'a $B', 'a "b c"', 'A=1 b', 'a > b', 'a *.py', '. a.sh', 'a; b', 'a ~/b', 'exec'])
      assert.equal(plainWords(text), undefined, text);
  });

  it('are read out of a list that is not quite JSON', () => {
    const lists: readonly [string, readonly string[] | undefined][] = [
      ["['a', 'b']", ['a', 'b']],
      ['[ "a", /b.py, ]', ['a', '/b.py']],
      ['["a" "b"]', ['a', 'b']],
      ['[“a”, “b”]', ['a', 'b']],
      ['["a", "b"', ['a', 'b']],
      ['["a", "b]', undefined],
      ['["a", $B]', undefined],
      ['["a\\b"]', undefined],
      ['["it"s"]', undefined],
    ];
    for (const [text, words] of lists) {
      assert.equal(looksLikeList(text), true, text);
      assert.deepEqual(listStrings(text), words, text);
    }
    for (const text of ['[ -f /x ] && y', '[[ -f /x ]]', 'python [a]', '[ "$A" = b ] && c', '[a] b'])
      assert.equal(looksLikeList(text), false, text);
  });
});

describe('the first line of a script', () => {
  it('names the interpreter, or hides it', () => {
    assert.deepEqual(shebangOf('#! /usr/bin/env python\n'), { kind: 'present', interpreter: '/usr/bin/env python' });
    assert.deepEqual(shebangOf('\uFEFF#!/bin/sh\n'), { kind: 'hidden', why: 'mark', offset: 1 });
    assert.deepEqual(shebangOf('\n# why\n#!/bin/sh\n'), { kind: 'hidden', why: 'below', offset: 7 });
    assert.deepEqual(shebangOf('import os\n#!/bin/sh\n'), { kind: 'missing' });
  });

  it('suffers from CRLF, as every line of a shell script does', () => {
    assert.equal(harmfulLineBreak('train', '#!/usr/bin/env python\r\nx\r\n', true), 21);
    assert.equal(harmfulLineBreak('train', '#!/usr/bin/env python\nx\r\n', true), undefined);
    assert.equal(harmfulLineBreak('train', '#!/bin/bash\nx\r\n', true), 13);
    assert.equal(harmfulLineBreak('x.sh', 'set -e\r\n', false), 6);
    assert.equal(harmfulLineBreak('x.py', 'print()\r\n', true), undefined);
  });
});
