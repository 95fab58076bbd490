import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileEdit, locationOf } from '../../src/linter/locate.js';
import { type DocumentParts, partsOf, type WrittenFile } from '../../src/project/parts.js';
import { createDocument, type SourceDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';
import { type Span, span } from '../../src/text/span.js';
import { createRandom, mutate } from '../support/mutate.js';
import { notebookText } from '../support/notebooks.js';

const notebook = (sources: readonly string[], path = 'work/a.ipynb'): SourceDocument =>
  createDocument(path, notebookText(sources, { list: true }));
const script = (text: string, path = 'docker/build.sh'): SourceDocument => createDocument(path, text);
/** As `path`, with what is said of it: `~` for overwritten, `$` for expanded. */
const names = ({ written }: DocumentParts): string[] =>
  written.map(({ path, isExpanded, isOverwritten }) => `${path}${isOverwritten ? '~' : ''}${isExpanded ? '$' : ''}`);

function only(parts: DocumentParts): WrittenFile {
  assert.equal(parts.written.length, 1);
  const [file] = parts.written;
  assert.ok(file);
  return file;
}

/** The file's text after an edit of one of its parts, as fixes are written. */
function edited(file: SourceDocument, part: SourceDocument, at: Span, newText: string): string {
  const edit = fileEdit({ document: part, span: at }, newText);
  assert.equal(edit.file, file.path);
  return applyEdits(file.text, [edit]);
}

describe('the Python of a notebook', () => {
  it('is its code cells one below the other, without what is no Python', () => {
    const { program } = partsOf(notebook(['import os\n', '%%bash\nls', '!ls\nx = 1']));
    assert.equal(program?.text, `import os\n\n${' '.repeat(6)}\n  \n0  \nx = 1`);
    assert.equal(program?.path, 'work/a.ipynb');
  });

  it('is the same document each time', () => {
    const document = notebook(['x']);
    assert.equal(partsOf(document).program, partsOf(document).program);
  });

  it('is missing where there is none', () => {
    assert.equal(partsOf(createDocument('a.ipynb', 'no JSON')).program, undefined);
    assert.equal(partsOf(notebook([])).program, undefined);
    const other = { metadata: { kernelspec: { language: 'R' } }, cells: [{ cell_type: 'code', source: 'x <- 1' }] };
    assert.equal(partsOf(createDocument('a.ipynb', JSON.stringify(other))).program, undefined);
    assert.equal(partsOf(createDocument('Dockerfile', 'FROM x')).program, undefined);
  });

  it('has places in cells and in the file', () => {
    const cells = [
      { cell_type: 'markdown', source: ['text'] },
      { cell_type: 'code', source: ['import os\n', 'x = "é"'] },
      { cell_type: 'code', source: ['y = x'] },
    ];
    const file = createDocument('a.ipynb', JSON.stringify({ cells }, null, 1));
    const { program } = partsOf(file);
    assert.ok(program);
    const at = program.text.indexOf('"é"');
    const location = locationOf({ document: program, span: span(at, at + 3) });
    assert.equal(file.text.slice(location.span.start, location.span.end), '\\"é\\"');
    assert.deepEqual(location.cell, {
      cell: 1,
      text: 'import os\nx = "é"',
      span: span(14, 17),
      range: { start: { line: 1, column: 4 }, end: { line: 1, column: 7 } },
    });
    const last = locationOf({ document: program, span: span(program.text.length - 1, program.text.length) });
    assert.deepEqual([last.cell?.cell, last.cell?.span], [2, span(4, 5)]);
  });

  it('has no span that reaches over several cells', () => {
    const file = notebook(['a = 1', 'b = 2']);
    const { program } = partsOf(file);
    assert.ok(program);
    const after = edited(file, program, span(2, 9), '= 3');
    assert.equal(partsOf(createDocument('b.ipynb', after)).program?.text, 'a = 3\nb = 2');
  });

  it('takes edits, which change only their cell', () => {
    const file = notebook(['a = 1\nb', 'c']);
    const { program } = partsOf(file);
    assert.ok(program);
    const edit = fileEdit({ document: program, span: span(6, 7) }, 'print("b")\n');
    assert.deepEqual([edit.cell?.cell, edit.cell?.span, edit.cell?.newText], [0, span(6, 7), 'print("b")\n']);
    const after = JSON.parse(applyEdits(file.text, [edit]));
    assert.deepEqual(after.cells[0].source, ['a = 1\n', 'print("b")\n']);
    assert.deepEqual(after.cells[1].source, ['c']);
  });
});

describe('files that a notebook writes', () => {
  it('are those of %%writefile, in the folder of the kernel', () => {
    const cells = ['%%writefile train.py\nx', '%cd docker', '%%writefile Dockerfile\nFROM x', '%cd ..', '%%file ../b.py\n1'];
    assert.deepEqual(names(partsOf(notebook(cells))), ['work/train.py', 'work/docker/Dockerfile', 'b.py']);
    assert.deepEqual(names(partsOf(notebook(['import os\nos.chdir("x")', '%%writefile y\n1']))), ['work/x/y']);
  });

  it('are not those outside of the project, or with names that are made of values', () => {
    const skipped = ['/tmp/x.py', '~/x.py', '{name}.py', '$x/y.py', '../../x.py', '-a x.py'];
    assert.deepEqual(names(partsOf(notebook(skipped.map((name) => `%%writefile ${name}\nx`)))), []);
    assert.deepEqual(names(partsOf(notebook(['%cd /home/user', '%%writefile x.py\nx', '%cd -', '%%writefile y.py\ny']))), ['work/y.py']);
    assert.deepEqual(names(partsOf(notebook(['os.chdir(folder)', '%%writefile x.py\nx']))), []);
  });

  it('have the text of the cell, and edits land there', () => {
    const file = notebook(['x', '%%writefile Dockerfile\nFROM x\nCMD "a"\n']);
    const { document } = only(partsOf(file));
    assert.equal(document.text, 'FROM x\nCMD "a"\n');
    const at = document.text.indexOf('CMD');
    assert.deepEqual(locationOf({ document, span: span(at, at + 3) }).cell?.range, {
      start: { line: 2, column: 0 },
      end: { line: 2, column: 3 },
    });
    const after = edited(file, document, span(at, at), 'RUN \\\n  y\n');
    assert.deepEqual(JSON.parse(after).cells[1].source, ['%%writefile Dockerfile\n', 'FROM x\n', 'RUN \\\n', '  y\n', 'CMD "a"\n']);
  });

  it('are marked where they are written again, added to or edited', () => {
    const write = '%%writefile x.py\nx';
    assert.deepEqual(names(partsOf(notebook([write, '%%writefile ./x.py\ny']))), ['work/x.py~', 'work/x.py']);
    assert.deepEqual(names(partsOf(notebook([write, '%%writefile -a x.py\ny']))), ['work/x.py~', 'work/x.py']);
    assert.deepEqual(names(partsOf(notebook([write, '!echo y >> x.py', '%%writefile -a x.py\ny']))), ['work/x.py~']);
    assert.deepEqual(names(partsOf(notebook([write, '!echo y >> x.py']))), ['work/x.py~']);
    assert.deepEqual(names(partsOf(notebook([write, '!sed -i s/a/b/ x.py']))), ['work/x.py~']);
    assert.deepEqual(names(partsOf(notebook([write, '%%bash\ncd a; tee -a x.py <<E\nE\n']))), ['work/x.py']);
  });

  it('are all the cells that add to them, and edits land in the cell that they are about', () => {
    const file = notebook(['%%writefile train.py\nimport os', '%%writefile other.py\n1', 'x', '%%writefile -a train.py\na = "é"\n']);
    const again = notebook([...['-a x.py\n1', 'x.py\n2', '-a x.py\n3\n', '-a x.py\n4'].map((cell) => `%%writefile ${cell}`)]);
    assert.deepEqual(
      partsOf(again).written.map(({ document }) => document.text),
      ['2', '2\n3\n', '2\n3\n4'],
    );
    const { document } = partsOf(file).written.at(-1) ?? only(partsOf(file));
    assert.equal(document.text, 'import os\na = "é"\n');
    const at = document.text.indexOf('"');
    assert.deepEqual(locationOf({ document, span: span(at, at + 3) }).cell?.range.start, { line: 1, column: 4 });
    const after = JSON.parse(edited(file, document, span(at, at + 3), '2'));
    assert.deepEqual(after.cells[3].source, ['%%writefile -a train.py\n', 'a = 2\n']);
    assert.deepEqual(JSON.parse(edited(file, document, span(7, 12), 're\n')).cells[0].source, ['%%writefile train.py\n', 'import re\n']);
  });

  it('may be here-documents of a shell cell', () => {
    const file = notebook(["%%bash\ncat > Dockerfile <<'EOF'\nFROM x\nCMD y\nEOF\ndocker build ."]);
    const { document } = only(partsOf(file));
    assert.equal(document.text, 'FROM x\nCMD y\n');
    const edit = fileEdit({ document, span: span(7, 12) }, 'CMD ["y"]');
    assert.deepEqual([edit.cell?.cell, edit.cell?.newText, edit.cell?.range.start.line], [0, 'CMD ["y"]', 3]);
    assert.match(JSON.parse(applyEdits(file.text, [edit])).cells[0].source.join(''), /^CMD \["y"\]$/m);
  });

  it('are escaped for the shell and for JSON', () => {
    const file = notebook(['%%bash\ncat > x <<EOF\na\nEOF\n']);
    const { document } = only(partsOf(file));
    const edit = fileEdit({ document, span: span(0, 1) }, '"$A"');
    assert.equal(edit.newText, '\\"\\\\$A\\"');
    assert.equal(edit.cell?.newText, '"\\$A"');
  });
});

describe('commands of a notebook', () => {
  it('are its lines and cells for the shell, with their places', () => {
    const file = notebook(['x = 1\n!docker build -t x .', '%cd sub', '%%bash\nls\n']);
    const { commands } = partsOf(file);
    assert.deepEqual(
      commands.map(({ document, kind, folder }) => [document.text, kind, folder]),
      [
        ['docker build -t x .', 'line', 'work'],
        ['ls\n', 'cell', 'work/sub'],
      ],
    );
    const [build] = commands;
    assert.ok(build);
    assert.deepEqual(locationOf({ document: build.document, span: span(0, 6) }).cell?.range.start, { line: 1, column: 1 });
  });
});

describe('files that a shell script writes', () => {
  const text = (source: string): string => only(partsOf(script(source))).document.text;

  it('are here-documents of cat and tee', () => {
    const parts = partsOf(
      script(
        [
          'cat > a <<EOF\nEOF',
          'cat << "EOF" > ./b\nEOF',
          'cat - >| "c d" <<\\EOF\nEOF',
          'sudo tee e f <<EOF >/dev/null\nEOF',
          'cat <<EOF | tee g\nEOF',
          'if x; then cat > h <<EOF\nEOF\nfi',
          '',
        ].join('\n'),
      ),
    );
    assert.deepEqual(names(parts), ['docker/a', 'docker/b', 'docker/c d', 'docker/e', 'docker/f', 'docker/g', 'docker/h']);
  });

  it('are none where the text is not the whole file, or its name is not known', () => {
    for (const line of [
      'cat >> a <<EOF',
      'tee -a a <<EOF',
      'cat head - > a <<EOF',
      'cat > $A <<EOF',
      'cat > "${A}/b" <<EOF',
      'cat > ~/a <<EOF',
      'cat > /tmp/a <<EOF',
      'cat > {{ a }} <<EOF',
      'cat > ../../a <<EOF',
      'cat 2> a <<EOF',
      'cat <<EOF',
      'python - > a <<EOF',
      'docker build - <<EOF',
    ])
      assert.deepEqual(names(partsOf(script(`${line}\nx\nEOF\n`))), [], line);
  });

  it('are none without the closing line', () => {
    assert.deepEqual(names(partsOf(script('cat > a <<EOF\nx\n'))), []);
  });

  it('lie in the folder of the command', () => {
    const here = (name: string): string => `cat > ${name} <<E\nE\n`;
    assert.deepEqual(names(partsOf(script(`cd a && ${here('b')}cd -\n${here('c')}`))), ['docker/a/b', 'docker/c']);
    assert.deepEqual(names(partsOf(script(`pushd a\n${here('b')}popd\n${here('c')}`))), ['docker/a/b', 'docker/c']);
    assert.deepEqual(names(partsOf(script(`(cd a; ${here('b')})\n${here('c')}`))), ['docker/a/b', 'docker/c']);
    assert.deepEqual(names(partsOf(script(`cd "$(dirname "$0")/.."\n${here('b')}`))), ['b']);
    assert.deepEqual(names(partsOf(script(`cd $X\n${here('b')}`))), []);
    assert.deepEqual(names(partsOf(script(`cd /x\n${here('b')}cd "\${BASH_SOURCE%/*}"\n`))), []);
  });

  it('have the text that the shell writes', () => {
    assert.equal(text("cat > a <<'E'\n$A \\$B \\\nx\nE\n"), '$A \\$B \\\nx\n');
    assert.equal(text('cat > a <<E\n\\$A \\\\ \\` \\n \\\nx\nE\n'), '$A \\ ` \\n x\n');
    assert.equal(text('cat > a <<-E\n\t\ta\n\t b\n\n\tE\n'), 'a\n b\n\n');
    assert.equal(text("cat > a <<'E'\r\nx\r\ny\r\nE\r\n"), 'x\r\ny\r\n');
  });

  it('are marked where the shell puts values in', () => {
    const of = (body: string): boolean => only(partsOf(script(`cat > a <<E\n${body}\nE\n`))).isExpanded;
    for (const body of ['$A', '${A}', '$(a)', '`a`', '$1']) assert.ok(of(body), body);
    for (const body of ['\\$A', '5 $', '\\`a\\`', '"$"']) assert.ok(!of(body), body);
    assert.equal(only(partsOf(script("cat > a <<'E'\n$A\nE\n"))).isExpanded, false);
  });

  it('take edits as they are written there', () => {
    const edit = (source: string, at: Span, newText: string): string => {
      const file = script(source);
      return edited(file, only(partsOf(file)).document, at, newText);
    };
    assert.equal(edit('cat > a <<E\nx\nE\n', span(0, 1), '$A `\\'), 'cat > a <<E\n\\$A \\`\\\\\nE\n');
    assert.equal(edit("cat > a <<'E'\nx\nE\n", span(0, 1), '$A'), "cat > a <<'E'\n$A\nE\n");
    const tabs = 'cat > a <<-E\n\t\tx\n\t\ty\n\tE\n';
    assert.equal(edit(tabs, span(2, 2), 'n\n'), 'cat > a <<-E\n\t\tx\n\t\tn\n\t\ty\n\tE\n');
    assert.equal(edit(tabs, span(0, 2), 'n\nm\n'), 'cat > a <<-E\n\t\tn\n\t\tm\n\t\ty\n\tE\n');
    assert.equal(edit(tabs, span(1, 1), '\nn'), 'cat > a <<-E\n\t\tx\n\t\tn\n\t\ty\n\tE\n');
    assert.equal(edit(tabs, span(4, 4), 'n\n'), 'cat > a <<-E\n\t\tx\n\t\ty\n\t\tn\n\tE\n');
    assert.equal(edit('cat > a <<E\n\\$A b\nE\n', span(0, 2), '$B'), 'cat > a <<E\n\\$B b\nE\n');
  });

  it('take edits that give the same file as the edit of its text', () => {
    const random = createRandom(31);
    const lines = ['FROM x', 'RUN a \\', '  && b', '', 'ENV A="\\$B"', '# é 😀', '\\\\ \\`', 'CMD ["x"]'];
    const additions = ['a', '$A', '`', '\\', '\n', 'x\n', 'é', ' ', '\n\n', '"'];
    const some = (items: readonly string[], most: number): string[] =>
      Array.from({ length: Math.floor(random() * most) }, () => items[Math.floor(random() * items.length)] ?? '');
    for (let round = 0; round < 2000; round++) {
      const opening = ['<<E', "<<'E'", '<<-E', "<<-'E'"][round % 4] ?? '';
      const tabs = opening.startsWith('<<-') ? '\t'.repeat(Math.floor(random() * 3)) : '';
      // A continued last line would take the closing line into it.
      const body = [...some(lines, 6), 'x'].map((line) => `${tabs}${line}\n`);
      const file = script(`a\ncat > a ${opening}\n${body.join('')}${tabs}E\nb\n`);
      const { document } = only(partsOf(file));
      const start = Math.floor(random() * (document.text.length + 1));
      const at = span(start, random() < 0.4 ? start : start + Math.floor(random() * (document.text.length - start + 1)));
      const newText = some(additions, 4).join('');
      const expected = applyEdits(document.text, [{ span: at, newText }]);
      // A file that does not end with a line break is nothing that a here-document can write, nor is one with its closing line in it.
      if ((expected !== '' && !expected.endsWith('\n')) || /^E$/m.test(expected)) continue;
      // Behind a backslash that means itself, the escape of another sign would be read in another way.
      if (/\\$/.test(document.text.slice(0, at.start)) || (/^\n/.test(document.text.slice(at.end)) && newText.endsWith('\\'))) continue;
      const after = script(edited(file, document, at, newText));
      assert.equal(
        only(partsOf(after)).document.text,
        expected,
        JSON.stringify({ round, file: file.text, at, newText, after: after.text }),
      );
      assert.ok(after.text.endsWith(`${tabs}E\nb\n`));
    }
  });

  it('are what a shell writes', function () {
    const folder = mkdtempSync(join(tmpdir(), 'sagelint-'));
    try {
      const source = [
        'cat > a <<E',
        'RUN a \\',
        '  && b \\$X \\\\ \\n "q" \\` $ é',
        'E',
        'tee b <<-"E" > /dev/null',
        '\t\tx \\',
        '\t $Y',
        '\tE',
        "mkdir -p d && cd d && cat <<'E' > c",
        '\t`z` \\$A',
        'E',
        '',
      ].join('\n');
      try {
        execFileSync('bash', ['-c', source], { cwd: folder });
      } catch {
        this.skip();
      }
      const { written } = partsOf(script(source, 'build.sh'));
      assert.deepEqual(
        written.map(({ path }) => path),
        ['a', 'b', 'd/c'],
      );
      for (const { path, document } of written) assert.equal(document.text, readFileSync(join(folder, path), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('parts of spoilt files', () => {
  it('never throw, and every place of theirs is within the file', () => {
    const random = createRandom(47);
    const cells = [
      'x = 1\n!ls',
      "%%bash\ncat > a <<'E'\nx\nE\n",
      '%%writefile b\ny',
      '%%writefile -a b\nz',
      '%cd c',
      'cat > d <<-E\n\t$x\n\tE\n',
    ];
    const shell = "cd x\ncat > a <<'E'\nx\nE\ncat <<-F | tee b\n\t\\$y\n\tF\nsed -i s/a/b/ a\n";
    for (let round = 0; round < 1500; round++) {
      const file =
        round % 2 === 0 ? script(mutate(shell, random)) : notebook(cells.map((cell) => (random() < 0.5 ? mutate(cell, random) : cell)));
      const { program, written, commands } = partsOf(file);
      for (const document of [program, ...written.map((one) => one.document), ...commands.map((one) => one.document)]) {
        if (!document) continue;
        const start = Math.floor(random() * (document.text.length + 1));
        locationOf({ document, span: span(start, document.text.length) });
        fileEdit({ document, span: span(start, start) }, 'x\n$y');
      }
    }
  });
});
