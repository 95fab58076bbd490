import type { StringExpression } from '../../../languages/python/syntax.js';
import type { ScriptContext } from '../context.js';
import { isDefault, type StringSite, stringSites } from '../expression-sites.js';

/** A text of the code that is a path below /opt/ml. */
export interface PathMention {
  readonly string: StringExpression;
  /** As far as it is a text: up to the first hole of an f-string. */
  readonly path: string;
  /** Nothing is filled in. */
  readonly isWhole: boolean;
  /** The variable that the training toolkit has for the beginning of the path; undefined where it has none. */
  readonly variable: string | undefined;
  /** What follows that beginning, without the slash. */
  readonly rest: string;
  /** It is only used where something else is not given: the default of a variable, an argument or a parameter. */
  readonly isDefault: boolean;
  readonly site: StringSite;
}

/** What the toolkit's variables stand for (aws/sagemaker-training-toolkit, environment.py); longer ones first. */
const variables: readonly (readonly [folder: string, variable: string])[] = [
  ['/opt/ml/output/intermediate', 'SM_OUTPUT_INTERMEDIATE_DIR'],
  ['/opt/ml/output/data', 'SM_OUTPUT_DATA_DIR'],
  ['/opt/ml/output', 'SM_OUTPUT_DIR'],
  ['/opt/ml/input/config', 'SM_INPUT_CONFIG_DIR'],
  ['/opt/ml/input', 'SM_INPUT_DIR'],
  ['/opt/ml/model', 'SM_MODEL_DIR'],
];

/** Finds the texts that are paths below /opt/ml, docstrings left out. */
export function readPathMentions({ syntax }: ScriptContext): PathMention[] {
  return stringSites(syntax, /^\/opt\/ml(\/|$)/, /\/opt\/ml/g).map((site) => {
    const [variable, rest] = variableFor(site.start);
    const isWhole = site.node.value !== undefined;
    return { string: site.node, path: site.start, isWhole, variable, rest, isDefault: isDefault(site), site };
  });
}

/** The variable for a path, and what follows. A channel has one of its own where its whole name is there. */
export function variableFor(path: string): readonly [variable: string | undefined, rest: string] {
  const channel = /^\/opt\/ml\/input\/data\/([A-Za-z0-9._-]+)(?:\/(.*))?$/.exec(path);
  if (channel) return [`SM_CHANNEL_${(channel[1] ?? '').toUpperCase()}`, channel[2] ?? ''];
  for (const [folder, variable] of variables) {
    if (path === folder || path === `${folder}/`) return [variable, ''];
    if (path.startsWith(`${folder}/`)) return [variable, path.slice(folder.length + 1)];
  }
  return [undefined, ''];
}
