import { dirname, relative } from 'node:path';
import { severityRank } from '../linter/finding.js';
import type { Timing } from '../linter/lint.js';
import { mayBeLinked, mayConcernSageMaker } from '../project/evidence.js';
import { fileKindOf } from '../project/file-kind.js';
import { mayBeForSageMaker } from '../project/may-be-for-sagemaker.js';
import type { Report } from '../report/report.js';
import { counted } from '../report/report.js';
import type { Arguments, Threshold } from './arguments.js';
import { createDiskFiles } from './disk-files.js';
import { hasConfiguration } from './find-configuration.js';
import { absolutePath, displayPath, exitCodes, type Host } from './host.js';
import type { InputFile, Outcome } from './lint-projects.js';
import { printReport } from './print-report.js';
import { projectRootOf } from './project-root.js';
import { findTargets, slashed, type Target, type Targets } from './targets.js';
import { createTimes } from './times.js';

/** Lints, fixes and prints as asked. Gives the exit code. */
export async function lintCommand(args: Arguments, host: Host): Promise<number> {
  const times = args.timing ? createTimes() : undefined;
  const input = args.stdinFilename === undefined ? undefined : await readInput(args.stdinFilename, host);
  const targets = input?.targets ?? (await findTargets(args.paths, host.workingFolder));
  for (const problem of targets.problems) host.note(`sagelint: ${problem}\n`);

  const outcome = await lint(targets, args, host, times?.timing, input?.file);
  const notLinted = targets.notLinted.map((path) => ({
    file: displayPath(host, host.workingFolder, path),
    why: 'by its name it is no Dockerfile, Python file, notebook, shell script, Makefile, nginx.conf, template (YAML or JSON) or sagelint.yaml',
  }));
  if (args.format === 'text') for (const { file, why } of notLinted) host.note(`sagelint: ${file} was not linted: ${why}.\n`);
  const report = { ...outcome.report, skipped: [...outcome.report.skipped, ...notLinted] };

  const { refusals } = outcome;
  for (const refusal of refusals) host.note(`sagelint: ${refusal}\n`);
  if (args.diff) await printDiff(outcome, host);
  if (args.fix && !args.diff && !input && outcome.changes.length > 0) {
    host.note(`Mended ${counted(outcome.mended, 'finding')} in ${counted(outcome.changes.length, 'file')}.\n`);
  }
  if (input && args.fix && !args.diff) {
    // The mended text is the result then; what is still wrong goes beside it.
    host.out(outcome.changes[0]?.after ?? input.file.text);
    await printReport(report, outcome.suppressed, args, { ...host, out: host.note, isTerminal: false });
  } else if (!args.diff) {
    await printReport(report, outcome.suppressed, args, host);
  }
  times?.print(host);
  return exitCodeOf(report, args.failOn, targets.problems.length + refusals.length > 0);
}

async function lint(
  targets: Targets,
  args: Arguments,
  host: Host,
  timing: Timing | undefined,
  input: InputFile | undefined,
): Promise<Outcome> {
  const isPlain = args.config === undefined && args.rules.length === 0 && !input;
  const projects = isPlain ? targets.projects.map(withoutOthers).filter(({ paths }) => paths.length > 0) : targets.projects;
  const others = countFiles(targets.projects) - countFiles(projects);
  // Nothing to lint, nothing to load.
  if (isPlain && projects.length === 0) return { ...nothing, report: { ...nothing.report, files: others } };
  const { lintProjects } = await import('./lint-projects.js');
  const outcome = await lintProjects(projects, args, host, timing, input);
  return { ...outcome, report: { ...outcome.report, files: outcome.report.files + others } };
}

/**
 * A project without the files that have certainly nothing to do with SageMaker, of which nothing is said anyway: where
 * there are no others, neither parsers nor rules are loaded. A script may have to do with it because another file says
 * so. Where there is a configuration it has a say in everything.
 */
function withoutOthers(project: Target): Target {
  const { files, paths } = project;
  if (hasConfiguration(files, paths)) return project;
  let isConcerned = false;
  const kept = paths.filter((path) => {
    const kind = fileKindOf(path) ?? 'python';
    const file = files.read(path);
    if (file.kind !== 'text') return kind !== 'template';
    const mayBe = kind === 'dockerfile' ? mayBeForSageMaker(files, path, file.text) : mayConcernSageMaker(kind, file.text);
    if (mayBe) isConcerned = true;
    return mayBe || mayBeLinked(kind, path, file.text);
  });
  return { ...project, paths: isConcerned || kept.some((path) => files.read(path).kind !== 'text') ? kept : [] };
}

function countFiles(projects: readonly Target[]): number {
  return projects.reduce((sum, { paths }) => sum + paths.length, 0);
}

const nothing: Outcome = {
  report: { files: 0, skipped: [], findings: [], documentOf: () => undefined },
  suppressed: 0,
  changes: [],
  mended: 0,
  refusals: [],
};

async function readInput(name: string, host: Host): Promise<{ file: InputFile; targets: Targets }> {
  const path = absolutePath(host, name);
  const root = projectRootOf(dirname(path));
  const file = { path: slashed(relative(root, path)), text: (await host.readInput()).toString('utf8') };
  const isLinted = fileKindOf(file.path) !== undefined;
  return {
    file,
    targets: {
      projects: isLinted ? [{ root, files: createDiskFiles(root), paths: [file.path] }] : [],
      notLinted: isLinted ? [] : [path],
      problems: [],
    },
  };
}

async function printDiff({ changes }: Outcome, host: Host): Promise<void> {
  if (changes.length === 0) return;
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  for (const { file, before, after } of changes) {
    host.out(
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY }),
    );
  }
}

function exitCodeOf({ findings }: Report, failOn: Threshold, hasProblems: boolean): number {
  if (findings.some(({ rule }) => rule === 'SM000')) return exitCodes.internal;
  if (hasProblems || findings.some(({ rule, severity }) => rule === 'SM003' && severity === 'error')) return exitCodes.usage;
  if (failOn === 'never') return exitCodes.clean;
  return findings.some(({ severity }) => severityRank[severity] >= severityRank[failOn]) ? exitCodes.findings : exitCodes.clean;
}
