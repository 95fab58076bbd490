import assert from 'node:assert/strict';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { readCodeCell } from '../../src/languages/notebook/magics.js';
import { type Notebook, type NotebookCell, parseNotebook } from '../../src/languages/notebook/parse.js';
import { applyEdits } from '../../src/text/edit.js';
import { type Span, span } from '../../src/text/span.js';
import { createRandom, mutate } from '../support/mutate.js';
import { codeCell, type NotebookForm, notebookText } from '../support/notebooks.js';

function read(text: string): Notebook {
  const notebook = parseNotebook(text);
  assert.ok(notebook);
  return notebook;
}

function cellOf(notebook: Notebook, index: number): NotebookCell {
  const cell = notebook.cells.find((candidate) => candidate.index === index);
  assert.ok(cell);
  return cell;
}

/** The text of a notebook after an edit of one cell, written into the file as locate.ts does. */
function edited(text: string, index: number, at: Span, newText: string): string {
  const notebook = read(text);
  const cell = cellOf(notebook, index);
  return applyEdits(text, [{ span: notebook.toFile(cell, at), newText: notebook.encode(cell, newText, at) }]);
}

describe('reading a notebook', () => {
  it('joins the lines of cells and counts cells of all kinds', () => {
    const text = JSON.stringify({
      cells: [
        { cell_type: 'markdown', source: ['# a\n', 'b'] },
        7,
        { cell_type: 'code', source: 'x = 1\ny = 2' },
        { cell_type: 'raw', source: [] },
        { cell_type: 'code' },
      ],
    });
    assert.deepEqual(
      read(text).cells.map(({ index, kind, source }) => [index, kind, source]),
      [
        [0, 'markdown', '# a\nb'],
        [2, 'code', 'x = 1\ny = 2'],
        [3, 'raw', ''],
        [4, 'code', ''],
      ],
    );
  });

  it('is none where there is no JSON or no list of cells', () => {
    for (const text of ['', '{', 'null', '[]', '{}', '{"cells": 3}', '{"cells": {}}', '"cells"'])
      assert.equal(parseNotebook(text), undefined, text);
  });

  it('knows the language from what the kernel says', () => {
    const of = (metadata: object): string => read(JSON.stringify({ metadata, cells: [] })).language;
    assert.equal(of({}), 'python');
    assert.equal(of({ kernelspec: { language: 'R', name: 'ir' } }), 'r');
    assert.equal(of({ kernelspec: { name: 'ir' } }), 'ir');
    assert.equal(of({ kernelspec: { name: 'conda_pytorch_p39' } }), 'python');
    assert.equal(of({ kernelspec: { language: '', name: 'pysparkkernel' }, language_info: { name: 'pyspark' } }), 'python');
    assert.equal(of({ language_info: { name: 'scala' } }), 'scala');
  });

  it('takes the language that an editor has given a cell', () => {
    const text = JSON.stringify({ cells: [{ cell_type: 'code', metadata: { vscode: { languageId: 'shellscript' } }, source: 'ls' }] });
    assert.equal(cellOf(read(text), 0).language, 'shellscript');
  });

  it('reads the worksheets of nbformat 3', () => {
    const text = JSON.stringify({
      nbformat: 3,
      worksheets: [
        { cells: [{ cell_type: 'heading', source: ['Title'] }] },
        { cells: [{ cell_type: 'code', language: 'python', input: ['a = "x"\n', 'b'] }] },
      ],
    });
    const notebook = read(text);
    const cell = cellOf(notebook, 1);
    assert.equal(cell.source, 'a = "x"\nb');
    const place = notebook.toFile(cell, span(4, 7));
    assert.equal(text.slice(place.start, place.end), '\\"x\\"');
  });

  it('takes the last of members with the same name, as JSON.parse does', () => {
    const text = '{"cells": [], "cells": [{"cell_type": "code", "source": "first", "s\\u006furce": ["second"]}]}';
    const notebook = read(text);
    const cell = cellOf(notebook, 0);
    assert.equal(cell.source, 'second');
    assert.deepEqual(notebook.toFile(cell, span(0, 6)), span(text.indexOf('second'), text.indexOf('second') + 6));
  });

  it('finds the place of every cell where another JSON parser finds it', () => {
    const random = createRandom(5);
    for (let round = 0; round < 200; round++) {
      const text = notebookText(randomSources(random), randomForm(random));
      const tree = parseTree(text.replace(/^\uFEFF/, ' '));
      assert.ok(tree);
      const notebook = read(text);
      for (const cell of notebook.cells) {
        const node = findNodeAtLocation(tree, ['cells', cell.index, 'source']);
        assert.ok(node);
        const place = notebook.toFile(cell, span(0, cell.source.length));
        assert.ok(place.start > node.offset && place.end < node.offset + node.length);
        const strings = (node.children ?? [node]).filter((child) => child.value !== '');
        const [first] = strings;
        const last = strings.at(-1);
        if (!first || !last) continue;
        assert.deepEqual(place, span(first.offset + 1, last.offset + last.length - 1));
      }
    }
  });
});

