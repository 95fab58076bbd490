import type { Expression, FunctionStatement, StringExpression } from '../../../languages/python/syntax.js';
import { forEachExpression, walkExpressions, walkStatements } from '../../../languages/python/walk.js';
import { unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { ExecutionParameter, Route } from '../server.js';
import { contentOf } from './arguments.js';
import { routeMatch } from './match.js';

/** The keys that SageMaker reads in the answer to /execution-parameters. */
const parameters = /^(BatchStrategy|MaxConcurrentTransforms|MaxPayloadInMB)$/;

/** Reads what the functions that answer /execution-parameters return: texts by their key, wherever in them they stand. */
export function readExecutionParameters(context: ScriptContext, routes: readonly Route[]): ExecutionParameter[] {
  if (!/execution[-_]parameters/.test(context.document.text)) return [];
  const functions = new Set<FunctionStatement>();
  for (const route of routes) if (route.function && routeMatch(route, '/execution-parameters') === 'yes') functions.add(route.function);
  for (const statement of context.syntax.body) {
    if (statement.kind === 'function' && statement.name === 'execution_parameters_fn') functions.add(statement);
  }
  const found = new Map<number, ExecutionParameter>();
  const add = (parameter: ExecutionParameter) => found.set(parameter.valueSpan.start, parameter);
  for (const definition of functions) {
    walkStatements(definition.body, (statement) =>
      forEachExpression(statement, (expression) => walkExpressions(expression, (node) => readNode(context, node, add))),
    );
  }
  return [...found.values()];
}

function readNode(context: ScriptContext, node: Expression, add: (parameter: ExecutionParameter) => void): void {
  // `return PARAMETERS`
  if (node.kind === 'name') {
    const value = context.evaluator.resolve(node);
    if (value.kind === 'dictionary') readNode(context, value, add);
  } else if (node.kind === 'dictionary') {
    for (const { key, value } of node.entries) {
      const name = key && context.evaluator.text(key);
      if (name?.known && parameters.test(name.value)) add({ name: name.value, ...textOf(context, value) });
    }
  } else if (node.kind === 'call') {
    // `jsonify(BatchStrategy="MultiRecord")`
    for (const { name, value } of node.arguments) if (name !== undefined && parameters.test(name)) add({ name, ...textOf(context, value) });
  } else if (node.kind === 'string') {
    readJson(node, add);
  }
}

function textOf(
  { evaluator }: ScriptContext,
  value: Expression,
): { readonly value: Value<string>; readonly valueSpan: ExecutionParameter['valueSpan'] } {
  const resolved = evaluator.resolve(value);
  const at = resolved.kind === 'string' ? resolved : value;
  return { value: evaluator.text(value), valueSpan: contentOf(at) };
}

/** JSON that is written as a text. */
function readJson(node: StringExpression, add: (parameter: ExecutionParameter) => void): void {
  const { contentSpan, value: text } = node;
  if (!contentSpan || text === undefined) return;
  for (const match of text.matchAll(/"(BatchStrategy)"\s*:\s*"([^"]*)"/g)) {
    const start = contentSpan.start + match.index + match[0].length - 1 - (match[2] ?? '').length;
    add({
      name: match[1] ?? '',
      value: match[2] === undefined ? unknown('no text') : { known: true, value: match[2], assumed: false },
      valueSpan: { start, end: start + (match[2] ?? '').length },
    });
  }
}
