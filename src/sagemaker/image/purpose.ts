import type { DockerfileSyntax, Instruction } from '../../languages/dockerfile/syntax.js';
import type { Span } from '../../text/span.js';
import { platformOf, rolesOf } from '../facts/images.js';
import { servingToolkits, trainingToolkits } from '../facts/packages.js';
import type { BuildContext } from './context.js';
import type { Evidence, ImageModel, Purpose } from './model.js';
import { baseName } from './paths.js';

/** An image for something else that uses the same words: AgentCore answers /invocations on 8080 too. */
const elsewhere = /bedrock[-_]agentcore|awslambdaric|public\.ecr\.aws\/lambda|lambda\/python|aws-lambda-rie|hyperpod/i;

/** Variables of programs that call SageMaker from elsewhere: clients of endpoints, launchers of jobs. */
const clientVariables =
  /^SAGEMAKER_(ENDPOINT|ROLE|EXECUTION_ROLE|BUCKET|DOMAIN|PIPELINE|MODEL_PACKAGE|PROJECT|JOB|EXPERIMENT|INSTANCE|IMAGE|NOTEBOOK|STUDIO|SPACE|RUNTIME)/;
/** What such programs call. */
const clientCalls =
  /invoke_endpoint|sagemaker-runtime|create_training_job|create_endpoint\b|\b\w*Estimator\(|\bModelTrainer\(|\bsagemaker\.Session\(/;
/** A comment that speaks of a SageMaker somewhere else. */
const distantMention =
  /pip3? install|sagemaker (sdk|python sdk|client|studio|notebook|feature store|ground truth|pipelines?|model registry|runtime)|\b(invok(e|es|ing)|calls?|calling|client|prox(y|ies)|gateway|hosted on|unlike|instead of|rather than|ported|migrat\w+|uploads?|launch(es|er|ing)?|submits?|triggers?|forwards?|ingests?|ecs|fargate)\b.*sagemaker/i;

type Role = keyof Purpose;

const trainingVariables = /^SAGEMAKER_(PROGRAM|TRAINING_MODULE|SUBMIT_DIRECTORY|TRAINING_COMMAND)$|^SM_(MODEL_DIR|CHANNEL_|OUTPUT_|HP)/;
const servingVariables =
  /^SAGEMAKER_(BIND_TO_PORT|SAFE_PORT_RANGE|MULTI_MODEL|SERVING_MODULE|MODEL_SERVER_|TS_|DEFAULT_INVOCATIONS_ACCEPT|CONTAINER_LOG_LEVEL_SERVE)|^(SM_VLLM_|SM_SGLANG_)/;

/**
 * Collects what says that SageMaker trains with, serves with or processes with an image. Without any, the file is not
 * for SageMaker and no rule sees it. `pip install sagemaker` is no evidence: it is the SDK that launches jobs.
 */
export function purposeOf(model: Omit<ImageModel, 'purpose' | 'start'>, syntax: DockerfileSyntax, context: BuildContext): Purpose {
  const purpose: Record<Role, Evidence[]> = { train: [], serve: [], processing: [], general: [] };
  const text = model.document.text;
  if (elsewhere.test(text)) return purpose;
  const add = (role: Role, what: string, span?: Span, weak = false): void => {
    purpose[role].push({ what, span, ...(weak ? { weak: true } : {}) });
  };

  for (const label of model.labels)
    if (/^com\.amazonaws\.sagemaker\./.test(label.key)) add('serve', 'a SageMaker capability label', label.keySpan);
  const roles = rolesOf(model.base.reference);
  const isInstalled = (toolkits: ReadonlyMap<string, unknown>): boolean =>
    model.packages.some((item) => item.name !== undefined && toolkits.has(item.name));
  // SAGEMAKER_PROGRAM and SAGEMAKER_SUBMIT_DIRECTORY name the handler in an image that only serves.
  const onlyServes = roles.length > 0 ? !roles.includes('training') : isInstalled(servingToolkits) && !isInstalled(trainingToolkits);
  for (const setting of model.environmentSettings) {
    if (servingVariables.test(setting.name)) add('serve', setting.name, setting.nameSpan);
    else if (trainingVariables.test(setting.name))
      add(onlyServes && setting.name.startsWith('SAGEMAKER_') ? 'serve' : 'train', setting.name, setting.nameSpan);
    else if (setting.name.startsWith('SAGEMAKER_') && !clientVariables.test(setting.name)) add('general', setting.name, setting.nameSpan);
  }
  for (const item of model.packages) {
    if (item.name === undefined) continue;
    if (trainingToolkits.has(item.name))
      add('train', `${item.name} is installed`, item.at.file === model.document.path ? item.at.span : undefined);
    if (servingToolkits.has(item.name))
      add('serve', `${item.name} is installed`, item.at.file === model.document.path ? item.at.span : undefined);
  }
  const addRoles = (): void => {
    for (const role of roles) {
      if (role === 'training') add('train', 'the base image is made for training', model.base.span);
      if (role === 'inference') add('serve', 'the base image is made for serving', model.base.span);
      if (role === 'processing') add('processing', 'the base image is made for processing', model.base.span);
    }
  };
  // A build for EC2, ECS and EKS is mostly used there: its role counts only where something else speaks of SageMaker.
  const isForPlainMachines = model.base.reference !== undefined && platformOf(model.base.reference) === 'ec2';
  if (!isForPlainMachines) addRoles();
  for (const instruction of model.instructions) addPaths(instruction, add);

  const mention = mentionOf(model, syntax);
  const said = mention !== undefined || Object.values(purpose).some((evidence) => evidence.length > 0);
  if (isForPlainMachines && (said || /sagemaker/i.test(model.document.path))) addRoles();
  addPrograms(model, context, said, add);
  if (mention !== undefined) {
    const listens = model.instructions.find(
      (instruction) => /^(EXPOSE|CMD|ENTRYPOINT|ENV)$/.test(instruction.keyword) && /\b8080\b/.test(instruction.argumentsText),
    );
    if (listens && purpose.processing.length === 0 && !isClient(model, context))
      add('serve', 'it is said to be for SageMaker and opens port 8080', listens.span);
  }
  return purpose;
}

/** Paths that SageMaker gives a meaning. What only a comment says does not count. */
function addPaths(instruction: Instruction, add: (role: Role, what: string, span: Span, weak?: boolean) => void): void {
  if (instruction.keyword === 'FROM' || instruction.keyword === 'LABEL') return;
  const text = instruction.heredocs.length > 0 ? `${instruction.argumentsText} ` : instruction.argumentsText;
  if (/\/opt\/ml\/processing\b/.test(text)) add('processing', '/opt/ml/processing', instruction.span);
  else if (/\/opt\/ml\/(input|checkpoints|output)\b/.test(text)) add('train', 'a folder that training jobs have', instruction.span, true);
  else if (/\/opt\/ml\/code\b/.test(text)) add('general', '/opt/ml/code', instruction.span);
  else if (/\/opt\/ml(\/|\b)/.test(text) || /\/opt\/program\b/.test(text))
    add('general', 'a folder that SageMaker containers have', instruction.span);
}

/** Programs called `train` and `serve`, and the words that start them. */
function addPrograms(
  model: Omit<ImageModel, 'purpose' | 'start'>,
  context: BuildContext,
  said: boolean,
  add: (role: Role, what: string, span?: Span) => void,
): void {
  for (const copy of model.copies) {
    const names = [
      ...copy.landed.map((file) => ({ name: baseName(file.path), path: file.contextPath })),
      ...copy.sources
        .filter((source) => source.isSingleFile || source.kind === 'missing')
        .map((source) => ({ name: source.name, path: undefined })),
    ];
    for (const { name, path } of names) {
      if (name !== 'train' && name !== 'serve') continue;
      const content = path === undefined ? undefined : context.read(path);
      if (said || (content !== undefined && /\/opt\/ml\b|sagemaker|\bSM_[A-Z]+|\/invocations/i.test(content)))
        add(name, `a program called ${name} is copied`, copy.instruction.span);
    }
    for (const { path, contextPath } of copy.landed) {
      if (!/\.(py|R|js|conf)$/.test(path) || /test/i.test(baseName(path))) continue;
      const content = context.read(contextPath);
      if (
        content !== undefined &&
        /['"/^(]\/?invocations\b/.test(content) &&
        /\bping\b/.test(content) &&
        !elsewhere.test(content) &&
        (said || /sagemaker|\/opt\/ml\b/i.test(content))
      ) {
        add('serve', `${contextPath} answers /ping and /invocations`, copy.instruction.span);
      }
    }
  }
  if (!said || isClient(model, context)) return;
  for (const start of [model.entrypoint, model.command]) {
    // A list that is not quite JSON is a shell form to Docker, and still says what is meant.
    const isList = start?.form === 'exec' || start?.instruction.argumentsText.startsWith('[');
    const words = start?.words
      .map(({ text, span }) => ({ text: start.form === 'exec' ? text : text.replace(/^[["',]+|[\]"',]+$/g, ''), span }))
      .filter(({ text }) => text !== '');
    const last = words?.at(-1);
    if (start && isList && (last?.text === 'train' || last?.text === 'serve'))
      add(last.text, `${start.instruction.keyword} says ${last.text}`, last.span);
    const program = words?.find((word) => /\.(py|R|sh)$/.test(word.text));
    if (program && /^train(ing|er)?[\w-]*\.(py|R|sh)$/i.test(baseName(program.text)))
      add('train', `${baseName(program.text)} is started`, program.span);
    if (program && /^(serve|serving|inference|predictor|wsgi)[\w-]*\.(py|R|sh)$/i.test(baseName(program.text)))
      add('serve', `${baseName(program.text)} is started`, program.span);
  }
}

/** Where a comment, the file's name or the maintainer says SageMaker; the SDK's name in a `pip install` does not count. */
function mentionOf(model: Omit<ImageModel, 'purpose' | 'start'>, syntax: DockerfileSyntax): Evidence | undefined {
  if (/sagemaker/i.test(baseName(model.document.path))) return { what: 'the name of the file', span: undefined };
  const comment = syntax.comments.find((candidate) => /sagemaker/i.test(candidate.text) && !distantMention.test(candidate.text));
  return comment ? { what: 'a comment', span: comment.span } : undefined;
}

/** Whether the programs that are copied call SageMaker, and none of them answers it or reads its folders. */
function isClient(model: Omit<ImageModel, 'purpose' | 'start'>, context: BuildContext): boolean {
  let calls = false;
  for (const { path, contextPath } of model.copies.flatMap((copy) => copy.landed)) {
    if (!path.endsWith('.py')) continue;
    const content = context.read(contextPath) ?? '';
    if (/\/?invocations\b|\/opt\/ml\b|\bSM_(MODEL_DIR|CHANNEL|OUTPUT|HP)/.test(content)) return false;
    calls ||= clientCalls.test(content);
  }
  return calls;
}
