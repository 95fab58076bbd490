import type { TextEdit } from '../../text/edit.js';
import type { Span } from '../../text/span.js';
import { certain } from '../value.js';
import { appendInstructions } from './edit-instruction.js';
import type { ImageModel } from './model.js';

/** The labels by which SageMaker is told what an image can do. Source: the pages on multi-container and multi-model endpoints. */
export const capabilityLabels = {
  bindToPort: 'com.amazonaws.sagemaker.capabilities.accept-bind-to-port',
  multiModels: 'com.amazonaws.sagemaker.capabilities.multi-models',
} as const;

export type CapabilityLabel = (typeof capabilityLabels)[keyof typeof capabilityLabels];

/** That an image does not say of itself what a label would say. */
export interface LackedLabel {
  /** The value that says no; the name of the base where there is no such label. */
  readonly at: Span;
  /** For people: `has no label NAME`, `says NAME=false`. */
  readonly saying: string;
  /** It says no: whoever wrote that may have meant another image for the endpoint. */
  readonly isDenied: boolean;
  /** Undefined where no line can be added. */
  readonly edit: TextEdit | undefined;
  /** The label is all that is missing; where nothing is called serve either, more is to be done. */
  readonly isAll: boolean;
}

/**
 * What an image certainly lacks of a label. Labels are inherited: only of a well-known public base is it certain that
 * it has none. A label of almost that name is a mistake of its own.
 */
export function lackedLabel(image: ImageModel, label: CapabilityLabel): LackedLabel | undefined {
  const own = image.labels.findLast(({ key }) => key === label);
  if (own) {
    if (certain(own.value) !== 'false') return undefined;
    return {
      at: own.valueSpan,
      saying: `says ${label}=false`,
      isDenied: true,
      edit: { span: own.valueSpan, newText: 'true' },
      isAll: false,
    };
  }
  const at = image.base.span;
  if (!at || !image.base.known || image.base.origin !== 'public') return undefined;
  const name = label.slice(label.lastIndexOf('.') + 1).replace(/\W/g, '');
  if (image.labels.some(({ key }) => /[$`]/.test(key) || key.toLowerCase().replace(/\W/g, '').endsWith(name))) return undefined;
  return {
    at,
    saying: `has no label ${label}`,
    isDenied: false,
    edit: appendInstructions(image, [`LABEL ${label}=true`]),
    isAll: image.start('serve').kind !== 'nothing',
  };
}
