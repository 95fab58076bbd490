import { profiles, ruleSettings } from '../../src/linter/configuration.js';
import type { Rule } from '../../src/linter/rule.js';

/** `contributes.configuration` of package.json, in which every rule has its line. */
export function generateSettings(rules: readonly Rule[]): object {
  const properties = Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      {
        type: 'string',
        enum: [...ruleSettings],
        default: rule.severity,
        markdownDescription: `\`${rule.name}\`: ${rule.summary}.`,
      },
    ]),
  );
  return {
    title: 'Sagelint',
    properties: {
      'sagelint.lint': {
        scope: 'resource',
        type: 'string',
        enum: ['openFiles', 'workspace', 'off'],
        enumDescriptions: ['The files that are open.', 'Every file of the workspace, open or not.', 'Nothing.'],
        default: 'openFiles',
        description: 'What is linted.',
      },
      'sagelint.profile': {
        scope: 'resource',
        type: 'string',
        enum: [...profiles],
        enumDescriptions: ['What is sure to matter.', 'Hints and less certain findings as well.'],
        default: 'recommended',
        markdownDescription: 'How much is shown. The `profile` of a `sagelint.yaml` overrules it.',
      },
      'sagelint.rules': {
        scope: 'resource',
        type: 'object',
        properties,
        additionalProperties: false,
        default: {},
        markdownDescription:
          'The severity of single rules, or `off`: `{ "SM103": "error" }`. A `sagelint.yaml` in the project overrules it.',
      },
    },
  };
}
