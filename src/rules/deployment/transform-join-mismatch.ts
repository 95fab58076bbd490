import { defineRule, type RuleFix, type RuleReport } from '../../linter/rule.js';
import { setMember } from '../../sagemaker/request/edit.js';
import { find, type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';
import { mediaType, type TransformText, textAt } from '../../sagemaker/request/transform.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

const joinable = ['text/csv', 'application/json', 'application/jsonlines'];

export default defineRule({
  id: 'SM503',
  name: 'transform-join-mismatch',
  area: 'deployment',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A batch transform joins input and output that do not fit together',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html'],
  appliesTo: 'request',
  operations: ['CreateTransformJob'],
  *check({ request }) {
    const join = textAt(request, 'DataProcessing.JoinSource');
    if (typeof join === 'string' || join.text !== 'Input') return;
    const [content, accept] = [textAt(request, 'TransformInput.ContentType'), textAt(request, 'TransformOutput.Accept')];
    const [split, assemble] = [textAt(request, 'TransformInput.SplitType'), textAt(request, 'TransformOutput.AssembleWith')];
    if ([content, accept, split, assemble].includes('unknown')) return;
    const type = typeof content === 'string' ? undefined : mediaType(content.text);
    const isCsv = type === 'text/csv';
    const problem = problemOf(request, { type, accept, split, assemble });
    if (problem === undefined) return;
    const report: RuleReport = {
      at: join.member.place,
      severity: isCsv ? 'error' : 'warning',
      message: `\`${join.member.name}\` is Input, with which SageMaker joins each answer to its record, and ${problem}`,
      related: [content, accept, split, assemble].flatMap((each) =>
        typeof each === 'string' ? [] : [{ at: each.member.place, message: `${each.member.name} is ${each.text}` }],
      ),
      fix: isCsv && typeof accept === 'object' && mediaType(accept.text) === type ? linesFix(request) : undefined,
    };
    yield report;
  },
});

function problemOf(
  { content }: ServiceRequest,
  { type, accept, split, assemble }: { type: string | undefined; accept: TransformText; split: TransformText; assemble: TransformText },
): string | undefined {
  const accepted = typeof accept === 'string' ? undefined : mediaType(accept.text);
  const word = (path: string): string => `\`${wordFor(content, path)}\``;
  if (type === undefined) return undefined;
  if (!joinable.includes(type))
    return `${word('TransformInput.ContentType')} is ${type}: SageMaker joins text/csv, application/json and application/jsonlines only.`;
  if (accepted === undefined)
    return `${word('TransformOutput.Accept')} is missing: SageMaker joins an answer to its record only if both have the same type. Write ${type}.`;
  if (accepted !== type)
    return `the input is ${type}, while ${word('TransformOutput.Accept')} is ${accepted}: SageMaker joins an answer to its record only if both have the same type. Write ${type}.`;
  const [cut, glued] = [split, assemble].map((each) => (typeof each === 'string' || each.text === 'None' ? undefined : each.text));
  if (type === 'text/csv' && (cut !== 'Line' || glued !== 'Line')) {
    return `the records are lines of CSV: ${word('TransformInput.SplitType')} and ${word('TransformOutput.AssembleWith')} must both be Line, or SageMaker refuses the join.`;
  }
  if (cut === glued) return undefined;
  return `${word('TransformInput.SplitType')} is ${cut ?? 'not given'} and ${word('TransformOutput.AssembleWith')} is ${glued ?? 'not given'}: what is split must be put together the same way.`;
}

function linesFix(request: ServiceRequest): RuleFix | undefined {
  const edits = (
    [
      ['TransformInput', 'SplitType'],
      ['TransformOutput', 'AssembleWith'],
    ] as const
  ).map(([outer, name]) => {
    const object = objectAt(request, outer);
    const known = object && textAt(request, `${outer}.${name}`);
    if (!object || (typeof known === 'object' && known.text === 'Line')) return object && 'done';
    return setMember(request, object, name, 'Line');
  });
  if (edits.includes(undefined)) return undefined;
  const real = edits.filter((edit) => edit !== undefined && edit !== 'done');
  // Two additions behind the same argument would be one on the other.
  const starts = new Set(real.map(({ document, span }) => `${document.path} ${span.start}`));
  return starts.size === real.length && real.length > 0 ? { title: 'Split and assemble by line', edits: real } : undefined;
}

function objectAt(request: ServiceRequest, path: string): ObjectNode | undefined {
  const found = find(request, path);
  return found.kind === 'given' && found.member.value.kind === 'object' ? found.member.value : undefined;
}
