import assert from 'node:assert/strict';
import { type ImageReference, parseImageReference } from '../../src/sagemaker/facts/image-reference.js';
import { familyAccount } from '../../src/sagemaker/facts/images.js';

/** A reference to an image, taken apart; fails for a text that is none. */
export function parseReference(text: string): ImageReference {
  const reference = parseImageReference(text);
  assert.ok(reference, `${text} is a reference`);
  return reference;
}

/** A tag of AWS's, in the account that has its repository. */
export function prebuilt(image: string): ImageReference {
  const repository = image.split(':')[0] ?? '';
  return parseReference(`${familyAccount(repository, 'us-east-1')}.dkr.ecr.us-east-1.amazonaws.com/${image}`);
}
