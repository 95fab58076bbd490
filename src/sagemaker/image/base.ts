import type { Span } from '../../text/span.js';
import { type ImageReference, parseImageReference } from '../facts/image-reference.js';
import { isPrebuiltSageMakerImage, runtimeOf } from '../facts/images.js';
import { publicImage } from '../facts/public-images.js';
import { known, unknown, type Value } from '../value.js';
import { expandWord } from './expand.js';
import type { BaseImage, GlobalArgument } from './model.js';
import type { Stage } from './stages.js';
import { standardPath, unknownPathEntry } from './variables.js';

/** The base of an image, with what is known of its PATH and its WORKDIR. */
export interface ReadBase {
  readonly image: BaseImage;
  readonly path: string;
  readonly workingDirectory: Value<string>;
}

/** Reads the FROM that a chain of stages begins with. */
export function readBaseImage(stage: Stage, globals: ReadonlyMap<string, GlobalArgument>, escapeCharacter: string): ReadBase {
  const written = stage.source?.text ?? '';
  const text = expandWord(written, (name) => globals.get(name)?.value, escapeCharacter);
  const common = { instruction: stage.from, span: stage.source?.span, text };
  if (written.toLowerCase() === 'scratch') {
    return {
      image: {
        ...common,
        ...nothingKnown,
        known: true,
        origin: 'scratch',
        entrypoint: null,
        trainOnPath: false,
        serveOnPath: false,
        packageManager: 'none',
      },
      path: '',
      workingDirectory: known('/'),
    };
  }
  const reference = text.known ? parseImageReference(text.value) : parseImageReference(withRegion(written));
  const tagSpan = reference && stage.source ? literalTag(written, reference, stage.source.span) : undefined;
  if (!reference)
    return unknownBase({ ...common, reference, tagSpan }, text.known ? `${written} is no name of an image` : text.why, 'unknown');

  const runtime = runtimeOf(reference);
  if (runtime) {
    const image: BaseImage = {
      ...common,
      ...nothingKnown,
      known: true,
      origin: isPrebuiltSageMakerImage(reference) ? 'aws' : 'public',
      reference,
      tagSpan,
      entrypoint: runtime.entrypoint,
      trainOnPath: runtime.trainOnPath,
      serveOnPath: runtime.serveOnPath,
      toolkits: runtime.toolkits,
      packageManager: runtime.packageManager,
      distribution: runtime.os === 'amzn2023' ? 'amazonlinux' : runtime.os,
      hasCompiler: runtime.hasCompiler,
      hasJava: runtime.hasJava,
      hasNginx: runtime.hasNginx,
      hasBash: true,
    };
    return { image, path: `${standardPath}:${unknownPathEntry}`, workingDirectory: unknown('the base image sets its own WORKDIR') };
  }
  const facts = publicImage(reference);
  if (!facts) return unknownBase({ ...common, reference, tagSpan }, `what is in ${reference.text} is not known`, 'private');
  const plain = facts.entrypoint === 'none' || facts.entrypoint === 'passes-arguments';
  return {
    image: {
      ...common,
      ...nothingKnown,
      known: true,
      origin: 'public',
      reference,
      tagSpan,
      entrypoint: facts.entrypoint === 'none' ? null : undefined,
      passesArguments: facts.entrypoint === 'passes-arguments' ? true : facts.entrypoint === 'other' ? false : undefined,
      trainOnPath: plain ? false : undefined,
      serveOnPath: plain ? false : undefined,
      packageManager: facts.packageManager,
      distribution: facts.distribution,
      hasCompiler: facts.hasCompiler,
      hasJava: facts.hasJava,
      hasNginx: facts.hasNginx,
      hasBash: facts.hasBash,
    },
    path: [...(facts.pathDirectories ?? []), standardPath].join(':'),
    workingDirectory: facts.workingDirectory === undefined ? unknown('the base image may set WORKDIR') : known(facts.workingDirectory),
  };
}

const nothingKnown = {
  reference: undefined,
  tagSpan: undefined,
  entrypoint: undefined,
  passesArguments: undefined,
  trainOnPath: undefined,
  serveOnPath: undefined,
  toolkits: [],
  packageManager: undefined,
  distribution: undefined,
  hasCompiler: undefined,
  hasJava: undefined,
  hasNginx: undefined,
  hasBash: undefined,
} as const;

function unknownBase(
  common: Pick<BaseImage, 'instruction' | 'span' | 'text' | 'reference' | 'tagSpan'>,
  why: string,
  origin: 'private' | 'unknown',
): ReadBase {
  return {
    image: { ...nothingKnown, ...common, known: false, why, origin },
    path: `${standardPath}:${unknownPathEntry}`,
    workingDirectory: unknown('the base image may set WORKDIR'),
  };
}

/** The images of a family are the same in every region; which one is often left to a build argument. */
function withRegion(text: string): string {
  return text.replace(/(\d{12}\.dkr\.ecr\.)(?:\$\{?\w*region\w*\}?)(?=\.)/i, '$1us-east-1');
}

function literalTag(written: string, reference: ImageReference, span: Span): Span | undefined {
  const tag = reference.tag;
  if (tag === undefined || !written.endsWith(`:${tag}`) || /\$/.test(withRegion(written))) return undefined;
  return { start: span.end - tag.length, end: span.end };
}
