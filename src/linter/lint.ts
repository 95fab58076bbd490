import type { Project } from '../project/project.js';
import { createDocument, type SourceDocument } from '../text/document.js';
import { type Configurations, type FileConfiguration, noConfiguration } from './configuration.js';
import { commentPlaceOf, constructsOf } from './construct.js';
import type { Finding, Fix, Severity } from './finding.js';
import { severityRank } from './finding.js';
import { documentPlace, fileEdit, locationOf } from './locate.js';
import { mergeFindings, sortFindings } from './merge.js';
import type { ImageRule, LinterRule, Rule, RuleFix, RuleReport } from './rule.js';
import { createRuleNames, type RuleNames } from './rule-names.js';
import type { LintRun } from './run.js';
import { everyRule, findSuppressions, type Suppressions } from './suppression.js';

/** How long things take; the clock belongs to the host, since the core has none. */
export interface Timing {
  /** Milliseconds of a steady clock. */
  now(): number;
  /** `what` is a rule's id, or `images` for reading the files and making their models. */
  add(what: string, milliseconds: number): void;
}

export interface LintOptions {
  readonly rules: readonly Rule[];
  /** Where settings come from; the defaults count without. */
  readonly configurations?: Configurations | undefined;
  /** Overrules the profile of the configuration. */
  readonly pedantic?: boolean | undefined;
  /** Ids of the only rules to ask. A rule that fails is reported whatever they are. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly timing?: Timing | undefined;
}

export interface FileResult {
  /** Sorted by place, then by rule. A finding may lie in another file than the linted one. */
  readonly findings: readonly Finding[];
  /** Why the file could not be read, if so. */
  readonly skipped?: string;
  /** How many findings comments have silenced. */
  readonly suppressed: number;
}

const nothing: FileResult = { findings: [], suppressed: 0 };

/** The id of the rule that says of another one that it failed. */
const failureRule = 'SM000';

/** Lints one file of a project. Never throws for what is in the file or for a rule that fails. */
export function lintFile(project: Project, path: string, options: LintOptions): FileResult {
  const kind = project.kindOf(path);
  if (kind === undefined) return nothing;
  const configuration = options.configurations?.forFile(path) ?? noConfiguration;
  if (configuration.ignored) return nothing;
  const document = project.document(path);
  const source = document ? undefined : project.files.read(path);
  const problems = kind === 'configuration' ? (options.configurations?.problemsOf(path) ?? []) : [];
  if (!document && source?.kind !== 'skipped') return nothing;

  const run = startRun(project, document ?? createDocument(path, ''), options, configuration);
  if (kind === 'dockerfile' && document && !checkImages(run)) return nothing;
  const skipped = source?.kind === 'skipped' ? source.why : undefined;
  checkRun(run, problems, skipped);
  const findings = mergeFindings(run.findings).filter((finding) =>
    isShown(finding, options.pedantic ?? configuration.profile === 'pedantic'),
  );
  return {
    findings: sortFindings(findings),
    suppressed: mergeFindings(run.suppressed).length,
    ...(skipped === undefined ? {} : { skipped }),
  };
}

interface Run {
  readonly project: Project;
  readonly document: SourceDocument;
  readonly options: LintOptions;
  readonly configuration: FileConfiguration;
  readonly names: RuleNames;
  readonly findings: Finding[];
  readonly failures: { rule: string; why: string }[];
  /** The comments of a document, found when a finding in it is first judged. */
  suppressionsOf(document: SourceDocument): Suppressions;
  readonly suppressed: Finding[];
}

function startRun(project: Project, document: SourceDocument, options: LintOptions, configuration: FileConfiguration): Run {
  const known = new Map<SourceDocument, Suppressions>();
  const names = createRuleNames(options.rules);
  return {
    project,
    document,
    options,
    configuration,
    names,
    findings: [],
    failures: [],
    suppressed: [],
    suppressionsOf(of) {
      let found = known.get(of);
      if (!found) {
        const kind = project.kindOf(of.path);
        found = findSuppressions(of, names, commentPlaceOf(kind), constructsOf(of, kind));
        known.set(of, found);
      }
      return found;
    },
  };
}

/** Runs the rules over images; false where the file makes no image for SageMaker, and then nothing at all is said of it. */
function checkImages(run: Run): boolean {
  const images = timed(run, 'images', () => {
    try {
      return run.project.imagesOf(run.document.path);
    } catch (error) {
      run.failures.push({ rule: 'the model of the image', why: inOneLine(error) });
      return [];
    }
  });
  if (images.length === 0) return run.failures.length > 0;
  const rules = run.options.rules.filter((rule): rule is ImageRule => rule.appliesTo === 'image' && isAsked(run, rule));
  for (const image of images) {
    for (const rule of rules) {
      const context = { image, document: image.document, project: run.project };
      collect(run, rule, image.document, () => rule.check(context), image.base.known ? 'error' : 'information');
    }
  }
  return true;
}

