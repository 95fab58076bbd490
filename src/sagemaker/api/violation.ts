import type { Member, ObjectNode, RequestNode, RequestPlace } from '../request/tree.js';

/** What is wrong with a part of a request, as the API's model says it. */
export type Violation = Violated & {
  /** The path in the API, without the indexes of lists: `ProductionVariants.VariantName`. */
  readonly path: string;
  readonly at: RequestPlace;
};

export type Violated = MissingMembers | UnknownMember | WrongType | WrongSize | NotMatching | UnknownValue;

/** Members that have to be there and are not. */
export interface MissingMembers {
  readonly kind: 'missing';
  /** In the API's words. */
  readonly names: readonly string[];
  readonly object: ObjectNode;
  /** What the object is the value of, or an item of; undefined for the request itself. */
  readonly holder: Member | undefined;
}

/** A member that the API does not have there. */
export interface UnknownMember {
  readonly kind: 'unknown-member';
  readonly member: Member;
  /** The members that it has there, in its words. */
  readonly members: readonly string[];
  /** Where the API has a member of that name, if there is one such place: `ProductionVariants.ServerlessConfig`. */
  readonly belongsIn: string | undefined;
}

interface OfValue {
  /** What the value is given for, or what holds the list or map that it stands in. */
  readonly member: Member;
  readonly value: RequestNode;
}

export interface WrongType extends OfValue {
  readonly kind: 'wrong-type';
  readonly wanted: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'object';
}

/** Too much or too little: of a number the value, of a text the letters, of a list or map the entries. */
export interface WrongSize extends OfValue {
  readonly kind: 'wrong-size';
  readonly what: 'value' | 'letters' | 'entries';
  readonly size: number;
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
  /** A newer value may be missing in the data. */
  readonly mayBeNewer: boolean;
}
