import type { CallExpression, Expression, FunctionStatement, LambdaExpression, Parameter, Statement } from './syntax.js';

/** Which part of a statement something stands in: `body` of an `if` is one of its branches, of a `match` one of its cases. */
export type BodyPart = 'body' | 'otherwise' | 'handler' | 'finally';

/**
 * A body that something stands in. `outer` is the body around the statement, so that following it leads to the module,
 * which is undefined. All statements of a body share one enclosure.
 */
export interface Enclosure {
  readonly statement: Statement;
  readonly part: BodyPart;
  /** Which branch of an `if`, handler of a `try` or case of a `match`, from 0; else 0. */
  readonly index: number;
  readonly outer: Enclosure | undefined;
}

/** A call and where it stands. */
export interface PythonCall {
  readonly call: CallExpression;
  /** The statement that the call is written in: of a decorator or a default value it is the definition. */
  readonly statement: Statement;
  /** The body that `statement` stands in; undefined on the module's level. */
  readonly within: Enclosure | undefined;
  /** The expression directly around the call; undefined where it is a statement's own. */
  readonly parent: Expression | undefined;
  /** The innermost lambda around the call: it runs when that is called. */
  readonly lambda: LambdaExpression | undefined;
}

/** Calls `visit` for each expression directly within another. */
export function forEachChild(node: Expression, visit: (child: Expression) => void): void {
  visitChildren(node, visit, undefined);
}

/** Like `forEachChild`, with something to hand on, so that nothing need be made for each node. */
export function visitChildren<T>(node: Expression, visit: (child: Expression, context: T) => void, context: T): void {
  switch (node.kind) {
    case 'name':
    case 'number':
    case 'constant':
      return;
    case 'string':
      for (const hole of node.holes) visit(hole, context);
      return;
    case 'attribute':
      visit(node.object, context);
      return;
    case 'call':
      visit(node.callee, context);
      for (const argument of node.arguments) visit(argument.value, context);
      return;
    case 'subscript':
      visit(node.object, context);
      visit(node.index, context);
      return;
    case 'list':
    case 'tuple':
    case 'set':
      for (const element of node.elements) visit(element, context);
      return;
    case 'dictionary':
      for (const entry of node.entries) {
        if (entry.key) visit(entry.key, context);
        visit(entry.value, context);
      }
      return;
    case 'binary':
      visit(node.left, context);
      visit(node.right, context);
      return;
    case 'unary':
      visit(node.operand, context);
      return;
    case 'conditional':
      visit(node.then, context);
      visit(node.test, context);
      visit(node.otherwise, context);
      return;
    case 'lambda':
      forEachOfParameters(node.parameters, visit, context);
      visit(node.body, context);
      return;
    case 'comprehension':
      for (const element of node.elements) visit(element, context);
      for (const clause of node.clauses) {
        visit(clause.target, context);
        visit(clause.iterable, context);
        for (const condition of clause.conditions) visit(condition, context);
      }
      return;
    case 'named':
      visit(node.target, context);
      visit(node.value, context);
      return;
    case 'slice':
      for (const part of node.parts) if (part) visit(part, context);
      return;
    case 'yield':
      if (node.value) visit(node.value, context);
      return;
    case 'unknown':
      for (const child of node.children) visit(child, context);
  }
}

