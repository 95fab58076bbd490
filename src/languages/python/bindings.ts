import { indexAt } from '../../text/index-at.js';
import type { Span } from '../../text/span.js';
import type { Binding, BindingKind, Scope, ScopeNode } from './scopes.js';
import type {
  ComprehensionExpression,
  Expression,
  ImportStatement,
  LambdaExpression,
  NamedExpression,
  Parameter,
  PythonSyntax,
  Statement,
} from './syntax.js';
import { type Enclosure, forEachBody, isCompound, visitChildren, visitExpressions } from './walk.js';

/** What is bound in a scope, as far as it has been read. */
interface ScopeContents {
  readonly children: OpenScope[];
  readonly bindings: Map<string, Binding[]>;
  elsewhere: ReadonlyMap<string, 'global' | 'nonlocal'>;
  starImports: readonly string[];
}

interface OpenScope extends Scope {
  readonly parent: OpenScope | undefined;
  readonly contents: ScopeContents;
}

/**
 * Finds the scopes of a file with what is bound in them. The body of a function or a class is read when its scope is first
 * asked for what is in it: most never are. A scope is among `scopes` when the one around it has been read.
 */
export function readScopes(syntax: PythonSyntax): { readonly module: Scope; readonly scopes: ReadonlyMap<ScopeNode, Scope> } {
  const { text, body } = syntax;
  const scopes = new Map<ScopeNode, Scope>();
  const elsewhere = Array.from(text.matchAll(/\b(?:global|nonlocal)\b/g), ({ index }) => index);
  const module = makeScope('module', undefined, undefined, { start: 0, end: text.length }, undefined, (scope) =>
    readBody(body, { text, scope, scopes, within: undefined, elsewhere }),
  );
  return { module, scopes };
}

interface Place {
  readonly text: string;
  readonly scope: OpenScope;
  readonly scopes: Map<ScopeNode, Scope>;
  readonly within: Enclosure | undefined;
  /** Where the text says `global` or `nonlocal`: a body with one of them binds in scopes around it. */
  readonly elsewhere: readonly number[];
}

// Most scopes have neither: they share the empty ones.
const nowhere: ReadonlyMap<string, 'global' | 'nonlocal'> = new Map();
const none: readonly string[] = [];

function openScope(
  kind: Scope['kind'],
  node: ScopeNode,
  place: Place,
  span: Span,
  hole?: Span,
  read?: (scope: OpenScope) => void,
): OpenScope {
  const scope = makeScope(kind, node, place.scope, span, hole, read);
  place.scope.contents.children.push(scope);
  place.scopes.set(node, scope);
  return scope;
}

function makeScope(
  kind: Scope['kind'],
  node: ScopeNode | undefined,
  parent: OpenScope | undefined,
  span: Span,
  hole: Span | undefined,
  read?: (scope: OpenScope) => void,
): OpenScope {
  let contents: ScopeContents | undefined;
  const scope: OpenScope = {
    kind,
    node,
    parent,
    span,
    hole,
    get contents() {
      if (contents === undefined) {
        contents = { children: [], bindings: new Map(), elsewhere: nowhere, starImports: none };
        read?.(scope);
      }
      return contents;
    },
    get children() {
      return scope.contents.children;
    },
    get bindings() {
      return scope.contents.bindings;
    },
    get elsewhere() {
      return scope.contents.elsewhere;
    },
    get starImports() {
      return scope.contents.starImports;
    },
  };
  return scope;
}

function readBody(body: readonly Statement[], place: Place): void {
  for (const statement of body) readStatement(statement, place);
}

