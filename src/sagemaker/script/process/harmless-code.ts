import type { CallExpression, Expression, FunctionStatement, Statement } from '../../../languages/python/syntax.js';
import { forEachBody, forEachExpression, walkExpressions } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { fullName, lastName } from '../storage/storage-call.js';

/** Calls that report, format or write a little file, and do not end the process. */
const harmlessCalls =
  /^(print|pprint|log|debug|info|warning|warn|error|exception|critical|print_exc|print_exception|print_stack|format_exc|format_exception|format_tb|exc_info|write|writelines|write_text|flush|close|open|dump|dumps|makedirs|mkdir|join|exists|dirname|basename|format|str|repr|len|int|float|round|bool|list|dict|tuple|type|isinstance|getattr|min|max|sum|sorted|range|zip|enumerate|get|getenv|keys|items|values|time|now|utcnow|today|strftime|isoformat|total_seconds|perf_counter|sleep|collect|empty_cache|finish|end_run|strip|split|replace|upper|lower|startswith|endswith|encode|decode|Path|getLogger|basicConfig|Counter|gethostname)$/;
/** Libraries whose functions of these names do more than that: absl's end the process, subprocess starts one. */
const otherLibraries = /^(subprocess|absl|shutil)\./;

/** Whether code does no more than report: it raises nothing of its own, ends no process, and calls nothing that could. */
export function isHarmless(statements: readonly Statement[], context: ScriptContext, depth = 0): boolean {
  return statements.every((statement) => {
    if (statement.kind === 'raise' || statement.kind === 'assert' || statement.kind === 'unknown') return false;
    if (statement.kind === 'function' || statement.kind === 'class' || statement.kind === 'import') return true;
    let isFine = true;
    forEachExpression(statement, (expression) => {
      isFine &&= isHarmlessExpression(expression, context, depth);
    });
    forEachBody(statement, (body) => {
      isFine &&= isHarmless(body, context, depth);
    });
    return isFine;
  });
}

function isHarmlessExpression(expression: Expression, context: ScriptContext, depth: number): boolean {
  let isFine = true;
  walkExpressions(expression, (node) => {
    if (node.kind === 'unknown' || node.kind === 'yield') isFine = false;
    if (node.kind === 'call' && !isHarmlessCall(node, context, depth)) isFine = false;
    return isFine && node.kind !== 'lambda';
  });
  return isFine;
}

function isHarmlessCall(call: CallExpression, context: ScriptContext, depth: number): boolean {
  if (isExitWithZero(call, context)) return true;
  const own = ownFunction(call, context);
  if (own) return depth < 3 && isHarmless(own.body, context, depth + 1);
  const full = fullName(call, context);
  if (full !== undefined && otherLibraries.test(full)) return false;
  // An imported function of that name is somebody's own, unless it is from a library that is known.
  if (
    call.callee.kind === 'name' &&
    full !== undefined &&
    !/^(builtins|traceback|logging|os|os\.path|time|datetime|json|pprint|pathlib|gc|sys)\./.test(full)
  )
    return false;
  return harmlessCalls.test(lastName(call) ?? '');
}

/** `sys.exit(0)`, `sys.exit()`, `exit(0)`, `os._exit(0)`. */
export function isExitWithZero(call: CallExpression, context: ScriptContext): boolean {
  if (!/^(_?exit|quit)$/.test(lastName(call) ?? '')) return false;
  const full = fullName(call, context);
  if (!/^(sys\.exit|os\._exit|builtins\.(exit|quit))$/.test(full ?? '')) return false;
  const [status] = call.arguments;
  return (
    status === undefined ||
    (status.value.kind === 'number' && status.value.value === 0) ||
    (status.value.kind === 'constant' && status.value.value === null)
  );
}

/** The function of the file that a call by name leads to. */
export function ownFunction({ callee }: CallExpression, { names }: ScriptContext): FunctionStatement | undefined {
  if (callee.kind !== 'name') return undefined;
  const [binding, ...others] = names.bindingsOf(callee);
  return others.length === 0 && binding?.statement?.kind === 'function' && binding.kind === 'function' ? binding.statement : undefined;
}
