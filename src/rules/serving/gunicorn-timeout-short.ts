import { defineRule, type RuleReport } from '../../linter/rule.js';
import { type ChainServer, servingChain } from '../../project/serving-chain.js';
import { addOptions } from '../../sagemaker/server/add-options.js';
import { certain } from '../../sagemaker/value.js';

/** How long SageMaker waits for an answer (https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html). */
const invocationSeconds = 60;

export default defineRule({
  id: 'SM415',
  name: 'gunicorn-timeout-short',
  area: 'serving',
  severity: 'information',
  fix: 'safe',
  since: '0.1.0',
  summary: 'gunicorn ends a worker before SageMaker gives up on its answer',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://docs.gunicorn.org/en/stable/settings.html#timeout',
  ],
  appliesTo: 'image',

  *check({ image, project }) {
    const chain = project.index.isComplete ? servingChain(project, image) : undefined;
    for (const server of chain?.servers ?? []) yield* reportOf(server);
  },
});

function* reportOf(server: ChainServer): Iterable<RuleReport> {
  const { command, configuration, document } = server;
  if (command?.program !== 'gunicorn' || command.isOpen || !isSynchronous(server)) return;
  const fromFile = configuration?.settings.timeout;
  const timeout = command.timeout ?? fromFile;
  if (!timeout) {
    if (server.isConfiguredElsewhere) return;
    const edit = addOptions(command, ['--timeout', String(invocationSeconds)], document.text);
    yield {
      at: { document, span: command.span },
      message: `gunicorn kills a worker that takes longer than 30 seconds, and SageMaker waits ${invocationSeconds} seconds for an answer: a slow model ends with WORKER TIMEOUT. Add --timeout ${invocationSeconds}.`,
      fix: edit && { title: `Give a worker ${invocationSeconds} seconds`, edits: [{ document, ...edit }] },
    };
    return;
  }
  const seconds = certain(timeout.value);
  // 0 is no limit.
  if (seconds === undefined || seconds === 0 || seconds >= invocationSeconds || !timeout.given) return;
  const at = { document: command.timeout ? document : (configuration?.document ?? document), span: timeout.given.span };
  yield {
    at,
    message: `gunicorn kills a worker that takes longer than ${seconds} seconds, and SageMaker waits ${invocationSeconds} seconds for an answer: a slow model ends with WORKER TIMEOUT. Give it ${invocationSeconds}.`,
    fix: timeout.given.isExact
      ? { title: `Give a worker ${invocationSeconds} seconds`, edits: [{ ...at, newText: String(invocationSeconds) }] }
      : undefined,
  };
}

/** Workers of other kinds answer to gunicorn while they work on a request. */
function isSynchronous({ command, configuration, isConfiguredElsewhere }: ChainServer): boolean {
  if (isConfiguredElsewhere && !command?.workerClass) return false;
  const workerClass = command?.workerClass ?? configuration?.settings.workerClass;
  const threads = command?.threads ?? configuration?.settings.threads;
  const isSync = !workerClass || certain(workerClass.value) === 'sync';
  return isSync && (!threads || certain(threads.value) === 1);
}
