import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import type { ArgumentParser, ArgumentReading, CommandArgument } from '../../src/sagemaker/script/arguments/arguments.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import { createDocument } from '../../src/text/document.js';

function read(text: string): ArgumentReading {
  return createScriptModel(createDocument('train.py', text), parsePython(text)).arguments;
}

/** The only parser of a text. */
function parserOf(text: string): ArgumentParser {
  const { parsers } = read(text);
  const [parser] = parsers;
  assert.ok(parser);
  assert.equal(parsers.length, 1);
  return parser;
}

const start = 'import argparse\nparser = argparse.ArgumentParser()\n';

function argumentOf(declaration: string): CommandArgument {
  const [argument] = parserOf(`${start}parser.add_argument(${declaration})`).arguments;
  assert.ok(argument);
  return argument;
}

const namesOf = (parser: ArgumentParser) => parser.arguments.map((argument) => argument.names.map(({ text }) => text).join('|')).join(' ');

describe('declared arguments', () => {
  it('are read where the name of the parser is not there yet', () => {
    for (const text of ['import argparse\nself. = argparse.ArgumentParser()\n', `${start}app. = parser\n`, `${start}[app., parser]\n`]) {
      assert.ok(read(text).parsers.length <= 1);
    }
  });

  it('have names with their spans, and a destination', () => {
    const text = `${start}parser.add_argument("-b", '--batch-size', type=int, default=64)`;
    const [argument] = parserOf(text).arguments;
    assert.ok(argument);
    assert.deepEqual(
      argument.names.map(({ text: name, span }) => [name, text.slice(span.start, span.end)]),
      [
        ['-b', '"-b"'],
        ['--batch-size', "'--batch-size'"],
      ],
    );
    assert.deepEqual(argument.destination, { known: true, value: 'batch_size', assumed: false });
    assert.equal(argument.isPositional, false);
    assert.deepEqual(argument.default?.value, { known: true, value: 64, assumed: false });
    assert.equal(text.slice(argument.span.start, argument.span.end), text.slice(start.length));
  });

  it('may be positional', () => assert.equal(argumentOf('"mode"').isPositional, true));
  it('may name their destination', () =>
    assert.equal(JSON.stringify(argumentOf('"--a", dest="b"').destination), JSON.stringify({ known: true, value: 'b', assumed: false })));
  it('may have names that are constants', () => {
    assert.equal(namesOf(parserOf(`NAME = "--epochs"\n${start}parser.add_argument(NAME)`)), '--epochs');
  });

  const converters: readonly (readonly [string, string, string])[] = [
    ['', 'bool', 'builtin bool'],
    ['', 'list', 'builtin list'],
    ['', 'lambda value: value', 'lambda'],
    ['from distutils.util import strtobool\n', 'strtobool', 'imported distutils.util.strtobool'],
    ['def bool(value):\n    return value\n', 'bool', 'function'],
    ['def str2bool(value):\n    return value\n', 'str2bool', 'function'],
    ['flag = bool\n', 'flag', 'builtin bool'],
    ['str2bool = lambda value: value\n', 'str2bool', 'lambda'],
    ['from helpers import *\n', 'bool', 'builtin bool'],
    ['if x:\n    bool = f\n', 'bool', 'unknown'],
    ['', 'partial(f, 1)', 'unknown'],
  ];
  for (const [before, type, expected] of converters) {
    it(`tell a converter by what it is: ${before.split('\n')[0]} type=${type}`, () => {
      const [argument] = parserOf(`${start}${before}parser.add_argument("--x", type=${type})`).arguments;
      const converter = argument?.type?.converter;
      assert.ok(converter);
      assert.equal('name' in converter ? `${converter.kind} ${converter.name}` : converter.kind, expected);
    });
  }

  const actions: readonly (readonly [string, string])[] = [
    ['"--x"', 'value store'],
    ['"--x", action="store_true"', 'flag store_true'],
    ['"--x", action=argparse.BooleanOptionalAction', 'flag boolean'],
    ['"--x", action="append"', 'value append'],
    ['"-v", action="count"', 'flag count'],
    ['"--x", action=Own', 'unknown'],
    ['"--x", **options', 'unknown'],
  ];
  for (const [declaration, expected] of actions) {
    it(`tell flags from values: ${declaration}`, () => {
      const { action } = argumentOf(declaration);
      assert.equal(action.kind === 'unknown' ? action.kind : `${action.kind} ${action.name}`, expected);
    });
  }

  it('are conditional in a branch, not under the main guard', () => {
    const text = `${start}if __name__ == "__main__":\n    parser.add_argument("--a")\n    if x:\n        parser.add_argument("--b")\n`;
    assert.deepEqual(
      parserOf(text).arguments.map(({ isConditional }) => isConditional),
      [false, true],
    );
  });
});

