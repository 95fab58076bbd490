import { defineRule } from '../../linter/rule.js';

export default defineRule({
  id: 'SM218',
  name: 'host-name-hard-coded',
  area: 'training',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'The name of a host of the cluster is written in the code',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html'],
  appliesTo: 'script',

  *check({ script, use }) {
    if (use.trains.length === 0) return;
    const [first, ...others] = script.process.hostNames.filter(({ isDefault }) => !isDefault);
    if (!first) return;
    yield {
      at: first.string.span,
      message: `"${first.name}" is the name that SageMaker gives one host of a cluster; where a job has other hosts, nothing has that name. Read the hosts from SM_HOSTS and this one from SM_CURRENT_HOST, and let the first of the sorted list lead.`,
      related: others.map(({ string, name }) => ({ at: string.span, message: `"${name}" is written here, too` })),
    };
  },
});
