import { parseJson } from '../../languages/json/parse.js';
import type { ShellWord } from '../../languages/shell/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import type { Shape } from '../api/shapes.js';
import { placeholderPieces } from '../request/placeholders.js';
import { readDataNode } from '../request/read-data.js';
import type { Member, ObjectNode, RequestNode, Scalar } from '../request/tree.js';
import { known } from '../value.js';
import { hasHole, piecesOf, readShellValue, type ShellValue } from './shell-text.js';
import { parseShorthand, type ShorthandNode } from './shorthand.js';

/** Reads what the words behind an option give, as the shape of its member says. */
export interface ShellValues {
  read(words: readonly ShellWord[], shape: Shape | undefined, option: Span): RequestNode;
}

/** Makes a reader for one text; `isSame` says whether a variable has one value wherever it is read. */
export function createShellValues(document: SourceDocument, text: string, isSame: (variable: string) => boolean): ShellValues {
  const valueIn = ({ span }: ShellWord): ShellValue => readShellValue(document, text.slice(span.start, span.end), span);

  function read(words: readonly ShellWord[], shape: Shape | undefined, option: Span): RequestNode {
    const [first, ...others] = words;
    if (!first) return unknownNode(document, option, 'it has no value');
    const span = { start: first.span.start, end: (others.at(-1) ?? first).span.end };
    const value = valueIn(first);
    const written = value.document.text;
    if (/^(file|fileb|https?):\/\//.test(written) && shape?.kind !== 'text')
      return unknownNode(document, span, 'it stands in another file');
    if (shape?.kind === 'list') return readList(words, shape.item(), span);
    if (shape?.kind === 'structure' || shape?.kind === 'map')
      return others.length > 0 ? unknownNode(document, span, 'it is split') : readObject(first, shape);
    if (others.length > 0 || /^file(b)?:\/\//.test(written)) return unknownNode(document, span, 'it is not written here');
    return scalarNode(document, span, value, written, shape);
  }

  function readList(words: readonly ShellWord[], item: Shape, span: Span): RequestNode {
    const [first] = words;
    if (words.length === 1 && first && /^\s*\[/.test(valueIn(first).document.text)) return readJson(valueIn(first), span);
    const items = words.map((word) => {
      if (item.kind === 'structure' || item.kind === 'map') return readObject(word, item);
      const value = valueIn(word);
      return scalarNode(document, word.span, value, value.document.text, item);
    });
    // `$SUBNETS` may be several words.
    const kept = items.filter((_, index) => !isSplit(words[index]));
    const isBroken = kept.some(({ kind }) => kind === 'unknown') && (item.kind === 'structure' || item.kind === 'map');
    if (isBroken) return unknownNode(document, span, 'it is not known');
    return { kind: 'list', document, span, items: kept, isOpen: kept.length < items.length };
  }

  function readObject(word: ShellWord, shape: Shape): RequestNode {
    const value = valueIn(word);
    if (/^\s*\{/.test(value.document.text)) return readJson(value, word.span);
    const parsed = parseShorthand(value.document.text);
    return parsed
      ? fromShorthand(parsed, value, shape)
      : unknownNode(document, word.span, 'it is not known', holeOf(value, value.document.text));
  }

  function readJson(value: ShellValue, span: Span): RequestNode {
    const [parsed] = parseJson(value.document.text);
    if (!parsed?.root || parsed.isBroken) return unknownNode(document, span, 'it is no JSON');
    const node = readDataNode(value.document, parsed.root, (inner) => {
      if (inner.kind !== 'scalar' || typeof inner.value !== 'string' || !hasHole(inner.value)) return undefined;
      return { value: unknownNode(value.document, inner.span, 'it is known when the script runs', holeOf(value, inner.value)) };
    });
    return bared(node);
  }

  function fromShorthand(node: ShorthandNode, value: ShellValue, shape: Shape | undefined): RequestNode {
    const { span } = node;
    const part = value.document;
    if (node.kind === 'text') return scalarNode(part, span, value, node.text, shape);
    if (node.kind === 'list') {
      const inner = shape?.kind === 'list' ? shape.item() : undefined;
      return { kind: 'list', document: part, span, items: node.items.map((item) => fromShorthand(item, value, inner)), isOpen: false };
    }
    const members = new Map(
      node.entries.map(({ key, keySpan, value: inner, span: place }): [string, Member] => {
        const innerShape =
          shape?.kind === 'map' ? shape.value() : shape?.kind === 'structure' ? shape.members.get(key)?.shape() : undefined;
        return [
          key,
          {
            name: key,
            namePlace: { document: part, span: keySpan },
            value: fromShorthand(inner, value, innerShape),
            place: { document: part, span: place },
          },
        ];
      }),
    );
    return { kind: 'object', document: part, span, type: undefined, members, isOpen: false };
  }

  function scalarNode(place: SourceDocument, span: Span, value: ShellValue, written: string, shape: Shape | undefined): RequestNode {
    const pieces = hasHole(written) ? undefined : placeholderPieces(written);
    if (pieces) return unknownNode(place, span, 'it is filled in later', { pieces });
    if (hasHole(written)) return unknownNode(place, span, 'it is known when the script runs', holeOf(value, written));
    return { kind: 'scalar', document: place, span, value: known(typed(written, shape)) };
  }

  function holeOf(value: ShellValue, written: string) {
    const expressions = [...written].filter(hasHole).map((hole) => value.expressionAt(hole).replace(/^\$\{(\w+)\}$/, '$$$1'));
    const areSame = expressions.every((expression) => /^\$\w+$/.test(expression) && isSame(expression.slice(1)));
    const reference = written.replace(/[\uE000-\uF8FF]/g, () => expressions.shift() ?? '');
    return { pieces: piecesOf(written), ...(areSame ? { reference: `text ${reference}` } : {}) };
  }

  return { read };
}

/** A value without quotes around it may be any number of words. */
export function isSplit(word: ShellWord | undefined): boolean {
  return word !== undefined && !word.quoted && word.parts.every(({ kind }) => kind !== 'literal');
}

/** The command line's texts become what the API is sent. */
function typed(text: string, shape: Shape | undefined): Scalar {
  if ((shape?.kind === 'integer' || shape?.kind === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (shape?.kind === 'boolean' && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
  return text;
}

/** Texts without their quotes, which an edit would not write, and objects that nothing is added to. */
function bared(node: RequestNode): RequestNode {
  if (node.kind === 'object') {
    const members = [...node.members].map(([name, member]): [string, Member] => [name, { ...member, value: bared(member.value) }]);
    const { brackets: _brackets, written: _written, ...rest } = node;
    return { ...rest, members: new Map(members) } satisfies ObjectNode;
  }
  if (node.kind === 'list') return { ...node, items: node.items.map(bared) };
  const { document, span } = node;
  if (node.kind !== 'scalar' || document.text[span.start] !== '"') return node;
  return { ...node, span: { start: span.start + 1, end: span.end - 1 } };
}

function unknownNode(
  document: SourceDocument,
  span: Span,
  why: string,
  more: { readonly pieces?: readonly (string | undefined)[]; readonly reference?: string } = {},
): RequestNode {
  return { kind: 'unknown', document, span, why, ...more };
}
