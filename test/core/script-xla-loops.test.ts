import assert from 'node:assert/strict';
import type { Finding } from '../../src/linter/finding.js';
import { applyEdits } from '../../src/text/edit.js';
import { lintTexts } from '../support/lint-texts.js';
import { readXlaScript } from '../support/xla-script.js';

describe('xla: loops', () => {
  const start = [
    'import torch',
    'import torch_xla.core.xla_model as xm',
    'from torch.utils.data import DataLoader',
    'o = torch.optim.SGD(p)',
  ];
  const loops = (...lines: string[]): string[] => {
    const { xla, written } = readXlaScript(...start, ...lines);
    return xla.loops.map(({ head, mayBeMarkedElsewhere }) => `${written(head)}${mayBeMarkedElsewhere ? ' ?' : ''}`);
  };

  it('takes the loop of the step, not the one that collects gradients', () => {
    assert.deepEqual(
      loops(
        'for e in range(3):',
        '    for b in DataLoader(d):',
        '        for m in b.chunk(2):',
        '            f(m).backward()',
        '        o.step()',
      ),
      ['for b in DataLoader(d)'],
    );
  });

  it('finds the loop around the function that steps', () => {
    assert.deepEqual(loops('def step(b):', '    f(b).backward()', '    xm.optimizer_step(o)', 'for b in DataLoader(d):', '    step(b)'), [
      'for b in DataLoader(d)',
    ]);
  });

  it('says where something elsewhere may mark the steps', () => {
    const body = ['    f(b).backward()', '    o.step()'];
    assert.deepEqual(loops('from data import loader', 'for b in loader:', ...body), ['for b in loader ?']);
    assert.deepEqual(loops('from tqdm import tqdm', 'loader = DataLoader(d)', 'for i, b in enumerate(tqdm(loader)):', ...body), [
      'for i, b in enumerate(tqdm(loader))',
    ]);
    const epoch = ['def epoch(loader):', '    for b in loader:', ...body.map((line) => `    ${line}`)];
    assert.deepEqual(loops(...epoch), ['for b in loader ?']);
    assert.deepEqual(loops(...epoch, 'epoch(DataLoader(d))'), ['for b in loader']);
    assert.deepEqual(loops(...epoch, 'from data import made', 'epoch(made())'), ['for b in loader ?']);
    assert.deepEqual(loops('def discriminate(x):', '    for b in range(2):', ...body.map((line) => `    ${line}`)), [
      'for b in range(2) ?',
    ]);
  });

  it('leaves environments, schedules and evaluation alone', () => {
    assert.deepEqual(loops('for i in range(3):', '    env.step(action)'), []);
    assert.deepEqual(loops('for i in range(3):', '    scheduler.step(loss)'), []);
    assert.deepEqual(loops('for b in DataLoader(d):', '    model(b)'), []);
  });

  it('adds a line at the end of the body', () => {
    const added = (...lines: string[]): string | undefined => {
      const { xla, text } = readXlaScript(...start, ...lines);
      const edit = xla.loops[0]?.appendToBody('xm.mark_step()');
      return edit && applyEdits(text, [edit]).slice(start.join('\n').length + 1);
    };
    assert.equal(
      added('for b in d:', '\tf(b).backward()', '\tif b:', '\t\to.step()  # now', 'done()'),
      'for b in d:\n\tf(b).backward()\n\tif b:\n\t\to.step()  # now\n\txm.mark_step()\ndone()\n',
    );
    assert.equal(added('for b in d: f(b).backward()'), undefined);
    assert.equal(added('while True:', '    f().backward()', '    break'), undefined);
  });

  it('lists what is read in every pass', () => {
    const reads = (...lines: string[]): string[] =>
      readXlaScript(
        ...start,
        'import numpy as np',
        'for i, b in enumerate(DataLoader(d)):',
        '    loss = f(b)',
        '    loss.backward()',
        '    o.step()',
        ...lines.map((line) => `    ${line}`),
      ).xla.loops.flatMap((loop) => loop.reads.map(({ written }) => written));
    assert.deepEqual(reads('total += loss.item()', 'print(i, loss)'), ['loss.item()', 'print(i, loss)']);
    assert.deepEqual(reads('print(f"{i} {loss}")', 'x = float(loss)'), ['print(f"{i} {loss}")', 'float(loss)']);
    assert.deepEqual(reads('print(loss.item())'), ['loss.item()']);
    assert.deepEqual(reads('hits += (out == b).sum().item()'), ['(out == b).sum().item()']);
    assert.deepEqual(reads('if i % 10 == 0:', '    print(loss.item())'), []);
    assert.deepEqual(reads('xm.add_step_closure(lambda: print(loss.item()))'), []);
    assert.deepEqual(reads('def log():', '    print(loss.item())'), []);
    assert.deepEqual(reads('print(i)', 'np.mean(x).item()', 'loss.detach().cpu().item'), []);
  });
});

