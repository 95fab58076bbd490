import type { Member, ObjectNode, RequestNode, RequestPlace, Scalar, Spelling } from '../../request/tree.js';
import { known } from '../../value.js';
import { type Source, type Word, wordsOf } from './words.js';

/** What is to be known of an object besides its arguments. */
export interface TranslationOptions {
  /** Objects of the API that are sent whatever is given: `StoppingCondition`. */
  readonly always?: readonly string[];
  /** More may be given than is seen. */
  readonly isOpen?: boolean;
  /** Members that are made in other ways, by their path. They count before what the arguments say. */
  readonly members?: Readonly<Record<string, Member | undefined>>;
  /** What the SDK gives where nothing is said. Only where a rule needs it. */
  readonly defaults?: Readonly<Record<string, Scalar>>;
}

/**
 * Arguments of the SDK as the object that the API is sent, under the API's names. Objects of the API that the SDK has no
 * object for, as StoppingCondition in an estimator, are there where one of their members is.
 */
export function translate(place: RequestPlace, sources: readonly Source[], options: TranslationOptions = {}): ObjectNode {
  const words = sources.flatMap(wordsOf);
  const isOpen = (options.isOpen ?? false) || sources.some(({ written }) => written.isOpen);
  const [first] = sources;
  return build('', words, { ...options, place, isOpen, written: first?.written });
}

interface Building extends TranslationOptions {
  readonly place: RequestPlace;
  readonly isOpen: boolean;
  readonly written: ObjectNode | undefined;
}

/** The object at a path, which ends in a dot or is empty. */
function build(prefix: string, words: readonly Word[], building: Building): ObjectNode {
  const { place, written } = building;
  const { document, span } = place;
  const members = new Map<string, Member>();
  const below = words.filter(({ path }) => path.startsWith(prefix));
  const paths = [...below.map(({ path }) => path), ...Object.keys(building.members ?? {}), ...Object.keys(building.defaults ?? {})];
  const always = (building.always ?? []).filter((path) => path.startsWith(prefix));
  // What else is open does not open an object whose arguments are all seen.
  const isOpen = prefix === '' ? building.isOpen : below.some(({ holder, written: whole }) => whole.isOpen || holder?.isOpen);
  for (const path of new Set([...paths, ...always])) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...deeper] = path.slice(prefix.length).split('.');
    if (members.has(name)) continue;
    const member =
      deeper.length > 0 || always.includes(path)
        ? groupAt(`${prefix}${name}`, below, building)
        : memberAt(
            path,
            below.filter((word) => word.path === path),
            building,
          );
    if (member) members.set(name, member);
  }
  return { kind: 'object', document, span, type: undefined, members, isOpen, spelling: spellingOf(prefix, below, written) };
}

function spellingOf(prefix: string, words: readonly Word[], written: ObjectNode | undefined): Spelling {
  const wordAt = (member: string): Word | undefined => words.find(({ path }) => path === `${prefix}${member}`);
  const usual = prefix === '' ? written : words[0]?.holder;
  return {
    object: usual,
    objectOf: (member) => wordAt(member)?.holder,
    nameOf: (member) => wordAt(member)?.name,
  };
}

/** An object of the API; undefined where nothing of it is given. */
function groupAt(path: string, words: readonly Word[], building: Building): Member | undefined {
  const inner = build(`${path}.`, words, building);
  const given = [...inner.members.values()];
  const isCertain = building.always?.includes(path) || given.some(({ value, isOptional }) => !isOptional && !mayBeNone(value));
  const first = given.find(({ value }) => !isNone(value)) ?? given[0];
  const document = first?.place.document ?? building.place.document;
  const place = first?.place ?? building.place;
  const base = { name: first?.name ?? path, namePlace: first?.namePlace ?? place, place };
  const object: ObjectNode = { ...inner, document, span: place.span };
  if (isCertain) return { ...base, value: object };
  if (given.some(({ value }) => !isNone(value)) || (inner.isOpen && !building.isOpen)) return { ...base, value: object, isOptional: true };
  // Nothing but None: the object is not sent.
  return first && { ...base, value: first.value };
}

function isNone(node: RequestNode): boolean {
  return node.kind === 'scalar' && node.value.known && !node.value.assumed && node.value.value === null;
}

/** An argument whose value is not known may be None, which says that nothing is given. */
function mayBeNone(node: RequestNode): boolean {
  return node.kind === 'unknown' ? node.pieces === undefined : isNone(node);
}

function memberAt(path: string, words: readonly Word[], building: Building): Member | undefined {
  const own = building.members?.[path];
  if (own) return own;
  let none: Member | undefined;
  for (const { written, names, convert } of words) {
    for (const name of names) {
      const member = argumentAt(written, name);
      if (!member) continue;
      if (isNone(member.value)) {
        none ??= member;
        continue;
      }
      const value = convert ? convert(member.value) : member.value;
      if (value) return { ...member, value };
    }
  }
  if (none) return none;
  const fallback = building.defaults?.[path];
  if (fallback === undefined || words.some(({ written }) => written.isOpen)) return undefined;
  return defaultMember(words[0]?.name ?? path, fallback, building.place);
}

/** What the SDK gives by itself. It stands where the class is named. */
export function defaultMember(name: string, value: Scalar, place: RequestPlace): Member {
  const { document } = place;
  const bracket = document.text.slice(place.span.start, place.span.end).indexOf('(');
  const span = bracket < 0 ? place.span : { start: place.span.start, end: place.span.start + bracket };
  const at = { document, span };
  return { name, namePlace: at, place: at, value: { kind: 'scalar', document, span, value: known(value) }, isDefault: true };
}

/** An argument, through the objects that it is in. Of an object that is not known nobody can tell what it has. */
function argumentAt(object: ObjectNode, path: string): Member | undefined {
  const dot = path.indexOf('.');
  const member = object.members.get(dot < 0 ? path : path.slice(0, dot));
  if (!member || dot < 0 || isNone(member.value)) return dot < 0 ? member : undefined;
  const { value } = member;
  if (value.kind === 'object') {
    const found = argumentAt(value, path.slice(dot + 1));
    return found ?? (value.isOpen ? unknownMember(member, path) : undefined);
  }
  return unknownMember(member, path);
}

function unknownMember(member: Member, path: string): Member {
  const { document, span } = member.value;
  return { ...member, value: { kind: 'unknown', document, span, why: `${path} is not known` }, isOptional: true };
}
