import type { TextEdit } from '../../../text/edit.js';
import type { Route } from '../server.js';

/** How a route comes to take another HTTP method. */
export interface MethodEdit {
  readonly edit: TextEdit;
  /** The method takes the place of the one that the decorator is named by: `app.get` becomes `app.post`. */
  readonly isRename: boolean;
}

/** Makes a route take one more method; undefined where its methods are not written in a way that can be added to. `text` is that of the file. */
export function acceptMethod(
  { methods, call, nameSpan, framework, pathSpan }: Route,
  method: string,
  text: string,
): MethodEdit | undefined {
  const quote = text[pathSpan.start - 1] === '"' ? '"' : "'";
  const { argument } = methods;
  if (argument) {
    if (argument.endOfElements === undefined) return undefined;
    const end = argument.endOfElements;
    return { edit: { span: { start: end, end }, newText: `, ${quote}${method}${quote}` }, isRename: false };
  }
  if (!methods.known || !call) return undefined;
  if (!methods.isDefault) {
    const name = call.callee.kind === 'attribute' ? call.callee.nameSpan : undefined;
    const isNamed = name !== undefined && /^(get|put|delete|patch|head|options)$/.test(text.slice(name.start, nameSpan.end));
    return isNamed ? { edit: { span: name, newText: method.toLowerCase() }, isRename: true } : undefined;
  }
  const last = call.arguments.at(-1);
  if (!last) return undefined;
  const end = last.span.end;
  const value = framework === 'bottle' ? `method=${quote}${method}${quote}` : `methods=[${quote}${method}${quote}]`;
  return { edit: { span: { start: end, end }, newText: `, ${value}` }, isRename: false };
}
