import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Configurations, configurationName, createConfigurations, type GivenConfiguration } from '../linter/configuration.js';
import type { Finding, Location } from '../linter/finding.js';
import { fixAll, type Texts } from '../linter/fix.js';
import { type LintOptions, lintFile, type Timing } from '../linter/lint.js';
import { mergeFindings, sortFindings } from '../linter/merge.js';
import { createRuleNames } from '../linter/rule-names.js';
import { createToolbox, type Toolbox } from '../linter/toolbox.js';
import { filesFromMemory, type ProjectFiles } from '../project/files.js';
import { openProject } from '../project/open-project.js';
import type { Report } from '../report/report.js';
import { earlyRules, knownRules, laterParts } from '../rules/early.generated.js';
import { createDocument, type SourceDocument } from '../text/document.js';
import { writeFixes } from './apply-fixes.js';
import { type Arguments, UsageError } from './arguments.js';
import { codeOf } from './disk-files.js';
import { configurationFilesOf, hasConfiguration } from './find-configuration.js';
import { absolutePath, displayPath, type Host } from './host.js';
import { createProgress } from './progress.js';
import { createProjectLint, type ProjectLint, withTexts } from './project-lint.js';
import type { Target } from './targets.js';

/** The text of standard input, as a file of a project. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
}

/** What linting, and fixing, came to. */
export interface Outcome {
  readonly report: Report;
  readonly suppressed: number;
  /** New texts, by the path that people see, with the old ones. */
  readonly changes: readonly { readonly file: string; readonly before: string; readonly after: string }[];
  /** How many findings fixes have mended. */
  readonly mended: number;
  /** What went wrong with fixes, as sentences. */
  readonly refusals: readonly string[];
}

/** Lints the files of projects, and fixes them if that is asked for. `input` stands in for one of them and is never written. */
export async function lintProjects(
  projects: readonly Target[],
  args: Arguments,
  host: Host,
  timing?: Timing,
  input?: InputFile,
): Promise<Outcome> {
  const given = readGivenConfiguration(args, host);
  const only = ruleIds(args.rules);
  const toolbox = createToolbox(knownRules, earlyRules, laterParts);
  const shared = { pedantic: args.pedantic, only, timing };
  const progress = createProgress(
    host,
    projects.reduce((sum, { paths }) => sum + paths.length, 0),
  );
  const parts: Part[] = [];
  if (given) parts.push(await lintGivenConfiguration(given, toolbox, shared));
  for (const project of projects) {
    const files = input ? withInput(project.files, input) : project.files;
    const configurations = await configurationsOf(files, project.paths, given);
    const paths = given
      ? project.paths.filter((path) => !path.endsWith(configurationName))
      : withConfigurations(project.paths, configurations);
    const lint = createProjectLint(files, paths, toolbox, { ...shared, configurations }, progress.step);
    const findings = await lint.lintFirst();
    // While fixes are tried out nothing is loaded, and a fix may lead to what is not there yet.
    if (args.fix && findings.some(({ fix }) => fix)) await toolbox.loadAll();
    parts.push(lintProject(lint, findings, files, project.root, args, host, input));
  }
  progress.done();
  return joinParts(parts);
}

/** The outcome of one project, with the paths that people see. */
interface Part extends Omit<Outcome, 'report'> {
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly skipped: Report['skipped'];
  documentOf(file: string): SourceDocument | undefined;
}

function lintProject(
  lint: ProjectLint,
  found: readonly Finding[],
  files: ProjectFiles,
  root: string,
  args: Arguments,
  host: Host,
  input: InputFile | undefined,
): Part {
  const display = (path: string): string => displayPath(host, root, path);
  const textOf = (path: string): string | undefined => {
    const read = files.read(path);
    return read.kind === 'text' ? read.text : undefined;
  };
  let findings = found;
  let texts: Texts = new Map();
  let mended = 0;
  let refusals: readonly string[] = [];
  if (args.fix) {
    const isOwn = (finding: Finding): boolean => !input || (finding.fix?.edits ?? []).every(({ file }) => file === input.path);
    const outcome = fixAll({ read: textOf, lint: (changed) => lint.lint(changed).filter(isOwn) }, args.fix);
    const writes = !args.diff && !input && outcome.texts.size > 0;
    const written = writes
      ? writeFixes(
          outcome.texts,
          outcome.mended,
          (path) => textOf(path) ?? '',
          (path) => join(root, path),
          display,
        )
      : undefined;
    texts = written?.applied ?? outcome.texts;
    refusals = [...(written?.refusals ?? []), ...(outcome.converged ? [] : [quarrel(outcome.mended.slice(-2))])];
    mended = outcome.mended.filter(({ fix }) => fix?.edits.every(({ file }) => texts.has(file))).length;
    // A diff shows what would be; the findings are still those of the files as they are.
    findings = lint.lint(args.diff ? new Map() : texts);
  }
  const results = [...lint.results];
  return {
    findings: findings.map((finding) => relocated(finding, display)),
    files: results.length,
    skipped: results.flatMap(([path, { skipped }]) => (skipped === undefined ? [] : [{ file: display(path), why: skipped }])),
    suppressed: results.reduce((sum, [, { suppressed }]) => sum + suppressed, 0),
    changes: [...texts].map(([path, after]) => ({ file: display(path), before: textOf(path) ?? '', after })),
    mended,
    refusals,
    documentOf: documentsByDisplay(lint, findings, display),
  };
}

