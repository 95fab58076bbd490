import type { CallExpression } from '../../languages/python/syntax.js';
import { lookUp, type ObjectNode } from '../request/tree.js';
import type { LaunchContext } from './context.js';
import type { Framework, LaunchBase, LaunchSurface } from './model.js';

/** What every kind of launch says of itself. */
export function launchBase(
  context: LaunchContext,
  call: CallExpression,
  given: {
    readonly surface: LaunchSurface;
    readonly written: string;
    readonly framework: Framework | undefined;
    readonly arguments: ObjectNode;
  },
): LaunchBase {
  return {
    ...given,
    qualified: context.names.qualifiedName(call.callee),
    document: context.document,
    span: call.span,
    nameSpan: call.callee.span,
    argument: (name) => lookUp(given.arguments, name),
  };
}
