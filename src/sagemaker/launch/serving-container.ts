import { lookUp } from '../request/tree.js';
import { likely } from '../value.js';
import { launchImage } from './image.js';
import type { ModelLaunch } from './model.js';
import { textOf, toSetting } from './settings.js';

/**
 * What calls the handlers in a prebuilt image. multi: sagemaker-inference (PyTorch, Hugging Face, MXNet); script-mode: the
 * containers of scikit-learn and XGBoost; tensorflow: TensorFlow Serving.
 */
export type ServingContainer = 'multi' | 'script-mode' | 'tensorflow';

/** By the SDK's name of the framework, which is also what image_uris.retrieve takes. */
const byFramework: ReadonlyMap<string, ServingContainer> = new Map([
  ['pytorch', 'multi'],
  ['huggingface', 'multi'],
  ['mxnet', 'multi'],
  ['sklearn', 'script-mode'],
  ['xgboost', 'script-mode'],
  ['tensorflow', 'tensorflow'],
]);
const byRepository: readonly (readonly [RegExp, ServingContainer])[] = [
  [/(^|\/)(huggingface-)?(pytorch|mxnet)-inference$|(^|\/)huggingface-tensorflow-inference$/, 'multi'],
  [/(^|\/)sagemaker-(scikit-learn|xgboost)$/, 'script-mode'],
  [/(^|\/)tensorflow-inference$/, 'tensorflow'],
];

/** The container of a model; undefined for an image of one's own, for others of AWS, and where nobody can tell. */
export function servingContainer(launch: ModelLaunch): ServingContainer | undefined {
  const image = launchImage(launch);
  if (image.kind !== 'prebuilt') return undefined;
  const repository = likely(image.repository);
  if (repository !== undefined) return byRepository.find(([name]) => name.test(repository))?.[1];
  // Without a node the SDK picks the image by its own class; with one, a function has looked it up.
  if (!image.node) return byFramework.get(launch.framework ?? '');
  const framework = image.node.kind === 'object' ? textOf(toSetting(lookUp(image.node, 'framework'))) : undefined;
  return byFramework.get(framework ?? '');
}
