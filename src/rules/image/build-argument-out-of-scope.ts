import { defineRule, type RuleFix } from '../../linter/rule.js';
import { concernsSageMaker } from '../../sagemaker/image/argument-concerns.js';
import { type ArgumentUse, argumentsOutOfScope, meantText } from '../../sagemaker/image/argument-scope.js';
import { appendBehind } from '../../sagemaker/image/edit-instruction.js';
import { insertInstructionBefore } from '../../sagemaker/image/insert-instruction.js';
import type { ImageModel } from '../../sagemaker/image/model.js';

export default defineRule({
  id: 'SM145',
  name: 'build-argument-out-of-scope',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'An ARG before FROM is empty in the stage, where SageMaker’s paths and variables are made of it',
  sources: [
    'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact',
    'https://docs.docker.com/reference/dockerfile/#scope',
  ],
  appliesTo: 'image',

  *check({ image }) {
    const reported = new Set<string>();
    for (const use of argumentsOutOfScope(image)) {
      const isStart = use.instruction.keyword === 'ENTRYPOINT';
      const key = `${use.name} ${use.from.span.start} ${isStart}`;
      if (reported.has(key) || !concernsSageMaker(image, use)) continue;
      reported.add(key);
      const argument = image.globalArguments.get(use.name);
      yield {
        at: use.span,
        message: use.isLiteral
          ? `${textOf(use)} stays as it is when SageMaker starts the container: ENTRYPOINT in exec form replaces no variables, and there is no ARG any more. Write its value.`
          : emptyMessage(use, isStart),
        ...(isStart && !use.isLiteral ? { confidence: 'medium' as const } : {}),
        related: argument ? [{ at: argument.nameSpan, message: 'this ARG is meant' }] : [],
        fix: fixOf(image, use),
      };
    }
  },
});

function emptyMessage(use: ArgumentUse, isStart: boolean): string {
  const place =
    use.declared === 'global'
      ? 'stands before FROM and counts for FROM alone'
      : 'counts while the image is built, and not in the container';
  const left = `${use.instruction.keyword} ${use.instruction.argumentsText.replaceAll(textOf(use), '').replace(/\s+/g, ' ').trim()}`;
  const advice = isStart ? `Add ENV ${use.name}=$${use.name} in front of ENTRYPOINT` : `Add ARG ${use.name} behind FROM`;
  return `${use.name} is empty here: its ARG ${place}${left.length <= 70 ? `, and the image for SageMaker is made with ${left}` : ', and the image for SageMaker is made without it'}. ${advice}.`;
}

function textOf({ span, instruction }: ArgumentUse): string {
  return instruction.argumentsText.slice(span.start - instruction.argumentsSpan.start, span.end - instruction.argumentsSpan.start);
}

function fixOf(image: ImageModel, use: ArgumentUse): RuleFix | undefined {
  if (use.isLiteral) {
    const value = meantText(image, textOf(use));
    return /^[\w./-]+$/.test(value)
      ? { title: `Write ${value}`, edits: [{ span: use.span, newText: value }], safety: 'unsafe' }
      : undefined;
  }
  const declare = appendBehind(image, use.from, [`ARG ${use.name}`]);
  if (!declare) return undefined;
  if (use.instruction.keyword !== 'ENTRYPOINT') return { title: `Declare ARG ${use.name} in the stage`, edits: [declare] };
  const keep = insertInstructionBefore(image, use.instruction, `ENV ${use.name}=$${use.name}`);
  return { title: `Keep ${use.name} in the environment`, edits: use.declared === 'global' ? [declare, keep] : [keep] };
}
