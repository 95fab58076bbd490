import type { DataDocument } from '../languages/data/syntax.js';
import type { LinkedLaunch, ScriptUse } from '../project/links.js';
import type { Project } from '../project/project.js';
import type { BuildCommand, Command, CommandKind } from '../sagemaker/commands/model.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { Launch } from '../sagemaker/launch/model.js';
import type { Operation, ServiceRequest } from '../sagemaker/request/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { NginxModel } from '../sagemaker/server/nginx.js';
import type { ShellScriptModel } from '../sagemaker/shell-script/model.js';
import type { DocumentPlace, Place, SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { Confidence, Safety, Severity } from './finding.js';
import type { LintRun } from './run.js';

/** What the rules of a folder are about: the image, training scripts, launches, serving code, deployments, Training Compiler, building and pushing, data, packages, and the linter itself. */
export type RuleArea = 'image' | 'training' | 'launch' | 'serving' | 'deployment' | 'compiler' | 'build' | 'data' | 'packaging' | 'linter';

/** What a rule says of itself: the single source for the registry, the docs, the schema and the settings. */
export interface RuleDescription {
  /** Final: people write it in suppressions and configuration. */
  readonly id: string;
  readonly name: string;
  readonly area: RuleArea;
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

/** What rules about Python files are given: the script, and what SageMaker does with it as far as the project tells. */
export interface ScriptRuleContext {
  readonly script: ScriptModel;
  readonly use: ScriptUse;
  readonly document: SourceDocument;
  readonly project: Project;
}

/** What rules about launches are given: one launch in a Python file or notebook, and what it leads to. */
export interface LaunchRuleContext<Kind extends Launch = Launch> {
  readonly launch: Kind;
  readonly link: LinkedLaunch<Kind>;
  /** The script that it names, where the project has it. */
  readonly script: ScriptModel | undefined;
  readonly document: SourceDocument;
  readonly project: Project;
}

/** What rules about requests are given: one that SageMaker is sent, from whatever surface, and the others of the same text. */
export interface RequestRuleContext {
  readonly request: ServiceRequest;
  /** All requests of the text, the one at hand included: a model, its endpoint configuration, the endpoint. */
  readonly requests: readonly ServiceRequest[];
  readonly document: SourceDocument;
  readonly project: Project;
}

/** What rules about templates as a whole are given: what they name, whether it asks SageMaker for something or not. */
export interface TemplateRuleContext {
  readonly documents: readonly DataDocument[];
  readonly document: SourceDocument;
  readonly project: Project;
}

/** What rules about shell scripts that SageMaker starts are given. */
export interface ShellScriptRuleContext {
  readonly script: ShellScriptModel;
  readonly use: ScriptUse;
  readonly document: SourceDocument;
  readonly project: Project;
}

/** What rules about commands are given: one that builds, pushes or packs, and the others that run in the same go. */
export interface CommandRuleContext {
  readonly command: Command;
  /** All commands of the list, the one at hand included: the login, the build, the push. */
  readonly commands: readonly Command[];
  /** The file, or the Python of a notebook; the command has a document of its own where it is a part of that. */
  readonly document: SourceDocument;
  readonly project: Project;
}

/** The same of a build. */
export interface BuildRuleContext extends CommandRuleContext {
  readonly command: BuildCommand;
}

/** What rules about nginx.conf are given; only for one that an image for serving holds. */
export interface NginxRuleContext {
  readonly nginx: NginxModel;
  /** The Python servers that stand beside it or are started in the same image. */
  readonly servers: readonly ScriptModel[];
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
  /** The same of launches, for a rule about the names of images: runs once for every launch. */
  checkLaunch?(context: LaunchRuleContext): Iterable<RuleReport>;
  /** The same of requests that no launch is read from: those of templates and shells. */
  checkRequest?(context: RequestRuleContext): Iterable<RuleReport>;
  /** The same of builds, for a rule about what Dockerfiles and their builds both say: runs once for every `docker build`. */
  checkBuild?(context: BuildRuleContext): Iterable<RuleReport>;
}

/** A rule over Python files that SageMaker runs. `check` runs once for every such file. */
export interface ScriptRule extends RuleDescription {
  readonly appliesTo: 'script';
  check(context: ScriptRuleContext): Iterable<RuleReport>;
}

/** A rule over launches. `check` runs once for every launch; rules look at `launch.kind` first. */
export interface LaunchRule extends RuleDescription {
  readonly appliesTo: 'launch';
  check(context: LaunchRuleContext): Iterable<RuleReport>;
}

/** A rule over requests. `check` runs once for every request of one of the operations. */
export interface RequestRule extends RuleDescription {
  readonly appliesTo: 'request';
  readonly operations: readonly Operation[] | 'all';
  check(context: RequestRuleContext): Iterable<RuleReport>;
}

/** A rule over templates that name SageMaker. `check` runs once for every such file. */
export interface TemplateRule extends RuleDescription {
  readonly appliesTo: 'template';
  check(context: TemplateRuleContext): Iterable<RuleReport>;
  /** The same of requests, for a rule about what stands beside them: runs once for every request, whatever it is written in. */
  checkRequest?(context: RequestRuleContext): Iterable<RuleReport>;
}

/** A rule over shell scripts that SageMaker starts. */
export interface ShellScriptRule extends RuleDescription {
  readonly appliesTo: 'shell-script';
  check(context: ShellScriptRuleContext): Iterable<RuleReport>;
}

/** A rule over commands that build, push and pack, in scripts, Makefiles, pipelines and Python. `check` runs once for every command of one of the kinds. */
export interface CommandRule extends RuleDescription {
  readonly appliesTo: 'command';
  readonly kinds: readonly CommandKind[];
  check(context: CommandRuleContext): Iterable<RuleReport>;
}

/** A rule over the nginx.conf of a serving image. */
export interface NginxRule extends RuleDescription {
  readonly appliesTo: 'nginx';
  check(context: NginxRuleContext): Iterable<RuleReport>;
}

/** A rule over the run itself: suppressions, configuration, skipped files, failed rules. */
export interface LinterRule extends RuleDescription {
  readonly appliesTo: 'run';
  check(context: LinterRuleContext): Iterable<RuleReport>;
}

export type Rule =
  | ImageRule
  | ScriptRule
  | LaunchRule
  | RequestRule
  | TemplateRule
  | CommandRule
  | ShellScriptRule
  | NginxRule
  | LinterRule;

/** Declares a rule. Returns it unchanged: the call is there for its types. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
