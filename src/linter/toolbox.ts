import type { CodeReading, CodeSource } from '../project/code-reading.js';
import type { DataReading, DataSource, ShellReading } from '../project/data-reading.js';
import type { Rule } from './rule.js';
import type { NamedRule } from './rule-names.js';

/** What is known of every rule from the start: comments and settings name them, whether they are loaded or not. */
export interface KnownRule extends NamedRule {
  readonly appliesTo: Rule['appliesTo'];
}

/** The parts of the program that most runs do not need, each loaded when it is first wanted. */
export interface LaterParts {
  code(): Promise<CodeReading>;
  yaml(): Promise<DataReading>;
  json(): Promise<DataReading>;
  shell(): Promise<ShellReading>;
  /** The rules that go with them. */
  codeRules(): Promise<readonly Rule[]>;
  requestRules(): Promise<readonly Rule[]>;
}

/**
 * The rules and readings that a host lints with. Linting is synchronous: what finds that a part is missing goes without,
 * and `isWanted` says so. The host then loads it and lints again, as it does for files that are read asynchronously.
 */
export interface Toolbox {
  readonly known: readonly KnownRule[];
  /** Those that are loaded, by id. */
  readonly rules: readonly Rule[];
  readonly code: CodeSource;
  readonly data: DataSource;
  /** Something has been wanted that is not loaded yet. */
  readonly isWanted: boolean;
  /** Loads what has been wanted. */
  load(): Promise<void>;
  /** Loads everything. */
  loadAll(): Promise<void>;
}

type Reading = 'code' | 'yaml' | 'json' | 'shell';

/** Makes a toolbox of the rules that are there from the start and of what is loaded later. */
export function createToolbox(known: readonly KnownRule[], early: readonly Rule[], parts: LaterParts): Toolbox {
  const wanted = new Set<Reading>();
  const loadedRules = new Set<LaterParts['codeRules']>();
  let rules = early;
  let code: CodeReading | undefined;
  const data: { yaml?: DataReading; json?: DataReading; shell?: ShellReading } = {};

  const addRules = async (load: LaterParts['codeRules']): Promise<void> => {
    const added = await load();
    if (loadedRules.has(load)) return;
    loadedRules.add(load);
    rules = [...rules, ...added].sort((first, second) => (first.id < second.id ? -1 : 1));
  };
  const load = async (reading: Reading): Promise<void> => {
    // The rules come first: a reading that is there is used at once.
    await addRules(parts.requestRules);
    if (reading === 'code') {
      await addRules(parts.codeRules);
      code = await parts.code();
    } else if (reading === 'shell') data.shell = await parts.shell();
    else data[reading] = await parts[reading]();
    wanted.delete(reading);
  };
  return {
    known,
    get rules() {
      return rules;
    },
    code: {
      reading() {
        if (!code) wanted.add('code');
        return code;
      },
    },
    data: {
      reading(language) {
        if (!data[language]) wanted.add(language);
        return data[language];
      },
      shellReading() {
        if (!data.shell) wanted.add('shell');
        return data.shell;
      },
    },
    get isWanted() {
      return wanted.size > 0;
    },
    async load() {
      for (const reading of [...wanted]) await load(reading);
    },
    async loadAll() {
      for (const reading of ['code', 'yaml', 'json', 'shell'] as const) await load(reading);
    },
  };
}

/** A toolbox with all rules and readings at hand, for what need not start fast. */
export function wholeToolbox(rules: readonly Rule[], code: CodeReading, data: DataSource): Toolbox {
  const nothing = (): Promise<void> => Promise.resolve();
  return { known: rules, rules, code: { reading: () => code }, data, isWanted: false, load: nothing, loadAll: nothing };
}
