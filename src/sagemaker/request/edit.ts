import type { SourceDocument } from '../../text/document.js';
import type { TextEdit } from '../../text/edit.js';
import { addEntry, removeMember as removeWritten, renameMember as renameWritten } from './edit-python.js';
import { findIn, type Notation, type ServiceRequest } from './model.js';
import type { Member, ObjectNode, RequestNode, Scalar } from './tree.js';

/** An edit in the document where the thing is written, which may be another one than the request's. */
export interface DocumentEdit extends TextEdit {
  readonly document: SourceDocument;
}

/** A scalar as it is written in a notation. Texts are quoted where that is needed. */
export function writeScalar(value: Scalar, notation: Notation): string {
  if (notation === 'python') {
    if (value === null) return 'None';
    if (typeof value === 'boolean') return value ? 'True' : 'False';
  }
  if (typeof value === 'string') {
    if (notation === 'yaml' && /^[A-Za-z/][\w/.-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value)) return value;
    return notation === 'shell' && /^[\w/.:-]+$/.test(value) ? value : JSON.stringify(value);
  }
  return String(value);
}

/** Writes another scalar in the place of a value. */
export function replaceValue(request: ServiceRequest, node: RequestNode, value: Scalar): DocumentEdit {
  return { document: node.document, span: node.span, newText: writeScalar(value, request.notation) };
}

/**
 * Gives an object of the request a member, `MaxWaitTimeInSeconds`, in the surface's own words, replacing the value that it
 * has. Undefined where the surface has no word for it, or no place to write it.
 */
export function setMember(request: ServiceRequest, object: ObjectNode, name: string, value: Scalar): DocumentEdit | undefined {
  const found = findIn(request, object, name);
  if (found.kind === 'given' && found.member.isDefault) return addMember(object, name, writeScalar(value, request.notation));
  if (found.kind === 'given') return replaceValue(request, found.member.value, value);
  const written = object.members.get(name);
  if (written) return replaceValue(request, written.value, value);
  return addMember(object, name, writeScalar(value, request.notation));
}

/** Adds a member that is not there, its value as written in the notation at hand. */
export function addMember(object: ObjectNode, name: string, text: string): DocumentEdit | undefined {
  const { spelling } = object;
  const target = spelling ? (spelling.objectOf ? spelling.objectOf(name) : spelling.object) : object;
  const word = spelling ? spelling.nameOf(name) : name;
  if (!target?.brackets || word === undefined) return undefined;
  const { document, brackets } = target;
  const isCall = document.text[brackets.span.start] === '(';
  const edit = addEntry(document, brackets, isCall ? `${word}=${text}` : `${JSON.stringify(word)}: ${text}`);
  return edit && { document, ...edit };
}

/** Removes a member with its comma or line. Undefined where it cannot be removed alone. */
export function removeMember(member: Member): DocumentEdit | undefined {
  if (member.isDefault) return undefined;
  const edit = removeWritten(member);
  return edit && { document: member.place.document, ...edit };
}

/** Gives a member another name and leaves its value. */
export function renameMember(member: Member, name: string): DocumentEdit | undefined {
  const edit = renameWritten(member, name);
  return edit && { document: member.namePlace.document, ...edit };
}
