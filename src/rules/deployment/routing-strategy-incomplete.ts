import { defineRule } from '../../linter/rule.js';
import { textOf } from '../../sagemaker/request/containers.js';
import { seenVariants } from '../../sagemaker/request/deployment.js';
import { findIn, wordFor } from '../../sagemaker/request/model.js';

const needed = ['PrefixLength', 'ConcurrencyThreshold'];

export default defineRule({
  id: 'SM535',
  name: 'routing-strategy-incomplete',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Requests are routed by prefix without the settings for it, or these are given for another strategy',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantRoutingConfig.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    for (const variant of seenVariants(request)) {
      const strategy = textOf(request, variant, 'RoutingConfig.RoutingStrategy');
      if (!strategy) continue;
      const settings = findIn(request, variant, 'RoutingConfig.PrefixAwareRoutingConfig');
      if (strategy.text !== 'PREFIX_AWARE') {
        if (settings.kind !== 'given') continue;
        yield {
          at: settings.member.namePlace,
          message: `\`${settings.member.name}\` is for PREFIX_AWARE, and \`${strategy.member.name}\` is ${strategy.text}: SageMaker refuses the two together. Remove it, or write PREFIX_AWARE.`,
        };
        continue;
      }
      const missing = needed.filter((name) => findIn(request, variant, `RoutingConfig.PrefixAwareRoutingConfig.${name}`).kind === 'absent');
      if (missing.length === 0) continue;
      const words = missing.map((name) => `\`${wordFor(variant, `RoutingConfig.PrefixAwareRoutingConfig.${name}`)}\``);
      yield {
        at: strategy.member.place,
        message: `\`${strategy.member.name}\` is PREFIX_AWARE, and ${words.join(' and ')} ${words.length === 1 ? 'is' : 'are'} missing: SageMaker has to know how much of a request to compare, and when an instance is busy. Add ${words.length === 1 ? 'it' : 'them'}.`,
      };
    }
  },
});
