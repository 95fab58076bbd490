import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { createConfigurationReader } from '../../src/linter/configuration-file.js';
import { rules } from '../../src/rules/registry.generated.js';
import { generateSchema } from '../../tools/generate/schema.js';

describe('the JSON schema of the configuration', () => {
  const [text = '{}'] = generateSchema(rules).values();
  const isValid = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(text));
  const hasProblems = (yaml: string): boolean => createConfigurationReader(rules)('sagelint.yaml', yaml).problems.length > 0;

  for (const [yaml, expected] of [
    ['', true],
    ['profile: pedantic', true],
    ['rules: {SM001: off, suppression-unknown-rule: error, SM003: false}', true],
    ['ignore: vendor/\noverrides:\n  - {files: "a/**", rules: {SM004: hint}}', true],
    ['ignore: ["a", "b"]\nrules:\noverrides:', true],
    ['profil: pedantic', false],
    ['rules: {SM999: off}', false],
    ['rules: {SM001: warn}', false],
    ['overrides: [{rules: {SM001: off}}]', false],
    ['ignore: [1]', false],
    ['- a', false],
  ] as const) {
    it(`${expected ? 'takes' : 'refuses'} what the reader does: ${JSON.stringify(yaml)}`, () => {
      assert.equal(isValid(parse(yaml)), expected, JSON.stringify(isValid.errors));
      assert.equal(!hasProblems(yaml), expected);
    });
  }
});
