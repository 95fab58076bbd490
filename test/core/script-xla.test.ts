import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import type { Finding } from '../../src/linter/finding.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { XlaReading } from '../../src/sagemaker/script/xla/xla.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';
import type { Span } from '../../src/text/span.js';
import { lintTexts } from '../support/lint-texts.js';

interface Script {
  readonly text: string;
  readonly xla: XlaReading;
  written(span: Span): string;
}

function read(...lines: string[]): Script {
  const text = `${lines.join('\n')}\n`;
  const { xla } = createScriptModel(createDocument('train.py', text), parsePython(text));
  return { text, xla, written: ({ start, end }) => text.slice(start, end) };
}

const whole = (text: string): Span => ({ start: text.length, end: text.length });

describe('xla: imports', () => {
  const nameIn = (...lines: string[]): string | undefined => {
    const { xla, text } = read(...lines);
    const model = xla.imports.modelNameAt(whole(text));
    return model && (model.edit ? applyEdits(text, [model.edit]) : model.name);
  };

  it('knows the name of xla_model, whatever it is called', () => {
    assert.equal(nameIn('import torch_xla.core.xla_model as xm'), 'xm');
    assert.equal(nameIn('from torch_xla.core import xla_model'), 'xla_model');
    assert.equal(nameIn('from torch_xla.core import xla_model as model'), 'model');
    assert.equal(nameIn('import torch_xla.core.xla_model'), 'torch_xla.core.xla_model');
  });

  it('adds the import behind the last one of torch', () => {
    assert.equal(
      nameIn('import os', 'import torch  # first', 'from torch import nn', 'import zlib', 'print(1)'),
      'import os\nimport torch  # first\nfrom torch import nn\nimport torch_xla.core.xla_model as xm\nimport zlib\nprint(1)\n',
    );
    assert.equal(
      nameIn('import torch', 'from torch import (', '    nn,', '    optim,', ')', 'print(1)'),
      'import torch\nfrom torch import (\n    nn,\n    optim,\n)\nimport torch_xla.core.xla_model as xm\nprint(1)\n',
    );
  });

  it('adds it at the end of other imports where torch is imported within functions', () => {
    assert.equal(
      nameIn('import os', 'def f():', '    import torch', 'f()'),
      'import os\nimport torch_xla.core.xla_model as xm\ndef f():\n    import torch\nf()\n',
    );
  });

  it('finds no name where xm is something else, or nothing is imported', () => {
    assert.equal(nameIn('import torch', 'xm = 3'), undefined);
    assert.equal(nameIn('print(1)'), undefined);
  });

  it('tells an import in a function from one of the module', () => {
    const { xla, text } = read('import torch', 'def _mp_fn(index):', '    import torch_xla.core.xla_model as xm', '    here()', 'there()');
    const at = (word: string): Span => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    assert.equal(xla.imports.isImportedAt(at('here')), true);
    assert.equal(xla.imports.isImportedAt(at('there')), false);
    assert.equal(xla.imports.modelNameAt(at('here'))?.edit, undefined);
    assert.ok(xla.imports.modelNameAt(at('there'))?.edit);
    assert.equal(xla.imports.isOptional, false);
  });

  it('sees that torch_xla is optional', () => {
    assert.equal(read('try:', '    import torch_xla', 'except ImportError:', '    pass').xla.imports.isOptional, true);
    assert.equal(read('if args.use_xla:', '    import torch_xla').xla.imports.isOptional, true);
    assert.equal(read('from transformers.utils import is_torch_xla_available', 'import torch_xla').xla.imports.isOptional, true);
    assert.equal(read('if __name__ == "__main__":', '    import torch_xla').xla.imports.isOptional, false);
  });

  it('knows who cares for XLA instead of the script', () => {
    const who = (line: string) => read(line).xla.imports.caretaker;
    assert.equal(who('from transformers import AutoModel, Trainer'), 'trainer');
    assert.equal(who('from transformers import Seq2SeqTrainer as T'), 'trainer');
    assert.equal(who('import transformers\ntransformers.Trainer()'), 'trainer');
    assert.equal(who('from trl import SFTTrainer'), 'trainer');
    assert.equal(who('from accelerate import Accelerator'), 'accelerate');
    assert.equal(who('import pytorch_lightning as pl'), 'lightning');
    assert.equal(who('import torch_xla.distributed.parallel_loader as pl'), undefined);
    assert.equal(who('from transformers import AutoModel'), undefined);
  });
});

