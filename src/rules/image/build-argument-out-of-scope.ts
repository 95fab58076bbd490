import { defineRule, type RuleFix } from '../../linter/rule.js';
import { type ArgumentUse, argumentsOutOfScope, meantText } from '../../sagemaker/image/argument-scope.js';
import { programsToStart } from '../../sagemaker/image/copied-programs.js';
import { appendBehind } from '../../sagemaker/image/edit-instruction.js';
import { insertInstructionBefore } from '../../sagemaker/image/insert-instruction.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { isWithin, resolveImagePath } from '../../sagemaker/image/paths.js';
import { likely } from '../../sagemaker/value.js';

const sagemakerPath = /\/opt\/(ml|program)(\/|\b)/;

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

/** Whether the variable makes a path or a setting that SageMaker looks at; elsewhere it is Docker's own check to say. */
function concernsSageMaker(image: ImageModel, use: ArgumentUse): boolean {
  const { instruction } = use;
  const meant = meantText(image, instruction.argumentsText);
  switch (instruction.keyword) {
    case 'COPY':
    case 'ADD': {
      const copy = image.copies.find((candidate) => candidate.instruction === instruction);
      const destination = likely(copy?.destination.path ?? { known: false, why: '' }) ?? meantText(image, copy?.destination.text ?? '');
      return sagemakerPath.test(destination) || startsWithin(image, destination) || bringsProgram(image, instruction);
    }
    case 'ENV':
      return image.environmentSettings.some(
        (setting) =>
          setting.instruction === instruction &&
          setting.valueSpan.start <= use.span.start &&
          use.span.end <= setting.valueSpan.end &&
          (/^(SAGEMAKER|SM)_/.test(setting.name) || sagemakerPath.test(meantValue(image, use, setting.valueSpan))),
      );
    case 'WORKDIR':
      return sagemakerPath.test(meant);
    case 'LABEL':
      return /com\.amazonaws\.sagemaker\./.test(meant);
    case 'RUN': {
      const command = image.runs.find(
        (run) => run.instruction === instruction && run.command.span.start <= use.span.start && use.span.end <= run.command.span.end,
      );
      const words = command?.command.words.map((word) => meantText(image, word.text)) ?? [];
      return words.some((word) => sagemakerPath.test(word) || /^["']?sagemaker[-_]/.test(word));
    }
    case 'ENTRYPOINT':
      return image.entrypoint?.instruction === instruction;
    default:
      return false;
  }
}

function meantValue(image: ImageModel, use: ArgumentUse, span: { readonly start: number; readonly end: number }): string {
  const { argumentsText, argumentsSpan } = use.instruction;
  return meantText(image, argumentsText.slice(span.start - argumentsSpan.start, span.end - argumentsSpan.start));
}

/** Whether a COPY brings what is called like a program that trains or serves. */
function bringsProgram(image: ImageModel, instruction: ArgumentUse['instruction']): boolean {
  return [...programsToStart(image, 'train'), ...programsToStart(image, 'serve')].some(({ copy }) => copy.instruction === instruction);
}

/** Whether SageMaker starts something in that folder: by ENTRYPOINT, or because it is on PATH. */
function startsWithin(image: ImageModel, directory: string): boolean {
  const folder = resolveImagePath('/', directory);
  if (!directory.startsWith('/') || folder === '/') return false;
  const path = image.environment.get('PATH')?.value;
  if (!image.entrypoint && path?.known && path.value.split(':').includes(folder)) return true;
  const from = likely(image.workingDirectory) ?? '/';
  const words = image.entrypoint?.form === 'exec' ? image.entrypoint.words : [];
  return words.some(({ text }) => /\.(py|sh|R|js)$/.test(text) && isWithin(folder, resolveImagePath(from, text)));
}