function quarrel(last: readonly Finding[]): string {
  const names = [...new Set(last.map(({ rule }) => rule))].join(' and ');
  return `The fixes of ${names} come back again and again; run the command once more, and please report it if that does not help.`;
}

/** Documents by the path that people see, of the files that findings point into. */
function documentsByDisplay(lint: ProjectLint, findings: readonly Finding[], display: (path: string) => string): Part['documentOf'] {
  const paths = new Map<string, string>();
  for (const { file, related, fix } of findings) {
    for (const path of [file, ...related.map((location) => location.file), ...(fix?.edits ?? []).map((edit) => edit.file)]) {
      if (!paths.has(path)) paths.set(path, display(path));
    }
  }
  const byDisplay = new Map([...paths].map(([path, shown]) => [shown, path]));
  return (file) => {
    const path = byDisplay.get(file);
    return path === undefined ? undefined : lint.document(path);
  };
}

function relocated(finding: Finding, display: (path: string) => string): Finding {
  const move = <Place extends Pick<Location, 'file'>>(place: Place): Place => ({ ...place, file: display(place.file) });
  const fix = finding.fix && { ...finding.fix, edits: finding.fix.edits.map(move) };
  return { ...move(finding), related: finding.related.map(move), ...(fix ? { fix } : {}) };
}

function joinParts(parts: readonly Part[]): Outcome {
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    report: {
      files: sum(({ files }) => files),
      skipped: parts.flatMap(({ skipped }) => skipped),
      findings: sortFindings(mergeFindings(parts.flatMap(({ findings }) => findings))),
      documentOf(file) {
        for (const part of parts) {
          const document = part.documentOf(file);
          if (document) return document;
        }
        return undefined;
      },
    },
    suppressed: sum(({ suppressed }) => suppressed),
    changes: parts.flatMap(({ changes }) => changes),
    mended: sum(({ mended }) => mended),
    refusals: parts.flatMap(({ refusals }) => refusals),
  };
}

/** The ids that `--rule` asks for, with the rules that say how the run itself went. */
function ruleIds(written: readonly string[]): ReadonlySet<string> | undefined {
  if (written.length === 0) return undefined;
  const names = createRuleNames(knownRules);
  const ids = written.map((name) => {
    const id = names.idOf(name);
    if (id !== undefined) return id;
    const near = names.nearestId(name);
    throw new UsageError(
      `There is no rule \`${name}\`. ${near === undefined ? 'See `sagelint rules`.' : `Did you mean ${near} (${names.nameOf(near)})?`}`,
    );
  });
  return new Set([...ids, 'SM000', 'SM003', 'SM004']);
}

async function configurationsOf(
  files: ProjectFiles,
  paths: readonly string[],
  given: GivenConfiguration | undefined,
): Promise<Configurations> {
  if (!given && !hasConfiguration(files, paths)) return createConfigurations(files, undefined);
  const { createConfigurationReader } = await import('../linter/configuration-file.js');
  return createConfigurations(files, createConfigurationReader(knownRules), given);
}

function withConfigurations(paths: readonly string[], configurations: Configurations): readonly string[] {
  return [...new Set([...configurationFilesOf(paths, configurations), ...paths])];
}

function withInput(disk: ProjectFiles, { path, text }: InputFile): ProjectFiles {
  const files = withTexts(disk, new Map([[path, text]]));
  if (!text.includes('\0')) return files;
  return {
    ...files,
    read: (asked) => (asked === path ? { kind: 'skipped', why: 'it is not UTF-8 text but has NUL bytes in it' } : disk.read(asked)),
  };
}

function readGivenConfiguration(args: Arguments, host: Host): GivenConfiguration | undefined {
  if (args.config === undefined) return undefined;
  try {
    return {
      path: displayPath(host, host.workingFolder, absolutePath(host, args.config)),
      text: readFileSync(absolutePath(host, args.config), 'utf8'),
    };
  } catch (error) {
    const code = codeOf(error);
    throw new UsageError(`--config ${args.config}: ${code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`}.`);
  }
}

/** Says what is wrong with the configuration of `--config`, which may have any name and lie outside of every project. */
async function lintGivenConfiguration(
  given: GivenConfiguration,
  toolbox: Toolbox,
  shared: Omit<LintOptions, 'configurations' | 'rules' | 'known'>,
): Promise<Part> {
  const { createConfigurationReader } = await import('../linter/configuration-file.js');
  const files = filesFromMemory(new Map([[configurationName, given.text]]));
  const configurations = createConfigurations(files, createConfigurationReader(knownRules));
  const { findings, suppressed } = lintFile(openProject(files, toolbox.code), configurationName, {
    ...shared,
    rules: toolbox.rules,
    known: toolbox.known,
    configurations,
  });
  return {
    findings: findings.map((finding) => relocated(finding, () => given.path)),
    files: 0,
    skipped: [],
    suppressed,
    changes: [],
    mended: 0,
    refusals: [],
    documentOf: (file) => (file === given.path ? createDocument(file, given.text) : undefined),
  };
}
