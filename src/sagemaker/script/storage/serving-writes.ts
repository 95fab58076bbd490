import type { Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { enclosureOf, functionAround } from '../../../languages/python/walk.js';
import { isConditional } from '../flow.js';
import type { ScriptModel } from '../model.js';
import { distinctWrites } from './distinct-writes.js';
import type { StorageWrite } from './storage.js';

const modelFolder = /^\/opt\/ml\/model(\/|$)/;

/** Where a server writes below the folder of the model. */
export interface ServingWrite {
  readonly write: StorageWrite;
  /** As far as it is known: `/opt/ml/model/cache`, `model_dir`. */
  readonly path: string;
}

/**
 * The calls of serving code that write below /opt/ml/model: when the file is loaded, in handlers and in what answers
 * requests, under no condition. `isModelDirectory` says that what model_fn is given is that folder itself, and no copy.
 */
export function servingWrites(script: ScriptModel, isModelDirectory: boolean): ServingWrite[] {
  return distinctWrites(script.storage.writes).flatMap((write): ServingWrite[] => {
    const { site, path, kind, pathExpression } = write;
    if (isConditional(site.within) || enclosureOf(site.within, ['try']) || !isServing(script, write)) return [];
    const root = path.root.kind === 'environment' ? path.root.default : path.root;
    const start = root?.kind === 'literal' ? root.text : undefined;
    const text = start !== undefined && modelFolder.test(start) ? `${start}${path.rest ? `/${path.rest}` : ''}` : undefined;
    // A folder that is there already is not made.
    const isOld =
      kind === 'folder' && (/^\/opt\/ml\/model\/?$/.test(text ?? '') || site.call.arguments.some(({ name }) => name === 'exist_ok'));
    if (text !== undefined) return isOld ? [] : [{ write, path: text }];
    if (!isModelDirectory || kind === 'folder' || pathExpression === undefined) return [];
    const parameter = modelParameter(script, functionAround(site.within));
    return parameter !== undefined && beginsWith(pathExpression, parameter, script) ? [{ write, path: parameter }] : [];
  });
}

/** Whether a server comes there: by loading the file, or through a handler or a route. */
function isServing({ flow, handlers, server }: ScriptModel, { site }: StorageWrite): boolean {
  const definition = functionAround(site.within);
  if (site.lambda !== undefined) return false;
  if (definition === undefined) return flow.runOf(site).when === 'load';
  return (
    handlers.handlers.some((handler) => handler.definition === definition) || server.routes.some((route) => route.function === definition)
  );
}

function modelParameter({ handlers }: ScriptModel, definition: FunctionStatement | undefined): string | undefined {
  const handler = handlers.handlers.find((each) => each.name === 'model_fn' && each.definition === definition);
  return definition && handler?.definition?.parameters[0]?.name;
}

/** Whether a path begins with a parameter: `os.path.join(model_dir, "x")`, `f"{model_dir}/x"`. */
function beginsWith(expression: Expression, parameter: string, { evaluator, names }: ScriptModel): boolean {
  let next: Expression | undefined = expression;
  for (let steps = 0; next !== undefined && steps < 10; steps++) {
    const current: Expression = evaluator.resolve(next);
    if (current.kind === 'name') {
      const bindings = names.bindingsOf(current);
      return current.name === parameter && bindings.length === 1 && bindings[0]?.kind === 'parameter';
    }
    if (current.kind === 'call' && /^(os\.path\.join|pathlib\.(Pure)?(Posix)?Path)$/.test(names.qualifiedName(current.callee) ?? ''))
      next = current.arguments[0]?.value;
    else if (current.kind === 'binary' && (current.operator === '/' || current.operator === '+')) next = current.left;
    else if (current.kind === 'string') next = typeof current.parts[0] === 'string' ? undefined : current.parts[0];
    else return false;
  }
  return false;
}
