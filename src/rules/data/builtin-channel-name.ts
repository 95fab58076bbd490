import { defineRule, type RuleFix } from '../../linter/rule.js';
import { runsNoScript } from '../../project/script-mode.js';
import { builtInAlgorithm } from '../../sagemaker/launch/builtin-algorithm.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { findIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';
import { channelsIn, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';
import type { Member, ObjectNode } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM802',
  name: 'builtin-channel-name',
  area: 'data',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A built-in algorithm is given no channel of the name that it trains on',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/common-info-all-im-models.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request, project }) {
    for (const job of trainingJobsIn(request)) {
      const algorithm = builtInAlgorithm(request, job);
      if (!algorithm || (algorithm.takesScripts && !runsNoScript(request, job, project))) continue;
      const names = channelNames(request, job);
      const [first] = names ?? [];
      const wanted = algorithm.trainingChannels;
      const [usual = ''] = wanted;
      if (!names || !first || names.some(({ text }) => wanted.includes(text))) continue;
      const meant = names.find(({ text }) => /^train/i.test(text)) ?? (names.length === 1 ? first : undefined);
      const { member } = meant ?? first;
      const isWritten = quotes(member);
      const seen = isWritten
        ? `has ${names.length === 1 ? 'only ' : ''}${names.map(({ text }) => `"${text}"`).join(', ')}`
        : `gets ${written(member)} as the channel "${first.text}", as the SDK calls an input without a name`;
      yield {
        at: { document: member.value.document, span: member.value.span },
        message: `${algorithm.title} trains on the channel "${usual}", and ${seen}: the job fails. ${isWritten ? `Call it "${usual}".` : `Write {"${usual}": ...}.`}`,
        fix: meant && isWritten ? fixFor(request, member, usual) : undefined,
      };
    }
  },
});

/** The names of all channels; undefined where there are more, or one is not known. */
function channelNames(request: ServiceRequest, job: ObjectNode): readonly { readonly text: string; readonly member: Member }[] | undefined {
  const list = findIn(request, job, 'InputDataConfig');
  if (list.kind !== 'given' || list.member.value.kind !== 'list' || list.member.value.isOpen) return undefined;
  const names = channelsIn(request, job).flatMap((channel) => {
    const found = findIn(request, channel, 'ChannelName');
    const text = found.kind === 'given' ? textIn(found.member.value) : undefined;
    return found.kind === 'given' && text !== undefined ? [{ text, member: found.member }] : [];
  });
  return names.length === list.member.value.items.length ? names : undefined;
}

function written({ value: { document, span } }: Member): string {
  const text = document.text.slice(span.start, span.end);
  return /[\n]/.test(text) || text.length > 80 ? 'its input' : text;
}

/** Whether the name is written where it stands. The SDK names an input that has none. */
function quotes({ value: { document, span, ...node } }: Member): boolean {
  const written = document.text.slice(span.start, span.end).replace(/^["']|["']$/g, '');
  return node.kind === 'scalar' && node.value.known && written === node.value.value;
}

function fixFor(request: ServiceRequest, { value }: Member, name: string): RuleFix {
  return { title: `Call it ${name}`, edits: [replaceValue(request, value, name)] };
}
