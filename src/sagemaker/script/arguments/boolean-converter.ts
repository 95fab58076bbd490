import type { TextEdit } from '../../../text/edit.js';
import type { CommandArgument } from './arguments.js';

/** Reads a text as people mean it: `True` of the toolkit, `true` of SDK v3. It takes what is a bool already as well. */
export const booleanConverter = 'lambda value: str(value).lower() in ("true", "1", "yes")';

/**
 * The edit that lets a flag take a value: `--shuffle` alone still means true, `--shuffle False` means no. Undefined for a flag
 * that turns something off, of which nobody can tell what a value behind it should mean.
 */
export function takeValue({ action, actionArgument, default: given, type, nargs }: CommandArgument): TextEdit | undefined {
  if (!actionArgument || type || nargs || action.kind !== 'flag') return undefined;
  if (action.name !== 'store_true' && action.name !== 'boolean') return undefined;
  // What store_true leaves where the flag is not given; BooleanOptionalAction leaves None, as any argument.
  const rest = action.name === 'store_true' && !given ? ', default=False' : '';
  return { span: actionArgument.span, newText: `type=${booleanConverter}, nargs="?", const=True${rest}` };
}
