import { likely } from '../value.js';
import { type ArgumentUse, meantText } from './argument-scope.js';
import { programsToStart } from './copied-programs.js';
import type { ImageModel } from './model.js';
import { isWithin, resolveImagePath } from './paths.js';

const sagemakerPath = /\/opt\/(ml|program)(\/|\b)/;

/** Whether the variable makes a path or a setting that SageMaker looks at; elsewhere it is Docker's own check to say. */
export function concernsSageMaker(image: ImageModel, use: ArgumentUse): boolean {
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
