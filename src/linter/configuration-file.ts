import picomatch from 'picomatch';
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { type Span, span } from '../text/span.js';
import {
  type ConfigurationFile,
  type ConfigurationReader,
  type Profile,
  profiles,
  type RuleSetting,
  ruleSettings,
} from './configuration.js';
import { nearestName } from './nearest-name.js';
import { createRuleNames, type NamedRule } from './rule-names.js';

type Report = (at: Span, message: string) => void;

/**
 * Makes the reader of `sagelint.yaml` texts for a set of rules. Whatever is not understood becomes a problem with its
 * span in the file; the rest still counts.
 */
export function createConfigurationReader(rules: readonly NamedRule[]): ConfigurationReader {
  const names = createRuleNames(rules);

  return (path, text) => {
    const problems: { at: { file: string; span: Span }; message: string }[] = [];
    const report: Report = (at, message) => problems.push({ at: { file: path, span: at }, message });
    let profile: Profile | undefined;
    let settings: ReadonlyMap<string, RuleSetting> = new Map();
    let overrides: ConfigurationFile['overrides'] = [];
    let ignored: (path: string) => boolean = () => false;

    const readSettings = (node: Node | null): ReadonlyMap<string, RuleSetting> => {
      const found = new Map<string, RuleSetting>();
      for (const { key, keySpan, value, valueSpan } of entriesOf(node, '`rules` holds one line for each rule, like `SM103: off`', report)) {
        const id = names.idOf(key);
        const setting = settingFrom(value);
        if (id === undefined) report(keySpan, unknown('rule', key, names.nearestId(key)));
        else if (setting === undefined) report(valueSpan, wrongChoice(`the rule ${id}`, textOf(value), ruleSettings));
        else found.set(id, setting);
      }
      return found;
    };

    const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', stringKeys: false });
    for (const error of document.errors) {
      const start = Math.min(error.pos[0], text.length);
      report(span(start, Math.min(Math.max(error.pos[1], start), text.length)), `This is not valid YAML: ${error.message}.`);
    }

    const wholeFile = 'A configuration is a list of `key: value` lines, like `profile: pedantic`';
    for (const { key, keySpan, value, valueSpan } of entriesOf(document.contents, wholeFile, report)) {
      if (key === 'profile') {
        profile = profiles.find((known) => known === textOf(value));
        if (profile === undefined) report(valueSpan, wrongChoice('`profile`', textOf(value), profiles));
      } else if (key === 'rules') {
        settings = readSettings(value);
      } else if (key === 'ignore') {
        ignored = matcherOf(globsOf(value, valueSpan, key, report));
      } else if (key === 'overrides') {
        overrides = overridesOf(value, valueSpan, readSettings, report);
      } else {
        report(keySpan, unknown('key', key, nearestName(key, ['profile', 'rules', 'overrides', 'ignore'])));
      }
    }
    return { profile, rules: settings, overrides, ignores: ignored, problems };
  };
}

function overridesOf(
  node: Node | null,
  at: Span,
  readSettings: (node: Node | null) => ReadonlyMap<string, RuleSetting>,
  report: Report,
): ConfigurationFile['overrides'] {
  if (!isSeq(node)) {
    if (!isEmpty(node)) report(at, '`overrides` is a list; each entry has `files` and `rules`.');
    return [];
  }
  const found: { matches(path: string): boolean; rules: ReadonlyMap<string, RuleSetting> }[] = [];
  for (const item of node.items) {
    const entry = nodeOf(item);
    const entrySpan = spanOf(entry, at);
    let globs: readonly string[] | undefined;
    let rules: ReadonlyMap<string, RuleSetting> = new Map();
    for (const { key, keySpan, value, valueSpan } of entriesOf(entry, 'An override has `files` and `rules`', report, at)) {
      if (key === 'files') globs = globsOf(value, valueSpan, key, report);
      else if (key === 'rules') rules = readSettings(value);
      else report(keySpan, unknown('key', key, nearestName(key, ['files', 'rules'])));
    }
    if (globs) found.push({ matches: matcherOf(globs), rules });
    else if (isMap(entry)) report(entrySpan, 'This override says no `files`, so it counts for none. Add `files: ["legacy/**"]`.');
  }
  return found;
}

interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node | null;
  readonly valueSpan: Span;
}

/** The entries of a mapping; anything else but nothing at all is a problem. */
function entriesOf(node: Node | null, expected: string, report: Report, around: Span = span(0, 0)): Entry[] {
  if (!isMap(node)) {
    if (!isEmpty(node)) report(spanOf(node, around), `${expected}.`);
    return [];
  }
  return (node as YAMLMap<unknown, unknown>).items.map(({ key, value }) => {
    const keySpan = spanOf(nodeOf(key), around);
    return { key: textOf(nodeOf(key)), keySpan, value: nodeOf(value), valueSpan: spanOf(nodeOf(value), keySpan) };
  });
}

/** A list of globs, or a single one. */
function globsOf(node: Node | null, at: Span, key: string, report: Report): readonly string[] {
  const items = isSeq(node) ? node.items.map(nodeOf) : isEmpty(node) ? [] : [node];
  const globs: string[] = [];
  for (const item of items) {
    const glob = isScalar(item) && typeof item.value === 'string' ? item.value : '';
    if (glob.startsWith('!')) report(spanOf(item, at), `\`${key}\` cannot take files back out with \`!\`: name only what it shall hold.`);
    else if (glob !== '') globs.push(glob);
    else report(spanOf(item, at), `\`${key}\` holds globs, like "legacy/**"; this is none.`);
  }
  return globs;
}

/**
 * Whether a path is meant by one of the globs. As in `.gitignore` files, a glob without a slash counts in every folder,
 * a leading slash means the folder of the configuration, and a glob that names a folder means all that is in it.
 */
function matcherOf(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const patterns = globs.flatMap((glob) => {
    const bare = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
    const anchored = bare.includes('/') || /^\.?\//.test(glob) ? bare : `**/${bare}`;
    return glob.endsWith('/') ? [`${anchored}/**`] : [anchored, `${anchored}/**`];
  });
  const matches = picomatch(patterns, { dot: true });
  return (path) => matches(path);
}

function settingFrom(node: Node | null): RuleSetting | undefined {
  // YAML 1.1 habits: a bare `off` is a text in YAML 1.2, but people also write `false`.
  if (isScalar(node) && node.value === false) return 'off';
  return ruleSettings.find((setting) => setting === textOf(node));
}

function wrongChoice(what: string, written: string, choices: readonly string[]): string {
  const near = nearestName(written, choices);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  return `${written === '' ? 'Nothing is said' : `\`${written}\` is not known`} for ${what}; write ${listOf(choices)}.${meant}`;
}

function unknown(what: 'key' | 'rule', written: string, near: string | undefined): string {
  return `There is no ${what} \`${written}\`${near === undefined ? '.' : `. Did you mean ${near}?`}`;
}

function listOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function nodeOf(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) ? value : null;
}

function textOf(node: Node | null): string {
  if (!isScalar(node) || node.value === null) return '';
  return String(node.value);
}

function spanOf(node: Node | null, otherwise: Span): Span {
  return node?.range ? span(node.range[0], node.range[1]) : otherwise;
}
