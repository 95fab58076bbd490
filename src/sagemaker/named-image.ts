import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { ImageReference } from './facts/image-reference.js';
import type { ImageModel } from './image/model.js';
import { type LaunchImage, launchImage, readImage } from './launch/image.js';
import type { Launch } from './launch/model.js';
import { imageMembersOf } from './request/containers.js';
import type { ServiceRequest } from './request/model.js';
import type { Member } from './request/tree.js';
import { certain } from './value.js';

/** An image where it is named: in FROM, or in a launch. */
export interface NamedImage {
  readonly document: SourceDocument;
  /** The name without quotes; the whole value where it is put together. */
  readonly span: Span;
  /** A region that is a variable is read as us-east-1: rules about account and region ask `isWhole` first. */
  readonly reference: ImageReference;
  /** Every part of the name is certain. */
  readonly isWhole: boolean;
  /** The name stands there as it is: the reference's own spans count from `span.start`. */
  readonly isLiteral: boolean;
  /** Where to speak of the tag; undefined where it is not certain. */
  readonly tagSpan: Span | undefined;
  /** The tag alone stands there, so that another one can be written in its place. */
  readonly isTagLiteral: boolean;
}

/** The image that FROM names. */
export function baseNameOf({ base, document }: ImageModel): NamedImage | undefined {
  const { reference, span, text, tagSpan } = base;
  if (!reference || !span) return undefined;
  const isWhole = certain(text) !== undefined;
  return { document, span, reference, isWhole, isLiteral: isWhole, tagSpan, isTagLiteral: tagSpan !== undefined };
}

/** The image that a launch names; undefined where the SDK picks it, and where only a default is seen. */
export function launchNameOf(launch: Launch): NamedImage | undefined {
  return nameIn(launchImage(launch));
}

/** The images that a request names, where no launch is read from it: templates, saved requests, lines of a shell. */
export function requestNamesOf(request: ServiceRequest): readonly { readonly name: NamedImage; readonly member: Member }[] {
  if (request.notation === 'python') return [];
  return imageMembersOf(request).flatMap((member) => {
    const name = nameIn(readImage(member.value));
    return name ? [{ name, member }] : [];
  });
}

function nameIn({ reference, node, tag, isComplete }: LaunchImage): NamedImage | undefined {
  if (!reference || !node) return undefined;
  const isConstant = node.kind === 'scalar' && certain(node.value) !== undefined;
  if (node.kind === 'scalar' && !isConstant) return undefined;
  const { document, span } = node;
  const written = document.text.slice(span.start, span.end);
  const [quotes = ''] = /["']+$/.exec(written) ?? [];
  const inner = written.startsWith(quotes) ? { start: span.start + quotes.length, end: span.end - quotes.length } : undefined;
  const isLiteral = isComplete && inner !== undefined && document.text.slice(inner.start, inner.end) === reference.text;
  const end = span.end - quotes.length;
  const isTagLiteral = tag.known && written.slice(0, end - span.start).endsWith(`:${tag.value}`);
  const tagStart = end - (reference.tag?.length ?? 0);
  return {
    document,
    span: isLiteral ? inner : span,
    reference,
    isWhole: isComplete && isConstant,
    isLiteral,
    tagSpan: reference.tag === undefined ? undefined : isTagLiteral ? { start: tagStart, end } : span,
    isTagLiteral,
  };
}