describe('places in a notebook', () => {
  const cell = codeCell(['a = "é"\n', 'b = "😀\\t"\n', '\n', 'c'], 'list');
  const text = `{\n "cells": [\n${cell}\n ],\n "nbformat": 4\n}\n`;
  const source = 'a = "é"\nb = "😀\\t"\n\nc';
  const shown = (start: number, end: number): string => {
    const notebook = read(text);
    const place = notebook.toFile(cellOf(notebook, 0), span(start, end));
    return text.slice(place.start, place.end);
  };

  it('are seen through escapes and letters of two code units', () => {
    assert.equal(shown(4, 7), '\\"é\\"');
    assert.equal(shown(source.indexOf('😀'), source.indexOf('😀') + 2), '😀');
    assert.equal(shown(source.indexOf('\\'), source.indexOf('\\') + 2), '\\\\t');
    const escaped = '{"cells": [{"cell_type": "code", "source": "x\\ud83d\\ude00\\u00e9y"}]}';
    const notebook = read(escaped);
    const place = notebook.toFile(cellOf(notebook, 0), span(1, 4));
    assert.equal(escaped.slice(place.start, place.end), '\\ud83d\\ude00\\u00e9');
  });

  it('end in the string in which they end, and start in the next', () => {
    assert.equal(shown(0, 8), 'a = \\"é\\"\\n');
    assert.equal(shown(8, 9), 'b');
    assert.equal(shown(7, 9), '\\n",\n    "b');
  });

  it('stay empty', () => {
    for (let at = 0; at <= source.length; at++) assert.equal(shown(at, at), '');
  });

  it('are found behind large outputs without reading them again and again', () => {
    const output = { cell_type: 'code', source: ['plot()'], outputs: [{ text: ['"{[\\'.repeat(200_000)] }] };
    const large = JSON.stringify({
      cells: [output, ...Array.from({ length: 500 }, (_, index) => ({ cell_type: 'code', source: [`x${index}`] }))],
    });
    const notebook = read(large);
    for (const one of notebook.cells.slice(1)) {
      const place = notebook.toFile(one, span(0, one.source.length));
      assert.equal(large.slice(place.start, place.end), one.source);
    }
  });
});

describe('edits in a notebook', () => {
  const lines = (text: string): string[] => JSON.parse(text.replace(/^\uFEFF/, '')).cells[0].source;

  it('start a string of the list with each line', () => {
    const text = notebookText(['a\nb'], { list: true });
    const after = edited(text, 0, span(2, 2), 'x = "1"\ny\n');
    assert.deepEqual(lines(after), ['a\n', 'x = "1"\n', 'y\n', 'b']);
    assert.equal(after, text.replace('"b"', '"x = \\"1\\"\\n",\n    "y\\n",\n    "b"'));
  });

  it('leave no empty string behind a line break at the end of a string', () => {
    assert.deepEqual(lines(edited(notebookText(['a\nb'], { list: true }), 0, span(3, 3), '\nc\n')), ['a\n', 'b\n', 'c\n']);
    assert.deepEqual(lines(edited(notebookText(['a\nb'], { list: true }), 0, span(0, 2), 'x\n')), ['x\n', 'b']);
  });

  it('indent as the file does, also where the cell has one line', () => {
    assert.match(edited(notebookText(['a'], { list: true, indent: 4 }), 0, span(1, 1), '\nb'), /"a\\n",\n {16}"b"/);
    assert.match(edited(notebookText(['a'], { list: true, indent: 0 }), 0, span(1, 1), '\nb'), /\["a\\n", "b"\]/);
  });

  it('write one string where the cell is one', () => {
    assert.equal(lines(edited(notebookText(['a\nb'], { list: false }), 0, span(1, 1), '"\n\\')), 'a"\n\\\nb');
  });

  it('write letters as the file does', () => {
    assert.match(edited(notebookText(['# é'], { list: true, ascii: true }), 0, span(0, 0), '😀'), /"\\ud83d\\ude00# \\u00e9"/);
    assert.match(edited(notebookText(['# é'], { list: true }), 0, span(0, 0), '😀'), /"😀# é"/);
    assert.match(edited(notebookText(['#'], { list: true }), 0, span(0, 0), '😀'), /"😀#"/);
  });

  it('fill a cell that has no string', () => {
    assert.deepEqual(lines(edited('{"cells": [{"cell_type": "code", "source": []}]}', 0, span(0, 0), 'a\nb')), ['a\n', 'b']);
  });

  it('give what they give in the text of the cell', () => {
    const random = createRandom(11);
    for (let round = 0; round < 3000; round++) {
      const sources = randomSources(random);
      const text = notebookText(sources, randomForm(random));
      const index = Math.floor(random() * sources.length);
      const source = sources[index] ?? '';
      const start = Math.floor(random() * (source.length + 1));
      const at = span(start, random() < 0.3 ? start : start + Math.floor(random() * (source.length - start + 1)));
      const newText = randomText(random);
      // Half a letter of two code units is no edit that anyone makes, and no text that a file can hold.
      if ([at.start, at.end].some((offset) => /[\uDC00-\uDFFF]/.test(source[offset] ?? ''))) continue;
      const after = edited(text, index, at, newText);
      const expected = applyEdits(source, [{ span: at, newText }]);
      assert.equal(cellOf(read(after), index).source, expected, JSON.stringify({ round, source, at, newText, text }));
      for (const cell of read(text).cells) if (cell.index !== index) assert.equal(cellOf(read(after), cell.index).source, cell.source);
    }
  });
});

