import type { Member, ObjectNode, RequestNode, RequestPlace } from '../request/tree.js';

/** What is wrong with a part of a request, as the API's model says it. */
export type Violation = Violated & {
  /** The path in the API, without the indexes of lists: `ProductionVariants.VariantName`. */
  readonly path: string;
  readonly at: RequestPlace;
};

export type Violated = MissingMembers | UnknownMember | WrongType | OutOfRange | WrongLength | WrongCount | NotMatching | UnknownValue;

/** Members that have to be there and are not. */
export interface MissingMembers {
  readonly kind: 'missing';
  /** In the API's words. */
  readonly names: readonly string[];
  readonly object: ObjectNode;
  /** What the object is the value of; undefined for the request itself. */
  readonly holder: Member | undefined;
}

/** A member that the API does not have there. */
export interface UnknownMember {
  readonly kind: 'unknown-member';
  readonly member: Member;
  /** What is probably meant. */
  readonly nearest: string | undefined;
  /** Where the API has a member of that name, if there is one such place: `ProductionVariants.ServerlessConfig`. */
  readonly belongsIn: string | undefined;
}

interface OfValue {
  /** The member that the value is given for, or whose list or map it stands in; with the name as written. */
  readonly member: Member;
  readonly value: RequestNode;
}

export interface WrongType extends OfValue {
  readonly kind: 'wrong-type';
  readonly wanted: 'text' | 'integer' | 'number' | 'true or false' | 'list' | 'object';
}

/** A number that is too small or too large. */
export interface OutOfRange extends OfValue {
  readonly kind: 'out-of-range';
  readonly number: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** A text with too few or too many letters. */
export interface WrongLength extends OfValue {
  readonly kind: 'wrong-length';
  readonly text: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** A list or map with too few or too many entries. */
export interface WrongCount extends OfValue {
  readonly kind: 'wrong-count';
  readonly count: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface NotMatching extends OfValue {
  readonly kind: 'not-matching';
  readonly text: string;
  readonly pattern: string;
}

/** A text that is none of the values that there are. */
export interface UnknownValue extends OfValue {
  readonly kind: 'unknown-value';
  readonly text: string;
  readonly values: readonly string[];
  readonly nearest: string | undefined;
  /** A newer value may be missing in the data. */
  readonly mayBeNewer: boolean;
}
