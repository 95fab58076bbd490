import { strict as assert } from 'node:assert';
import { diagnosticsByUri } from '../../src/editor/diagnostics.js';
import { cellTexts, type EditorCell, notebookText } from '../../src/editor/notebooks.js';
import { defineRule, type Rule } from '../../src/linter/rule.js';
import { partsOf } from '../../src/project/parts.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';
import { span } from '../../src/text/span.js';
import { deskOf, everywhere, pythonCells } from '../support/desk.js';
import { notebookText as fileText } from '../support/notebooks.js';

const first = 'from sagemaker.pytorch import PyTorch\nname = "é\\n"';
const second = 'estimator = PyTorch(\n    entry_point="bad.py", role="r", instance_type="ml.m5.large",\n)';
const third = 'estimator.fit()\nprint("bad.py")';

/** Finds an entry point that is called bad.py, and calls it good.py. */
const rules: Rule[] = [
  defineRule({
    id: 'SM903',
    name: 'bad-name',
    area: 'training',
    severity: 'warning',
    fix: 'safe',
    since: '1.0.0',
    summary: 'says what is bad',
    sources: [],
    appliesTo: 'launch',
    *check({ launch, document }) {
      const at = document.text.indexOf('"bad.py"', launch.span.start);
      if (at < 0 || at > launch.span.end) return;
      const place = span(at, at + '"bad.py"'.length);
      yield {
        at: place,
        message: 'a bad name',
        related: [{ at: launch.nameSpan, message: 'used here' }],
        fix: { title: 'Call it good', edits: [{ span: place, newText: '"good.py"' }] },
      };
    },
  }),
];

const addresses = (cells: readonly EditorCell[] | undefined) => ({
  uriOf: (path: string) => `file:///${path}`,
  uriOfCell: (path: string, cell: number) => (cells?.[cell] ? `cell:///${path}#${cell}` : undefined),
  pageOf: (rule: string) => `file:///pages/${rule}.md`,
});

describe('a notebook that is open as such', () => {
  const cells = (): EditorCell[] => [{ kind: 'markdown', language: 'markdown', text: '# bad.py' }, ...pythonCells(first, second, third)];

  it('shows its findings in the cells, at the places of their own text', async () => {
    const desk = deskOf({ 'a.ipynb': fileText(['x'], { list: true }) }, { rules });
    desk.notebooks.set('a.ipynb', cells());
    await desk.service.lint('a.ipynb');
    const shown = diagnosticsByUri(desk.published.get('a.ipynb') ?? [], addresses(desk.notebooks.get('a.ipynb')));
    assert.deepEqual([...shown.keys()], ['cell:///a.ipynb#2']);
    const [diagnostic] = shown.get('cell:///a.ipynb#2') ?? [];
    assert.deepEqual(diagnostic?.range, { start: { line: 1, character: 16 }, end: { line: 1, character: 24 } });
    assert.deepEqual(diagnostic?.relatedInformation?.[0]?.location, {
      uri: 'cell:///a.ipynb#2',
      range: { start: { line: 0, character: 12 }, end: { line: 0, character: 19 } },
    });
  });

  it('offers what can be done in the cell that is pointed at, as edits of that cell', async () => {
    const desk = deskOf({ 'a.ipynb': fileText(['x'], { list: true }) }, { rules });
    desk.notebooks.set('a.ipynb', cells());
    await desk.service.lint('a.ipynb');
    assert.deepEqual(await desk.service.codeActions({ path: 'a.ipynb', cell: 3, range: everywhere }), []);
    const actions = await desk.service.codeActions({ path: 'a.ipynb', cell: 2, range: everywhere });
    assert.deepEqual(
      actions.map(({ title }) => title.split(' ')[0]),
      ['Call', 'Explain', 'Ignore'],
    );
    assert.deepEqual(actions[0]?.edit?.changes, {
      'cell:///a.ipynb#2': [{ range: { start: { line: 1, character: 16 }, end: { line: 1, character: 24 } }, newText: '"good.py"' }],
    });
    assert.deepEqual(actions[2]?.edit?.changes, {
      'cell:///a.ipynb#2': [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '# sagelint: ignore[SM903]\n' },
      ],
    });
  });

  it('is fixed cell by cell', async () => {
    const desk = deskOf({ 'a.ipynb': fileText(['x'], { list: true }) }, { rules });
    desk.notebooks.set('a.ipynb', cells());
    await desk.service.lint('a.ipynb');
    for (const changes of [await desk.service.fixAllIn('a.ipynb'), await desk.service.fixAll()]) {
      assert.deepEqual(
        changes.map(({ file, cell, before, edits }) => ({ file, cell, before, lines: edits.map(({ range }) => range.start.line) })),
        [{ file: 'a.ipynb', cell: 2, before: second, lines: [1] }],
      );
    }
    assert.equal(desk.rulesOf('a.ipynb').join(), 'SM903');
  });

  it('is linted as it is typed', async () => {
    const desk = deskOf({ 'a.ipynb': fileText(['x'], { list: true }) }, { rules });
    desk.notebooks.set('a.ipynb', cells());
    await desk.service.lint('a.ipynb');
    desk.notebooks.set('a.ipynb', [...pythonCells(first, second.replace('bad', 'fine'), third)]);
    assert.deepEqual(desk.service.edited('a.ipynb'), ['a.ipynb']);
    await desk.service.lint('a.ipynb');
    assert.deepEqual(desk.rulesOf('a.ipynb'), []);
  });
});