describe('what is no Python in a cell', () => {
  const python = (source: string): string => readCodeCell(source).python;
  const uses = (source: string): unknown[] =>
    readCodeCell(source).uses.map((use) => {
      if (use.kind === 'folder') return ['folder', use.name];
      const body = source.slice(use.body.start, use.body.end);
      return use.kind === 'shell' ? [use.isCell ? 'cell' : 'line', body] : ['write', use.name, use.isAppended, body];
    });

  it('is masked at equal length', () => {
    assert.equal(python('%matplotlib inline\nx = 1'), `pass${' '.repeat(14)}\nx = 1`);
    assert.equal(python('!ls\n?x\nx??\nfoo.bar?\ny'), '0  \n0 \n0  \npass    \ny');
    assert.equal(python('if x:\n    !pip install y\nelse:\n  %time'), `if x:\n    pass${' '.repeat(10)}\nelse:\n  pass `);
    assert.equal(python('x = !ls -l\ny = %pwd\na, b = 1, 2'), 'x = __    \ny = __  \na, b = 1, 2');
    assert.equal(python('% matplotlib inline\nx ? y'), `pass${' '.repeat(15)}\nx ? y`);
    assert.equal(python('pip install x\ncd ..\nls = 3\nls - 4\ncp(a)'), `pass${' '.repeat(9)}\npass \nls = 3\nls - 4\ncp(a)`);
  });

  it('goes on behind a backslash at the end of a line', () => {
    assert.equal(python('!docker build \\\n  -t x .\ny'), `pass${' '.repeat(11)}\n${' '.repeat(8)}\ny`);
    assert.equal(python('x = !a \\\r\n b\r\ny'), 'x = __  \r\n  \r\ny');
  });

  it('is a whole cell where another program runs it', () => {
    assert.equal(python('\n%%bash\nls\r\n'), '\n      \n  \r\n');
    assert.equal(python('%% a.yaml\nx: 1'), '         \n    ');
    assert.equal(python('%%writefile a.py\nx'), `${' '.repeat(16)}\n `);
  });

  it('is the first line only where this Python runs the rest', () => {
    assert.equal(python('%%time\nx = 1\n!ls'), '      \nx = 1\n0  ');
    assert.equal(python('%%capture out\n\n%%time\nx'), `${' '.repeat(13)}\n\n      \nx`);
    assert.deepEqual(uses('%%time\n%%bash\nls'), [['cell', 'ls']]);
  });

  it('is not the code that a line magic runs', () => {
    assert.equal(python('%time estimator.fit()'), 'pass; estimator.fit()');
    assert.equal(python('%timeit -n 3 -r1 f(\n1)\ng'), `pass;${' '.repeat(12)}f(\n1)\ng`);
    assert.equal(python('%time !ls'), 'pass     ');
  });

  it('is not taken for what stands in strings, brackets and comments', () => {
    for (const source of [
      'x = """\n!ls\n%time\n%%bash\n"""',
      "y = 'a?'  # really?",
      'z = (a\n  %b)\nx != y\nf(a=1)',
      'x = a \\\n  % b',
      "'''\n'''\na[1:2]",
      's = "\\"!" # \'',
      'x <= y; x == z',
    ])
      assert.equal(python(source), source);
    assert.equal(python('f(\n!ls\ny'), 'f(\n0  \ny');
  });

  it('is what is left open at the end of a cell', () => {
    assert.equal(python('x = 1\nfoo(1,\n  2'), 'x = 1\npass  \n   ');
    assert.equal(python('x = """a\nb'), 'pass    \n ');
    assert.equal(python("x = 'a\nb"), "x = 'a\nb");
    assert.equal(python('%time f('), 'pass    ');
  });

  it('may be a command', () => {
    assert.deepEqual(uses('!docker build -t x .\nx = !aws sts\n!!ls\n%sx pwd\n%pip install y\n%env A=1\n%%bash'), [
      ['line', 'docker build -t x .'],
      ['line', 'aws sts'],
      ['line', 'ls'],
      ['line', 'pwd'],
      ['line', 'pip install y'],
    ]);
    assert.deepEqual(uses('%%sh\na\nb'), [['cell', 'a\nb']]);
    assert.deepEqual(uses('%%script --bg bash\na'), [['cell', 'a']]);
    assert.deepEqual(uses('%%script perl\na'), []);
    assert.deepEqual(uses('%%html\n<b>'), []);
  });

  it('may be a file', () => {
    assert.deepEqual(uses('%%writefile code/train.py\nx\n'), [['write', 'code/train.py', false, 'x\n']]);
    assert.deepEqual(uses('%%file "a b.py"\r\nx'), [['write', 'a b.py', false, 'x']]);
    assert.deepEqual(uses('%%writefile -a x.py\ny'), [['write', 'x.py', true, 'y']]);
    assert.deepEqual(uses('%%writefile {folder}/x.py\ny'), [['write', undefined, false, 'y']]);
    assert.deepEqual(uses('%%writefile $x\ny'), [['write', undefined, false, 'y']]);
    assert.deepEqual(uses('%%writefile\ny'), []);
    assert.deepEqual(uses('%%writefile x.py'), [['write', 'x.py', false, '']]);
  });

  it('may be another folder', () => {
    assert.deepEqual(uses('%cd docker\n%cd -q ..\n%cd\ncd {x}\n%cd -'), [
      ['folder', 'docker'],
      ['folder', '..'],
      ['folder', undefined],
      ['folder', undefined],
      ['folder', '-'],
    ]);
  });
});

