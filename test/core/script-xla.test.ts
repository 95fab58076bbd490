import assert from 'node:assert/strict';
import { applyEdits } from '../../src/text/edit.js';
import type { Span } from '../../src/text/span.js';
import { endOf, readXlaScript } from '../support/xla-script.js';

describe('xla: imports', () => {
  const nameIn = (...lines: string[]): string | undefined => {
    const { xla, text } = readXlaScript(...lines);
    const model = xla.imports.modelNameAt(endOf(text));
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
    const { xla, text } = readXlaScript(
      'import torch',
      'def _mp_fn(index):',
      '    import torch_xla.core.xla_model as xm',
      '    here()',
      'there()',
    );
    const at = (word: string): Span => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    assert.equal(xla.imports.isImportedAt(at('here')), true);
    assert.equal(xla.imports.isImportedAt(at('there')), false);
    assert.equal(xla.imports.modelNameAt(at('here'))?.edit, undefined);
    assert.ok(xla.imports.modelNameAt(at('there'))?.edit);
    assert.equal(xla.imports.isOptional, false);
  });

  it('sees that torch_xla is optional', () => {
    assert.equal(readXlaScript('try:', '    import torch_xla', 'except ImportError:', '    pass').xla.imports.isOptional, true);
    assert.equal(readXlaScript('if args.use_xla:', '    import torch_xla').xla.imports.isOptional, true);
    assert.equal(readXlaScript('from transformers.utils import is_torch_xla_available', 'import torch_xla').xla.imports.isOptional, true);
    assert.equal(readXlaScript('if __name__ == "__main__":', '    import torch_xla').xla.imports.isOptional, false);
  });

  it('knows who cares for XLA instead of the script', () => {
    const who = (line: string) => readXlaScript(line).xla.imports.caretaker;
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
    readXlaScript('import copy', 'import torch', 'import torch_xla.core.xla_model as xm', ...lines).xla.saves.map(
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
    const { xla, written } = readXlaScript('import torch', 'import torch_xla.core.xla_model as xm', ...lines);
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
    readXlaScript('import torch', 'from torch import optim', ...lines).xla.optimizerSteps.map(({ optimizer }) => optimizer);

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