/** The expressions directly within another one. */
export function childrenOf(node: Expression): readonly Expression[] {
  const children: Expression[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

/** Visits an expression and all within it, outer ones first. `visit` answers false to leave out what is within. */
export function walkExpressions(node: Expression, visit: (node: Expression) => unknown): void {
  if (visit(node) === false) return;
  forEachChild(node, (child) => walkExpressions(child, visit));
}

/** Calls `visit` for the expressions of a statement itself, those of its bodies left out: targets before values. */
export function forEachExpression(statement: Statement, visit: (expression: Expression) => void): void {
  visitExpressions(statement, visit, undefined);
}

/** Like `forEachExpression`, with something to hand on, so that nothing need be made for each statement. */
export function visitExpressions<T>(statement: Statement, visit: (expression: Expression, context: T) => void, context: T): void {
  switch (statement.kind) {
    case 'expression':
      visit(statement.value, context);
      return;
    case 'assignment':
      for (const target of statement.targets) visit(target, context);
      if (statement.annotation) visit(statement.annotation, context);
      if (statement.value) visit(statement.value, context);
      return;
    case 'if':
      for (const branch of statement.branches) visit(branch.test, context);
      return;
    case 'while':
      visit(statement.test, context);
      return;
    case 'for':
      visit(statement.target, context);
      visit(statement.iterable, context);
      return;
    case 'try':
      for (const handler of statement.handlers) if (handler.type) visit(handler.type, context);
      return;
    case 'with':
      for (const item of statement.items) {
        visit(item.value, context);
        if (item.target) visit(item.target, context);
      }
      return;
    case 'function':
      for (const decorator of statement.decorators) visit(decorator, context);
      forEachOfParameters(statement.parameters, visit, context);
      if (statement.returns) visit(statement.returns, context);
      return;
    case 'class':
      for (const decorator of statement.decorators) visit(decorator, context);
      for (const base of statement.bases) visit(base.value, context);
      return;
    case 'match':
      visit(statement.subject, context);
      return;
    case 'unknown':
      for (const expression of statement.expressions) visit(expression, context);
      return;
    case 'import':
      return;
    default:
      for (const value of statement.values) visit(value, context);
  }
}

/** The expressions of a statement itself, those of its bodies left out. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  const expressions: Expression[] = [];
  forEachExpression(statement, (expression) => expressions.push(expression));
  return expressions;
}

/** Calls `visit` for each body of a statement, in the order of the text. */
export function forEachBody(statement: Statement, visit: (body: readonly Statement[], part: BodyPart, index: number) => void): void {
  switch (statement.kind) {
    case 'if':
      for (const [index, branch] of statement.branches.entries()) visit(branch.body, 'body', index);
      visit(statement.otherwise, 'otherwise', 0);
      return;
    case 'for':
    case 'while':
      visit(statement.body, 'body', 0);
      visit(statement.otherwise, 'otherwise', 0);
      return;
    case 'try':
      visit(statement.body, 'body', 0);
      for (const [index, handler] of statement.handlers.entries()) visit(handler.body, 'handler', index);
      visit(statement.otherwise, 'otherwise', 0);
      visit(statement.finally, 'finally', 0);
      return;
    case 'with':
    case 'function':
    case 'class':
    case 'unknown':
      visit(statement.body, 'body', 0);
      return;
    case 'match':
      for (const [index, clause] of statement.cases.entries()) visit(clause.body, 'body', index);
  }
}

/** Whether a statement is of a kind that has bodies. */
export function isCompound({ kind }: Statement): boolean {
  switch (kind) {
    case 'if':
    case 'for':
    case 'while':
    case 'try':
    case 'with':
    case 'function':
    case 'class':
    case 'match':
    case 'unknown':
      return true;
    default:
      return false;
  }
}

/**
 * Visits statements and all within their bodies, outer ones first, with the body they stand in.
 * `visit` answers false to leave out the bodies of a statement: nested functions, say.
 */
export function walkStatements(
  body: readonly Statement[],
  visit: (statement: Statement, within: Enclosure | undefined) => unknown,
  within?: Enclosure,
): void {
  for (const statement of body) {
    if (visit(statement, within) === false || !isCompound(statement)) continue;
    forEachBody(statement, (inner, part, index) => {
      if (inner.length > 0) walkStatements(inner, visit, { statement, part, index, outer: within });
    });
  }
}

/** A statement and the body that it stands in; undefined on the module's level. */
export interface PythonStatement {
  readonly statement: Statement;
  readonly within: Enclosure | undefined;
}

/** Every statement among some and within their bodies, in the order of walkStatements. */
export function statementsIn(body: readonly Statement[]): PythonStatement[] {
  const statements: PythonStatement[] = [];
  walkStatements(body, (statement, within) => statements.push({ statement, within }));
  return statements;
}

/** Every call in some statements, in the order of the text; of those within nested functions only where they are not skipped. */
export function callsIn(
  body: readonly Statement[],
  options: { readonly skipFunctions?: boolean; readonly within?: Enclosure } = {},
): PythonCall[] {
  const calls: PythonCall[] = [];
  let statement: Statement;
  let within: Enclosure | undefined;
  let lambda: LambdaExpression | undefined;
  let isInOrder = true;
  let last = -1;
  const look = (node: Expression, parent: Expression | undefined): void => {
    if (node.kind === 'name') return;
    if (node.kind === 'call') {
      calls.push({ call: node, statement, within, parent, lambda });
      if (node.span.start < last) isInOrder = false;
      last = node.span.start;
    }
    if (node.kind !== 'lambda') {
      visitChildren(node, look, node);
      return;
    }
    const around = lambda;
    lambda = node;
    visitChildren(node, look, node);
    lambda = around;
  };
  const lookAt = (expression: Expression) => look(expression, undefined);
  walkStatements(
    body,
    (next, enclosure) => {
      statement = next;
      within = enclosure;
      forEachExpression(next, lookAt);
      return !(options.skipFunctions && next.kind === 'function');
    },
    options.within,
  );
  // The test of an `elif` is visited before the body above it.
  return isInOrder ? calls : calls.sort((first, second) => first.call.span.start - second.call.span.start);
}

/** The innermost function whose body something stands in; undefined on the level of the module or of a class. */
export function functionAround(within: Enclosure | undefined): FunctionStatement | undefined {
  for (let next = within; next; next = next.outer) if (next.statement.kind === 'function') return next.statement;
  return undefined;
}

/** The innermost enclosure of one of some kinds, not looking beyond the function at hand. */
export function enclosureOf(within: Enclosure | undefined, kinds: readonly Statement['kind'][]): Enclosure | undefined {
  for (let next = within; next; next = next.outer) {
    if (kinds.includes(next.statement.kind)) return next;
    if (next.statement.kind === 'function') return undefined;
  }
  return undefined;
}

function forEachOfParameters<T>(parameters: readonly Parameter[], visit: (child: Expression, context: T) => void, context: T): void {
  for (const parameter of parameters) {
    if (parameter.annotation) visit(parameter.annotation, context);
    if (parameter.default) visit(parameter.default, context);
  }
}
