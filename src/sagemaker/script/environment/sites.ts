import type { Expression } from '../../../languages/python/syntax.js';
import type { ScriptContext } from '../context.js';
import { type ExpressionSite, expressionSites } from '../expression-sites.js';
import type { Run } from '../flow.js';
import { isEnvironment } from './access.js';

/** What is done with the environment at one place. `change` reads and sets: `os.environ["PATH"] += ":/opt"`. */
export type EnvironmentUse =
  | 'subscript'
  | 'store'
  | 'change'
  | 'remove'
  | 'get'
  | 'getenv'
  | 'pop'
  | 'setdefault'
  | 'update'
  | 'putenv'
  | 'test'
  | 'whole';

/** A place that names `os.environ`, os.getenv or os.putenv. */
export interface EnvironmentSite extends ExpressionSite {
  readonly use: EnvironmentUse;
  /** The whole access: the subscript, the call, the comparison. */
  readonly access: Expression;
  /** What is around the access, the innermost first. */
  readonly around: readonly Expression[];
  readonly run: Run;
}

/** Finds all of them. */
export function environmentSites(context: ScriptContext): readonly EnvironmentSite[] {
  const { syntax, names } = context;
  const { text } = syntax;
  if (!/environ|getenv|putenv/.test(text)) return [];
  const words = ['environ', 'getenv', 'putenv', ...otherNames(text)];
  const isWanted = (node: Expression): node is Expression => {
    if (node.kind !== 'name' && node.kind !== 'attribute') return false;
    if (!words.includes(node.name)) return false;
    if (isEnvironment(node, names)) return true;
    const qualified = names.qualifiedName(node);
    return qualified === 'os.getenv' || qualified === 'os.putenv';
  };
  const sites = expressionSites(syntax, new RegExp(`\\b(?:${words.join('|')})\\b`, 'g'), isWanted);
  return sites.flatMap((site): EnvironmentSite[] => {
    const found = useOf(site, context);
    if (found === undefined) return [];
    const { use, depth } = found;
    const access = depth === 0 ? site.node : (site.ancestors[depth - 1] ?? site.node);
    const around = site.ancestors.slice(depth);
    return [{ ...site, use, access, around, run: runOf(site, access, around, context) }];
  });
}

/** `env = os.environ`, `from os import environ as env`: the other names that stand for it, as far as the text shows. */
function otherNames(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/=\s*(?:os\s*\.\s*)?(?:environ|getenv)\b(?!\s*[[.(])|\b(?:environ|getenv|putenv)\s+as\s+(\w+)/g)) {
    const line = text.slice(Math.max(text.lastIndexOf('\n', match.index) + 1, match.index - 200), match.index);
    const name = match[1] ?? /(\w+)\s*(?::.*)?$/.exec(line)?.[1];
    if (name !== undefined) found.push(name);
  }
  return found;
}

/** What the expressions around do with it, and how many of them belong to that. */
function useOf(site: ExpressionSite, { names }: ScriptContext): { readonly use: EnvironmentUse; readonly depth: number } | undefined {
  const { node, ancestors, statement } = site;
  const [parent, next] = ancestors;
  const qualified = names.qualifiedName(node);
  if (qualified === 'os.getenv' || qualified === 'os.putenv') {
    if (parent?.kind !== 'call' || parent.callee !== node) return undefined;
    return { use: qualified === 'os.getenv' ? 'getenv' : 'putenv', depth: 1 };
  }
  if (parent?.kind === 'subscript' && parent.object === node) {
    if (statement.kind === 'delete' && statement.values.includes(parent)) return { use: 'remove', depth: 1 };
    if (statement.kind !== 'assignment' || !isTarget(parent, next, statement.targets)) return { use: 'subscript', depth: 1 };
    return { use: statement.operator === '=' ? 'store' : 'change', depth: 1 };
  }
  if (parent?.kind === 'binary' && parent.right === node && /in$/.test(parent.operator)) return { use: 'test', depth: 1 };
  if (parent?.kind === 'attribute') {
    const isCalled = next?.kind === 'call' && next.callee === parent;
    const method = parent.name;
    if (isCalled && (method === 'get' || method === 'pop' || method === 'setdefault' || method === 'update'))
      return { use: method, depth: 2 };
    if (isCalled && method === '__contains__') return { use: 'test', depth: 2 };
    return { use: 'whole', depth: 2 };
  }
  // Another name for it, whose own uses are found as well.
  if (parent === undefined && statement.kind === 'assignment' && statement.value === node) return undefined;
  if (parent === undefined && statement.kind === 'assignment' && statement.targets.includes(node)) return undefined;
  return { use: 'whole', depth: 0 };
}

function isTarget(node: Expression, parent: Expression | undefined, targets: readonly Expression[]): boolean {
  return targets.includes(node) || ((parent?.kind === 'tuple' || parent?.kind === 'list') && targets.includes(parent));
}

/** When it runs: a condition within the statement counts as well. */
function runOf(site: ExpressionSite, access: Expression, around: readonly Expression[], { flow }: ScriptContext): Run {
  const run = flow.runOf({ within: site.within, lambda: around.find(({ kind }) => kind === 'lambda') });
  const isPassedBy = around.some((outer, index) => {
    const inner = around[index - 1] ?? access;
    if (outer.kind === 'conditional') return outer.test !== inner;
    if (outer.kind === 'binary') return (outer.operator === 'and' || outer.operator === 'or') && outer.right === inner;
    return outer.kind === 'comprehension';
  });
  return isPassedBy ? { ...run, isConditional: true } : run;
}
