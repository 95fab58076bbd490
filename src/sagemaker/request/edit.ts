import type { SourceDocument } from '../../text/document.js';
import type { TextEdit } from '../../text/edit.js';
import type { Span } from '../../text/span.js';
import { addToBraces, removeFromBraces } from './edit-json.js';
import { addEntry, removeMember as removeFromPython, renameMember as renameWritten } from './edit-python.js';
import { removeOption } from './edit-shell.js';
import { addToBlock, removeFromBlock, writeKey, writeText } from './edit-yaml.js';
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
    if (notation === 'yaml') return writeText(value, undefined);
    return notation === 'shell' && /^[\w/.:-]+$/.test(value) ? value : JSON.stringify(value);
  }
  return String(value);
}

/** Writes another scalar in the place of a value. */
export function replaceValue(request: ServiceRequest, node: RequestNode, value: Scalar): DocumentEdit {
  const { document, span } = node;
  // A switch of the command line is its own value.
  const [, option] = /^--(?:no-)?([\w-]+)$/.exec(document.text.slice(span.start, span.end)) ?? [];
  if (request.notation === 'shell' && option !== undefined && typeof value === 'boolean') {
    return { document, span, newText: value ? `--${option}` : `--no-${option}` };
  }
  const isYaml = request.notation === 'yaml';
  const quote = isYaml ? /["']/.exec(document.text[span.start] ?? '')?.[0] : undefined;
  const newText = isYaml && typeof value === 'string' ? writeText(value, quote) : writeScalar(value, request.notation);
  return { document, span, newText: isYaml ? `${blanksBefore(node)}${newText}` : newText };
}

/** `Key:` has its null right behind the colon, and the items of its list may stand below it in the same column. */
function blanksBefore({ kind, document: { text }, span }: RequestNode): string {
  if (kind === 'list' && text[span.start] === '-') return '  ';
  return span.start === span.end && /\S/.test(text[span.start - 1] ?? '') ? ' ' : '';
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
  if (!target || word === undefined) return undefined;
  const edit = addWritten(target, word, text);
  return edit && { document: target.document, ...edit };
}

function addWritten({ document, brackets, written }: ObjectNode, word: string, text: string): TextEdit | undefined {
  if (written?.style === 'block') return addToBlock(document.text, written.entries, word, text);
  if (!brackets) return undefined;
  if (written) {
    const { style, entries } = written;
    return addToBraces(document.text, style, brackets, entries, { name: style === 'json' ? word : writeKey(word), value: text });
  }
  const isCall = document.text[brackets.span.start] === '(';
  return addEntry(document, brackets, isCall ? `${word}=${text}` : `${JSON.stringify(word)}: ${text}`);
}

/** Removes a member with its comma or line. Undefined where it cannot be removed alone. */
export function removeMember(member: Member): DocumentEdit | undefined {
  if (member.isDefault) return undefined;
  const { document, span } = member.place;
  const edit = removeWritten(member, document.text, span);
  return edit && { document, ...edit };
}

function removeWritten(member: Member, text: string, place: Span): TextEdit | undefined {
  const { among } = member;
  if (!among && member.name.startsWith('--')) return removeOption(text, place);
  if (!among) return removeFromPython(member);
  if (among.style === 'block') return removeFromBlock(text, among.entries, place);
  return removeFromBraces(text, among.style, among.entries, place);
}

/** Gives a member another name and leaves its value. */
export function renameMember(member: Member, name: string): DocumentEdit | undefined {
  const edit = renameWritten(member, name);
  return edit && { document: member.namePlace.document, ...edit };
}
