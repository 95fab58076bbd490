import { defineRule } from '../../linter/rule.js';
import { namesTable } from '../../sagemaker/facts/dynamodb.js';
import { findIn } from '../../sagemaker/request/model.js';
import { channelsIn, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';
import { textPieces } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM805',
  name: 'dynamodb-is-no-channel',
  area: 'data',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A channel is given a table of DynamoDB, which SageMaker does not read',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataSource.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.HowItWorks.html',
  ],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      for (const channel of channelsIn(request, job)) {
        const uri = findIn(request, channel, 'DataSource.S3DataSource.S3Uri');
        if (uri.kind !== 'given') continue;
        const { value } = uri.member;
        const [start] = textPieces(value) ?? [];
        if (start === undefined || !namesTable(start)) continue;
        yield {
          at: { document: value.document, span: value.span },
          message: `"${start}" is a table of DynamoDB, and SageMaker reads channels from S3, EFS and FSx for Lustre only. Export the table to S3 first, and give the place of the export.`,
        };
      }
    }
  },
});
