import type { Expression } from '../../../languages/python/syntax.js';
import { type Enclosure, forEachChild, forEachExpression, walkStatements } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import type { ArgvUse, ParseCall } from './arguments.js';

const changingMethods = /^(?:pop|remove|append|insert|extend|clear)$/;

/** Finds what is done with sys.argv, but for handing it to a parser. */
export function readCommandLine(context: ScriptContext, parses: Iterable<ParseCall>): readonly ArgvUse[] {
  if (!context.document.text.includes('argv')) return [];
  const { names, flow } = context;
  const handed = new Set<Expression>();
  for (const { call } of parses) {
    for (const { value } of call.arguments) handed.add(value.kind === 'subscript' ? value.object : value);
  }
  const uses: ArgvUse[] = [];
  let within: Enclosure | undefined;

  const isCommandLine = (node: Expression): boolean =>
    ((node.kind === 'attribute' && node.name === 'argv') || (node.kind === 'name' && node.name.endsWith('argv'))) &&
    names.qualifiedName(node) === 'sys.argv';

  const look = (node: Expression, parent: Expression | undefined, isTarget: boolean): void => {
    if (isCommandLine(node) && !handed.has(node)) {
      const kind = isTarget ? 'write' : kindOf(node, parent);
      uses.push({ span: node.span, kind, run: flow.runOf({ within }) });
      return;
    }
    forEachChild(node, (child) =>
      look(child, node, isTarget && (node.kind === 'subscript' || node.kind === 'tuple') && child !== indexOf(node)),
    );
  };

  walkStatements(context.syntax.body, (statement, enclosure) => {
    within = enclosure;
    const targets = statement.kind === 'assignment' ? statement.targets : statement.kind === 'delete' ? statement.values : [];
    forEachExpression(statement, (expression) => look(expression, undefined, targets.includes(expression)));
  });
  return uses;
}

function indexOf(node: Expression): Expression | undefined {
  return node.kind === 'subscript' ? node.index : undefined;
}

function kindOf(node: Expression, parent: Expression | undefined): ArgvUse['kind'] {
  if (parent?.kind === 'subscript') return parent.object === node && parent.index.kind !== 'slice' ? 'read' : 'other';
  if (parent?.kind === 'attribute') return changingMethods.test(parent.name) ? 'write' : 'read';
  if (parent?.kind === 'binary') return 'read';
  if (parent?.kind === 'call' && parent.callee.kind === 'name' && parent.callee.name === 'len') return 'read';
  return 'other';
}
