import type { FunctionStatement, IfStatement, PythonSyntax } from '../../languages/python/syntax.js';
import { type Span, span } from '../../text/span.js';
import { isMainGuard } from './flow.js';

/** Where a finding about a whole program stands, and where a function of the module can be added. */
export interface ProgramPlace {
  /** The name of `main`, else the condition of the main guard, else the first statement that is no docstring. */
  readonly place: Span;
  /** The offset of the main guard; undefined where there is none. */
  readonly guard: number | undefined;
  readonly main: FunctionStatement | undefined;
}

/** Finds the parts of a program that stand for the whole of it. */
export function programPlace({ body }: PythonSyntax): ProgramPlace {
  const main = body.find((statement): statement is FunctionStatement => statement.kind === 'function' && statement.name === 'main');
  const guard = body.find((statement): statement is IfStatement => statement.kind === 'if' && isMainGuard(statement));
  const first = body.find((statement) => statement.kind !== 'expression' || statement.value.kind !== 'string');
  return { place: main?.nameSpan ?? guard?.branches[0]?.test.span ?? first?.span ?? span(0, 0), guard: guard?.span.start, main };
}

/** Adds a function to the module, in front of the main guard or at the end; `code` ends with a line break. */
export function addFunction({ text, body }: PythonSyntax, code: string): { readonly span: Span; readonly newText: string } {
  const { guard } = programPlace({ text, body });
  if (guard !== undefined) return { span: span(guard, guard), newText: `${code}\n\n` };
  const gap = text.endsWith('\n') ? '\n\n' : '\n\n\n';
  return { span: span(text.length, text.length), newText: gap + code };
}