describe('xla: saves', () => {
  const saved = (...lines: string[]): string[] =>
    read('import copy', 'import torch', 'import torch_xla.core.xla_model as xm', ...lines).xla.saves.map(
      ({ state, guard }) => `${state} ${guard.kind}`,
    );

  it('finds states that nothing has moved', () => {
    assert.deepEqual(saved('model = Net()', 'torch.save(model.state_dict(), path)'), ['model.state_dict() none']);
    assert.deepEqual(saved('model = Net()', 'torch.save(model.module.state_dict(), path)'), ['model.module.state_dict() none']);
    assert.deepEqual(saved('model = Net().to(device)', 'torch.save(obj=model.state_dict(), f=path)'), ['model.state_dict() none']);
    assert.deepEqual(saved('model = Net()', 'torch.save({"epoch": 1, "state": model.state_dict()}, path)'), ['model.state_dict() none']);
    assert.deepEqual(saved('model = Net()', 'state = {"epoch": 1}', 'state["model"] = model.state_dict()', 'torch.save(state, path)'), [
      'model.state_dict() none',
    ]);
    assert.deepEqual(saved('model = Net()', 'state = model.state_dict()', 'torch.save({k[7:]: v for k, v in state.items()}, path)'), [
      'model.state_dict() none',
    ]);
    assert.deepEqual(saved('from torch import save', 'model = Net()', 'save(model.state_dict(), path)'), ['model.state_dict() none']);
  });

  it('follows what functions of the file are given', () => {
    const write = ['def write(state, path):', '    torch.save(state, path)', 'model = Net()'];
    assert.deepEqual(saved(...write, 'write({"model": model.state_dict()}, "m.pt")'), ['model.state_dict() none']);
    assert.deepEqual(saved(...write, 'write({"model": model.cpu().state_dict()}, "m.pt")'), []);
    assert.deepEqual(saved(...write), []);
    const save = ['def save_model(model, path):', '    torch.save(model.state_dict(), path)', 'net = Net()'];
    assert.deepEqual(saved(...save, 'save_model(net, "m.pt")'), ['model.state_dict() none']);
    assert.deepEqual(saved(...save, 'save_model(net.cpu(), "m.pt")'), []);
    assert.deepEqual(saved(...save, 'net.to("cpu")', 'save_model(net, "m.pt")'), []);
  });

  it('is silent after a move to the CPU, in all its forms', () => {
    const forms = [
      'torch.save(model.cpu().state_dict(), path)',
      'torch.save(model.to("cpu").state_dict(), path)',
      'torch.save(model.to(torch.device("cpu")).state_dict(), path)',
      'torch.save(model.to(device="cpu").state_dict(), path)',
      'torch.save(copy.deepcopy(model).cpu().state_dict(), path)',
      'torch.save(copy.deepcopy(model.cpu()).state_dict(), path)',
      'torch.save({k: v.cpu() for k, v in model.state_dict().items()}, path)',
      'torch.save({k: v.detach().cpu().clone() for k, v in model.state_dict().items()}, path)',
      'torch.save(xm._maybe_convert_to_cpu(model.state_dict()), path)',
      'xm.save(model.state_dict(), path)',
    ];
    for (const form of forms) assert.deepEqual(saved('model = Net()', form), [], form);
    assert.deepEqual(saved('model = Net()', 'model.cpu()', 'torch.save(model.state_dict(), path)'), []);
    assert.deepEqual(saved('model = Net()', 'plain = model.cpu()', 'torch.save(plain.state_dict(), path)'), []);
    assert.deepEqual(
      saved('model = Net()', 'host_cpu = torch.device("cpu")', 'model.to(host_cpu)', 'torch.save(model.state_dict(), path)'),
      [],
    );
    assert.deepEqual(
      saved('model = Net()', 'state = model.state_dict()', 'for k in state:', '    state[k] = state[k].cpu()', 'torch.save(state, path)'),
      [],
    );
  });

  it('sees that a model has gone back to the device', () => {
    assert.deepEqual(saved('model = Net()', 'model.cpu()', 'model.to(device)', 'torch.save(model.state_dict(), path)'), [
      'model.state_dict() none',
    ]);
  });

  it('is silent over what it cannot judge, and what holds no tensors', () => {
    assert.deepEqual(saved('torch.save(history, path)'), []);
    assert.deepEqual(saved('torch.save(convert(model.state_dict()), path)'), []);
    assert.deepEqual(saved('torch.save(args, path)'), []);
    assert.deepEqual(saved('scheduler = make()', 'torch.save(scheduler.state_dict(), path)'), []);
    assert.deepEqual(saved('model = Net()', 'torch.save(model, path)'), []);
    assert.deepEqual(saved('def model_fn(folder):', '    model = Net()', '    torch.save(model.state_dict(), folder)'), []);
  });

  it('says what decides whether the save runs', () => {
    const call = 'torch.save(model.state_dict(), path)';
    const kind = (...lines: string[]) => saved('model = Net()', ...lines).map((line) => line.split(' ').at(-1));
    assert.deepEqual(kind('if __name__ == "__main__":', `    ${call}`), ['none']);
    assert.deepEqual(kind('if accuracy > best:', `    ${call}`), ['condition']);
    assert.deepEqual(kind('if xm.is_master_ordinal():', `    ${call}`), ['rank']);
    assert.deepEqual(kind('if args.local_rank in (-1, 0):', `    ${call}`), ['rank']);
    assert.deepEqual(kind('first = xm.get_ordinal() == 0', 'if first:', `    ${call}`), ['rank']);
    assert.deepEqual(kind('def save():', '    if not xm.is_master_ordinal():', '        return', `    ${call}`), ['rank']);
    assert.deepEqual(kind('def save():', `    ${call}`, 'if dist.get_rank() == 0:', '    save()'), ['rank']);
    assert.deepEqual(kind('def save():', `    ${call}`, 'save()', 'if dist.get_rank() == 0:', '    torch.load(path)'), ['none']);
  });
});

