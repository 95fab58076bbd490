import { defineRule, type RuleReport } from '../../linter/rule.js';
import { isPlaceholder } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { find, type ServiceRequest } from '../../sagemaker/request/model.js';
import { type Member, textPieces } from '../../sagemaker/request/tree.js';

/** The member that names a job, and the longest name that it takes. */
const names = {
  CreateTrainingJob: ['TrainingJobName', 63],
  CreateProcessingJob: ['ProcessingJobName', 63],
  CreateHyperParameterTuningJob: ['HyperParameterTuningJobName', 32],
} as const;
const operations = ['CreateTrainingJob', 'CreateProcessingJob', 'CreateHyperParameterTuningJob'] as const;

export default defineRule({
  id: 'SM327',
  name: 'job-name-invalid',
  area: 'launch',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The name of a job has characters that SageMaker does not take, or too many',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html',
    'https://github.com/aws/sagemaker-python-sdk/issues/384',
  ],
  appliesTo: 'request',
  operations,
  *check({ request }) {
    const operation = operations.find((each) => each === request.operation);
    if (!operation) return;
    const [path, longest] = names[operation];
    const found = find(request, path);
    if (found.kind === 'given') yield* check(request, found.member, longest);
  },
});

function* check(request: ServiceRequest, member: Member, longest: number): Iterable<RuleReport> {
  const pieces = textPieces(member.value);
  const known = pieces?.filter((piece) => piece !== undefined).join('');
  if (!pieces || !known || isPlaceholder(known)) return;
  const { name, value } = member;
  const at = { document: value.document, span: value.span };
  const isBase = name.startsWith('base_');
  const subject = isBase
    ? `\`${name}\` makes the name of the job begin with "${pieces[0]}"`
    : `\`${name}\` is "${pieces.map((piece) => piece ?? '...').join('')}"`;
  if (/[^a-zA-Z0-9-]/.test(known) || pieces[0]?.startsWith('-') || pieces.at(-1)?.endsWith('-')) {
    const better = mended(isBase ? known.slice(0, -1) : known);
    const canMend = better !== '' && better.length <= longest && isLiteral(member);
    yield {
      at,
      message: `${subject}: names of jobs have letters, digits and hyphens between them, and SageMaker refuses others. Write ${canMend ? better : 'hyphens instead'}.`,
      fix: canMend ? { title: `Write ${better}`, edits: [replaceValue(request, value, better)] } : undefined,
    };
  } else if (isBase && request.surface === 'sdk-v3' && known.length > 49) {
    yield {
      at,
      severity: 'warning',
      message: `\`${name}\` is "${known.slice(0, -1)}", which has ${known.length - 1} characters: version 3 of the SDK adds the time and cuts what is longer than ${longest} at its end, so that names of jobs may be the same. Use at most 48.`,
    };
  } else if (!isBase && known.length > longest) {
    yield {
      at,
      message: `\`${name}\` has ${pieces.length > 1 ? 'at least ' : ''}${known.length} characters: SageMaker takes at most ${longest}. Write a shorter one.`,
    };
  }
}

function mended(text: string): string {
  return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

/** Whether the whole of it is written as one text, which can be written in another way. */
function isLiteral({ value }: Member): boolean {
  if (value.kind === 'scalar') return true;
  const { document, span } = value;
  return /^(["'])[^"'\\{}]*\1$/.test(document.text.slice(span.start, span.end));
}
