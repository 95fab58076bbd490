import { defineRule } from '../../linter/rule.js';
import { listenEdits } from '../../project/listen-edits.js';
import { servingChain } from '../../project/serving-chain.js';
import { type FrontListener, servingFront } from '../../project/serving-front.js';
import { isLoopback } from '../../sagemaker/server/address.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM410',
  name: 'loopback-only-server',
  area: 'serving',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The server of a serving image can only be reached from within the container',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://github.com/aws/sagemaker-python-sdk/issues/787',
  ],
  appliesTo: 'image',

  *check({ image, project }) {
    const chain = project.index.isComplete ? servingChain(project, image) : undefined;
    if (!chain) return;
    const front = servingFront(project, image, chain);
    if (!front.isComplete || front.listeners.some(isReached)) return;
    const listener = front.listeners.find(({ port }) => certain(port.value) === 8080);
    // With another port as well, SM409 says both.
    if (!listener) return;
    const { document, host, name, span, server } = listener;
    const edits = listenEdits(listener, { host: '0.0.0.0' });
    const text = certain(host.value);
    yield {
      at: { document, span: host.given?.span ?? server?.nameSpan ?? span },
      message: `${name} listens on ${text}${host.given ? '' : ', since nothing tells it another host'}: only the container itself reaches it, and SageMaker's health check comes from outside. Listen on 0.0.0.0.`,
      fix: edits && { title: 'Listen on 0.0.0.0', edits },
    };
  },
});

/** Whether others reach it, or nobody can tell. */
function isReached({ host, isUnixSocket }: FrontListener): boolean {
  const text = certain(host.value);
  return isUnixSocket || text === undefined || !isLoopback(text);
}
