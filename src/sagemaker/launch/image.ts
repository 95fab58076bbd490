import { awsImageOf } from '../facts/image-accounts.js';
import { repositoryOf } from '../facts/image-data.js';
import { type ImageReference, parseImageReference } from '../facts/image-reference.js';
import { type RequestNode, textPieces } from '../request/tree.js';
import { known, unknown, type Value } from '../value.js';
import type { Launch, Setting } from './model.js';

/** What a launch says of the image that it starts. */
export interface LaunchImage {
  /** prebuilt: one that AWS publishes, named or picked by the SDK. own: any other. unknown: nobody can tell. */
  readonly kind: 'prebuilt' | 'own' | 'unknown';
  /**
   * The repository's name without its registry, as far as it is written: in an f-string the account and the region are
   * mostly holes, and the name is not. Assumed where what stands before the name might be more than a registry.
   */
  readonly repository: Value<string>;
  /** As written; undefined where none is, unknown where it is not a constant. */
  readonly tag: Value<string | undefined>;
  /** The reference, taken apart. A region that is a variable is read as us-east-1, as in the model of an image. */
  readonly reference: ImageReference | undefined;
  /** Whether every part of the reference is a constant. */
  readonly isComplete: boolean;
  /** The value that names it; undefined where the SDK picks the image. */
  readonly node: RequestNode | undefined;
}

/** Reads what image a launch starts. */
export function launchImage(launch: Launch): LaunchImage {
  const { image } = launch;
  if (image.kind === 'given') return readImage(image.node);
  // The classes for a framework, ModelBuilder and some processors pick one of AWS's images.
  const isPicked = image.kind === 'absent' && (launch.framework !== undefined || pickingClasses.has(launch.written));
  return isPicked ? picked(undefined) : unknownImage('the launch does not say its image', undefined);
}

const pickingClasses = new Set(['ModelBuilder', 'FrameworkProcessor', 'PySparkProcessor']);

/** The functions of the SDK that look up an image of AWS: `image_uris.retrieve`, `get_image_uri`. */
const lookUpFunction = /^sagemaker\.(.*\.)?(retrieve|\w*image_uri\w*)$/;

/** Reads the value of an image setting. */
export function readImage(node: RequestNode): LaunchImage {
  if (node.kind === 'object' || node.kind === 'unknown') {
    if (node.type !== undefined && lookUpFunction.test(node.type)) return picked(node);
  }
  const pieces = textPieces(node);
  if (!pieces) return unknownImage('the image is not a constant', node);
  return readPieces(pieces, node);
}

/** Whether the launch's setting surely names a prebuilt image, surely another, or undefined. */
export function isPrebuilt(launch: Launch): boolean | undefined {
  const { kind } = launchImage(launch);
  return kind === 'unknown' ? undefined : kind === 'prebuilt';
}

/** The repository's name where an image setting tells it, with its last part alone, as build scripts call it. */
export function repositoryName(setting: Setting): string | undefined {
  if (setting.kind !== 'given') return undefined;
  const { repository } = readImage(setting.node);
  return repository.known ? repository.value : undefined;
}

// Stands for a part of the text that is not known; no reference has it.
const hole = '\u0000';
const placeholder = /<[^<>]*>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\w+/g;

function readPieces(pieces: readonly (string | undefined)[], node: RequestNode): LaunchImage {
  const text = pieces.map((piece) => piece?.replace(placeholder, hole) ?? hole).join('');
  if (!text.includes(hole)) {
    const reference = parseImageReference(text);
    if (!reference) return unknownImage('it is not the name of an image', node);
    return {
      kind: awsImageOf(reference) ? 'prebuilt' : 'own',
      repository: known(reference.repository),
      tag: known(reference.tag),
      reference,
      isComplete: true,
      node,
    };
  }
  const [, host = '', name = '', separator, version = ''] = /^([^/]*)\/([^:@]*)([:@])?(.*)$/s.exec(text) ?? [];
  if (name === '' || name.includes(hole)) return unknownImage('the name of the image is not a constant', node);
  const isRegistry = /\.dkr[.-]ecr/.test(host);
  const reference = parseImageReference(withoutHoles(host, name, separator, version));
  if (!reference) return unknownImage('it is not the name of an image', node);
  return {
    kind: kindOf(host, reference),
    repository: known(reference.repository, !isRegistry),
    tag: version.includes(hole) ? unknown('the tag is not a constant') : known(reference.tag),
    reference: host.startsWith(hole) ? undefined : reference,
    isComplete: false,
    node,
  };
}

/** A reference that can be taken apart: the region of the data's first home, and no tag where it is not known. */
function withoutHoles(host: string, name: string, separator: string | undefined, version: string): string {
  const registry = new RegExp(`^(\\d{12})\\.dkr\\.ecr\\.(${hole}|[a-z0-9-]+)\\.`).exec(host);
  const plainHost = registry ? `${registry[1]}.dkr.ecr.${registry[2] === hole ? 'us-east-1' : registry[2]}.amazonaws.com` : undefined;
  const suffix = separator !== undefined && !version.includes(hole) ? `${separator}${version}` : '';
  return `${plainHost === undefined ? '' : `${plainHost}/`}${name}${suffix}`;
}

function kindOf(host: string, reference: ImageReference): LaunchImage['kind'] {
  if (reference.account !== undefined) return awsImageOf(reference) ? 'prebuilt' : 'own';
  // Whose account it is cannot be seen: an image of that name may be AWS's.
  return host.includes(hole) && repositoryOf(reference.repository) === undefined ? 'own' : 'unknown';
}

function picked(node: RequestNode | undefined): LaunchImage {
  const why = 'the SDK looks it up';
  return { kind: 'prebuilt', repository: unknown(why), tag: unknown(why), reference: undefined, isComplete: false, node };
}

function unknownImage(why: string, node: RequestNode | undefined): LaunchImage {
  return { kind: 'unknown', repository: unknown(why), tag: unknown(why), reference: undefined, isComplete: false, node };
}
