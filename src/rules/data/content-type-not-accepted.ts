import { nearestName } from '../../linter/nearest-name.js';
import { defineRule } from '../../linter/rule.js';
import { runsNoScript } from '../../project/script-mode.js';
import { builtInAlgorithm } from '../../sagemaker/launch/builtin-algorithm.js';
import { isPlaceholder } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { findIn, textIn } from '../../sagemaker/request/model.js';
import { channelsIn, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';

/** Channels with rows of the data itself; others hold lists, annotations, vocabularies, models. */
const dataChannels = /^(train|training|validation|test)$/;
const [recordio, protobuf] = ['application/x-recordio', 'application/x-recordio-protobuf'];

export default defineRule({
  id: 'SM801',
  name: 'content-type-not-accepted',
  area: 'data',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A channel of a built-in algorithm has a content type that the algorithm does not read',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/cdf-training.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/common-info-all-im-models.html',
  ],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request, project }) {
    for (const job of trainingJobsIn(request)) {
      const algorithm = builtInAlgorithm(request, job);
      const types = algorithm?.contentTypes;
      if (!algorithm || !types || (algorithm.takesScripts && !runsNoScript(request, job, project))) continue;
      for (const channel of channelsIn(request, job)) {
        const name = findIn(request, channel, 'ChannelName');
        const type = findIn(request, channel, 'ContentType');
        if (name.kind !== 'given' || type.kind !== 'given' || !dataChannels.test(textIn(name.member.value) ?? '')) continue;
        const { member } = type;
        const text = textIn(member.value);
        const plain = text?.split(';')[0]?.trim().toLowerCase();
        if (text === undefined || !plain || isPlaceholder(text) || types.includes(plain)) continue;
        // The two are easily mixed up, and have nothing in common but the frame around the records.
        const isMixedUp = plain === recordio && types.includes(protobuf);
        const meant = isMixedUp ? protobuf : nearestName(plain, types);
        yield {
          at: { document: member.value.document, span: member.value.span },
          ...(isMixedUp ? { severity: 'error' } : {}),
          message: `\`${member.name}\` is "${text}", which SageMaker's ${algorithm.title} does not read. It takes ${listed(types.filter((each) => each.includes('/')))}.`,
          fix: meant === undefined ? undefined : { title: `Write ${meant}`, edits: [replaceValue(request, member.value, meant)] },
        };
      }
    }
  },
});

function listed(types: readonly string[]): string {
  return types.length < 2 ? types.join('') : `${types.slice(0, -1).join(', ')} or ${types.at(-1)}`;
}