describe('parsers', () => {
  const closed: readonly (readonly [string, string, string])[] = [
    ['plain', `${start}parser.add_argument("--a")\nparser.add_argument("--b")`, '--a --b'],
    [
      'with groups',
      `${start}group = parser.add_argument_group("x")\ngroup.add_argument("--a")\nparser.add_mutually_exclusive_group().add_argument("--b")`,
      '--a --b',
    ],
    [
      'made in a function',
      'from argparse import ArgumentParser\ndef make():\n    p = ArgumentParser()\n    p.add_argument("--a")\n    return p\nparser = make()\nparser.add_argument("--b")',
      '--a --b',
    ],
    [
      'handed to functions',
      `${start}def add(p, more=True):\n    p.add_argument("--a")\n    return p\nparser = add(parser)\nparser.add_argument("--b")`,
      '--a --b',
    ],
    ['added to by another name of the method', `${start}add = parser.add_argument\nadd("--a", type=int)\nadd("--b")`, '--a --b'],
    [
      'of an object',
      'import argparse\nclass Main:\n    def __init__(self):\n        self.parser = argparse.ArgumentParser()\n        self.parser.add_argument("--a")\n    def more(self):\n        self.parser.add_argument("--b")',
      '--a --b',
    ],
    ['completed by argcomplete', `import argcomplete\n${start}parser.add_argument("--a")\nargcomplete.autocomplete(parser)`, '--a'],
    [
      'imported where that may fail',
      'try:\n    import argparse\nexcept ImportError:\n    argparse = None\np = argparse.ArgumentParser()\np.add_argument("--a")',
      '--a',
    ],
  ];
  for (const [what, text, names] of closed) {
    it(`are known where they are ${what}`, () => {
      const parser = parserOf(text);
      assert.equal(namesOf(parser), names);
      assert.equal(parser.whyOpen, undefined);
    });
  }

  const open: readonly (readonly [string, string])[] = [
    ['names come from a loop', `${start}for name in names:\n    parser.add_argument(name)`],
    ['names come from a list', `${start}parser.add_argument(*names, **options)`],
    ['a helper adds any name', `${start}def add_bool(p, name):\n    p.add_argument("--" + name, type=str2bool)\nadd_bool(parser, "x")`],
    ['another module is given it', `from lib import add\n${start}add(parser)`],
    ['its parents are not seen', 'import argparse\np = argparse.ArgumentParser(parents=[common])'],
    ['it is made with options that are not seen', 'import argparse\np = argparse.ArgumentParser(**options)'],
    ['it is a class of its own', 'import argparse\nclass Own(argparse.ArgumentParser):\n    pass\np = Own()\np.add_argument("--a")'],
    ['it is one of several in a list', `${start}for p in [parser, other]:\n    p.add_argument("--a")`],
    ['it is kept in a dictionary', `${start}parsers = {"train": parser}`],
    ['a method of it is handed on', `import functools\n${start}add = functools.partial(parser.add_argument, type=str)\nadd("--a")`],
    ['it is handed on under another name', `from lib import add\n${start}def more(p):\n    add(p)\nmore(parser)`],
    ['it is a member of a class', 'import argparse\nclass Main:\n    parser = argparse.ArgumentParser()'],
    ['it is another library', 'from configargparse import ArgParser\np = ArgParser()\np.add_argument("--a")'],
  ];
  for (const [what, text] of open) it(`are open where ${what}`, () => assert.equal(parserOf(text).isOpen, true));

  it('have the arguments of their parents', () => {
    const { parsers } = read(
      'import argparse\na = argparse.ArgumentParser(add_help=False)\na.add_argument("--a")\nb = argparse.ArgumentParser(parents=[a])\nb.add_argument("--b")',
    );
    assert.deepEqual(parsers.map(namesOf), ['--a', '--b --a']);
    assert.equal(parsers[1]?.isOpen, false);
  });

  it('are told apart', () => {
    const { parsers, arguments: all } = read(
      'import argparse\ndef f():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--a")\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--b")\n',
    );
    assert.deepEqual(parsers.map(namesOf), ['--a', '--b']);
    assert.equal(all.length, 2);
  });

  it('have subcommands', () => {
    const { parsers } = read(
      `${start}commands = parser.add_subparsers(dest="command")\ntrain = commands.add_parser("train")\ntrain.add_argument("--a")\n`,
    );
    assert.deepEqual(
      parsers[0]?.subcommands?.map(({ name, parser }) => [name.known && name.value, namesOf(parser)]),
      [['train', '--a']],
    );
  });

  it('may forbid abbreviations', () => {
    assert.deepEqual(parserOf('import argparse\np = argparse.ArgumentParser(allow_abbrev=False)').allowsAbbreviations, {
      known: true,
      value: false,
      assumed: false,
    });
  });

  it('may be made elsewhere', () => {
    const parser = parserOf('def add_arguments(parser):\n    parser.add_argument("--a", type=bool)');
    assert.equal(parser.creation, undefined);
    assert.equal(parser.isOpen, true);
    assert.equal(namesOf(parser), '--a');
  });

  it('are not the options of a browser', () =>
    assert.equal(read('options = Options()\noptions.add_argument("--headless")').parsers.length, 0));
});

