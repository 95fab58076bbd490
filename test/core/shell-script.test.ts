import assert from 'node:assert/strict';
import { readShellScript } from '../../src/sagemaker/shell-script/read.js';
import { createDocument } from '../../src/text/document.js';

function read(...lines: string[]) {
  return readShellScript(createDocument('train.sh', `${lines.join('\n')}\n`));
}

/** What becomes of a failure of the first Python program, in a few words. */
function failure(...lines: string[]): string {
  const script = read(...lines);
  const [program] = script.programs;
  assert.ok(program, 'a Python program is started');
  const outcome = program.failure;
  if (outcome.kind !== 'lost') return outcome.kind;
  const seen = script.document.text.slice(outcome.span.start, outcome.span.end);
  return `${outcome.to}: ${seen}${outcome.isCertain ? '' : ' (may fail too)'}`;
}

describe('shell entry scripts', () => {
  describe('what is started', () => {
    const started = (line: string): string => {
      const [program] = read(line).programs;
      const words = program ? [program.script?.text ?? `-m ${program.module?.text}`, ...program.arguments.map(({ text }) => text)] : [];
      return words.join(' ');
    };

    it('finds the script behind options of the interpreter', () => {
      assert.equal(started('python -u -W ignore train.py --epochs 3'), 'train.py --epochs 3');
      assert.equal(started('/usr/bin/python3.10 "train.py"'), '"train.py"');
      assert.equal(started('PYTHONPATH=/opt python3 src/train.py'), 'src/train.py');
    });

    it('looks through programs that start another one', () => {
      assert.equal(started('exec nohup env A=1 python train.py'), 'train.py');
      assert.equal(started('timeout -k 5 3600 python train.py'), 'train.py');
      assert.equal(started('conda run -n env --no-capture-output python train.py a'), 'train.py a');
      assert.equal(started('torchrun --nproc_per_node 4 train.py --lr 1'), 'train.py --lr 1');
      assert.equal(started('python -m torch.distributed.launch --nproc_per_node=4 train.py'), 'train.py');
      assert.equal(started('mpirun -np 4 python3 train.py'), 'train.py');
    });

    it('finds modules, and no program in code on the command line', () => {
      assert.equal(started('python -m package.train --epochs 3'), '-m package.train --epochs 3');
      assert.equal(started('python -c "print(1)"'), '');
      assert.equal(started('python - < train.py'), '');
      assert.equal(started('echo python train.py'), '');
    });

    it('sees whether the arguments are passed on', () => {
      const passes = (line: string) => read(line).programs[0]?.passesArguments;
      assert.equal(passes('python train.py "$@"'), true);
      assert.equal(passes('python train.py --lr 1 ${@:2}'), true);
      assert.equal(passes('python train.py $1'), false);
    });

    it('says whether the shell becomes the program', () => {
      const script = read('exec uvicorn app:app --host 0.0.0.0', 'nginx');
      assert.deepEqual(
        script.commands.map(({ program, isExec }) => [program, isExec]),
        [
          ['uvicorn', true],
          ['nginx', false],
        ],
      );
    });

    it('sees commands that install', () => {
      assert.equal(read('python -m pip install -r requirements.txt', 'python train.py').installs.length, 1);
      assert.equal(read('python train.py').installs.length, 0);
    });
  });

  describe('a failure of the program', () => {
    it('is the status of the script where the program is the last', () => {
      assert.equal(failure('#!/bin/bash', 'cd /opt/ml/code', 'python train.py'), 'kept');
      assert.equal(failure('if [ -f a ]; then', '  python train.py', 'else', '  echo none', 'fi'), 'kept');
      assert.equal(failure('case $1 in', 'train) python train.py ;;', 'serve) nginx ;;', 'esac'), 'kept');
      assert.equal(failure('exec python train.py', 'echo never'), 'kept');
    });

    it('is lost to what comes next', () => {
      assert.equal(failure('python train.py', 'echo done'), 'next: echo done');
      assert.equal(failure('python train.py', 'cp -r out /opt/ml/model'), 'next: cp -r out /opt/ml/model (may fail too)');
      assert.equal(failure('python train.py', 'exit 0'), 'next: exit 0');
      assert.equal(failure('if [ -f a ]; then', '  python train.py', 'fi', 'echo done'), 'next: echo done');
    });

    it('ends a script with set -e', () => {
      assert.equal(failure('set -e', 'python train.py', 'echo done'), 'kept');
      assert.equal(failure('set -euo pipefail', 'python train.py', 'echo done'), 'kept');
      assert.equal(failure('set -o errexit', 'python train.py', 'echo done'), 'kept');
      assert.equal(failure('#!/bin/bash -e', 'python train.py', 'echo done'), 'kept');
      assert.equal(failure('set -e', 'set +e', 'python train.py', 'echo done'), 'next: echo done');
      assert.equal(failure('set -x', 'python train.py', 'echo done'), 'next: echo done');
    });

    it('is unknown where a condition or another file sets options', () => {
      assert.equal(failure('[ -n "$X" ] || set -e', 'python train.py', 'echo done'), 'unknown');
      assert.equal(failure('source common.sh', 'python train.py', 'echo done'), 'unknown');
      assert.equal(failure('source venv/bin/activate', 'python train.py', 'echo done'), 'next: echo done');
    });

    it('is lost in a pipe without pipefail, with set -e too', () => {
      assert.equal(failure('set -e', 'python train.py 2>&1 | tee log.txt'), 'pipe: tee log.txt');
      assert.equal(failure('set -eo pipefail', 'python train.py | tee log.txt', 'echo done'), 'kept');
      assert.equal(failure('set -o pipefail', 'python train.py | tee log.txt'), 'kept');
      assert.equal(failure('set -o pipefail', 'python train.py | tee log.txt', 'echo done'), 'next: echo done');
      assert.equal(failure('echo yes | python train.py'), 'kept');
      assert.equal(failure('python train.py | tee log.txt', 'exit ${PIPESTATUS[0]}'), 'unknown');
    });

    it('is lost behind || where nothing ends the script', () => {
      assert.equal(failure('set -e', 'python train.py || true'), 'fallback: true');
      assert.equal(failure('set -e', 'python train.py || echo failed'), 'fallback: echo failed');
      assert.equal(failure('python train.py || exit 1', 'echo done'), 'unknown');
      assert.equal(failure('python train.py || { echo failed; exit 1; }', 'echo done'), 'unknown');
      assert.equal(failure('python train.py || python retry.py'), 'unknown');
    });

    it('is lost in the background where nobody asks for it', () => {
      assert.equal(failure('python train.py &', 'wait'), 'background: wait');
      assert.equal(failure('python train.py &', 'wait $!'), 'unknown');
      assert.equal(failure('python train.py &', 'nginx'), 'unknown');
    });

    it('is unknown with Windows line endings', () => {
      assert.equal(failure('set -e\r', 'python train.py | tee log.txt\r'), 'unknown');
    });

    it('is unknown where the script looks at it, in functions and in loops', () => {
      assert.equal(failure('python train.py', 'status=$?', 'echo done', 'exit $status'), 'unknown');
      assert.equal(failure("trap 'exit 1' ERR", 'python train.py', 'echo done'), 'unknown');
      assert.equal(failure('if python train.py; then echo good; else exit 1; fi'), 'unknown');
      assert.equal(failure('run() { python train.py; }', 'run', 'echo done'), 'unknown');
      assert.equal(failure('for i in 1 2; do python train.py; done'), 'unknown');
      assert.equal(failure('python train.py', 'if [ ! -f /opt/ml/model/model.pt ]; then exit 1; fi', 'echo done'), 'unknown');
    });
  });

  describe('the text of words', () => {
    const last = (...lines: string[]) => {
      const script = read(...lines);
      const word = script.commands.at(-1)?.words.at(-1);
      assert.ok(word);
      return script.textOf(word);
    };

    it('follows variables that are set once', () => {
      assert.deepEqual(last('HOST=0.0.0.0', 'PORT=8080', 'gunicorn -b "$HOST:${PORT}"'), {
        known: true,
        value: '0.0.0.0:8080',
        assumed: false,
      });
      assert.deepEqual(last('export PORT=${PORT:-8080}', 'uvicorn app:app --port $PORT'), { known: true, value: '8080', assumed: true });
      assert.equal(last('PORT=1', 'PORT=2', 'serve $PORT').known, false);
      assert.equal(last('if [ -n "$1" ]; then PORT=1; fi', 'serve $PORT').known, false);
      assert.equal(last('serve $PORT').known, false);
      assert.equal(last('PORT=$(cat port)', 'serve $PORT').known, false);
      assert.equal(last('read PORT', 'serve $PORT').known, false);
    });
  });

  it('names the interpreter and the place for options', () => {
    const script = read('#!/usr/bin/env bash', '# Trains.', '', 'python train.py');
    assert.equal(script.interpreter?.name, 'bash');
    assert.equal(script.document.text.slice(script.optionsOffset), '\npython train.py\n');
    assert.equal(read('python train.py').interpreter, undefined);
    assert.equal(read('#!/usr/bin/env -S bash -e', 'ls').interpreter?.name, 'bash');
  });

  it('reads whatever it is given', () => {
    for (const text of ['', '#!', '#!/bin/bash', 'if', '"', '$(', 'python', 'python -m', 'exec', 'a | ', 'set', '&& ||', '. ']) read(text);
  });
});
