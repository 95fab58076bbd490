import type { ImageModel } from './model.js';

/** The labels by which SageMaker is told what an image can do. Source: the pages on multi-container and multi-model endpoints. */
export const capabilityLabels = {
  bindToPort: 'com.amazonaws.sagemaker.capabilities.accept-bind-to-port',
  multiModels: 'com.amazonaws.sagemaker.capabilities.multi-models',
} as const;

export type CapabilityLabel = (typeof capabilityLabels)[keyof typeof capabilityLabels];

/**
 * Whether the image certainly lacks a label. Labels are inherited: only of a well-known public base is it certain that
 * it has none. A label of almost that name is a mistake of its own.
 */
export function lacksLabel(image: ImageModel, label: CapabilityLabel): boolean {
  if (!image.base.known || image.base.origin !== 'public') return false;
  const name = label.slice(label.lastIndexOf('.') + 1).replace(/\W/g, '');
  return !image.labels.some(({ key }) => key === label || /[$`]/.test(key) || key.toLowerCase().replace(/\W/g, '').endsWith(name));
}
