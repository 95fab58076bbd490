import type { TextEdit } from '../../text/edit.js';
import { addEntry, removeMember, renameMember } from '../request/edit-python.js';
import { lookUp } from '../request/tree.js';
import type { Launch } from './model.js';

/** An edit of a launch, in the document of the launch. */
export type LaunchEdit = TextEdit;

/**
 * Removes an argument with its comma. Dots lead into nested objects (`compute.instance_type`). Undefined where it is not
 * given, or written in a way that cannot be removed alone.
 */
export function removeArgument(launch: Launch, name: string): LaunchEdit | undefined {
  const found = lookUp(launch.arguments, name);
  return found.kind === 'given' ? removeMember(found.member) : undefined;
}

/** Adds arguments, `name=value` (`"Name": value` in a dictionary), behind the last one: all in one edit. */
export function addArgument(launch: Launch, ...texts: readonly string[]): LaunchEdit | undefined {
  const { brackets, document } = launch.arguments;
  return brackets && addEntry(document, brackets, ...texts);
}

/** Gives an argument another name and leaves its value; undefined for one that is given by position. */
export function renameArgument(launch: Launch, name: string, newName: string): LaunchEdit | undefined {
  const found = lookUp(launch.arguments, name);
  return found.kind === 'given' ? renameMember(found.member, newName) : undefined;
}