describe('where the command line is read', () => {
  const parses: readonly (readonly [string, string, string])[] = [
    ['args = parser.parse_args()', 'process load', 'args'],
    ['args, _ = parser.parse_known_args()', 'lenient process load', 'args, _'],
    ['args = parser.parse_args([])', 'given load', 'args'],
    ['args = parser.parse_args(None)', 'process load', 'args'],
    ['import sys\nargs = parser.parse_args(sys.argv[1:])', 'process load', 'args'],
    ['import sys\nargs = parser.parse_args(sys.argv[2:])', 'given load', 'args'],
    ['args = parser.parse_args(words)', 'unknown load', 'args'],
    ['if __name__ == "__main__":\n    train(parser.parse_args())', 'process main', ''],
    ['def main():\n    args = parser.parse_args()\nif __name__ == "__main__":\n    main()', 'process main', 'args'],
    ['def main():\n    args = parser.parse_args()\nmain()', 'process load', 'args'],
    ['def main():\n    args = parser.parse_args()', 'process unknown?', 'args'],
    ['def main(argv=None):\n    args = parser.parse_args(argv)\nmain()', 'process load', 'args'],
    ['def main(argv):\n    args = parser.parse_args(argv)\nmain(["--a"])', 'given load', 'args'],
    [
      'def inner():\n    return parser.parse_args()\ndef main():\n    args = inner()\nif __name__ == "__main__":\n    if x:\n        main()',
      'process main?',
      '',
    ],
  ];
  for (const [text, expected, target] of parses) {
    it(text.replaceAll('\n', '; '), () => {
      const whole = `${start}${text}`;
      const [parse] = parserOf(whole).parses;
      assert.ok(parse);
      const run = `${parse.run.when}${parse.run.isConditional ? '?' : ''}`;
      assert.equal([parse.isLenient ? 'lenient' : '', parse.source, run].filter((word) => word !== '').join(' '), expected);
      assert.equal(parse.target ? whole.slice(parse.target.span.start, parse.target.span.end) : '', target);
      assert.match(whole.slice(parse.methodSpan.start, parse.methodSpan.end), /^parse_/);
    });
  }

  const uses: readonly (readonly [string, readonly string[]])[] = [
    ['x = sys.argv[1]', ['read']],
    ['if len(sys.argv) > 1:\n    pass', ['read']],
    ['sys.argv.pop(1)', ['write']],
    ['sys.argv = ["x"]', ['write']],
    ['del sys.argv[1]', ['write']],
    ['sys.argv[1:] = []', ['write']],
    ['main(sys.argv[1:])', ['other']],
  ];
  for (const [text, expected] of uses) {
    it(`sys.argv: ${text.split('\n')[0]}`, () =>
      assert.deepEqual(
        read(`import sys\n${text}`).argv.map(({ kind }) => kind),
        expected,
      ));
  }
});

