import type { Project } from '../project/project.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { DocumentPlace, Place, SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { Confidence, Safety, Severity } from './finding.js';
import type { LintRun } from './run.js';

/** What a rule says of itself: the single source for the registry, the docs, the schema and the settings. */
export interface RuleDescription {
  /** Final: people write it in suppressions and configuration. */
  readonly id: string;
  readonly name: string;
  readonly area: 'image' | 'linter';
  readonly severity: Severity;
  /** high unless said otherwise. */
  readonly confidence?: Confidence;
  readonly fix: Safety | 'none';
  /** The version that brought the rule. */
  readonly since: string;
  readonly summary: string;
  readonly sources: readonly string[];
}

/** An edit as rules write it; without `file` or `document` it is in the document at hand. */
export interface RuleEdit {
  readonly span: Span;
  readonly newText: string;
  readonly file?: string;
  readonly document?: SourceDocument;
}

export interface RuleFix {
  readonly title: string;
  readonly edits: readonly RuleEdit[];
  /** The rule's own `fix` unless said otherwise; unsafe may be said of a safe rule, never the reverse. */
  readonly safety?: Safety;
}

/** What a rule reports. A bare span is in the document at hand. */
export interface RuleReport {
  readonly at: Span | Place | DocumentPlace;
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly related?: readonly { readonly at: Span | Place | DocumentPlace; readonly message: string }[];
  readonly fix?: RuleFix | undefined;
  readonly unnecessary?: boolean;
}

/** What rules about images are given: the image that SageMaker would run, the Dockerfile it is built from, and its project. */
export interface ImageRuleContext {
  readonly image: ImageModel;
  readonly document: SourceDocument;
  readonly project: Project;
}

/** What the linter's own rules are given: how the run itself went. */
export interface LinterRuleContext {
  readonly run: LintRun;
}

/** A rule over the images that a Dockerfile makes. `check` runs once for every image that SageMaker could start. */
export interface ImageRule extends RuleDescription {
  readonly appliesTo: 'image';
  check(context: ImageRuleContext): Iterable<RuleReport>;
}

/** A rule over the run itself: suppressions, configuration, skipped files, failed rules. */
export interface LinterRule extends RuleDescription {
  readonly appliesTo: 'run';
  check(context: LinterRuleContext): Iterable<RuleReport>;
}

export type Rule = ImageRule | LinterRule;

/** Declares a rule. Returns it unchanged: the call is there for its types. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
