import { strict as assert } from 'node:assert';
import { changeByEdits, changeToText, type FileChange } from '../../src/editor/changes.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';

/** What an editor makes of a change. */
function apply(change: FileChange): string {
  const document = createDocument(change.file, change.before);
  const edits = change.edits.map(({ range, newText }) => ({
    span: {
      start: document.lines.offsetAt({ line: range.start.line, column: range.start.character }),
      end: document.lines.offsetAt({ line: range.end.line, column: range.end.character }),
    },
    newText,
  }));
  const text = applyEdits(change.before, edits);
  return change.lineBreak === undefined ? text : text.replace(/\r\n|\r|\n/g, change.lineBreak);
}

describe('changes of a file in terms of an editor', () => {
  const texts = ['', 'a', 'a\n', 'a\nb', 'a\nb\n', 'b\n', 'a\nx\nb\n', '\n\n', 'c\nb\na\n', 'a\r\nb\r\n', 'x\r\nb\r\n\r\n'];

  for (const before of texts) {
    for (const after of texts) {
      it(`turn ${JSON.stringify(before)} into ${JSON.stringify(after)}`, () => {
        assert.equal(apply(changeToText(createDocument('f', before), after)), after);
      });
    }
  }

  it('touch only the lines that differ', () => {
    const change = changeToText(createDocument('f', 'a\nb\nc\nd\n'), 'a\nB\nc\nd\n');
    assert.deepEqual(change.edits, [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }, newText: 'B' }]);
  });

  it('keep the edits of a fix as they are, with the line breaks of the file', () => {
    const change = changeByEdits(createDocument('f', 'a\r\nb\r\n'), [{ span: { start: 3, end: 3 }, newText: 'x\n' }]);
    assert.deepEqual(change.edits, [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: 'x\r\n' }]);
    assert.equal(change.lineBreak, undefined);
  });

  it('say it apart where all line endings change', () => {
    const text = 'a\r\nb\r\n';
    const edits = [1, 4].map((start) => ({ span: { start, end: start + 2 }, newText: '\n' }));
    const change = changeByEdits(createDocument('f', text), edits);
    assert.deepEqual({ edits: change.edits, lineBreak: change.lineBreak }, { edits: [], lineBreak: '\n' });
  });
});