describe('xla: padding', () => {
  const start = ['from transformers import AutoTokenizer', 'tokenizer = AutoTokenizer.from_pretrained("x")', 'def encode(batch):'];
  const padded = (call: string, ...lines: string[]): string[] =>
    readXlaScript(...start, `    return ${call}`, ...lines).xla.padding.map(({ written }) => written);

  it('finds tokenizers that pad batch by batch', () => {
    assert.deepEqual(padded('tokenizer(batch, padding=True)', 'd.map(encode, batched=True)'), ['padding=True']);
    assert.deepEqual(padded('tokenizer(batch, padding="longest")', 'DataLoader(d, collate_fn=encode)'), ['padding="longest"']);
    assert.deepEqual(padded('tokenizer.pad(batch, padding=True)', 'd.map(encode, batched=True, batch_size=64)'), ['padding=True']);
  });

  it('leaves fixed lengths and whole sets alone', () => {
    assert.deepEqual(padded('tokenizer(batch, padding="max_length")', 'd.map(encode, batched=True)'), []);
    assert.deepEqual(padded('tokenizer(batch, padding=True)', 'd.map(encode, batched=True, batch_size=len(d))'), []);
    assert.deepEqual(padded('tokenizer(batch, padding=True)', 'd.map(encode, batched=True, batch_size=None)'), []);
    assert.deepEqual(padded('tokenizer(batch, padding=True)', 'encode(texts)'), []);
    assert.deepEqual(padded('conv(batch, padding=True)', 'd.map(encode, batched=True)'), []);
  });
});

describe('xla: the function for each process', () => {
  it('is seen wherever it comes from', () => {
    const has = (...lines: string[]) => readXlaScript(...lines).xla.entry.hasProcessFunction;
    assert.equal(has('def _mp_fn(index): pass'), true);
    assert.equal(has('from x import _mp_fn'), true);
    assert.equal(has('from x import *'), true);
    assert.equal(has('_mp_fn = run'), true);
    assert.equal(has('def main():', '    def _mp_fn(index): pass'), false);
  });

  it('is added where main() can be called', () => {
    const added = (...lines: string[]): string | undefined => {
      const { xla, text } = readXlaScript(...lines);
      const edit = xla.entry.addProcessFunction;
      return edit && applyEdits(text, [edit]);
    };
    assert.equal(added('def main():', '    pass'), 'def main():\n    pass\n\n\ndef _mp_fn(index):\n    main()\n');
    assert.equal(
      added('def main(args=None):', '    pass', '', '', 'if __name__ == "__main__":', '    main()')?.includes(
        '\n\n\ndef _mp_fn(index):\n    main()\n\n\nif __name__',
      ),
      true,
    );
    assert.equal(added('def main(args):', '    pass'), undefined);
    assert.equal(added('def main():', '    pass', 'main()'), undefined);
    assert.equal(added('def train():', '    pass'), undefined);
  });
});

