import { profiles, ruleSettings } from '../../src/linter/configuration.js';
import type { RuleDescription } from '../../src/linter/rule.js';

/** The JSON schema of `sagelint.yaml`, which editors complete and check by: its path and its text. */
export function generateSchema(rules: readonly RuleDescription[]): Map<string, string> {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Sagelint configuration',
    description: 'What Sagelint reports, and how loudly. The nearest sagelint.yaml upward from a file counts for it.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      profile: {
        description: 'recommended: what is sure. pedantic: hints and findings that are less sure as well.',
        enum: profiles,
        default: 'recommended',
      },
      rules: { $ref: '#/definitions/rules' },
      overrides: {
        description: 'Other settings for some files. Where several match, the last one counts.',
        type: ['array', 'null'],
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files'],
          properties: { files: { $ref: '#/definitions/globs' }, rules: { $ref: '#/definitions/rules' } },
        },
      },
      ignore: { $ref: '#/definitions/globs' },
    },
    definitions: {
      globs: {
        description:
          'Globs that count from the folder of this file. One without a slash counts in every folder; one that names a folder means all that is in it.',
        oneOf: [{ type: 'string', minLength: 1 }, { type: 'array', items: { type: 'string', minLength: 1 } }, { type: 'null' }],
      },
      severity: {
        // Editors that read YAML 1.1 take a bare `off` for false.
        enum: [...ruleSettings, false],
      },
      rules: {
        description: 'The severity of rules, by id or name; off switches a rule off.',
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(
          rules.flatMap((rule) => [
            [rule.id, settingOf(rule, `${rule.id} ${rule.name}: ${rule.summary}.`)],
            [rule.name, settingOf(rule, `${rule.id}: ${rule.summary}.`)],
          ]),
        ),
      },
    },
  };
  return new Map([['schemas/sagelint.schema.json', `${JSON.stringify(schema, null, 2)}\n`]]);
}

function settingOf({ severity }: RuleDescription, description: string): object {
  return { description, default: severity, allOf: [{ $ref: '#/definitions/severity' }] };
}
