import type { CallExpression, Expression, NameExpression } from '../../../languages/python/syntax.js';
import { functionAround, walkStatements } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { opaqueClasses, type WebFramework, webClasses } from './frameworks.js';

/** An application, blueprint or router that the file makes. */
export interface WebObject {
  readonly framework: WebFramework;
  readonly isPart: boolean;
  /** The call that makes it. */
  readonly call: CallExpression;
}

/** What an expression stands for, as far as the web goes. */
export type WebMeaning =
  | { readonly kind: 'object'; readonly object: WebObject }
  /** A parameter that is annotated with a class of a framework. */
  | { readonly kind: 'annotated'; readonly framework: WebFramework; readonly isPart: boolean }
  /** It comes from another module, or nobody can tell. */
  | { readonly kind: 'unknown' };

export interface WebObjects {
  readonly all: readonly WebObject[];
  /** Applications of frameworks whose routes cannot be read. */
  readonly hasOpaque: boolean;
  meaningOf(expression: Expression): WebMeaning;
}

const unknownMeaning: WebMeaning = { kind: 'unknown' };

/** Finds what makes applications, and says which expressions stand for one. */
export function readWebObjects({ names, calls, syntax }: ScriptContext): WebObjects {
  const objects = new Map<CallExpression, WebObject>();
  let hasOpaque = false;
  for (const { call } of calls) {
    const name = names.qualifiedName(call.callee);
    if (name === undefined) continue;
    const known = webClasses.get(name);
    if (known) objects.set(call, { ...known, call });
    else if (opaqueClasses.test(name)) hasOpaque = true;
  }
  let attributes: ReadonlyMap<string, readonly Expression[]> | undefined;
  const attributeValues = (name: string): readonly Expression[] => {
    attributes ??= readAttributes(syntax.body);
    return attributes.get(name) ?? [];
  };

  function meaningOf(expression: Expression, depth = 0): WebMeaning {
    if (depth > 6) return unknownMeaning;
    if (expression.kind === 'call') {
      const object = objects.get(expression);
      if (object) return { kind: 'object', object };
      return wrapped(expression, depth);
    }
    if (expression.kind === 'name') return meaningOfName(expression, depth);
    if (expression.kind === 'attribute') {
      // `app.router`, `server.app`
      if (expression.name === 'router') return meaningOf(expression.object, depth + 1);
      return one(attributeValues(expression.name).map((value) => meaningOf(value, depth + 1)));
    }
    return unknownMeaning;
  }

  /** `CORS(app)`, `ProxyFix(app)`. */
  function wrapped(call: CallExpression, depth: number): WebMeaning {
    const [first] = call.arguments;
    return first && first.star === '' && (first.name === undefined || first.name === 'app') && first.value.kind !== 'call'
      ? meaningOf(first.value, depth + 1)
      : unknownMeaning;
  }

  function meaningOfName(name: NameExpression, depth: number): WebMeaning {
    return one(
      names.bindingsOf(name).flatMap((binding): WebMeaning[] => {
        if (binding.kind === 'annotation') return [];
        if (binding.kind === 'parameter') {
          const annotation = binding.parameter?.annotation;
          const known = annotation && webClasses.get(names.qualifiedName(annotation) ?? '');
          return [known ? { kind: 'annotated', ...known } : unknownMeaning];
        }
        if (binding.value === undefined || binding.position.length > 0) return [unknownMeaning];
        // `app = None` at the top, filled in by a function.
        if (binding.value.kind === 'constant') return [];
        return [meaningOf(binding.value, depth + 1)];
      }),
    );
  }

  return { all: [...objects.values()], hasOpaque, meaningOf: (expression) => meaningOf(expression) };
}

/** What several meanings have in common. */
function one(meanings: readonly WebMeaning[]): WebMeaning {
  const [first] = meanings;
  const objects = new Set(meanings.flatMap((meaning) => (meaning.kind === 'object' ? [meaning.object] : [])));
  // `app = Flask(__name__)` and later `app = CORS(app)` are one application.
  const [object] = objects;
  if (object && objects.size === 1) return { kind: 'object', object };
  return first && meanings.length === 1 ? first : unknownMeaning;
}

/** The values of attributes, by the attribute's name: `self.app = FastAPI()`, and constants of classes. */
function readAttributes(body: ScriptContext['syntax']['body']): ReadonlyMap<string, readonly Expression[]> {
  const values = new Map<string, Expression[]>();
  const add = (name: string, value: Expression) => {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  };
  walkStatements(body, (statement, within) => {
    if (statement.kind !== 'assignment' || !statement.value) return;
    const isInClass = within?.statement.kind === 'class' && functionAround(within) === undefined;
    for (const target of statement.targets) {
      if (target.kind === 'attribute') add(target.name, statement.value);
      else if (target.kind === 'name' && isInClass) add(target.name, statement.value);
    }
  });
  return values;
}