describe('xla: devices', () => {
  const uses = (...lines: string[]): string[] => {
    const { xla, written } = read('import torch', 'import torch_xla.core.xla_model as xm', ...lines);
    return xla.devices.cuda.map(({ span, form, isConditional }) => `${written(span)} ${form}${isConditional ? ' conditional' : ''}`);
  };

  it('finds the ways to name a CUDA device', () => {
    assert.deepEqual(uses('d = torch.device("cuda")'), ['torch.device("cuda") device']);
    assert.deepEqual(uses('d = torch.device(f"cuda:{rank}")'), ['torch.device(f"cuda:{rank}") device']);
    assert.deepEqual(uses('d = torch.device("cuda:" + str(rank))'), ['torch.device("cuda:" + str(rank)) device']);
    assert.deepEqual(uses('d = torch.device("cuda" if use_cuda else "cpu")'), ['torch.device("cuda" if use_cuda else "cpu") device']);
    assert.deepEqual(uses('device = "cuda" if torch.cuda.is_available() else "cpu"'), [
      '"cuda" if torch.cuda.is_available() else "cpu" device',
    ]);
    assert.deepEqual(uses('d = torch.device("cuda") if gpu else torch.device("cpu")'), [
      'torch.device("cuda") if gpu else torch.device("cpu") device',
    ]);
    assert.deepEqual(uses('model.cuda()', 'x = x.cuda(rank, non_blocking=True)'), ['cuda() to', 'cuda(rank, non_blocking=True) to']);
    assert.deepEqual(uses('model.to("cuda")', 'x.to(device="cuda:0")'), ['"cuda" device', '"cuda:0" device']);
    assert.deepEqual(uses('x = torch.zeros(3, device="cuda")'), ['"cuda" device']);
  });

  it('leaves alone what is no device for training', () => {
    assert.deepEqual(uses('torch.cuda.manual_seed(1)', 'torch.cuda.empty_cache()', 'if torch.cuda.is_available(): pass'), []);
    assert.deepEqual(uses('state = torch.load(path, map_location=torch.device("cuda"))'), []);
    assert.deepEqual(uses('parser.add_argument("--device", default="cuda")', 'kind = "cuda"'), []);
    assert.deepEqual(uses('def predict_fn(data, model):', '    return model(data.to("cuda"))'), []);
  });

  it('takes what is done otherwise than for XLA for what it is', () => {
    assert.deepEqual(uses('if args.use_xla:', '    d = xm.xla_device()', 'else:', '    d = torch.device("cuda")'), []);
    assert.deepEqual(uses('if gpu:', '    d = torch.device("cuda")', 'else:', '    d = xm.xla_device()'), []);
    assert.deepEqual(uses('d = xm.xla_device() if tpu else torch.device("cuda")'), []);
    assert.deepEqual(uses('def device():', '    if args.xla:', '        return xm.xla_device()', '    return torch.device("cuda")'), []);
    assert.deepEqual(uses('device = "cuda"', 'if here:', '    device = xm.xla_device()'), []);
  });

  it('knows a condition of its own, and an output that is no TPU', () => {
    assert.deepEqual(uses('if args.cuda:', '    model.cuda()'), ['cuda() to conditional']);
    assert.deepEqual(uses('if torch.cuda.is_available():', '    model.cuda()'), ['cuda() to']);
    assert.deepEqual(uses('if args.output:', '    pass', 'else:', '    model.cuda()'), ['cuda() to conditional']);
  });
});

