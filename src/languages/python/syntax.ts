import type { Span } from '../../text/span.js';

/**
 * Python as plain immutable data. Every node has the span of its text in UTF-16 offsets. What cannot be understood (half
 * typed, or newer than the grammar) is a node of kind `unknown` with whatever was found in it: nothing is ever a syntax
 * error here, because the parser marks valid code as broken too.
 */
export interface Node {
  readonly span: Span;
}

/** A name as it is written: `epochs`. */
export interface NameExpression extends Node {
  readonly kind: 'name';
  readonly name: string;
}

/** A string, several adjacent ones included. */
export interface StringExpression extends Node {
  readonly kind: 'string';
  /** Its value with escapes resolved; undefined where an f-string has holes. */
  readonly value: string | undefined;
  readonly isBytes: boolean;
  /** f-strings: the expressions in the holes, in order. */
  readonly holes: readonly Expression[];
  /** f-strings and adjacent strings: text and holes in their order; a plain string has one text. */
  readonly parts: readonly (string | Expression)[];
  /** Where the text between the quotes stands, for a single plain string without escapes; else undefined. */
  readonly contentSpan: Span | undefined;
}

export interface NumberExpression extends Node {
  readonly kind: 'number';
  /** As written, `1_000`, `0x10`, `1e-3`, `2j`. */
  readonly text: string;
  /** undefined for complex numbers. */
  readonly value: number | undefined;
  readonly isFloat: boolean;
}

export interface ConstantExpression extends Node {
  readonly kind: 'constant';
  readonly value: true | false | null;
}

export interface AttributeExpression extends Node {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

/** One argument of a call. */
export interface Argument extends Node {
  /** The keyword, if it has one. */
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly star: '' | '*' | '**';
  readonly value: Expression;
}

/** A call; a decorator with parentheses has one, too. */
export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** With both parentheses. */
  readonly argumentsSpan: Span;
}

export interface SubscriptExpression extends Node {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
}

export interface SequenceExpression extends Node {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly elements: readonly Expression[];
}

export interface DictionaryEntry extends Node {
  /** undefined for `**other`, which is then the value. */
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export interface DictionaryExpression extends Node {
  readonly kind: 'dictionary';
  readonly entries: readonly DictionaryEntry[];
}

/** `left operator right`; also `and`, `or`, comparisons (a chain `a < b < c` nests to the left), `in`, `not in`, `is`, `is not`. */
export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `not x`, `-x`, `+x`, `~x`, `await x`, `*x`. */
export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface ConditionalExpression extends Node {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface LambdaExpression extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

/** A comprehension or generator; `elements` are what is made (key and value of a dictionary). */
export interface ComprehensionExpression extends Node {
  readonly kind: 'comprehension';
  readonly form: 'list' | 'set' | 'dictionary' | 'generator';
  readonly elements: readonly Expression[];
  readonly clauses: readonly { readonly target: Expression; readonly iterable: Expression; readonly conditions: readonly Expression[] }[];
}

/** `name := value`. */
export interface NamedExpression extends Node {
  readonly kind: 'named';
  readonly target: Expression;
  readonly value: Expression;
}

export interface SliceExpression extends Node {
  readonly kind: 'slice';
  readonly parts: readonly (Expression | undefined)[];
}

/** `yield`, `yield from`. */
export interface YieldExpression extends Node {
  readonly kind: 'yield';
  readonly value: Expression | undefined;
}

export interface UnknownExpression extends Node {
  readonly kind: 'unknown';
  readonly children: readonly Expression[];
}

export type Expression =
  | NameExpression
  | StringExpression
  | NumberExpression
  | ConstantExpression
  | AttributeExpression
  | CallExpression
  | SubscriptExpression
  | SequenceExpression
  | DictionaryExpression
  | BinaryExpression
  | UnaryExpression
  | ConditionalExpression
  | LambdaExpression
  | ComprehensionExpression
  | NamedExpression
  | SliceExpression
  | YieldExpression
  | UnknownExpression;

export interface Parameter extends Node {
  readonly name: string;
  readonly nameSpan: Span;
  readonly star: '' | '*' | '**';
  readonly annotation: Expression | undefined;
  readonly default: Expression | undefined;
  /** Behind a bare `*` or `*args`. */
  readonly isKeywordOnly: boolean;
}

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly value: Expression;
}

/** `a = b = value`, `a: type = value`, `a: type`, `a += value`. Tuples of targets are one target of kind tuple. */
export interface AssignmentStatement extends Node {
  readonly kind: 'assignment';
  readonly targets: readonly Expression[];
  /** `=`, or `+=` and the like. */
  readonly operator: string;
  readonly annotation: Expression | undefined;
  readonly value: Expression | undefined;
}

/** One imported name. */
export interface ImportedName extends Node {
  /** `os.path` of `import os.path`; `join` of `from os.path import join`; `*`. */
  readonly name: string;
  readonly alias: string | undefined;
}

export interface ImportStatement extends Node {
  readonly kind: 'import';
  /** undefined for `import x`; `os.path` of `from os.path import join`; leading dots included: `.data`, `..`. */
  readonly from: string | undefined;
  readonly names: readonly ImportedName[];
}

export interface IfStatement extends Node {
  readonly kind: 'if';
  /** `if` and every `elif`, in order. */
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
}

export interface ForStatement extends Node {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly isAsync: boolean;
}

export interface WhileStatement extends Node {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface ExceptHandler extends Node {
  /** undefined for a bare `except:`. */
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: readonly Statement[];
}

export interface TryStatement extends Node {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface WithStatement extends Node {
  readonly kind: 'with';
  readonly items: readonly { readonly value: Expression; readonly target: Expression | undefined }[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
}

export interface FunctionStatement extends Node {
  readonly kind: 'function';
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  /** What follows each `@`: a name, an attribute or a call. */
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
  readonly returns: Expression | undefined;
}

export interface ClassStatement extends Node {
  readonly kind: 'class';
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
}

/** `return`, `raise`, `del`, `assert`, `global`, `nonlocal`, `pass`, `break`, `continue`; also Python 2's `print` and `exec`. */
export interface SimpleStatement extends Node {
  readonly kind: 'return' | 'raise' | 'delete' | 'assert' | 'global' | 'nonlocal' | 'pass' | 'break' | 'continue' | 'print';
  /** What follows the keyword; the names of `global` as name expressions. */
  readonly values: readonly Expression[];
}

export interface MatchStatement extends Node {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly { readonly pattern: Span; readonly body: readonly Statement[] }[];
}

/** Whatever is none of these, with what was understood within. */
export interface UnknownStatement extends Node {
  readonly kind: 'unknown';
  readonly expressions: readonly Expression[];
  readonly body: readonly Statement[];
}

export type Statement =
  | ExpressionStatement
  | AssignmentStatement
  | ImportStatement
  | IfStatement
  | ForStatement
  | WhileStatement
  | TryStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | SimpleStatement
  | MatchStatement
  | UnknownStatement;

/** A parsed Python text. */
export interface PythonSyntax {
  readonly text: string;
  readonly body: readonly Statement[];
}
