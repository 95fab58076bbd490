/** The text that the parser is given. */
export interface PreparedSource {
  readonly text: string;
  /** Moves an offset of it to the text that people see; undefined where they are the same. */
  readonly toOriginal: ((offset: number) => number) | undefined;
  /** Stretches that are shown as a mere name, from start to end in the text that people see. */
  readonly hidden: ReadonlyMap<number, number> | undefined;
}

export function prepareSource(text: string): PreparedSource {
  return { text, toOriginal: undefined, hidden: undefined };
}
