import type { Span } from '../../text/span.js';

/** A value in the short notation of the command line, with places in its text. */
export type ShorthandNode =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly ShorthandNode[]; readonly span: Span }
  | { readonly kind: 'object'; readonly entries: readonly ShorthandEntry[]; readonly span: Span };

export interface ShorthandEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: ShorthandNode;
  readonly span: Span;
}

/**
 * Reads `Name=value,Other=[a,b],Inner={Name=value}`. Undefined for what is not surely of this kind, also for a list without
 * brackets, `Name=a,b`, and for one that a comma ends: it goes on in the next word. Source: "Using shorthand syntax in the AWS CLI".
 */
export function parseShorthand(text: string): (ShorthandNode & { readonly kind: 'object' }) | undefined {
  let at = 0;

  const skipBlanks = (): void => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const readEntries = (end: string): ShorthandEntry[] | undefined => {
    const entries: ShorthandEntry[] = [];
    for (;;) {
      skipBlanks();
      if ((text[at] ?? '') === end && entries.length === 0) return entries;
      const start = at;
      const key = /^[\w.:/#-]+/.exec(text.slice(at))?.[0];
      if (key === undefined || text[at + key.length] !== '=' || entries.some((entry) => entry.key === key)) return undefined;
      at += key.length + 1;
      const value = readValue();
      if (!value) return undefined;
      entries.push({ key, keySpan: { start, end: start + key.length }, value, span: { start, end: at } });
      skipBlanks();
      if ((text[at] ?? '') === end) return entries;
      if (text[at++] !== ',') return undefined;
    }
  };
  const readValue = (): ShorthandNode | undefined => {
    const start = at;
    const first = text[at] ?? '';
    if (first === '{') {
      at++;
      const entries = readEntries('}');
      if (!entries) return undefined;
      at++;
      return { kind: 'object', entries, span: { start, end: at } };
    }
    if (first === '[') return readList();
    const quoted = /^(["'])((?:\\.|(?!\1)[^\\])*)\1/.exec(text.slice(at));
    const plain = quoted?.[0] ?? /^[^,\]}\s]*/.exec(text.slice(at))?.[0] ?? '';
    at += plain.length;
    return { kind: 'text', text: quoted ? (quoted[2] ?? '').replace(/\\(.)/g, '$1') : plain, span: { start, end: at } };
  };
  const readList = (): ShorthandNode | undefined => {
    const start = at++;
    const items: ShorthandNode[] = [];
    for (;;) {
      skipBlanks();
      if (text[at] === ']') {
        at++;
        return { kind: 'list', items, span: { start, end: at } };
      }
      const item = at < text.length ? readValue() : undefined;
      if (!item) return undefined;
      items.push(item);
      skipBlanks();
      if (text[at] === ',') at++;
      else if (text[at] !== ']') return undefined;
    }
  };

  const entries = readEntries('');
  return entries && entries.length > 0 ? { kind: 'object', entries, span: { start: 0, end: text.length } } : undefined;
}
