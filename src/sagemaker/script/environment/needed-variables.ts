import type { TextEdit } from '../../../text/edit.js';
import type { ScriptModel } from '../model.js';
import type { EnvironmentRead } from './environment.js';

/** A read that certainly ends the script where the variable is not set. */
export interface NeededVariable {
  readonly read: EnvironmentRead;
  readonly name: string;
}

/**
 * The variables that a script cannot start without: read as `os.environ["X"]` on the way that every start takes, with nothing
 * that looks first, sets it or catches the error.
 */
export function neededVariables({ environment }: ScriptModel): readonly NeededVariable[] {
  // A toolkit that the script calls may set them.
  if (environment.readers.some(({ kind }) => kind === 'toolkit')) return [];
  return environment.reads.flatMap((read): NeededVariable[] => {
    const { name, isHard, isCaught, isProvidedFor, run } = read;
    const isCertain = isHard && !isCaught && !isProvidedFor && run.when !== 'unknown' && !run.isConditional;
    return isCertain && name.known && !name.assumed ? [{ read, name: name.value }] : [];
  });
}

/** `os.environ["X"]` to `os.environ.get("X", "default")`; undefined for reads of other forms. */
export function withDefault(read: EnvironmentRead, document: ScriptModel['document'], value: string): TextEdit | undefined {
  const { access, environment, expression, nameSpan } = read;
  if (access !== 'subscript' || !environment) return undefined;
  const name = document.text.slice(nameSpan.start, nameSpan.end);
  const quote = name.startsWith("'") ? "'" : '"';
  return { span: { start: environment.span.end, end: expression.span.end }, newText: `.get(${name}, ${quote}${value}${quote})` };
}

/** Makes a read one of another variable; undefined where its name is not written in it. */
export function readInstead({ expression }: EnvironmentRead, variable: string): TextEdit | undefined {
  const name = expression.kind === 'subscript' ? expression.index : expression.kind === 'call' ? expression.arguments[0]?.value : undefined;
  return name?.kind === 'string' && name.contentSpan ? { span: name.contentSpan, newText: variable } : undefined;
}
