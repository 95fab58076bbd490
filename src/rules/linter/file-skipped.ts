import { defineRule } from '../../linter/rule.js';
import { span } from '../../text/span.js';

export default defineRule({
  id: 'SM004',
  name: 'file-skipped',
  area: 'linter',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A file that should be linted was not read: too large, not text, or not readable',
  sources: ['src/project/files.ts'],
  appliesTo: 'run',

  *check({ run }) {
    if (run.skipped === undefined) return;
    yield { at: span(0, 0), message: `This file was not linted: ${run.skipped}.` };
  },
});
