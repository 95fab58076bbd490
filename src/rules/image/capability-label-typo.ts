import { editDistance } from '../../linter/nearest-name.js';
import { defineRule, type RuleFix } from '../../linter/rule.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM127',
  name: 'capability-label-typo',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A capability label that SageMaker does not know, or with a value other than true or false',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipeline-real-time.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/build-multi-model-build-container.html',
  ],
  appliesTo: 'image',

  *check({ image, document }) {
    for (const { key, keySpan, value, valueSpan } of image.labels) {
      // A quote in the middle of a name is another mistake.
      const meant = !/^[\w.-]+$/.test(key)
        ? undefined
        : capabilities.find((capability) => editDistance(key.toLowerCase(), capability, furthest + 1) <= furthest);
      if (meant === undefined) continue;
      if (key !== meant) {
        const written = document.text.slice(keySpan.start, keySpan.end);
        const fix: RuleFix | undefined = written.includes(key)
          ? { title: `Write ${meant}`, edits: [{ span: keySpan, newText: written.replace(key, meant) }] }
          : undefined;
        yield { at: keySpan, message: `SageMaker does not know the label ${key}, and passes it over. It is called ${meant}.`, fix };
      }
      const text = certain(value);
      if (text === undefined || text === 'true' || text === 'false') continue;
      const right = /^\W*(true|1|yes|on)\W*$/i.test(text) ? 'true' : /^\W*(false|0|no|off)\W*$/i.test(text) ? 'false' : undefined;
      yield {
        at: valueSpan.end > valueSpan.start ? valueSpan : keySpan,
        message: `${meant} is ${text === '' ? 'empty' : `\`${text}\``}: SageMaker looks for the word true. Write ${right ?? 'true, or leave the label out'}.`,
        fix: right === undefined ? undefined : { title: `Write ${right}`, edits: [{ span: valueSpan, newText: right }] },
      };
    }
  },
});

/** How many letters may be wrong: other labels of the kind are further away. */
const furthest = 3;

const capabilities = ['accept-bind-to-port', 'multi-models', 'bidirectional-streaming'].map(
  (name) => `com.amazonaws.sagemaker.capabilities.${name}`,
);
