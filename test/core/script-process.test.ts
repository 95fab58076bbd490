import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';

function processOf(...lines: string[]) {
  const text = `${lines.join('\n')}\n`;
  return { text, ...createScriptModel(createDocument('train.py', text), parsePython(text)).process };
}

const guard = ['if __name__ == "__main__":', '    main()'];

describe('the process of scripts', () => {
  describe('failures that are swallowed', () => {
    /** What stands at the handlers found. */
    const found = (...lines: string[]): string[] => {
      const { text, swallowedFailures } = processOf(...lines);
      return swallowedFailures.map(({ at, how }) => `${text.slice(at.start, at.end)}: ${how}`);
    };
    const mended = (...lines: string[]): string => {
      const { text, swallowedFailures } = processOf(...lines);
      const edit = swallowedFailures[0]?.raise;
      assert.ok(edit);
      return applyEdits(text, [edit]);
    };

    it('finds a handler around the work that only reports', () => {
      assert.deepEqual(found('try:', '    model.fit(x, y)', 'except Exception as error:', '    print(error)'), [
        'except Exception as error: continues',
      ]);
      assert.deepEqual(found('try:', '    model.fit(x, y)', 'except:', '    traceback.print_exc()'), ['except: continues']);
      assert.deepEqual(
        found(
          'import sys',
          'def main():',
          '    try:',
          '        train()',
          '    except Exception as e:',
          '        logger.error(e)',
          '        sys.exit(0)',
          ...guard,
        ),
        ['except Exception as e: exits'],
      );
      assert.deepEqual(
        found('def main():', '    try:', '        train()', '    except (ValueError, Exception):', '        return 1', ...guard),
        ['except (ValueError, Exception): returns'],
      );
      assert.deepEqual(
        found(
          'try:',
          '    trainer.train()',
          'except KeyboardInterrupt:',
          '    raise',
          'except Exception as e:',
          '    with open("/opt/ml/output/failure", "w") as f:',
          '        f.write(str(e))',
          'print("done")',
        ),
        ['except Exception as e: continues'],
      );
    });

    it('looks through functions of the script', () => {
      assert.deepEqual(
        found(
          'def report(e):',
          '    print("failed", e)',
          'def work():',
          '    model.fit(x)',
          'def main():',
          '    try:',
          '        work()',
          '    except Exception as e:',
          '        report(e)',
          ...guard,
        ),
        ['except Exception as e: continues'],
      );
    });

    it('is silent where the failure gets out', () => {
      const work = ['try:', '    model.fit(x, y)', 'except Exception as e:', '    print(e)'];
      assert.deepEqual(found(...work, '    raise'), []);
      assert.deepEqual(found('import sys', ...work, '    sys.exit(1)'), []);
      assert.deepEqual(found('import sys', ...work, '    sys.exit(code)'), []);
      assert.deepEqual(found('import os', ...work, '    os._exit(255)'), []);
      assert.deepEqual(found('from utils import fail', ...work, '    fail(e)'), []);
      assert.deepEqual(found('def fail(e):', '    raise RuntimeError(e)', ...work, '    fail(e)'), []);
      assert.deepEqual(found(...work, '    if not dry_run:', '        raise'), []);
    });

    it('is silent where something behind it looks at what is left', () => {
      const work = ['import sys', 'failed = False', 'try:', '    model.fit(x, y)', 'except Exception as e:', '    failed = True'];
      assert.deepEqual(found(...work, 'if failed:', '    sys.exit(1)'), []);
      assert.deepEqual(found(...work, 'save(model)'), []);
      assert.deepEqual(found(...work, 'sys.exit(int(failed))'), []);
      assert.deepEqual(
        found('import sys', 'def main():', '    try:', '        train()', '    except Exception:', '        return 1', 'sys.exit(main())'),
        [],
      );
    });

    it('is silent about small things', () => {
      assert.deepEqual(found('try:', '    import wandb', 'except Exception:', '    wandb = None', 'model.fit(x)'), []);
      assert.deepEqual(found('try:', '    log_metrics()', 'except Exception:', '    pass'), []);
      assert.deepEqual(found('try:', '    model.fit(x)', 'except ValueError:', '    pass'), []);
      assert.deepEqual(found('for x in y:', '    try:', '        model.fit(x)', '    except Exception as e:', '        print(e)'), []);
      assert.deepEqual(found('def helper():', '    try:', '        model.fit(x)', '    except Exception as e:', '        print(e)'), []);
    });

    it('finds a return in finally', () => {
      assert.deepEqual(found('def main():', '    try:', '        train()', '    finally:', '        return 0', ...guard), [
        'return 0: returns',
      ]);
    });

    it('raises again where the handler ends', () => {
      assert.equal(
        mended('try:', '    model.fit(x)', 'except Exception as e:', '    print(e)  # why'),
        'try:\n    model.fit(x)\nexcept Exception as e:\n    print(e)  # why\n    raise\n',
      );
      assert.equal(
        mended('try:', '    model.fit(x)', 'except Exception as e: print(e)'),
        'try:\n    model.fit(x)\nexcept Exception as e: print(e); raise\n',
      );
      assert.equal(
        mended('try:', '    model.fit(x)', 'except Exception:', '    pass'),
        'try:\n    model.fit(x)\nexcept Exception:\n    raise\n',
      );
      assert.equal(
        mended('import sys', 'try:', '    model.fit(x)', 'except Exception as e:', '    print(e)', '    sys.exit(0)'),
        'import sys\ntry:\n    model.fit(x)\nexcept Exception as e:\n    print(e)\n    raise\n',
      );
      assert.equal(
        mended('try:', '\tmodel.fit(x)', 'except Exception as e:', '\tif e:', '\t\tprint(e)'),
        'try:\n\tmodel.fit(x)\nexcept Exception as e:\n\tif e:\n\t\tprint(e)\n\traise\n',
      );
    });
  });

  it('finds handlers for SIGTERM', () => {
    const { terminationHandlers } = processOf(
      'import signal',
      'from signal import SIGTERM',
      'signal.signal(signal.SIGTERM, stop)',
      'signal.signal(SIGTERM, signal.SIG_IGN)',
      'signal.signal(signal.SIGINT, stop)',
      'loop.add_signal_handler(signal.SIGTERM, stop)',
    );
    assert.deepEqual(
      terminationHandlers.map(({ isNone }) => isNone),
      [false, true, false],
    );
  });

  it('finds host names', () => {
    const { hostNames } = processOf(
      'if host == "algo-1":',
      '    pass',
      'host = os.environ.get("SM_CURRENT_HOST", "algo-1")',
      'url = "tcp://algo-1:7777"',
      'name = "my-algo-1"',
      '"""On algo-1."""',
    );
    assert.deepEqual(
      hostNames.map(({ name, isCompared, isDefault }) => [name, isCompared, isDefault]),
      [
        ['algo-1', true, false],
        ['algo-1', false, true],
        ['algo-1', false, false],
      ],
    );
  });

  describe('values of hyperparameters.json', () => {
    const load = ['import json', 'with open("/opt/ml/input/config/hyperparameters.json") as f:', '    params = json.load(f)'];
    const uses = (...lines: string[]): string[] => {
      const { text, hyperparameterUses } = processOf(...lines);
      return hyperparameterUses.map(
        ({ key, use, how, converter }) => `${key} ${how} ${converter ?? '-'}: ${text.slice(use.span.start, use.span.end)}`,
      );
    };

    it('finds those that are used as numbers', () => {
      assert.deepEqual(uses(...load, 'for e in range(params["epochs"]): pass'), ['epochs range int: range(params["epochs"])']);
      assert.deepEqual(uses(...load, 'if params["depth"] > 3: pass'), ['depth comparison int: params["depth"] > 3']);
      assert.deepEqual(uses(...load, 'x = params.get("learning-rate", 0.1) * 2'), [
        'learning-rate arithmetic float: params.get("learning-rate", 0.1) * 2',
      ]);
      assert.deepEqual(uses(...load, 'model.fit(x, epochs=params["e"])'), ['e keyword int: model.fit(x, epochs=params["e"])']);
      assert.deepEqual(uses(...load, 'epochs = params["epochs"]', 'range(epochs)'), ['epochs range int: range(epochs)']);
    });

    it('follows the ways in which the file is read', () => {
      assert.deepEqual(
        uses(
          'import json, os',
          'prefix = "/opt/ml/"',
          'path = os.path.join(prefix, "input/config/hyperparameters.json")',
          'def load():',
          '    with open(path) as f:',
          '        return json.load(f)',
          'hps = load()',
          'range(hps["epochs"])',
        ),
        ['epochs range int: range(hps["epochs"])'],
      );
      assert.deepEqual(uses('import json', 'p = json.loads(open("hyperparameters.json").read())', 'range(p["n"])').length, 1);
      assert.deepEqual(uses('import json', 'p = json.load(open("other.json"))', 'range(p["n"])'), []);
    });

    it('is silent where the value is made a number, and where that may be', () => {
      assert.deepEqual(uses(...load, 'range(int(params["epochs"]))', 'json.loads(params["a"]) * 2'), []);
      assert.deepEqual(uses(...load, 'params = {k: json.loads(v) for k, v in params.items()}', 'range(params["epochs"])'), []);
      assert.deepEqual(uses(...load, 'params["epochs"] = int(params["epochs"])', 'range(params["epochs"])'), []);
      assert.deepEqual(uses(...load, 'convert(params)', 'range(params["epochs"])'), []);
      assert.deepEqual(uses(...load, 'print(params)', 'range(params["epochs"])').length, 1);
      assert.deepEqual(uses(...load, 'train(epochs=params["epochs"])', 'params["name"] + "x"', '"%s" % params["a"]'), []);
      assert.deepEqual(uses(...load, 'epochs = params["epochs"]', 'epochs = int(epochs)', 'range(epochs)'), []);
    });
  });

  it('finds comparisons with "True" and "False"', () => {
    const { text, truthComparisons } = processOf(
      'import argparse',
      'p = argparse.ArgumentParser()',
      'p.add_argument("--shuffle")',
      'args = p.parse_args()',
      'def a():',
      '    if args.shuffle == "True": pass',
      'def b(value):',
      '    return value in ("True", "true")',
      'def c(value):',
      '    return value.lower() == "True"',
      'x = "True"',
    );
    assert.deepEqual(
      truthComparisons.map(({ comparison, source, knowsOtherSpellings, functionName }) => [
        text.slice(comparison.span.start, comparison.span.end),
        source.kind === 'argument' ? source.name : source.kind,
        knowsOtherSpellings,
        functionName,
      ]),
      [
        ['args.shuffle == "True"', 'shuffle', false, 'a'],
        ['value in ("True", "true")', 'unknown', true, 'b'],
        ['value.lower() == "True"', 'unknown', true, 'c'],
      ],
    );
  });

  it('reads whatever it is given', () => {
    const text =
      'import json, signal\nsignal.signal(signal.SIGTERM, f)\ntry:\n    p = json.load(open("hyperparameters.json"))\n    model.fit(p["epochs"] > 3)\nexcept Exception as e:\n    print(e == "True", "algo-1")\n';
    for (let end = 0; end <= text.length; end++) {
      const read = processOf(text.slice(0, end));
      for (const found of [
        read.swallowedFailures,
        read.terminationHandlers,
        read.hostNames,
        read.hyperparameterUses,
        read.truthComparisons,
      ])
        assert.ok(Array.isArray(found));
    }
  });
});
