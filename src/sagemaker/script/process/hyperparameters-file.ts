import type { Binding } from '../../../languages/python/names.js';
import type { CallExpression, Expression, NameExpression } from '../../../languages/python/syntax.js';
import { functionAround, type PythonCall } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { type ExpressionSite, expressionSites } from '../expression-sites.js';
import { fullName, lastName, openedPath } from '../storage/storage-call.js';

/** A value of hyperparameters.json that is used as a number without being made one. SageMaker writes every value as a text. */
export interface HyperparameterUse {
  readonly key: string;
  /** What is used: `params["epochs"]`, or the name that holds it. */
  readonly expression: Expression;
  /** The call, comparison or sum that it is used in. */
  readonly use: Expression;
  readonly how: 'range' | 'arithmetic' | 'comparison' | 'keyword';
  /** What it can be wrapped in, where its name tells. */
  readonly converter: 'int' | 'float' | undefined;
  /** Where the file is read. */
  readonly load: CallExpression;
}

/** Keywords that take numbers only. A text is refused by scikit-learn and PyTorch, and ends in a TypeError in Keras. */
const numberKeywords = /^(epochs|batch_size|n_estimators|num_boost_round|max_iter|n_neighbors|n_clusters|lr|learning_rate)$/;
const strictLibraries = /^(tensorflow|keras|torch|sklearn)\./;
/** The boosting libraries read texts for their parameters, but count the rounds themselves. */
const boostingLibraries = /^(xgboost|lightgbm)\./;
const roundKeywords = /^(n_estimators|num_boost_round)$/;

/** Finds the values of hyperparameters.json that are used as numbers, where that is certain. */
export function readHyperparameterUses(context: ScriptContext): HyperparameterUse[] {
  if (!context.syntax.text.includes('hyperparameters.json')) return [];
  const loads = context.calls.filter((site) => readsHyperparameters(site, context));
  if (loads.length === 0) return [];
  const isWanted = (node: Expression): node is Expression => node.kind === 'name' || node.kind === 'subscript' || node.kind === 'call';
  const sites = expressionSites(context.syntax, /[^\W\d]\w*/g, isWanted);
  const changed = changedNames(sites);
  const values = sites.flatMap((site): Found[] => {
    const value = keyedValue(site.node, context);
    const load = value && !changed.has(value.holder.name) ? loadOf(value.holder, loads, context) : undefined;
    return value && load ? [{ site, key: value.key, load }] : [];
  });
  const direct = values.flatMap((value) => useOf(value, context));
  // `epochs = params["epochs"]`, and then `range(epochs)`.
  const named = sites.flatMap((site) => {
    const { node } = site;
    const binding = node.kind === 'name' ? onlyBinding(node, context) : undefined;
    const value =
      binding?.kind === 'assignment' && binding.position.length === 0
        ? values.find((known) => known.site.node === binding.value)
        : undefined;
    return value ? useOf({ ...value, site }, context) : [];
  });
  return [...direct, ...named];
}

interface Found {
  readonly site: ExpressionSite;
  readonly key: string;
  readonly load: CallExpression;
}

/** `json.load(open(".../hyperparameters.json"))` in its usual forms. */
function readsHyperparameters({ call }: PythonCall, context: ScriptContext): boolean {
  if (!/^loads?$/.test(lastName(call) ?? '') || !/^json\.loads?$/.test(fullName(call, context) ?? '')) return false;
  let source = call.arguments[0]?.value;
  // `json.loads(file.read())`, `json.loads(path.read_text())`.
  if (source?.kind === 'call' && source.callee.kind === 'attribute' && /^read(_text)?$/.test(source.callee.name))
    source = source.callee.object;
  if (!source) return false;
  const path = context.evaluator.path(openedPath(source, context));
  return /(^|\/)hyperparameters\.json$/.test(path.text ?? path.rest ?? '');
}

/** `holder["key"]`, `holder.get("key")`. */
function keyedValue(node: Expression, context: ScriptContext): { readonly holder: NameExpression; readonly key: string } | undefined {
  const [holder, key] =
    node.kind === 'subscript'
      ? [node.object, node.index]
      : node.kind === 'call' && node.callee.kind === 'attribute' && node.callee.name === 'get'
        ? [node.callee.object, node.arguments[0]?.value]
        : [];
  const text = holder?.kind === 'name' && key ? context.evaluator.text(key) : undefined;
  return holder?.kind === 'name' && text?.known ? { holder, key: text.value } : undefined;
}

