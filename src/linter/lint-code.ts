import { areForSageMaker } from '../project/build-use.js';
import type { LintUnit, Project } from '../project/project.js';
import { mayConfigureSdk } from '../sagemaker/sdk-configuration/read.js';
import type { SourceDocument } from '../text/document.js';
import type { LaunchRuleContext, Rule, RuleReport } from './rule.js';

/** What judging one text takes: the rules that are asked, and where their reports go. */
export interface Judge {
  readonly project: Project;
  readonly document: LintUnit['document'];
  readonly rules: readonly Rule[];
  /** `document` is the one that a report speaks of that names none; the one that is judged, where nothing is given. */
  collect(rule: Rule, check: () => Iterable<RuleReport>, document?: SourceDocument): void;
  /** Reads a model; undefined where that fails, which is noted under `what`. */
  model<Model>(what: string, read: () => Model): Model | undefined;
}

/** Runs the rules over the launches of a Python text; false where there are none. */
export function checkLaunches({ project, document, rules, collect, model }: Judge): boolean {
  const links = (model('the model of the launches', () => project.launchesIn(document.path)) ?? []).filter(
    ({ launch }) => launch.document === document,
  );
  for (const link of links) {
    const script = link.script === undefined ? undefined : model('the model of the script', () => project.scriptOf(link.script ?? ''));
    const context: LaunchRuleContext = { launch: link.launch, link, script, document, project };
    for (const rule of rules) {
      if (rule.appliesTo === 'launch') collect(rule, () => rule.check(context));
      else if (rule.appliesTo === 'image') collect(rule, () => rule.checkLaunch?.(context) ?? []);
    }
  }
  return links.length > 0;
}

/** Runs the rules over the requests of a text; false where there are none. */
export function checkRequests({ project, document: judged, rules, collect, model }: Judge): boolean {
  const requests = model('the model of the requests', () => project.requestsIn(judged)) ?? [];
  for (const request of requests) {
    // Those of a notebook's command lines stand in cells.
    const { document } = request;
    for (const rule of rules) {
      if ((rule.appliesTo === 'image' || rule.appliesTo === 'template') && rule.checkRequest) {
        collect(rule, () => rule.checkRequest?.({ request, requests, document, project }) ?? [], document);
      }
      if (rule.appliesTo !== 'request' || (rule.operations !== 'all' && !rule.operations.includes(request.operation))) continue;
      collect(rule, () => rule.check({ request, requests, document, project }), document);
    }
  }
  return requests.length > 0;
}

/** Runs the rules over a template that names SageMaker's resources, and over the SDK's configuration; false for any other text. */
export function checkTemplate({ project, document, rules, collect, model }: Judge): boolean {
  if (!/\bAWS::SageMaker::/i.test(document.text) && !mayConfigureSdk(document.text)) return false;
  const documents = model('the documents of the template', () => project.dataIn(document)) ?? [];
  for (const rule of rules) if (rule.appliesTo === 'template') collect(rule, () => rule.check({ documents, document, project }));
  return documents.length > 0;
}

/** Runs the rules over the commands of a text that build, push and pack for SageMaker; false where there are none. */
export function checkCommands({ project, document, rules, collect, model }: Judge): boolean {
  const lists = model('the model of the commands', () => project.commandsIn(document)) ?? [];
  const concerned = lists.filter((list) => model('the use of the commands', () => areForSageMaker(project, list)) === true);
  for (const { commands } of concerned) {
    for (const command of commands) {
      const context = { command, commands, document, project };
      for (const rule of rules) {
        if (rule.appliesTo === 'command' && rule.kinds.includes(command.kind)) collect(rule, () => rule.check(context));
        else if (rule.appliesTo === 'image' && rule.checkBuild && command.kind === 'build') {
          collect(rule, () => rule.checkBuild?.({ ...context, command }) ?? []);
        }
      }
    }
  }
  return concerned.length > 0;
}

/** Runs the rules over a Python text that SageMaker runs; false where nothing says that it does. */
export function checkScript({ project, document, rules, collect, model }: Judge): boolean {
  const use = model('the use of the script', () => project.useOf(document));
  const script = use && model('the model of the script', () => project.scriptIn(document));
  if (!use || !script || isNotebook(document)) return false;
  for (const rule of rules) if (rule.appliesTo === 'script') collect(rule, () => rule.check({ script, use, document, project }));
  return true;
}

/** Runs the rules over a shell script that SageMaker starts; false where nothing says that it does. */
export function checkShellScript({ project, document, rules, collect, model }: Judge): boolean {
  const use = model('the use of the script', () => project.useOf(document));
  const script = use && model('the model of the shell script', () => project.shellScriptIn(document));
  if (!use || !script) return false;
  for (const rule of rules) if (rule.appliesTo === 'shell-script') collect(rule, () => rule.check({ script, use, document, project }));
  return true;
}

/** Runs the rules over an nginx.conf that stands in front of a server for SageMaker; false where there is none. */
export function checkNginx({ project, document, rules, collect, model }: Judge): boolean {
  const servers = model('the servers beside it', () => project.serversBeside(document.path)) ?? [];
  const nginx = model('the model of nginx', () => project.nginxIn(document));
  if (!nginx || (servers.length === 0 && !/\binvocations\b/.test(document.text))) return false;
  for (const rule of rules) if (rule.appliesTo === 'nginx') collect(rule, () => rule.check({ nginx, servers, document, project }));
  return true;
}

/** The Python of a notebook launches jobs; it is not what a job runs. */
function isNotebook(document: SourceDocument): boolean {
  return document.part !== undefined && document.path === document.part.container.path;
}
