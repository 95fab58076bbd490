import { callsOfModule } from '../../languages/python/kept.js';
import type { Span } from '../../text/span.js';
import type { ScriptModel } from '../script/model.js';

/** Where a Python text makes a boto3 client of a service: the service's name in `boto3.client("glue")`, also of a session. */
export function clientsIn({ syntax, evaluator }: Pick<ScriptModel, 'syntax' | 'evaluator'>, service: string): readonly Span[] {
  return callsOfModule(syntax.body).flatMap(({ call: { callee, arguments: given } }) => {
    const [first] = given;
    if ((callee.kind !== 'attribute' && callee.kind !== 'name') || callee.name !== 'client' || !first) return [];
    const name = evaluator.text(first.value);
    return name.known && name.value === service ? [first.span] : [];
  });
}
