import { parseArgs } from 'node:util';
import { nearestName } from '../linter/nearest-name.js';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

const thresholds = ['error', 'warning', 'information', 'hint', 'never'] as const;
export type Threshold = (typeof thresholds)[number];

/** What the command line asks for. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: 'safe' | 'unsafe' | undefined;
  readonly diff: boolean;
  /** The name that the text of standard input goes by; undefined where files are linted. */
  readonly stdinFilename: string | undefined;
  readonly config: string | undefined;
  /** undefined where the configuration decides. */
  readonly pedantic: boolean | undefined;
  /** Ids or names, as written. */
  readonly rules: readonly string[];
  readonly explain: string | undefined;
  readonly listRules: boolean;
  /** Explain the project instead of linting it. */
  readonly explainProject: boolean;
  readonly timing: boolean;
  readonly failOn: Threshold;
  /** undefined where the terminal decides. */
  readonly color: boolean | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** A command line that cannot be followed; its message is for the person who wrote it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Whether something thrown is a UsageError: by name, since each part of the built command has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}

const options = {
  format: { type: 'string', short: 'f' },
  fix: { type: 'boolean' },
  'fix-unsafe': { type: 'boolean' },
  diff: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  config: { type: 'string', short: 'c' },
  profile: { type: 'string' },
  pedantic: { type: 'boolean' },
  rule: { type: 'string', multiple: true, short: 'r' },
  explain: { type: 'string' },
  timing: { type: 'boolean' },
  'fail-on': { type: 'string' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Reads a command line (without node and script). Throws a UsageError. */
export function readArguments(written: readonly string[]): Arguments {
  const { values, positionals } = parse(written);
  const profile = choice('--profile', values.profile, ['recommended', 'pedantic'] as const);
  if (profile === 'recommended' && values.pedantic) throw new UsageError('--pedantic and --profile recommended say opposite things.');
  const listRules = positionals[0] === 'rules';
  if (listRules && positionals.length > 1) throw new UsageError('`sagelint rules` takes no path. For a folder of that name write ./rules.');
  const explainProject = positionals[0] === 'project';
  const readsStdin = values['stdin-filename'] !== undefined || positionals.includes('-');
  if (readsStdin && positionals.some((path) => path !== '-')) throw new UsageError('Lint either standard input or paths, not both.');
  const format = choice('--format', values.format, formats) ?? 'text';
  if ((listRules || explainProject) && format !== 'text' && format !== 'json') {
    throw new UsageError(`\`sagelint ${positionals[0]}\` knows --format text and json.`);
  }
  if (values.diff && values.format !== undefined) throw new UsageError('--diff prints a diff; it goes without --format.');
  const paths = explainProject ? positionals.slice(1) : positionals;
  return {
    paths: listRules || readsStdin ? [] : paths.length > 0 ? paths : ['.'],
    format,
    fix: values['fix-unsafe'] ? 'unsafe' : values.fix || values.diff ? 'safe' : undefined,
    diff: values.diff ?? false,
    stdinFilename: readsStdin ? (values['stdin-filename'] ?? 'Dockerfile') : undefined,
    config: values.config,
    pedantic: values.pedantic || profile === 'pedantic' ? true : profile === 'recommended' ? false : undefined,
    rules: (values.rule ?? []).flatMap((rule) => rule.split(',')).filter((rule) => rule.trim() !== ''),
    explain: values.explain,
    listRules,
    explainProject,
    timing: values.timing ?? false,
    failOn: choice('--fail-on', values['fail-on'], thresholds) ?? 'warning',
    color: values['no-color'] ? false : values.color,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(written: readonly string[]) {
  try {
    return parseArgs({ args: [...written], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(explain(error));
  }
}

/** Says in our words what Node's reader of command lines says in its own. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const option = /'(?:-\w, )?(-{1,2}[\w-]+)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = nearestName(option.replace(/^-+/, ''), Object.keys(options));
    return `There is no option ${option}.${near === undefined ? '' : ` Did you mean --${near}?`}`;
  }
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    return /does not take/.test(message) ? `${option} takes no value.` : `${option} needs a value.`;
  }
  return message;
}

function choice<Choice extends string>(option: string, written: string | undefined, choices: readonly Choice[]): Choice | undefined {
  if (written === undefined) return undefined;
  const found = choices.find((known) => known === written);
  if (found !== undefined) return found;
  const near = nearestName(written, choices);
  throw new UsageError(`${option} knows ${choices.join(', ')}, not \`${written}\`.${near === undefined ? '' : ` Did you mean ${near}?`}`);
}
