import { defineRule } from '../../linter/rule.js';

export default defineRule({
  id: 'SM002',
  name: 'suppression-unknown-rule',
  area: 'linter',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A `sagelint: ignore` comment names a rule that does not exist',
  sources: ['docs/configuration.md'],
  appliesTo: 'run',

  *check({ run }) {
    for (const { rules } of run.suppressions) {
      for (const { id, span, known } of rules) {
        if (known) continue;
        if (id === '') {
          yield { at: span, message: 'The brackets name no rule, so this comment silences nothing. Write the id in them, like [SM103].' };
          continue;
        }
        const near = run.ruleNames.nearestId(id);
        const meant =
          near === undefined ? 'See `sagelint rules` for all of them.' : `Did you mean ${near} (${run.ruleNames.nameOf(near)})?`;
        yield { at: span, message: `There is no rule \`${id}\`, so this comment does not silence it. ${meant}` };
      }
    }
  },
});