describe('notebooks that are spoilt', () => {
  it('never throw, and every place of theirs is within the file', () => {
    const random = createRandom(23);
    let parsed = 0;
    for (let round = 0; round < 2000; round++) {
      const sources = randomSources(random);
      // One half is spoilt within its cells, so that most of that is still a notebook.
      const spoilt = round % 2 === 0 ? sources.map((source) => mutate(source, random)) : sources;
      const form = randomForm(random);
      const text = round % 2 === 0 ? notebookText(spoilt, form) : mutate(notebookText(spoilt, form), random);
      const notebook = parseNotebook(text);
      if (!notebook) continue;
      parsed++;
      for (const cell of notebook.cells) {
        const { python } = readCodeCell(cell.source);
        assert.equal(python.length, cell.source.length);
        assert.deepEqual(
          [...python.matchAll(/[\r\n]/g)].map(({ index }) => index),
          [...cell.source.matchAll(/[\r\n]/g)].map(({ index }) => index),
        );
        const start = Math.floor(random() * (cell.source.length + 1));
        const place = notebook.toFile(cell, span(start, cell.source.length));
        assert.ok(place.start >= 0 && place.start <= place.end && place.end <= text.length);
        notebook.encode(cell, 'x\ny', span(start, start));
      }
    }
    assert.ok(parsed > 1000, `${parsed} were still notebooks`);
  });
});

const lineMakers: readonly string[] = [
  'import sagemaker',
  '%%writefile Dockerfile',
  '%%bash',
  '%%time',
  '!docker build -t "x" .',
  '!ls \\',
  "x = !aws sts get-caller-identity --query 'Account'",
  'print("a\\tb", \'😀 é\')',
  's = """',
  'foo(',
  'bar?',
  ')',
  '%cd ..',
  '',
  '\t# \u2028 \u0001 ü',
  'C:\\temp\\\\u00e9',
];

function randomText(random: () => number): string {
  const pieces = ['a', '"', '\\', '\n', '\n\n', 'x = 1\n', '\r\n', 'é', '😀', '\t', '\\n', '\u0001', '/', ' ', '\\u0041'];
  return Array.from({ length: Math.floor(random() * 5) }, () => pieces[Math.floor(random() * pieces.length)]).join('');
}

function randomSources(random: () => number): string[] {
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const lineBreak = random() < 0.2 ? '\r\n' : '\n';
    const lines = Array.from({ length: 1 + Math.floor(random() * 6) }, () => lineMakers[Math.floor(random() * lineMakers.length)] ?? '');
    return lines.join(lineBreak) + (random() < 0.3 ? lineBreak : '');
  });
}

function randomForm(random: () => number): NotebookForm {
  return {
    list: random() < 0.7,
    ascii: random() < 0.3,
    indent: Math.floor(random() * 3),
    lineBreak: random() < 0.3 ? '\r\n' : '\n',
    byteOrderMark: random() < 0.1,
  };
}
