import { defineRule } from '../../linter/rule.js';
import { find, numberIn } from '../../sagemaker/request/model.js';

/** Megabytes, of all requests that are on their way at once. */
const most = 100;

export default defineRule({
  id: 'SM502',
  name: 'transform-payload-too-large',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A batch transform sends more than 100 MB at a time',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html'],
  appliesTo: 'request',
  operations: ['CreateTransformJob'],
  *check({ request }) {
    const payload = find(request, 'MaxPayloadInMB');
    const size = payload.kind === 'given' ? numberIn(payload.member.value) : undefined;
    if (payload.kind !== 'given' || size === undefined) return;
    const { name, place } = payload.member;
    if (size > most) {
      yield {
        at: place,
        message: `\`${name}\` is ${size}: a request of a batch transform holds at most ${most} MB, and SageMaker refuses more.`,
      };
      return;
    }
    const concurrent = find(request, 'MaxConcurrentTransforms');
    const count = concurrent.kind === 'given' ? numberIn(concurrent.member.value) : undefined;
    // Zero of either leaves the choice to SageMaker.
    if (concurrent.kind !== 'given' || count === undefined || count < 1 || size < 1 || size * count <= most) return;
    yield {
      at: place,
      message: `\`${name}\` is ${size} and \`${concurrent.member.name}\` is ${count}: together that is ${size * count} MB on its way at once, and SageMaker refuses more than ${most}. Lower one of them.`,
      related: [{ at: concurrent.member.place, message: 'So many requests at once' }],
    };
  },
});
