import type { Expression, PythonSyntax, Statement, StringExpression } from '../../languages/python/syntax.js';
import { type Enclosure, forEachChild, forEachExpression, walkStatements } from '../../languages/python/walk.js';
import { mayHold } from './mentions.js';

/** An expression and where it stands. */
export interface ExpressionSite<Node extends Expression = Expression> {
  readonly node: Node;
  /** The expressions around it, the innermost first. */
  readonly ancestors: readonly Expression[];
  readonly statement: Statement;
  readonly within: Enclosure | undefined;
}

/** A text of the code and where it stands. */
export interface StringSite extends ExpressionSite<StringExpression> {
  /** The text up to the first hole. */
  readonly start: string;
}

/**
 * Finds expressions in the order of the text. `evidence` is what the text of such an expression has in it: only what
 * encloses a place like that is walked, which makes this cheap where there is none.
 */
export function expressionSites<Node extends Expression>(
  { text, body }: PythonSyntax,
  evidence: RegExp,
  isWanted: (node: Expression) => node is Node,
): ExpressionSite<Node>[] {
  const offsets = Array.from(text.matchAll(evidence), ({ index }) => index);
  if (offsets.length === 0) return [];
  const sites: ExpressionSite<Node>[] = [];
  const around: Expression[] = [];
  const look = (node: Expression, statement: Statement, within: Enclosure | undefined): void => {
    if (!mayHold(node, offsets)) return;
    if (isWanted(node)) sites.push({ node, ancestors: around.toReversed(), statement, within });
    around.push(node);
    forEachChild(node, (child) => look(child, statement, within));
    around.pop();
  };
  walkStatements(body, (statement, within) => {
    if (!mayHold(statement, offsets)) return false;
    forEachExpression(statement, (expression) => look(expression, statement, within));
    return true;
  });
  return sites;
}

/** Finds the texts that match a pattern, docstrings left out; `evidence` as in expressionSites. */
export function stringSites(syntax: PythonSyntax, pattern: RegExp, evidence: RegExp): StringSite[] {
  const isWanted = (node: Expression): node is StringExpression => node.kind === 'string' && pattern.test(startOf(node));
  return expressionSites(syntax, evidence, isWanted)
    .filter(({ statement, ancestors }) => statement.kind !== 'expression' || ancestors.length > 0)
    .map((site) => ({ ...site, start: startOf(site.node) }));
}

/** Whether a text is only used where something else is not given: the default of a variable, an argument or a parameter, or what follows `or`. */
export function isDefault({ node, ancestors, statement }: StringSite): boolean {
  if (statement.kind === 'function') return true;
  return ancestors.some((outer, index) => {
    const inner = ancestors[index - 1] ?? node;
    if (outer.kind === 'binary') return outer.operator === 'or' && outer.right === inner;
    if (outer.kind === 'conditional') return outer.otherwise === inner;
    if (outer.kind !== 'call') return false;
    const position = outer.arguments.findIndex(({ value }) => value === inner);
    if (outer.arguments[position]?.name === 'default') return true;
    const { callee } = outer;
    const name = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
    return position === 1 && /^(get|getenv|setdefault|pop|getattr|env|field)$/.test(name);
  });
}

function startOf({ value, parts }: StringExpression): string {
  const [first] = parts;
  return value ?? (typeof first === 'string' ? first : '');
}
