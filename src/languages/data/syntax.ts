import type { Span } from '../../text/span.js';

/**
 * A value of a YAML or JSON file, with where it is written. UTF-16 offsets; a span holds the value without the comment or
 * line break behind it, quotes and brackets included.
 */
export type DataNode = DataScalar | DataMapping | DataSequence | DataAlias;

interface DataBase {
  readonly span: Span;
  /** `!Sub`, as written, `!!str` for YAML's own; undefined without one, and in JSON. */
  readonly tag: string | undefined;
}

export interface DataScalar extends DataBase {
  readonly kind: 'scalar';
  /** As YAML's core schema or JSON reads it: `yes` is a text, `1.0` a number. */
  readonly value: string | number | boolean | null;
  /** Its text without the quotes: what `yes`, `1.0` and `0x1F` look like. */
  readonly source: string;
  readonly style: 'plain' | 'quoted' | 'block';
}

export interface DataMapping extends DataBase {
  readonly kind: 'mapping';
  readonly entries: readonly DataEntry[];
  readonly style: DataStyle;
}

/** How a mapping or list is written: by indentation (`block`), with brackets (`flow`), or with the brackets of JSON. */
export type DataStyle = 'block' | 'flow' | 'json';

export interface DataEntry {
  /** The key's text. */
  readonly key: string;
  readonly keySpan: Span;
  /** A key without a value has a null of no length. */
  readonly value: DataNode;
  /** From the key to the end of the value. */
  readonly span: Span;
}

export interface DataSequence extends DataBase {
  readonly kind: 'sequence';
  readonly items: readonly DataNode[];
  readonly style: DataStyle;
}

/** `*name`, with what it stands for where the anchor is known. Merge keys (`<<`) are entries like others. */
export interface DataAlias extends DataBase {
  readonly kind: 'alias';
  readonly target: DataNode | undefined;
}

/** One document of a file; YAML may have several. */
export interface DataDocument {
  readonly language: 'yaml' | 'json';
  readonly root: DataNode | undefined;
  readonly span: Span;
  /** It does not parse as a whole: a template engine's file, or one that is being typed. What was read may be incomplete. */
  readonly isBroken: boolean;
}
