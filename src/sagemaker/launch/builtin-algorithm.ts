import { algorithmNamed, algorithmOfModel, type BuiltInAlgorithm } from '../facts/builtin-algorithms.js';
import { findIn, type ServiceRequest, textIn } from '../request/model.js';
import { lookUp, type ObjectNode, type RequestNode } from '../request/tree.js';
import { readImage } from './image.js';

/**
 * The built-in algorithm that a training job runs; undefined for any other image, and where nobody can tell. One that takes
 * scripts may have been given one.
 */
export function builtInAlgorithm(request: ServiceRequest, job: ObjectNode): BuiltInAlgorithm | undefined {
  const image = findIn(request, job, 'AlgorithmSpecification.TrainingImage');
  return image.kind === 'given' ? algorithmOfImage(image.member.value) : undefined;
}

function algorithmOfImage(node: RequestNode): BuiltInAlgorithm | undefined {
  // `image_uris.retrieve("xgboost", ...)`, `get_image_uri(region, "xgboost")` of version 1.
  if (node.kind === 'object' && /(^|\.)(retrieve|get_image_uri)$/.test(node.type ?? '')) {
    const model = textOf(node, 'model_id');
    if (model !== undefined) return algorithmOfModel(model);
    const name = textOf(node, 'framework') ?? textOf(node, 'repo_name');
    return name === undefined ? undefined : algorithmNamed(name);
  }
  const { kind, repository } = readImage(node);
  return kind === 'prebuilt' && repository.known ? algorithmNamed(repository.value) : undefined;
}

function textOf(object: ObjectNode, name: string): string | undefined {
  const found = lookUp(object, name);
  return found.kind === 'given' ? textIn(found.member.value) : undefined;
}