describe('xla: rules together', () => {
  const lint = (...lines: string[]): Finding[] =>
    lintTexts(new Map([['train.py', `${lines.join('\n')}\n`]])).filter(({ rule }) => /^SM60/.test(rule));
  const start = [
    'import os',
    'import torch',
    'import torch_xla.core.xla_model as xm',
    'path = os.environ["SM_MODEL_DIR"] + "/m.pt"',
    'model = Net()',
  ];
  const call = 'torch.save(model.state_dict(), path)';

  it('never makes one process wait for the others without saying so', () => {
    const several = ['def _mp_fn(index):', '    pass'];
    const safety = (...lines: string[]) => lint(...start, ...lines).map(({ rule, fix }) => `${rule} ${fix?.safety}`);
    assert.deepEqual(safety(call), ['SM601 safe']);
    assert.deepEqual(safety(call, ...several), ['SM601 safe']);
    assert.deepEqual(safety('if better:', `    ${call}`), ['SM601 safe']);
    assert.deepEqual(safety('if better:', `    ${call}`, ...several), ['SM601 unsafe']);
    assert.deepEqual(safety('if xm.is_master_ordinal():', `    ${call}`), ['SM601 unsafe']);
    assert.deepEqual(safety('if xm.is_master_ordinal():', `    ${call}`, '    print(path)'), ['SM601 undefined']);
    assert.deepEqual(safety('if xm.is_master_ordinal():', '    # the best one', `    ${call}`), ['SM601 undefined']);
    assert.deepEqual(safety('torch.save(model.state_dict(), path, pickle_protocol=4)'), ['SM601 undefined']);
  });

  it('puts xm.save in the place of a condition that only asks for the master', () => {
    const text = [...start, 'if xm.is_master_ordinal():', `    ${call}`, ''].join('\n');
    const [finding] = lint(...start, 'if xm.is_master_ordinal():', `    ${call}`);
    assert.equal(applyEdits(text, finding?.fix?.edits ?? []), [...start, 'xm.save(model.state_dict(), path)', ''].join('\n'));
  });

  it('renames the keywords of torch.save', () => {
    const text = [...start, 'torch.save(obj=model.state_dict(), f=path)', ''].join('\n');
    const [finding] = lint(...start, 'torch.save(obj=model.state_dict(), f=path)');
    assert.equal(
      applyEdits(text, finding?.fix?.edits ?? []),
      [...start, 'xm.save(data=model.state_dict(), file_or_path=path)', ''].join('\n'),
    );
  });

  it('says of a script for CUDA under the compiler what has to change, each thing once', () => {
    const launch = [
      'from sagemaker.pytorch import PyTorch, TrainingCompilerConfig',
      'PyTorch(entry_point="train.py", role="r", framework_version="1.13.1", py_version="py39", instance_count=1,',
      '        instance_type="ml.p3.2xlarge", compiler_config=TrainingCompilerConfig()).fit("s3://bucket/data")',
    ].join('\n');
    const script = [
      'import os',
      'import torch',
      'from torch.utils.data import DataLoader',
      'device = torch.device("cuda" if torch.cuda.is_available() else "cpu")',
      'model = Net().to(device)',
      'loss_function = torch.nn.CrossEntropyLoss().cuda()',
      'optimizer = torch.optim.Adam(model.parameters())',
      'for x, y in DataLoader(data):',
      '    loss = loss_function(model(x.cuda()), y.cuda())',
      '    loss.backward()',
      '    optimizer.step()',
      '    print(loss.item())',
      'torch.save(model.state_dict(), os.environ["SM_MODEL_DIR"] + "/m.pt")',
      '',
    ].join('\n');
    const found = lintTexts(
      new Map([
        ['train.py', script],
        ['launch.py', launch],
      ]),
    ).filter(({ rule }) => /^SM60[1-7]/.test(rule));
    assert.deepEqual(found.map(({ rule }) => rule).sort(), ['SM601', 'SM602', 'SM604', 'SM605']);
    assert.ok(found.filter(({ rule }) => rule !== 'SM605').every(({ related }) => related.some(({ file }) => file === 'launch.py')));
  });
});