/** The reading of the file that a name holds, at once or through a function of the file that returns it. */
function loadOf(holder: NameExpression, loads: readonly PythonCall[], context: ScriptContext): CallExpression | undefined {
  const binding = onlyBinding(holder, context);
  if (binding?.kind !== 'assignment' || binding.position.length > 0 || binding.value?.kind !== 'call') return undefined;
  const { value } = binding;
  const direct = loads.find(({ call }) => call === value);
  if (direct) return direct.call;
  const definition = value.callee.kind === 'name' ? onlyBinding(value.callee, context)?.statement : undefined;
  if (definition?.kind !== 'function') return undefined;
  const inside = loads.filter(({ within }) => functionAround(within) === definition);
  const [load] = inside;
  // Everything else in the function may make something of the values.
  return load && inside.length === 1 && load.statement.kind === 'return' && load.statement.values[0] === load.call ? load.call : undefined;
}

function onlyBinding(name: NameExpression, context: ScriptContext): Binding | undefined {
  const bindings = context.names.bindingsOf(name);
  return bindings.length === 1 ? bindings[0] : undefined;
}

/** Names of dictionaries that are changed, or handed to something that may change them. */
function changedNames(sites: readonly ExpressionSite[]): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const { node, ancestors, statement } of sites) {
    if (node.kind !== 'name') continue;
    const [parent, outer] = ancestors;
    const isTarget = (target: Expression | undefined) =>
      target !== undefined && statement.kind === 'assignment' && statement.targets.includes(target);
    if (parent?.kind === 'subscript' && parent.object === node && (isTarget(parent) || statement.kind === 'delete')) changed.add(node.name);
    if (parent?.kind === 'attribute' && outer?.kind === 'call' && /^(update|pop|setdefault|popitem|clear)$/.test(parent.name))
      changed.add(node.name);
    const isHandedOn = parent?.kind === 'call' && parent.callee !== node && statement.kind === 'expression' && statement.value === parent;
    if (isHandedOn && !/^(print|info|debug|warning|log|pprint)$/.test(lastName(parent) ?? '')) changed.add(node.name);
  }
  return changed;
}

/** What a value is used as, where only a number will do. */
function useOf({ site, key, load }: Found, context: ScriptContext): HyperparameterUse[] {
  const { node, ancestors } = site;
  const [parent] = ancestors;
  const make = (how: HyperparameterUse['how'], isWhole: boolean): HyperparameterUse[] =>
    parent ? [{ key, expression: node, use: parent, how, converter: isWhole ? 'int' : converterFor(key), load }] : [];
  if (parent?.kind === 'call' && parent.callee !== node) {
    if (lastName(parent) === 'range' && parent.callee.kind === 'name') return make('range', true);
    const keyword = parent.arguments.find(({ value }) => value === node)?.name;
    if (keyword !== undefined && takesNumber(parent, keyword, context)) return make('keyword', !/^(lr|learning_rate)$/.test(keyword));
  }
  if (parent?.kind !== 'binary') return [];
  const other = parent.left === node ? parent.right : parent.left;
  if (!isNumber(other)) return [];
  if (/^([-+/]|\*\*?|\/\/)$/.test(parent.operator)) return make('arithmetic', false);
  return /^([<>]=?|==|!=)$/.test(parent.operator) ? make('comparison', false) : [];
}

/** Whether a call is one into a library that is known to refuse a text for a keyword. */
function takesNumber(call: CallExpression, keyword: string, context: ScriptContext): boolean {
  if (!numberKeywords.test(keyword)) return false;
  const full = fullName(call, context);
  if (full === undefined) return call.callee.kind === 'attribute' && call.callee.name === 'fit';
  return strictLibraries.test(full) || (boostingLibraries.test(full) && roundKeywords.test(keyword));
}

function isNumber(node: Expression): boolean {
  return node.kind === 'number' || (node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'number');
}

const fractions =
  /(^|[_-])(lr|rate|alpha|beta|gamma|lambda|eta|eps|epsilon|dropout|decay|momentum|ratio|fraction|threshold|split|temperature|subsample)($|[_-])|(test|val|validation)[_-]size|(rate|lr)$/i;
const counts =
  /(^|[_-])(epochs?|steps?|iterations?|iters?|rounds?|num|n|size|depth|layers?|units|seed|workers|estimators|leaves|max|count)($|[_-])|(size|epochs?)$/i;

function converterFor(key: string): 'int' | 'float' | undefined {
  if (fractions.test(key)) return 'float';
  return counts.test(key) ? 'int' : undefined;
}
