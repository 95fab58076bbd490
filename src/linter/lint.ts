import type { LintUnit, Project } from '../project/project.js';
import { createDocument, type DocumentPlace, type SourceDocument } from '../text/document.js';
import { type Configurations, type FileConfiguration, noConfiguration } from './configuration.js';
import { commentPlaceOf, constructsOf } from './construct.js';
import type { Finding, Fix, Severity } from './finding.js';
import { severityRank } from './finding.js';
import {
  checkCommands,
  checkLaunches,
  checkNginx,
  checkRequests,
  checkScript,
  checkShellScript,
  checkTemplate,
  type Judge,
} from './lint-code.js';
import { documentPlace, fileEdit, locationOf } from './locate.js';
import { mergeFindings, sortFindings } from './merge.js';
import type { ImageRule, LinterRule, Rule, RuleFix, RuleReport } from './rule.js';
import { createRuleNames, type NamedRule, type RuleNames } from './rule-names.js';
import type { LintRun } from './run.js';
import { everyRule, findSuppressions, type Suppressions } from './suppression.js';
import type { KnownRule } from './toolbox.js';

/** How long things take; the clock belongs to the host, since the core has none. */
export interface Timing {
  /** Milliseconds of a steady clock. */
  now(): number;
  /** `what` is a rule's id, or `models` for reading the files and making their models. */
  add(what: string, milliseconds: number): void;
}

export interface LintOptions {
  readonly rules: readonly Rule[];
  /** Every rule there is, where some are not loaded; those above otherwise. */
  readonly known?: readonly KnownRule[] | undefined;
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

/**
 * Lints one file of a project. Never throws for what is in the file or for a rule that fails. Scripts and launches are
 * judged when the project's index is complete; until then only images are.
 */
export function lintFile(project: Project, path: string, options: LintOptions): FileResult {
  const kind = project.kindOf(path);
  if (kind === undefined) return nothing;
  const configuration = options.configurations?.forFile(path) ?? noConfiguration;
  if (configuration.ignored) return nothing;
  const document = project.document(path);
  const source = document ? undefined : project.files.read(path);
  // Data by the megabyte have names like templates.
  if (!document && kind === 'template') return nothing;
  if (!document && source?.kind !== 'skipped') return nothing;

  const findings: Finding[] = [];
  const suppressed: Finding[] = [];
  const skipped = source?.kind === 'skipped' ? source.why : undefined;
  const units: readonly LintUnit[] = document
    ? project.unitsOf(path)
    : [{ document: createDocument(path, ''), language: kind === 'dockerfile' || kind === 'configuration' ? kind : 'python' }];
  for (const unit of units) {
    const run = startRun(project, unit.document, options, configuration);
    if (document && unit.language !== 'configuration' && !checkUnit(run, unit)) continue;
    const problems = unit.language === 'configuration' ? (options.configurations?.problemsOf(path) ?? []) : [];
    checkRun(run, problems, skipped);
    findings.push(...run.findings);
    suppressed.push(...run.suppressed);
  }
  const shown = mergeFindings(findings).filter((finding) => isShown(finding, options.pedantic ?? configuration.profile === 'pedantic'));
  return {
    findings: sortFindings(shown),
    suppressed: mergeFindings(suppressed).length,
    ...(skipped === undefined ? {} : { skipped }),
  };
}

/** Runs the rules over a text; false where it has nothing to do with SageMaker, and then nothing at all is said of it. */
function checkUnit(run: Run, unit: LintUnit): boolean {
  if (unit.language === 'dockerfile') return checkImages(run);
  const isData = unit.language === 'yaml' || unit.language === 'json';
  // What a template asks for needs no links.
  if (!isData && !run.project.index.isComplete) return false;
  const judge: Judge = {
    project: run.project,
    document: unit.document,
    rules: run.options.rules.filter((rule) => isAsked(run, rule)),
    collect: (rule, check, document = unit.document) => collect(run, rule, document, check, 'error'),
    model: (what, read) => modelOf(run, what, read),
  };
  let isConcerned = false;
  if (unit.language === 'python')
    isConcerned = [checkLaunches(judge), checkRequests(judge), checkCommands(judge), checkScript(judge)].includes(true);
  else if (unit.language === 'shell') isConcerned = [checkRequests(judge), checkCommands(judge), checkShellScript(judge)].includes(true);
  else if (unit.language === 'makefile') isConcerned = [checkRequests(judge), checkCommands(judge)].includes(true);
  else if (unit.language === 'nginx') isConcerned = checkNginx(judge);
  else if (isData)
    isConcerned = [checkRequests(judge), checkTemplate(judge), run.project.index.isComplete && checkCommands(judge)].includes(true);
  return isConcerned || run.failures.length > 0;
}

/** Reads a model; where that fails, the failure is noted and there is none. */
function modelOf<Model>(run: Run, what: string, read: () => Model): Model | undefined {
  return timed(run, 'models', () => {
    try {
      return read();
    } catch (error) {
      run.failures.push({ rule: what, why: inOneLine(error) });
      return undefined;
    }
  });
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

/** The names of a list of rules, which is the same for every file of a run. */
const namesOfRules = new WeakMap<readonly NamedRule[], RuleNames>();

function namesOf(rules: readonly NamedRule[]): RuleNames {
  let names = namesOfRules.get(rules);
  if (!names) {
    names = createRuleNames(rules);
    namesOfRules.set(rules, names);
  }
  return names;
}

function startRun(project: Project, document: SourceDocument, options: LintOptions, configuration: FileConfiguration): Run {
  const known = new Map<SourceDocument, Suppressions>();
  const names = namesOf(options.known ?? options.rules);
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
        const language = project.languageOf(of);
        found = findSuppressions(of, names, commentPlaceOf(language), constructsOf(of, language, project));
        known.set(of, found);
      }
      return found;
    },
  };
}

/** Runs the rules over images; false where the file makes no image for SageMaker, and then nothing at all is said of it. */
function checkImages(run: Run): boolean {
  const images = modelOf(run, 'the model of the image', () => run.project.imagesIn(run.document)) ?? [];
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

function isAsked({ options, configuration }: Run, rule: KnownRule): boolean {
  return (options.only?.has(rule.id) ?? true) && configuration.settingOf(rule.id) !== 'off';
}

function askedIds(run: Run): ReadonlySet<string> {
  const rules: readonly KnownRule[] = run.options.known ?? run.options.rules;
  const asked = new Set(rules.filter((rule) => rule.appliesTo !== 'run' && isAsked(run, rule)).map((rule) => rule.id));
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
        const silenced = isSilenced(run, rule, place);
        (silenced ? run.suppressed : run.findings).push(finding);
      }
    } catch (error) {
      run.failures.push({ rule: rule.id, why: inOneLine(error) });
    }
  });
}

/** A comment about a part may stand around it: in the Python that holds a command. */
function isSilenced(run: Run, rule: Rule, { document, span }: DocumentPlace): boolean {
  if (run.suppressionsOf(document).silences(rule.id, span.start, rule.appliesTo === 'run')) return true;
  const around = document.part?.around?.(span);
  return around !== undefined && isSilenced(run, rule, around);
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
    ...originOf(documentPlace(run.project, document, report.at)),
    related: (report.related ?? []).map(({ at, message }) => ({ ...locationOf(documentPlace(run.project, document, at)), message })),
    ...(fix ? { fix } : {}),
    ...(report.unnecessary ? { unnecessary: true } : {}),
  };
}

function originOf(place: DocumentPlace): Pick<Finding, 'origin'> {
  return place.document.part ? { origin: place } : {};
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
