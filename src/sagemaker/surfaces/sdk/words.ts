import type { ObjectNode, RequestNode } from '../../request/tree.js';

/** What an argument's value is in the API. Undefined where it is not this member after all. */
export type Conversion = (node: RequestNode) => RequestNode | undefined;

/**
 * Members of the API by their path, each with the arguments that give it: the usual one first, then what other versions of
 * the SDK call it. Dots lead into an object that is given: `compute.instance_type`.
 */
export type Words = Readonly<Record<string, string | readonly [arguments: string, conversion: Conversion]>>;

/** Some arguments as written, and what they are in the API. */
export interface Source {
  readonly written: ObjectNode;
  readonly words: Words;
}

/** A member of the API and the arguments that may give it. */
export interface Word {
  readonly path: string;
  readonly names: readonly string[];
  readonly convert: Conversion | undefined;
  readonly written: ObjectNode;
  /** The name to write where it is missing, as seen from `holder`. */
  readonly name: string;
  /** What it would be written in; undefined where that is not there itself. */
  readonly holder: ObjectNode | undefined;
}

/** The words of a source, with the names of the version of the SDK that it is written for. */
export function wordsOf({ written, words }: Source): readonly Word[] {
  const entries = Object.entries(words).map(([path, entry]) => {
    const [names, convert] = typeof entry === 'string' ? [entry] : entry;
    return { path, names: names.split(' '), convert };
  });
  const has = (at: number) => entries.some(({ names }) => names.length === 2 && isKeyword(written, names[at] ?? ''));
  // Version 1 of the SDK wrote train_instance_count, and whoever does needs train_max_wait.
  const isOlder = has(1) && !has(0);
  return entries.map((entry) => {
    const usual = (isOlder && entry.names[1]) || entry.names[0] || '';
    const dot = usual.lastIndexOf('.');
    const holder = dot < 0 ? written : objectAt(written, usual.slice(0, dot));
    return { ...entry, written, holder, name: holder ? usual.slice(dot + 1) : usual };
  });
}

/** Whether an argument is given by its name. */
function isKeyword(written: ObjectNode, name: string): boolean {
  const place = written.members.get(name)?.namePlace;
  return place?.document.text.startsWith(name, place.span.start) === true;
}

function objectAt(object: ObjectNode, path: string): ObjectNode | undefined {
  let next: ObjectNode | undefined = object;
  for (const name of path.split('.')) {
    const value: RequestNode | undefined = next?.members.get(name)?.value;
    next = value?.kind === 'object' ? value : undefined;
  }
  return next;
}
