import { find, findIn, objectsIn, type ServiceRequest, textIn } from './model.js';
import { trainingJobsIn } from './training.js';
import type { Member, ObjectNode, RequestNode } from './tree.js';

/** The containers of a model that are seen, whether it has one or a list of them. */
export function containersOf(model: ServiceRequest): readonly ObjectNode[] {
  const primary = find(model, 'PrimaryContainer');
  const list = find(model, 'Containers');
  return [
    ...(primary.kind === 'given' && primary.member.value.kind === 'object' ? [primary.member.value] : []),
    ...(list.kind === 'given' ? objectsIn(list.member.value) : []),
  ];
}

/** Whether a text stands for something that is still to be filled in: `<account>`, `{{ image }}`, `$IMAGE`, `your_bucket`, `MODEL_NAME`. */
export function isPlaceholder(text: string): boolean {
  const isAsked = /[<>{}$]|\.\.\.|(?<![a-z0-9])(your|my-?account|account[-_]?id|xxx+|placeholder|todo|replace|change[-_]?me)(?![a-z0-9])/i;
  return isAsked.test(text) || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text);
}

/** Whether a text stands in the file as it is. What is put together, `f"{stage}-churn"`, cannot be replaced without losing its parts. */
export function isWritten({ document, span }: RequestNode, text: string): boolean {
  return document.text.slice(span.start, span.end).includes(text);
}

/** A text at a path of a container where it is known, with its member. */
export function textOf(request: ServiceRequest, object: ObjectNode, path: string) {
  const found = findIn(request, object, path);
  const text = found.kind === 'given' ? textIn(found.member.value) : undefined;
  return found.kind === 'given' && text !== undefined ? { text, member: found.member } : undefined;
}

/** The members of a request that name images: of training, of containers, of processing. */
export function imageMembersOf(request: ServiceRequest): readonly Member[] {
  const training = trainingJobsIn(request).map((job) => findIn(request, job, 'AlgorithmSpecification.TrainingImage'));
  const containers = request.operation === 'CreateModel' ? containersOf(request).map((each) => findIn(request, each, 'Image')) : [];
  return [...training, ...containers, find(request, 'AppSpecification.ImageUri')].flatMap((found) =>
    found.kind === 'given' ? [found.member] : [],
  );
}
