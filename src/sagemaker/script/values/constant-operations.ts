import type { Scalar } from '../../request/tree.js';
import { known, unknown, type Value } from '../../value.js';

/** Joins as `os.path.join` does. */
export function joinTexts(texts: readonly string[]): string {
  let path = '';
  for (const text of texts) {
    if (text.startsWith('/') || path === '') path = text;
    else path = path.endsWith('/') ? path + text : `${path}/${text}`;
  }
  return path;
}

/** Methods of texts, by name; undefined where they are called in a way that is not known here. */
export const textMethods: ReadonlyMap<string, (text: string, given: readonly string[]) => string | undefined> = new Map([
  ['lower', (text: string, given: readonly string[]) => (given.length === 0 ? text.toLowerCase() : undefined)],
  ['upper', (text: string, given: readonly string[]) => (given.length === 0 ? text.toUpperCase() : undefined)],
  ['strip', (text: string, given: readonly string[]) => (given.length === 0 ? text.trim() : trimmed(text, given, true, true))],
  ['rstrip', (text: string, given: readonly string[]) => (given.length === 0 ? text.trimEnd() : trimmed(text, given, false, true))],
  ['lstrip', (text: string, given: readonly string[]) => (given.length === 0 ? text.trimStart() : trimmed(text, given, true, false))],
  ['replace', replaced],
]);

function replaced(text: string, [from, to, ...more]: readonly string[]): string | undefined {
  if (!from || to === undefined || more.length > 0 || text.length * to.length > 1e6) return undefined;
  return text.replaceAll(from, () => to);
}

function trimmed(text: string, [letters, ...more]: readonly string[], atStart: boolean, atEnd: boolean): string | undefined {
  if (letters === undefined || more.length > 0) return undefined;
  let start = 0;
  let end = text.length;
  while (atStart && start < end && letters.includes(text.charAt(start))) start++;
  while (atEnd && end > start && letters.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** `not x`, `-x`. */
export function negated(operator: string, value: Value<Scalar>): Value<Scalar> {
  if (!value.known) return value;
  if (operator === 'not') return known(!isTrue(value.value), value.assumed);
  if (typeof value.value !== 'number') return unknown('it is not a constant');
  if (operator === '-') return known(-value.value, value.assumed);
  return operator === '+' ? value : unknown('it is not a constant');
}

/** What Python takes for true. */
export function isTrue(value: Scalar): boolean {
  return value !== null && value !== false && value !== 0 && value !== '';
}

/** Arithmetic of numbers; undefined where it fails. */
export function calculate(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '//':
      return right === 0 ? undefined : Math.floor(left / right);
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}