describe('a notebook of which only the file is there', () => {
  const text = fileText(['x = 1', `${first}\n${second}`], { list: true });

  it('shows its findings in the text of the file', async () => {
    const desk = deskOf({ 'a.ipynb': text }, { rules });
    await desk.service.lint('a.ipynb');
    const shown = diagnosticsByUri(desk.published.get('a.ipynb') ?? [], addresses(undefined));
    const [diagnostic] = shown.get('file:///a.ipynb') ?? [];
    assert.equal(text.split('\n')[diagnostic?.range.start.line ?? 0]?.includes('entry_point='), true);
  });

  it('is fixed in its JSON', async () => {
    const desk = deskOf({ 'a.ipynb': text }, { rules });
    await desk.service.lint('a.ipynb');
    const [change] = await desk.service.fixAll();
    assert.equal(change?.cell, undefined);
    assert.equal(change?.before, text);
    const document = createDocument('a.ipynb', text);
    const after = applyEdits(
      text,
      (change?.edits ?? []).map(({ range, newText }) => ({
        span: {
          start: document.lines.offsetAt({ line: range.start.line, column: range.start.character }),
          end: document.lines.offsetAt({ line: range.end.line, column: range.end.character }),
        },
        newText,
      })),
    );
    assert.equal(after, text.replace('\\"bad.py\\"', '\\"good.py\\"'));
  });
});

describe('the text of an open notebook', () => {
  it('is that of a file with these cells', () => {
    const cells: EditorCell[] = [
      { kind: 'markdown', language: 'markdown', text: 'words' },
      { kind: 'raw', language: 'raw', text: 'as it is' },
      { kind: 'code', language: 'python', text: 'x = "é\\n"\r\ny' },
      { kind: 'code', language: 'r', text: 'x <- 1' },
    ];
    const text = notebookText({ cells, metadata: {} });
    assert.deepEqual(
      cellTexts(text),
      cells.map((cell) => cell.text),
    );
    assert.equal(partsOf(createDocument('a.ipynb', text)).program?.text.trim(), 'x = "é\\n"\r\ny');
  });

  it('is not to be had where there is none', () => {
    assert.equal(cellTexts('{}'), undefined);
    assert.equal(cellTexts('no JSON'), undefined);
    assert.deepEqual(cellTexts('{"cells":[{"source":["a\\n","b"]},{}]}'), ['a\nb', '']);
  });
});
