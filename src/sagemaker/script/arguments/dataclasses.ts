import type { AssignmentStatement, CallExpression, ClassStatement, Expression } from '../../../languages/python/syntax.js';
import type { Scalar } from '../../request/tree.js';
import { known } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { ArgumentOption, CommandArgument } from './arguments.js';
import { keywordOf } from './declaration.js';

/**
 * The fields of the dataclasses that `HfArgumentParser((A, B))` is made of, by place; undefined for one that is not in the
 * file. Their booleans are read as text, so that none of them is a flag.
 */
export function readDataclasses(creation: CallExpression, context: ScriptContext): readonly (readonly CommandArgument[] | undefined)[] {
  const first = creation.arguments[0];
  if (first === undefined || first.star !== '') return [];
  const given = context.evaluator.resolve(first.value);
  const types = given.kind === 'tuple' || given.kind === 'list' ? given.elements : [given];
  return types.map((type) => {
    const definition = classOf(type, context);
    // What a class inherits is not seen.
    return definition && definition.bases.length === 0 ? fieldsOf(definition, context) : undefined;
  });
}

function classOf(type: Expression, { names }: ScriptContext): ClassStatement | undefined {
  if (type.kind !== 'name') return undefined;
  const bindings = names.bindingsOf(type);
  const [binding] = bindings;
  return bindings.length === 1 && binding?.kind === 'class' && binding.statement?.kind === 'class' ? binding.statement : undefined;
}

function fieldsOf(definition: ClassStatement, context: ScriptContext): CommandArgument[] {
  const fields: CommandArgument[] = [];
  for (const statement of definition.body) {
    const [target] = statement.kind === 'assignment' ? statement.targets : [];
    if (statement.kind !== 'assignment' || statement.annotation === undefined || target?.kind !== 'name') continue;
    fields.push({
      span: statement.span,
      call: undefined,
      names: [{ text: `--${target.name}`, span: target.span }],
      destination: known(target.name),
      isPositional: false,
      isConditional: false,
      type: undefined,
      action: { kind: 'value', name: 'store' },
      actionArgument: undefined,
      nargs: undefined,
      default: defaultOf(statement, context),
      const: undefined,
      required: undefined,
      choices: undefined,
      isOpen: false,
    });
  }
  return fields;
}

/** `= value`, or `= field(default=value)`. */
function defaultOf({ value }: AssignmentStatement, { evaluator, names }: ScriptContext): ArgumentOption<Scalar> | undefined {
  if (value === undefined) return undefined;
  if (value.kind !== 'call') return { span: value.span, expression: value, value: evaluator.scalar(value) };
  if (names.qualifiedName(value.callee) !== 'dataclasses.field') return undefined;
  const given = keywordOf(value, 'default');
  return given && { span: given.span, expression: given.value, value: evaluator.scalar(given.value) };
}
