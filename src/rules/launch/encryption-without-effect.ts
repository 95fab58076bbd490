import { defineRule } from '../../linter/rule.js';
import { removeMember } from '../../sagemaker/request/edit.js';
import { booleanIn, findIn } from '../../sagemaker/request/model.js';
import { instanceCountOf, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM309',
  name: 'encryption-without-effect',
  area: 'launch',
  severity: 'information',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Traffic between containers is encrypted in a job that has one',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const encryption = findIn(request, job, 'EnableInterContainerTrafficEncryption');
      if (encryption.kind !== 'given' || booleanIn(encryption.member.value) !== true || instanceCountOf(request, job) !== 1) continue;
      const { name, place } = encryption.member;
      const edit = removeMember(encryption.member);
      yield {
        at: place,
        message: `\`${name}\` is on, and the job has one instance: there is no traffic between containers to encrypt. Remove it, or leave it for the day on which there are more.`,
        fix: edit && { title: `Remove ${name}`, edits: [edit] },
      };
    }
  },
});