function readStatement(statement: Statement, place: Place): void {
  const { contents } = place.scope;
  const binder = { place, statement };
  visitExpressions(statement, readExpression, binder);
  switch (statement.kind) {
    case 'assignment': {
      const kind: BindingKind = statement.operator !== '=' ? 'augmented' : statement.value ? 'assignment' : 'annotation';
      for (const target of statement.targets) bindTarget(target, kind, statement.value, statement.span.end, binder);
      break;
    }
    case 'for':
      bindTarget(statement.target, 'for', statement.iterable, statement.iterable.span.end, binder);
      break;
    case 'with':
      for (const item of statement.items) if (item.target) bindTarget(item.target, 'with', item.value, item.target.span.end, binder);
      break;
    case 'import':
      bindImports(statement, binder);
      break;
    case 'delete':
      for (const value of statement.values) bindTarget(value, 'delete', undefined, statement.span.end, binder);
      break;
    case 'global':
    case 'nonlocal':
      for (const value of statement.values) {
        if (value.kind === 'name') contents.elsewhere = new Map([...contents.elsewhere, [value.name, statement.kind]]);
      }
      break;
    case 'try':
      for (const handler of statement.handlers) {
        if (handler.name === undefined) continue;
        const after = handler.type?.span.end ?? handler.span.start;
        const start = Math.max(after, place.text.indexOf(handler.name, after));
        const span = { start, end: start + handler.name.length };
        bind(handler.name, { kind: 'except', span, value: handler.type, from: span.end }, binder);
      }
      break;
    case 'match':
      for (const clause of statement.cases) bindPattern(clause.pattern, binder);
      break;
    case 'function':
    case 'class':
      bind(statement.name, { kind: statement.kind, span: statement.nameSpan, value: undefined, from: statement.span.end }, binder);
      readDefinition(statement, place);
      return;
  }
  if (!isCompound(statement)) return;
  forEachBody(statement, (body, part, index) => {
    if (body.length > 0) readBody(body, { ...place, within: { statement, part, index, outer: place.within } });
  });
}

function readDefinition(statement: Statement & { readonly kind: 'function' | 'class' }, place: Place): void {
  const start = statement.body[0]?.span.start ?? statement.span.end;
  const within: Enclosure = { statement, part: 'body', index: 0, outer: place.within };
  const scope = openScope(statement.kind, statement, place, { start, end: statement.span.end }, undefined, (opened) => {
    const inner: Place = { ...place, scope: opened, within };
    if (statement.kind === 'function') bindParameters(statement.parameters, inner, statement);
    readBody(statement.body, inner);
  });
  // What binds in scopes around it is read at its turn.
  const mention = place.elsewhere[indexAt(place.elsewhere, statement.span.end - 1)];
  if (mention !== undefined && mention >= start && mention < statement.span.end) void scope.contents;
}

/** Looks for what binds within an expression: `:=`, lambdas and comprehensions. */
function readExpression(expression: Expression, binder: Binder): void {
  switch (expression.kind) {
    case 'name':
    case 'number':
    case 'constant':
      return;
    case 'named':
      bindNamed(expression, binder);
      readExpression(expression.value, binder);
      return;
    case 'lambda':
      readLambda(expression, binder);
      return;
    case 'comprehension':
      readComprehension(expression, binder);
      return;
    default:
      visitChildren(expression, readExpression, binder);
  }
}

/** The name before `:=` belongs to the function around, not to a comprehension. */
function bindNamed({ target, value, span }: NamedExpression, { place, statement }: Binder): void {
  let { scope } = place;
  while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
  bindTarget(target, 'walrus', value, span.end, { place: { ...place, scope }, statement });
}

function readLambda(expression: LambdaExpression, binder: Binder): void {
  const { place, statement } = binder;
  for (const parameter of expression.parameters) if (parameter.default) readExpression(parameter.default, binder);
  const inner = { ...place, scope: openScope('lambda', expression, place, expression.body.span) };
  bindParameters(expression.parameters, inner, undefined);
  readExpression(expression.body, { place: inner, statement });
}

function readComprehension(expression: ComprehensionExpression, binder: Binder): void {
  const { place, statement } = binder;
  const first = expression.clauses[0];
  if (first) readExpression(first.iterable, binder);
  const inner = { ...place, scope: openScope('comprehension', expression, place, expression.span, first?.iterable.span) };
  const within = { place: inner, statement };
  for (const clause of expression.clauses) {
    bindTarget(clause.target, 'for', clause.iterable, clause.iterable.span.end, { place: inner, statement: undefined });
    if (clause !== first) readExpression(clause.iterable, within);
    for (const condition of clause.conditions) readExpression(condition, within);
  }
  for (const element of expression.elements) readExpression(element, within);
}

