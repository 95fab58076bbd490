import type { Expression } from '../../../languages/python/syntax.js';
import type { Enclosure } from '../../../languages/python/walk.js';

/** What else catches an exception: the classes above it. */
const above: Readonly<Record<'KeyError' | 'TypeError', ReadonlySet<string>>> = {
  KeyError: new Set(['KeyError', 'LookupError', 'Exception', 'BaseException']),
  TypeError: new Set(['TypeError', 'Exception', 'BaseException']),
};

/** Whether a `try` or a `suppress` around a place goes on after an exception, in the function at hand. */
export function isCaught(within: Enclosure | undefined, exception: keyof typeof above): boolean {
  for (let next = within; next; next = next.outer) {
    const { statement, part } = next;
    if (statement.kind === 'function') return false;
    if (statement.kind === 'try' && part === 'body' && statement.handlers.some(({ type }) => catches(type, above[exception]))) return true;
    if (statement.kind === 'with' && statement.items.some(({ value }) => suppresses(value, above[exception]))) return true;
  }
  return false;
}

/** `with contextlib.suppress(KeyError):` */
function suppresses(manager: Expression, names: ReadonlySet<string>): boolean {
  if (manager.kind !== 'call' || (manager.callee.kind !== 'name' && manager.callee.kind !== 'attribute')) return false;
  return manager.callee.name === 'suppress' && manager.arguments.some(({ value }) => catches(value, names));
}

function catches(type: Expression | undefined, names: ReadonlySet<string>): boolean {
  if (type === undefined) return true;
  if (type.kind === 'tuple') return type.elements.some((element) => catches(element, names));
  return type.kind === 'name' && names.has(type.name);
}
