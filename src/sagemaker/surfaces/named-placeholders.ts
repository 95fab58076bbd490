import type { DataNode } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { placeholderPieces } from '../request/placeholders.js';
import type { ReadSpecial } from '../request/read-data.js';

/** What is filled in for `$NAME` is the same wherever it stands in a file. */
export function namedPlaceholders(document: SourceDocument): ReadSpecial {
  return (node: DataNode) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.tag !== undefined || !node.value.includes('$')) return undefined;
    const pieces = placeholderPieces(node.value);
    const isNamed = pieces && !placeholderPieces(node.value.replace(/\$\{[\w.:]+\}|\$\w+/g, 'x'));
    if (!isNamed) return undefined;
    const { span } = node;
    return { value: { kind: 'unknown', document, span, why: 'it is filled in later', pieces, reference: `text ${node.value}` } };
  };
}