interface Binder {
  readonly place: Place;
  readonly statement: Statement | undefined;
}

const whole: readonly number[] = [];

function bindTarget(
  target: Expression,
  kind: BindingKind,
  value: Expression | undefined,
  from: number,
  binder: Binder,
  position = whole,
  isStarred = false,
): void {
  if (target.kind === 'name') {
    bind(target.name, { kind, span: target.span, value, from, position, isStarred }, binder);
  } else if (target.kind === 'tuple' || target.kind === 'list') {
    for (const [index, element] of target.elements.entries()) bindTarget(element, kind, value, from, binder, [...position, index]);
  } else if (target.kind === 'unary' && target.operator === '*') {
    bindTarget(target.operand, kind, value, from, binder, position, true);
  }
}

function bindParameters(parameters: readonly Parameter[], place: Place, statement: Statement | undefined): void {
  for (const parameter of parameters) {
    const { name, nameSpan: span } = parameter;
    bind(name, { kind: 'parameter', span, value: parameter.default, from: place.scope.span.start, parameter }, { place, statement });
  }
}

function bindImports(statement: ImportStatement, binder: Binder): void {
  const { from } = statement;
  for (const { name, alias, span } of statement.names) {
    if (from !== undefined && name === '*') {
      const { contents } = binder.place.scope;
      contents.starImports = [...contents.starImports, from];
      continue;
    }
    const root = name.split('.', 1)[0] ?? name;
    const bound = alias ?? (from === undefined ? root : name);
    const imported = from === undefined ? { module: alias === undefined ? root : name, name: undefined } : { module: from, name };
    const kind = from === undefined ? 'import' : 'from-import';
    bind(bound, { kind, span, value: undefined, from: statement.span.end, imported }, binder);
  }
}

/** The captures of a pattern, by their looks: a name alone that is neither called, looked into, nor a keyword. */
function bindPattern(pattern: Span, binder: Binder): void {
  const text = binder.place.text.slice(pattern.start, pattern.end);
  const tokens = /(["'])(?:\\.|(?!\1).)*\1|#.*|\.?\s*([^\W\d]\w*)(?=\s*([(.=])?)/g;
  for (const match of text.matchAll(tokens)) {
    const name = match[2];
    if (name === undefined || match[3] !== undefined || match[0].startsWith('.') || /^(?:_|as|None|True|False|if)$/.test(name)) continue;
    const start = pattern.start + match.index + match[0].indexOf(name);
    bind(name, { kind: 'match', span: { start, end: start + name.length }, value: undefined, from: pattern.end }, binder);
  }
}

type Bound = Pick<Binding, 'kind' | 'span' | 'value' | 'from'> &
  Partial<Pick<Binding, 'position' | 'isStarred' | 'imported' | 'parameter'>>;

function bind(name: string, bound: Bound, binder: Binder): void {
  const { place, statement } = binder;
  const scope = ownerOf(name, place.scope);
  const binding: Binding = {
    kind: bound.kind,
    name,
    span: bound.span,
    scope,
    value: bound.value,
    position: bound.position ?? whole,
    isStarred: bound.isStarred ?? false,
    statement,
    imported: bound.imported,
    parameter: bound.parameter,
    within: place.within,
    from: bound.from,
    isRemote: scope !== place.scope,
  };
  const { bindings } = scope.contents;
  const known = bindings.get(name);
  if (known) known.push(binding);
  else bindings.set(name, [binding]);
}

/** The scope that a name belongs to which is bound in another one: `global` and `nonlocal` lead away. */
function ownerOf(name: string, scope: OpenScope): OpenScope {
  const elsewhere = scope.elsewhere.get(name);
  if (elsewhere === undefined) return scope;
  let nearest: OpenScope | undefined;
  let next = scope;
  while (next.parent) {
    next = next.parent;
    if (elsewhere === 'global' || next.kind !== 'function') continue;
    if (next.bindings.has(name)) return next;
    nearest ??= next;
  }
  return nearest ?? next;
}