/** Runs the linter's own rules over how the rest went; that of failed rules last, since the others may fail too. */
function checkRun(run: Run, configurationProblems: LintRun['configurationProblems'], skipped: string | undefined): void {
  const context: LintRun = {
    document: run.document,
    suppressions: run.suppressionsOf(run.document).all,
    asked: askedIds(run),
    ruleNames: run.names,
    configurationProblems,
    failures: run.failures,
    ...(skipped === undefined ? {} : { skipped }),
  };
  const rules = run.options.rules.filter((rule): rule is LinterRule => rule.appliesTo === 'run');
  for (const rule of rules) {
    if (rule.id !== failureRule && isAsked(run, rule)) collect(run, rule, run.document, () => rule.check({ run: context }), 'error');
  }
  const failure = rules.find((rule) => rule.id === failureRule);
  if (failure && run.failures.length > 0) collect(run, failure, run.document, () => failure.check({ run: context }), 'error');
}

function isAsked({ options, configuration }: Run, rule: Rule): boolean {
  return (options.only?.has(rule.id) ?? true) && configuration.settingOf(rule.id) !== 'off';
}

function askedIds(run: Run): ReadonlySet<string> {
  const asked = new Set(run.options.rules.filter((rule) => rule.appliesTo === 'image' && isAsked(run, rule)).map((rule) => rule.id));
  // A comment that names no rule has a chance to be of use only where every rule was asked.
  if (!run.options.only) asked.add(everyRule);
  return asked;
}

/** Takes what a rule reports; if it throws, what it reported so far stays and the failure is noted. */
function collect(run: Run, rule: Rule, document: SourceDocument, check: () => Iterable<RuleReport>, worst: Severity): void {
  timed(run, rule.id, () => {
    try {
      for (const report of check()) {
        const place = documentPlace(run.project, document, report.at);
        const finding = findingOf(run, rule, document, report, worst);
        // Before anything is dropped: a comment is of use even where the profile would not show the finding.
        const silenced = run.suppressionsOf(place.document).silences(rule.id, place.span.start, rule.appliesTo === 'run');
        (silenced ? run.suppressed : run.findings).push(finding);
      }
    } catch (error) {
      run.failures.push({ rule: rule.id, why: inOneLine(error) });
    }
  });
}

function findingOf(run: Run, rule: Rule, document: SourceDocument, report: RuleReport, worst: Severity): Finding {
  const setting = run.configuration.settingOf(rule.id);
  const severity = setting === undefined || setting === 'off' ? (report.severity ?? rule.severity) : setting;
  const fix = report.fix && fixOf(run, rule, document, report.fix);
  return {
    rule: rule.id,
    name: rule.name,
    severity: severityRank[severity] > severityRank[worst] ? worst : severity,
    confidence: report.confidence ?? rule.confidence ?? 'high',
    message: report.message,
    ...locationOf(documentPlace(run.project, document, report.at)),
    related: (report.related ?? []).map(({ at, message }) => ({ ...locationOf(documentPlace(run.project, document, at)), message })),
    ...(fix ? { fix } : {}),
    ...(report.unnecessary ? { unnecessary: true } : {}),
  };
}

function fixOf(run: Run, rule: Rule, document: SourceDocument, fix: RuleFix): Fix {
  const safety = rule.fix === 'safe' && fix.safety !== 'unsafe' ? 'safe' : 'unsafe';
  const edits = fix.edits.map(({ span, file, document: other, newText }) =>
    fileEdit(documentPlace(run.project, other ?? document, file === undefined ? span : { file, span }), newText),
  );
  return { title: fix.title, safety, edits };
}

function isShown(finding: Finding, pedantic: boolean): boolean {
  return pedantic || (finding.confidence !== 'low' && finding.severity !== 'hint');
}

function timed<Result>(run: Run, what: string, work: () => Result): Result {
  const { timing } = run.options;
  if (!timing) return work();
  const before = timing.now();
  const result = work();
  timing.add(what, timing.now() - before);
  return result;
}

/** What was thrown, in one line and without the paths of a stack. */
function inOneLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .split(/\r?\n/, 1)
    .join('')
    .slice(0, 200);
}
