import { defineRule } from '../../linter/rule.js';
import type { HyperparameterUse } from '../../sagemaker/script/process/hyperparameters-file.js';

export default defineRule({
  id: 'SM210',
  name: 'hyperparameters-are-strings',
  area: 'training',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A value of hyperparameters.json is used as a number, but SageMaker writes every value as a string',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html',
  ],
  appliesTo: 'script',

  *check({ script, use, document }) {
    if (use.trains.length === 0) return;
    for (const found of script.process.hyperparameterUses) {
      const { expression, converter, load, key } = found;
      const written = document.text.slice(expression.span.start, expression.span.end);
      const wrapped = converter && `${converter}(${written})`;
      yield {
        at: expression.span,
        message: `${written} is a string: SageMaker writes every value of hyperparameters.json as one, so ${effectOf(found)}. Convert it first${wrapped ? `: ${wrapped}` : ''}.`,
        related: [{ at: load.span, message: `"${key}" is read from hyperparameters.json here` }],
        fix: wrapped ? { title: `Convert it with ${converter}()`, edits: [{ span: expression.span, newText: wrapped }] } : undefined,
      };
    }
  },
});

function effectOf({ how, use }: HyperparameterUse): string {
  if (how === 'range') return 'range() raises a TypeError';
  if (how === 'keyword') return 'the call refuses it or fails on it';
  if (use.kind === 'binary' && /^[=!]=$/.test(use.operator)) return 'it never equals a number';
  if (use.kind === 'binary' && use.operator === '*') return 'it is repeated instead of multiplied, or a TypeError is raised';
  return `this ${how === 'comparison' ? 'comparison' : 'calculation'} with a number raises a TypeError`;
}
