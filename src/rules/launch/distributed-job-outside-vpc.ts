import { defineRule } from '../../linter/rule.js';
import { findIn, wordFor } from '../../sagemaker/request/model.js';
import { instanceCountOf, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM308',
  name: 'distributed-job-outside-vpc',
  area: 'launch',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A job on several instances does not run in a VPC of yours',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const count = instanceCountOf(request, job);
      if (count === undefined || count < 2) continue;
      if (!['VpcConfig.Subnets', 'VpcConfig.SecurityGroupIds'].every((path) => findIn(request, job, path).kind === 'absent')) continue;
      const instances = findIn(request, job, 'ResourceConfig.InstanceCount');
      const groups = findIn(request, job, 'ResourceConfig.InstanceGroups');
      const counted = instances.kind === 'given' ? instances : groups;
      if (counted.kind !== 'given') continue;
      const [subnets, securityGroups] = [wordFor(job, 'VpcConfig.Subnets'), wordFor(job, 'VpcConfig.SecurityGroupIds')];
      yield {
        at: counted.member.place,
        message: `\`${counted.member.name}\`: ${count} instances train together outside of a VPC of yours: who may talk to them is not yours to say. Give \`${subnets}\` and \`${securityGroups}\`, with a security group that lets the instances reach each other.`,
      };
    }
  },
});
