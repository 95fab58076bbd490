import { defineRule } from '../../linter/rule.js';
import { clientsIn } from '../../sagemaker/surfaces/clients.js';
import { nodeAt } from '../../sagemaker/surfaces/data-nodes.js';
import { readTemplateResources } from '../../sagemaker/surfaces/read-data.js';

const advice =
  'AWS Data Pipeline takes no new customers since 2024-07-25, and gets nothing new: an account that does not use it yet cannot start. Bring the data to S3 for SageMaker with AWS Glue, Step Functions or Amazon MWAA.';

export default defineRule({
  id: 'SM806',
  name: 'data-pipeline-closed',
  area: 'data',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'Data for SageMaker is moved with AWS Data Pipeline, which is closed to new customers',
  sources: ['https://aws.amazon.com/blogs/big-data/migrate-workloads-from-aws-data-pipeline/'],
  appliesTo: 'template',
  *check({ document, documents }) {
    for (const { type, node } of readTemplateResources(document, documents)) {
      const place = /^AWS::DataPipeline::/.test(type) ? nodeAt(node, 'Type') : undefined;
      if (place) yield { at: { document, span: place.span }, message: `${type}: ${advice}` };
    }
  },
  *checkRequest({ request, requests, document, project }) {
    // Once for each text, which asks for many things.
    if (request !== requests[0] || request.notation !== 'python' || !/\bdatapipeline\b/.test(document.text)) return;
    const script = project.scriptIn(document);
    for (const span of script ? clientsIn(script, 'datapipeline') : [])
      yield { at: { document, span }, message: `"datapipeline": ${advice}` };
  },
});
