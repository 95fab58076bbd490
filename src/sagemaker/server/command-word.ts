import type { ShellWord } from '../../languages/shell/syntax.js';
import { type Span, span } from '../../text/span.js';
import { known, unknown, type Value } from '../value.js';

/** Stands in the text of a word for what nobody can tell: a variable, a hole of an f-string. No file holds this character. */
export const hole = '\uFFFF';

/** One word of a command line, wherever it is written: ENTRYPOINT, a shell script, a list in Python. */
export interface CommandWord {
  /** Without quotes, unknown parts as `hole`. */
  readonly text: string;
  /** A default took part. */
  readonly assumed: boolean;
  /** The word as written, in offsets of its document. */
  readonly span: Span;
  /** Where the text itself stands; undefined where it is not written as it is read (escapes, variables, no document). */
  readonly textSpan: Span | undefined;
}

/** Makes a word. `source` is the text of the document that the span is of. */
export function commandWord(source: string, text: string, at: Span, assumed = false): CommandWord {
  const written = source.slice(at.start, at.end);
  const quotes = written === text ? 0 : /^(["']).*\1$/s.test(written) && written.slice(1, -1) === text ? 1 : undefined;
  const textSpan = quotes === undefined || text.includes(hole) ? undefined : span(at.start + quotes, at.end - quotes);
  return { text, assumed, span: at, textSpan };
}

/** Words of which only the text matters. */
export function plainCommandWords(texts: readonly string[]): CommandWord[] {
  return texts.map((text) => ({ text, assumed: false, span: span(0, 0), textSpan: undefined }));
}

/** The words of a shell command; `textOf` resolves the variables that a script sets itself. */
export function shellCommandWords(source: string, words: readonly ShellWord[], textOf?: (word: ShellWord) => Value<string>): CommandWord[] {
  return words.map((word) => {
    const whole = word.parts.some(({ kind }) => kind === 'opaque') ? undefined : textOf?.(word);
    if (whole?.known) return commandWord(source, whole.value, word.span, whole.assumed);
    let assumed = false;
    const parts = word.parts.map((part) => {
      if (part.kind === 'literal') return part.value;
      // A pattern that no file fits stays as it is: `[::]:8080`, `*:8080`.
      if (part.kind === 'opaque' && /^[\w[\]*?:.-]+$/.test(part.text)) return part.text;
      const value = textOf?.({ ...word, parts: [part] });
      if (value?.known) {
        assumed ||= value.assumed;
        return value.value;
      }
      if (part.kind === 'variable' && part.fallback !== undefined && !textOf) {
        assumed = true;
        return part.fallback;
      }
      return hole;
    });
    return commandWord(source, parts.join(''), word.span, assumed);
  });
}

/** What a text with holes says: unknown where there is one. */
export function textValue(text: string, assumed: boolean): Value<string> {
  return text.includes(hole) ? unknown('a part of it is not known') : known(text, assumed);
}
