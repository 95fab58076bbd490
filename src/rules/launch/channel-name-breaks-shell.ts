import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { Channel } from '../../sagemaker/launch/model.js';
import { sourceCodeOf } from '../../sagemaker/launch/source-code.js';

export default defineRule({
  id: 'SM317',
  name: 'channel-name-breaks-shell',
  area: 'launch',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'SDK v3 exports a variable for each channel, and the name of this one is no name for a variable',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/container_drivers/scripts/environment.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/templates.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    // Without source_code the image starts in its own way.
    if (launch.kind !== 'training' || !sourceCodeOf(launch)) return;
    for (const channel of launch.channels.channels) {
      const { name, document, nameSpan: span } = channel;
      // What the service does not take either is the API's to refuse.
      if (/^\w+$/.test(name) || !/^[\w.-]+$/.test(name)) continue;
      yield {
        at: { document, span },
        message: `The channel "${name}" ends the job before it trains: with source_code, SDK v3 runs a shell script that exports SM_CHANNEL_${name.toUpperCase()}, and variables have only letters, digits and underscores. Name it "${better(name)}".`,
        fix: fixFor(channel),
      };
    }
  },
});

function better(name: string): string {
  return name.replace(/[^\w]/g, '_');
}

/** The name in its quotes; one that is put together elsewhere stays. */
function fixFor({ name, document, nameSpan: span }: Channel): RuleFix | undefined {
  const written = document.text.slice(span.start, span.end);
  const quote = /^["']/.exec(written)?.[0];
  if (quote === undefined || written !== `${quote}${name}${quote}`) return undefined;
  return { title: `Name it ${better(name)}`, edits: [{ document, span, newText: `${quote}${better(name)}${quote}` }] };
}