describe('uses of arguments', () => {
  const declared = `${start}parser.add_argument("--epochs", type=int)\n`;
  const uses: readonly (readonly [string, string])[] = [
    ['args = parser.parse_args()\nf(args.epochs)', 'args.epochs'],
    ['args, _ = parser.parse_known_args()\nf(args.epochs)', 'args.epochs'],
    ['args = parser.parse_known_args()[0]\nf(args.epochs)', 'args.epochs'],
    ['f(parser.parse_args().epochs)', 'parser.parse_args().epochs'],
    ['f(vars(parser.parse_args())["epochs"])', 'vars(parser.parse_args())["epochs"]'],
    ['options = vars(parser.parse_args())\nf(options.get("epochs"))', 'options.get("epochs")'],
    ['args = parser.parse_args()\nf(getattr(args, "epochs", 3))', 'getattr(args, "epochs", 3)'],
    ['def train(a):\n    f(a.epochs)\ntrain(parser.parse_args())', 'a.epochs'],
    ['def train(*, a):\n    f(a.epochs)\ndef main():\n    train(a=parser.parse_args())', 'a.epochs'],
    ['def parse():\n    return parser.parse_args()\nargs = parse()\nf(args.epochs)', 'args.epochs'],
    ['def parse():\n    return parser.parse_known_args()\nargs, rest = parse()\nf(args.epochs)', 'args.epochs'],
    ['args = None\ndef main():\n    global args\n    args = parser.parse_args()\ndef train():\n    f(args.epochs)', 'args.epochs'],
    [
      'class A:\n    def __init__(self):\n        self.args = parser.parse_args()\n    def train(self):\n        f(self.args.epochs)',
      'self.args.epochs',
    ],
    ['rest, args = parser.parse_known_args()\nf(args.epochs)', ''],
    ['f(args.epochs)', ''],
    ['args = other.parse_args()\nf(args.epochs)', ''],
  ];
  for (const [text, expected] of uses) {
    it(text.replaceAll('\n', '; '), () => {
      const whole = `${declared}${text}`;
      const reads = read(whole).reads;
      assert.equal(reads.map(({ expression }) => whole.slice(expression.span.start, expression.span.end)).join(), expected);
      for (const { destination, arguments: from } of reads) {
        assert.equal(destination, 'epochs');
        assert.equal(from.length, 1);
      }
    });
  }

  it('are not certain where the script sets the value, too', () => {
    for (const change of ['args.epochs = 3', 'setattr(args, "epochs", 3)', 'vars(args).update(more)', 'args.epochs += 1']) {
      const { reads } = read(`${declared}args = parser.parse_args()\n${change}\nf(args.epochs)`);
      assert.equal(reads.at(-1)?.isRewritten, true, change);
    }
  });

  it('has no end in circles', () => {
    read(
      `${declared}def f(a):\n    return g(a)\ndef g(a):\n    return f(a)\nargs = f(args)\nargs = g(parser.parse_args())\nprint(args.epochs)`,
    );
  });
});

describe('other libraries', () => {
  it('click: options, flags and their uses', () => {
    const text = `import click

@click.command()
@click.option("--epochs", type=int, default=3)
@click.option("--verbose", is_flag=True)
@click.option("--use-gpu", type=bool)
@click.argument("path")
def main(epochs, verbose, use_gpu, path):
    print(epochs)
`;
    const { parsers, reads } = read(text);
    assert.deepEqual(
      parsers.map((parser) => [parser.library, parser.isOpen, namesOf(parser)]),
      [['click', true, '--epochs --verbose --use-gpu path']],
    );
    assert.deepEqual(
      parsers[0]?.arguments.map(({ action }) => action.kind),
      ['value', 'flag', 'value', 'value'],
    );
    assert.deepEqual(
      reads.map(({ destination }) => destination),
      ['epochs'],
    );
  });

  it('transformers: the fields of dataclasses', () => {
    const text = `from dataclasses import dataclass, field
from transformers import HfArgumentParser, TrainingArguments

@dataclass
class DataArguments:
    path: str = field(default="data", metadata={})
    shuffle: bool = False

parser = HfArgumentParser((DataArguments, TrainingArguments))
data, training = parser.parse_args_into_dataclasses()
print(data.path, training.output_dir, data.shuffle)
`;
    const { parsers, reads } = read(text);
    assert.deepEqual(
      parsers.map((parser) => [parser.library, parser.isOpen, namesOf(parser)]),
      [['huggingface', true, '--path --shuffle']],
    );
    assert.deepEqual(
      reads.map(({ destination, arguments: from }) => [destination, from.length]),
      [
        ['path', 1],
        ['output_dir', 0],
        ['shuffle', 1],
      ],
    );
  });

  const libraries: readonly (readonly [string, string])[] = [
    ['import fire\nfire.Fire(main)', 'fire'],
    ['import typer\ntyper.run(main)', 'typer'],
    ['import hydra\n@hydra.main(config_path="x")\ndef main(config):\n    pass', 'hydra'],
    ['from absl import app, flags\nflags.DEFINE_integer("epochs", 3, "how many")\napp.run(main)', 'absl'],
    ['from docopt import docopt\ndocopt(__doc__)', 'docopt'],
    ['from simple_parsing import ArgumentParser\np = ArgumentParser()', 'simple-parsing'],
  ];
  for (const [text, library] of libraries) {
    it(`${library} is recognised`, () => {
      const { parsers } = read(text);
      assert.deepEqual(
        parsers.map((parser) => [parser.library, parser.isOpen]),
        [[library, true]],
      );
    });
  }
});
