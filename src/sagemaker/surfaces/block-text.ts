import type { DataNode } from '../../languages/data/syntax.js';
import { createDocument, type SourceDocument } from '../../text/document.js';
import { buildPieceMap } from '../../text/piece-map.js';

/**
 * The text of a block scalar of YAML, `|`, as a part of the file: a document of another language within it. Undefined for
 * a text that is written in another way, whose lines are not those of the file.
 */
export function blockText(container: SourceDocument, node: DataNode): SourceDocument | undefined {
  if (node.kind !== 'scalar' || node.style !== 'block' || typeof node.value !== 'string') return undefined;
  const { lines, text } = container;
  // The header stands behind the tag: `!Sub |`.
  const header = /\|[-+\d]*[ \t]*(#[^\r\n]*)?$/m.exec(text.slice(node.span.start, node.span.end));
  if (!header) return undefined;
  let line = lines.positionAt(node.span.start + header.index).line;
  const map = buildPieceMap();
  let indent = '';
  for (const written of node.value.split(/(?<=\n)/)) {
    line++;
    const start = lines.lineStart(line);
    const end = lines.lineEnd(line);
    const content = written.replace(/\n$/, '');
    if (!text.slice(start, end).endsWith(content)) return undefined;
    const before = text.slice(start, end - content.length);
    if (before.trim() !== '') return undefined;
    if (content !== '') indent = before;
    map.copy(end - content.length, content.length);
    if (content.length < written.length) map.replace(end, 1, lines.lineStart(line + 1) - end);
  }
  const finished = map.finish(node.span.end);
  return createDocument(container.path, node.value, {
    container,
    toContainer: finished.toSource,
    encode: (newText) => newText.replace(/\n/g, `\n${indent}`),
  });
}
