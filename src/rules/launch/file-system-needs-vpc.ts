import { defineRule } from '../../linter/rule.js';
import { findIn, objectsIn, wordFor } from '../../sagemaker/request/model.js';
import { hasNoVpc } from '../../sagemaker/request/network.js';
import { trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM306',
  name: 'file-system-needs-vpc',
  area: 'launch',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A channel is a file system of EFS or FSx for Lustre, and the job does not run in a VPC',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-access-training-data.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const channels = findIn(request, job, 'InputDataConfig');
      if (channels.kind !== 'given' || !hasNoVpc(request, job)) continue;
      for (const channel of objectsIn(channels.member.value)) {
        const system = findIn(request, channel, 'DataSource.FileSystemDataSource');
        if (system.kind !== 'given' || system.member.value.kind !== 'object') continue;
        const id = findIn(request, system.member.value, 'FileSystemId');
        // A configuration file of the SDK may name the VPC.
        const isWhole = !request.surface.startsWith('sdk');
        yield {
          at: id.kind === 'given' ? id.member.place : system.member.namePlace,
          ...(isWhole ? { severity: 'error' } : {}),
          message: `\`${(id.kind === 'given' ? id : system).member.name}\`: a file system can only be reached from within its VPC, and nothing here puts the job into one${isWhole ? ': SageMaker refuses it' : ''}. Give \`${wordFor(job, 'VpcConfig.Subnets')}\` and \`${wordFor(job, 'VpcConfig.SecurityGroupIds')}\`.`,
        };
      }
    }
  },
});
