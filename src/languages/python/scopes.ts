import type { Span } from '../../text/span.js';
import type {
  ClassStatement,
  ComprehensionExpression,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Parameter,
  Statement,
} from './syntax.js';
import type { Enclosure } from './walk.js';

/** What binds a name. */
export type BindingKind =
  | 'assignment'
  | 'augmented'
  | 'annotation'
  | 'for'
  | 'with'
  | 'import'
  | 'from-import'
  | 'function'
  | 'class'
  | 'parameter'
  | 'except'
  | 'match'
  | 'walrus'
  | 'delete';

/** One place at which a name is bound. */
export interface Binding {
  readonly kind: BindingKind;
  readonly name: string;
  /** Where the name stands. */
  readonly span: Span;
  /** The scope that the name belongs to. */
  readonly scope: Scope;
  /**
   * What it is made of: the value of an assignment or walrus, what a `for` goes over, the manager of a `with`, the type of an
   * exception, the default of a parameter; undefined for the others.
   */
  readonly value: Expression | undefined;
  /** Where in `value` it is: empty for the whole, `[1]` for `b` of `a, b = value`, `[0, 1]` for `b` of `(a, b), c = value`. */
  readonly position: readonly number[];
  /** Whether it is the starred one of several targets. */
  readonly isStarred: boolean;
  /** The statement that binds; undefined for parameters of a lambda and targets of a comprehension. */
  readonly statement: Statement | undefined;
  /** Imports: the module and the name in it (undefined where the module itself is bound). */
  readonly imported: { readonly module: string; readonly name: string | undefined } | undefined;
  readonly parameter: Parameter | undefined;
  /** The body that it stands in. */
  readonly within: Enclosure | undefined;
  /** The offset from which on the name has this value, where the code runs from top to bottom. */
  readonly from: number;
  /** Bound from within another function, by `global` or `nonlocal`: at any time. */
  readonly isRemote: boolean;
}

export type ScopeNode = FunctionStatement | ClassStatement | LambdaExpression | ComprehensionExpression;

/** A scope with the names that are bound in it. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'lambda' | 'comprehension';
  /** undefined for the module. */
  readonly node: ScopeNode | undefined;
  readonly parent: Scope | undefined;
  readonly children: readonly Scope[];
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** Names that `global` or `nonlocal` leads to another scope. */
  readonly elsewhere: ReadonlyMap<string, 'global' | 'nonlocal'>;
  /** The modules of its star imports. */
  readonly starImports: readonly string[];
  /** Where names are looked up in this scope: a function's body, not its decorators or defaults. */
  readonly span: Span;
  /** What stands within `span` and yet belongs to the scope around: what a comprehension goes over first. */
  readonly hole: Span | undefined;
}
