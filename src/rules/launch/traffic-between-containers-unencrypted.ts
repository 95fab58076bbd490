import { defineRule } from '../../linter/rule.js';
import { setMember } from '../../sagemaker/request/edit.js';
import { booleanIn, findIn, wordFor } from '../../sagemaker/request/model.js';
import { instanceCountOf, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM307',
  name: 'traffic-between-containers-unencrypted',
  area: 'launch',
  severity: 'information',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A job on several instances does not encrypt what they send each other',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const count = instanceCountOf(request, job);
      if (count === undefined || count < 2) continue;
      const encryption = findIn(request, job, 'EnableInterContainerTrafficEncryption');
      if (encryption.kind === 'unknown' || (encryption.kind === 'given' && booleanIn(encryption.member.value) !== false)) continue;
      const instances = findIn(request, job, 'ResourceConfig.InstanceCount');
      const groups = findIn(request, job, 'ResourceConfig.InstanceGroups');
      const counted = instances.kind === 'given' ? instances : groups;
      if (counted.kind !== 'given') continue;
      const word = wordFor(job, 'EnableInterContainerTrafficEncryption');
      const edit = setMember(request, job, 'EnableInterContainerTrafficEncryption', true);
      yield {
        at: encryption.kind === 'given' ? encryption.member.place : counted.member.place,
        message: `\`${(encryption.kind === 'given' ? encryption : counted).member.name}\`: ${count} instances train together, and what they send each other is not encrypted: gradients and data can be read on the network. Turn \`${word}\` on; training with much traffic takes longer then.`,
        fix: edit && { title: `Turn ${word} on`, edits: [edit] },
      };
    }
  },
});
