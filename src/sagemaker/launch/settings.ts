import { type Lookup, lookUp, type ObjectNode, type RequestNode, type Scalar } from '../request/tree.js';
import { known } from '../value.js';
import type { Setting } from './model.js';

export const absent: Setting = { kind: 'absent' };
export const unknownSetting: Setting = { kind: 'unknown' };

/** A setting by the names that it has had, the usual one first; dots lead into nested objects. */
export function settingOf(object: ObjectNode, ...paths: readonly string[]): Setting {
  let result: Setting = absent;
  for (const path of paths) {
    const setting = toSetting(lookUpNested(object, path));
    if (setting.kind === 'given') return setting;
    if (setting.kind === 'unknown') result = setting;
  }
  return result;
}

/** As lookUp, with None for an object on the way read as its absence. */
export function lookUpNested(object: ObjectNode, path: string): Lookup {
  const dot = path.indexOf('.');
  if (dot < 0) return lookUp(object, path);
  const outer = lookUp(object, path.slice(0, dot));
  if (outer.kind !== 'given') return outer;
  const { value } = outer.member;
  if (value.kind === 'object') return lookUpNested(value, path.slice(dot + 1));
  return isNone(value) ? { kind: 'absent' } : { kind: 'unknown' };
}

/** What is found of an argument, as a setting: None counts as absent. */
export function toSetting(found: Lookup): Setting {
  if (found.kind !== 'given') return found;
  const { value, place } = found.member;
  if (isNone(value)) return absent;
  return { kind: 'given', node: value, argument: place.span, document: place.document };
}

/** Whether a value is None for certain. */
export function isNone(node: RequestNode): boolean {
  return node.kind === 'scalar' && node.value.known && !node.value.assumed && node.value.value === null;
}

/** The scalar of a setting where it is given and known for certain. */
export function scalarOf(setting: Setting): Scalar | undefined {
  if (setting.kind !== 'given' || setting.node.kind !== 'scalar') return undefined;
  const { value } = setting.node;
  return value.known && !value.assumed ? value.value : undefined;
}

/** The text of a setting where it is given and known for certain. */
export function textOf(setting: Setting): string | undefined {
  const value = scalarOf(setting);
  return typeof value === 'string' ? value : undefined;
}

/**
 * A text that is written as JSON, as hyperparameters of the API are that the SDK makes: `"train.py"` with its quotes.
 * Other settings stay what they are.
 */
export function withoutJsonQuotes(setting: Setting): Setting {
  const text = textOf(setting);
  if (setting.kind !== 'given' || text === undefined || !/^".*"$/s.test(text)) return setting;
  const { document, span } = setting.node;
  return { ...setting, node: { kind: 'scalar', document, span, value: known(text.slice(1, -1)) } };
}

/** What an environment holds for one variable. */
export function variableOf(environment: Setting, name: string): Setting {
  if (environment.kind !== 'given') return environment;
  return environment.node.kind === 'object' ? toSetting(lookUp(environment.node, name)) : unknownSetting;
}

/** The setting where its value is a plain mapping; otherwise nobody can tell its names. */
export function mappingOf(setting: Setting): Setting {
  if (setting.kind !== 'given') return setting;
  return setting.node.kind === 'object' && setting.node.type === undefined ? setting : unknownSetting;
}
