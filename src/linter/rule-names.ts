import { nearestName } from './nearest-name.js';

/** What people may write to name a rule. */
export interface NamedRule {
  readonly id: string;
  readonly name: string;
}

/** Finds rules by what people write in suppressions, configuration and on the command line. */
export interface RuleNames {
  /** The id of the rule that `written` names, by id or name, in any case; undefined if there is none. */
  idOf(written: string): string | undefined;
  /** The id that was most likely meant. A near name gives the id of its rule. */
  nearestId(written: string): string | undefined;
  nameOf(id: string): string | undefined;
}

/** Indexes rules by id and name. */
export function createRuleNames(rules: readonly NamedRule[]): RuleNames {
  const ids = new Map<string, string>();
  for (const { id, name } of rules) {
    ids.set(id.toLowerCase(), id);
    ids.set(name.toLowerCase(), id);
  }
  const idOf = (written: string): string | undefined => ids.get(written.trim().toLowerCase());
  return {
    idOf,
    nearestId(written) {
      const near = nearestName(written.trim(), ids.keys());
      return near === undefined ? undefined : idOf(near);
    },
    nameOf: (id) => rules.find((rule) => rule.id === id)?.name,
  };
}
