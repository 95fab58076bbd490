/** A value that a file gives for certain. `assumed` says that the default of a build argument took part: another may be passed. */
export interface Known<T> {
  readonly known: true;
  readonly value: T;
  readonly assumed: boolean;
}

/** A value that nobody can tell from the files; rules over it are silent. */
export interface Unknown {
  readonly known: false;
  readonly why: string;
}

/** What a file says of a value, or that it does not say it. A model never guesses. */
export type Value<T> = Known<T> | Unknown;

export function known<T>(value: T, assumed = false): Known<T> {
  return { known: true, value, assumed };
}

export function unknown(why: string): Unknown {
  return { known: false, why };
}

/** The value where it is certain (no build argument took part), else undefined. */
export function certain<T>(value: Value<T>): T | undefined {
  return value.known && !value.assumed ? value.value : undefined;
}

/** The value where it is known, build argument defaults included, else undefined. */
export function likely<T>(value: Value<T>): T | undefined {
  return value.known ? value.value : undefined;
}
