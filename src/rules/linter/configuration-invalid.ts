import { defineRule } from '../../linter/rule.js';

export default defineRule({
  id: 'SM003',
  name: 'configuration-invalid',
  area: 'linter',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Something in `sagelint.yaml` is not understood',
  sources: ['schemas/sagelint.schema.json'],
  appliesTo: 'run',

  *check({ run }) {
    for (const { at, message } of run.configurationProblems) yield { at, message };
  },
});
