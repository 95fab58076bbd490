import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import type { Value } from '../value.js';

/** A scalar of a request. */
export type Scalar = string | number | boolean | null;

/** Where something of a request is written. A dictionary that is passed on may stand elsewhere in the file than the call. */
export interface RequestPlace {
  readonly document: SourceDocument;
  readonly span: Span;
}

/**
 * One value of a request, whatever surface it is written in. Unknown is a value: a variable, an f-string with holes, an
 * intrinsic, a placeholder. The span is that of the value as written, quotes included.
 */
export type RequestNode = ScalarNode | ObjectNode | ListNode | UnknownNode;

export interface ScalarNode extends RequestPlace {
  readonly kind: 'scalar';
  /** Assumed also for a path that starts at `__file__`: it is given as seen from the folder of the file. */
  readonly value: Value<Scalar>;
  /** What an assumed one stands for: the parameter of a template whose default this is. */
  readonly reference?: string | undefined;
}

/** A dictionary, a mapping, or the arguments of an object that the SDK has for it (`TrainingInput(...)`, `Compute(...)`). */
export interface ObjectNode extends RequestPlace {
  readonly kind: 'object';
  /** The class or function that makes it, in full where its import is seen (`sagemaker.inputs.TrainingInput`); undefined for a plain mapping. */
  readonly type: string | undefined;
  readonly members: ReadonlyMap<string, Member>;
  /** It may have members that are not seen: `**kwargs`, a key that is a variable, a dictionary that is changed later. */
  readonly isOpen: boolean;
  /** Where its members are written, for edits that add one; undefined where it is put together from several places. */
  readonly brackets?: Brackets | undefined;
  /** The same for a mapping of YAML or JSON, which has no brackets where it is written by indentation. */
  readonly written?: WrittenEntries | undefined;
  /** Of an object whose members have the API's names, while the surface has others: the object as it is written. */
  readonly spelling?: Spelling | undefined;
}

/** How the members of an object are written where the API's names are not used. */
export interface Spelling {
  /** What holds the members as written: the arguments of `Estimator(...)` hold what the API has in StoppingCondition. Undefined where nothing can be added. */
  readonly object: ObjectNode | undefined;
  /** The same for one member, where not all of them are written in one place: `Compute(...)` of version 3 holds `enable_managed_spot_training`. */
  objectOf?(member: string): ObjectNode | undefined;
  /** The surface's word for a member of the API; undefined where the surface has none. */
  nameOf(member: string): string | undefined;
}

/** The brackets around the members of an object. UTF-16 offsets. */
export interface Brackets {
  /** With both brackets. */
  readonly span: Span;
  /** What is written last between them, whatever it is: `b=2`, `**rest`. */
  readonly last: Span | undefined;
}

/** The entries of a mapping in YAML or JSON as they are written, for edits that add or remove one. */
export interface WrittenEntries {
  /** `block`: by indentation. `flow`: in YAML's braces. */
  readonly style: 'block' | 'flow' | 'json';
  /** All of them, also those that are no members of their own, in their order: each from its key to the end of its value. */
  readonly entries: readonly Span[];
}

export interface ListNode extends RequestPlace {
  readonly kind: 'list';
  readonly items: readonly RequestNode[];
  /** It may have items that are not seen. */
  readonly isOpen: boolean;
}

export interface UnknownNode extends RequestPlace {
  readonly kind: 'unknown';
  readonly why: string;
  /** The class or function that would make it, where that much is known. */
  readonly type?: string | undefined;
  /** A text of which parts are known, in their order; undefined stands for each part that is not: `[undefined, '.dkr.ecr.']`. */
  readonly pieces?: readonly (string | undefined)[] | undefined;
  /** What it stands for, where two that are equal surely have the same value: a template's resource, a name that is bound once. */
  readonly reference?: string | undefined;
  /** It is surely something: the name of an object, which the SDK makes up. Any other may be None. */
  readonly isGiven?: true;
}

/** A member of an object. */
export interface Member {
  /** The name in the surface's own words: `use_spot_instances`, `EnableManagedSpotTraining`. */
  readonly name: string;
  /** The name as written, quotes included; the value itself for a positional argument. */
  readonly namePlace: RequestPlace;
  readonly value: RequestNode;
  /** The whole of it: `name=value`, `"name": value`. */
  readonly place: RequestPlace;
  /** It is set by a statement of its own, `parameters["name"] = value`, which is the place then. */
  readonly isStatement?: true;
  /** It is an entry of YAML or JSON, with the others beside it. */
  readonly among?: WrittenEntries | undefined;
  /** It may not be there at all: `!If [Condition, value, !Ref AWS::NoValue]`. */
  readonly isOptional?: true;
  /** It is not written: the surface gives it where nothing is said. Its places are those of the object's class, and nothing can be written there. */
  readonly isDefault?: true;
}

/** What is known of a member: it is there, it is certainly not there, or nobody can tell. */
export type Lookup = { readonly kind: 'given'; readonly member: Member } | { readonly kind: 'absent' } | { readonly kind: 'unknown' };

/** Looks a member up by name, through nested objects where the name has dots. */
export function lookUp(node: ObjectNode, path: string): Lookup {
  const dot = path.indexOf('.');
  const member = node.members.get(dot < 0 ? path : path.slice(0, dot));
  if (!member) return node.isOpen ? { kind: 'unknown' } : { kind: 'absent' };
  if (member.isOptional) return { kind: 'unknown' };
  if (dot < 0) return { kind: 'given', member };
  if (member.value.kind === 'object') return lookUp(member.value, path.slice(dot + 1));
  return { kind: 'unknown' };
}

/** The parts of a text in their order, undefined for each that is not known; undefined for what is no text at all. */
export function textPieces(node: RequestNode): readonly (string | undefined)[] | undefined {
  if (node.kind === 'unknown') return node.pieces;
  if (node.kind !== 'scalar' || !node.value.known || typeof node.value.value !== 'string') return undefined;
  return [node.value.value];
}