describe('xla: optimizers', () => {
  const steps = (...lines: string[]): string[] =>
    read('import torch', 'from torch import optim', ...lines).xla.optimizerSteps.map(({ optimizer }) => optimizer);

  it('knows the optimizers of PyTorch by what makes them', () => {
    assert.deepEqual(steps('a = optim.Adam(p)', 'b = torch.optim.SGD(p)', 'a.step()', 'b.step()'), ['a', 'b']);
    assert.deepEqual(steps('from transformers import AdamW', 'o = AdamW(p)', 'o.step()'), ['o']);
    assert.deepEqual(
      steps('class T:', '    def __init__(self):', '        self.opt_g = optim.Adam(p)', '    def go(self):', '        self.opt_g.step()'),
      ['self.opt_g'],
    );
  });

  it('knows them by their name where something else hands them in', () => {
    assert.deepEqual(steps('def train(optimizer, env):', '    optimizer.step()', '    env.step()'), ['optimizer']);
    assert.deepEqual(
      steps(
        'class T:',
        '    def __init__(self, optimizer):',
        '        self.optimizer = optimizer',
        '    def go(self):',
        '        self.optimizer.step()',
      ),
      ['self.optimizer'],
    );
  });

  it('leaves alone what may do more, and what is none', () => {
    assert.deepEqual(steps('optimizer = hvd.DistributedOptimizer(optim.SGD(p))', 'optimizer.step()'), []);
    assert.deepEqual(steps('from x import make', 'model, optimizer = make()', 'optimizer.step()'), []);
    assert.deepEqual(steps('scheduler = optim.lr_scheduler.StepLR(o, 1)', 'scheduler.step()'), []);
    assert.deepEqual(steps('from transformers import get_scheduler', 's = get_scheduler("linear")', 's.step()'), []);
    assert.deepEqual(steps('optimizer = optim.LBFGS(p)', 'optimizer.step(closure)'), []);
  });
});

describe('xla: loops', () => {
  const start = [
    'import torch',
    'import torch_xla.core.xla_model as xm',
    'from torch.utils.data import DataLoader',
    'o = torch.optim.SGD(p)',
  ];
  const loops = (...lines: string[]): string[] => {
    const { xla, written } = read(...start, ...lines);
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
      const { xla, text } = read(...start, ...lines);
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
      read(
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
    read(...start, `    return ${call}`, ...lines).xla.padding.map(({ written }) => written);

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
    const has = (...lines: string[]) => read(...lines).xla.entry.hasProcessFunction;
    assert.equal(has('def _mp_fn(index): pass'), true);
    assert.equal(has('from x import _mp_fn'), true);
    assert.equal(has('from x import *'), true);
    assert.equal(has('_mp_fn = run'), true);
    assert.equal(has('def main():', '    def _mp_fn(index): pass'), false);
  });

  it('is added where main() can be called', () => {
    const added = (...lines: string[]): string | undefined => {
      const { xla, text } = read(...lines);
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
