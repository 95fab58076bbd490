import { defineRule } from '../../linter/rule.js';
import { isSecret, namesSecret } from '../../sagemaker/facts/secrets.js';
import { containersOf } from '../../sagemaker/request/containers.js';
import { findIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';
import { trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';
import type { Member, ObjectNode, RequestNode } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM322',
  name: 'secret-in-plain-text',
  area: 'launch',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A secret is given as a hyperparameter or environment variable',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/logging_config.py',
  ],
  appliesTo: 'request',
  operations: ['CreateTrainingJob', 'CreateHyperParameterTuningJob', 'CreateProcessingJob', 'CreateTransformJob', 'CreateModel'],
  *check({ request }) {
    for (const { name, value, place } of givenIn(request)) {
      const text = textIn(value);
      const isHandedOn = text === undefined && namesSecret(name) && readsEnvironment(value);
      if (!isHandedOn && (text === undefined || !isSecret(name, text))) continue;
      const who = isTraining(request)
        ? 'whoever may describe the job reads it there, and the training toolkit writes it to the log'
        : 'whoever may describe it reads it there';
      yield {
        at: { document: place.document, span: place.span },
        ...(isHandedOn ? { severity: 'information' } : {}),
        // The value is not said: findings end up in logs, too.
        message: isHandedOn
          ? `\`${name}\` is a secret of your environment, and goes to SageMaker as plain text: ${who}. Let the container read it from AWS Secrets Manager.`
          : `\`${name}\` is a secret, and stands here as plain text: ${who}. Keep it in AWS Secrets Manager, let the container read it from there, and give it a new value now.`,
      };
    }
  },
});

function isTraining({ operation }: ServiceRequest): boolean {
  return trainingOperations.includes(operation);
}

/** Hyperparameters and variables of all that a request describes. */
function givenIn(request: ServiceRequest): readonly Member[] {
  const objects: readonly ObjectNode[] =
    request.operation === 'CreateModel' ? containersOf(request) : isTraining(request) ? trainingJobsIn(request) : [request.content];
  return objects.flatMap((object) =>
    ['HyperParameters', 'StaticHyperParameters', 'Environment'].flatMap((path) => {
      const found = findIn(request, object, path);
      return found.kind === 'given' && found.member.value.kind === 'object' ? [...found.member.value.members.values()] : [];
    }),
  );
}

/** `os.environ["HF_TOKEN"]`, `os.getenv("HF_TOKEN")`. */
function readsEnvironment({ kind, document, span }: RequestNode): boolean {
  return kind === 'unknown' && /^(os\.)?(environ|getenv)\b/.test(document.text.slice(span.start, span.end));
}
