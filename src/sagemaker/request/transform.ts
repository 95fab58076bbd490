import { find, type ServiceRequest, textIn } from './model.js';
import type { Member } from './tree.js';

/** What a member of a transform job says: its text, that it is not there, or that nobody can tell. */
export type TransformText = { readonly text: string; readonly member: Member } | 'absent' | 'unknown';

/** The text at a path. */
export function textAt(request: ServiceRequest, path: string): TransformText {
  const found = find(request, path);
  if (found.kind !== 'given') return found.kind;
  const text = textIn(found.member.value);
  return text === undefined ? 'unknown' : { text, member: found.member };
}

/** A media type without its parameters, `text/csv; header=absent`, in lower case. */
export function mediaType(text: string): string {
  return (text.split(';')[0] ?? '').trim().toLowerCase();
}
