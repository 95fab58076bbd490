import { defineRule } from '../../linter/rule.js';
import { find, numberIn, wordFor } from '../../sagemaker/request/model.js';

const needed = ['InitialSamplingPercentage', 'DestinationS3Uri', 'CaptureOptions'];

export default defineRule({
  id: 'SM536',
  name: 'data-capture-incomplete',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Data capture lacks what it needs, or has a share that is no percentage',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    const capture = find(request, 'DataCaptureConfig');
    if (capture.kind !== 'given' || capture.member.value.kind !== 'object') return;
    const { value, namePlace, name } = capture.member;
    const missing = needed.filter((part) => find(request, `DataCaptureConfig.${part}`).kind === 'absent');
    // The SDK fills in what is left out; CloudFormation says so itself.
    if (missing.length > 0 && request.isWhole && request.surface !== 'cloudformation') {
      const words = missing.map((part) => `\`${wordFor(value, part)}\``).join(', ');
      yield {
        at: namePlace,
        message: `\`${name}\` lacks ${words}: SageMaker has to know how much to capture, of what, and where to keep it, and refuses it otherwise.`,
      };
    }
    const share = find(request, 'DataCaptureConfig.InitialSamplingPercentage');
    const percent = share.kind === 'given' ? numberIn(share.member.value) : undefined;
    if (share.kind === 'given' && percent !== undefined && (percent < 0 || percent > 100)) {
      yield { at: share.member.place, message: `\`${share.member.name}\` is ${percent}: SageMaker takes a share in percent, 0 to 100.` };
    }
  },
});
