import { defineRule } from '../../linter/rule.js';
import { listenEdits } from '../../project/listen-edits.js';
import { servingChain } from '../../project/serving-chain.js';
import { type FrontListener, servingFront } from '../../project/serving-front.js';
import { isLoopback } from '../../sagemaker/server/address.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM409',
  name: 'wrong-listen-port',
  area: 'serving',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The server of a serving image listens on another port than 8080',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://github.com/aws/sagemaker-python-sdk/issues/155',
  ],
  appliesTo: 'image',

  *check({ image, project }) {
    const chain = project.index.isComplete ? servingChain(project, image) : undefined;
    if (!chain || chain.documents.some(({ text }) => text.includes('SAGEMAKER_BIND_TO_PORT'))) return;
    const front = servingFront(project, image, chain);
    // Nobody can tell what stands in front of a unix socket, nor which port a variable holds.
    if (!front.isComplete || !front.listeners.every(isElsewhere)) return;
    const [listener, ...others] = front.listeners;
    if (!listener) return;
    const { document, span, name, port } = listener;
    const host8080 = isReachable(listener) ? {} : { host: '0.0.0.0' };
    const edits = listenEdits(listener, { ...host8080, port: 8080 });
    const number = certain(port.value);
    const listens = port.given ? `listens on port ${number}` : `listens on port ${number}, since nothing tells it another`;
    const where = isReachable(listener) ? '8080' : '0.0.0.0:8080';
    yield {
      at: { document, span },
      message: `${name} ${listens}, and SageMaker asks for /ping and /invocations on port 8080: the endpoint never passes its health check. Listen on ${where}.`,
      related: others
        .filter((other) => other.document !== document || other.span.start !== span.start)
        .map((other) => ({
          at: { document: other.document, span: other.span },
          message: `${other.name} listens on ${certain(other.port.value)}`,
        })),
      fix: edits && { title: 'Listen on port 8080', edits },
    };
  },
});

function isElsewhere({ port, isUnixSocket }: FrontListener): boolean {
  const number = certain(port.value);
  return !isUnixSocket && number !== undefined && number !== 8080;
}

function isReachable({ host }: FrontListener): boolean {
  const text = certain(host.value);
  return text === undefined || !isLoopback(text);
}
