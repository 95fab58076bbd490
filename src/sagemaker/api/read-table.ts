import { type InstanceUse, instanceUses } from './instance-types.js';

/** The table as src/sagemaker/facts/api.generated.ts has it; tools/generate/api.ts writes this notation. */
export interface ApiData {
  /** When the data were published, `2026-09-29`: what is newer is not in them. */
  readonly date: string;
  /** `CreateModel=3o`: the shape of what an operation is given. Numbers are to the base of 36. */
  readonly operations: string;
  /** The names of members, which shapes give by number. */
  readonly names: string;
  readonly patterns: readonly string[];
  /** The values of enumerations; `@0` for the instance types of a use, a `+` before those that grow. */
  readonly values: readonly string[];
  readonly instances: string;
  /** `{` a structure, `[` a list, `<` a map, `"` a text, `#` an integer, `%` a number, `?` true or false, `@` a time, `*` bytes. */
  readonly shapes: string;
}

/** What a member of the API holds. */
export type Shape = StructureShape | ListShape | MapShape | TextShape | NumberShape | PlainShape;

export interface StructureShape {
  readonly kind: 'structure';
  readonly members: ReadonlyMap<string, ShapeMember>;
}

export interface ShapeMember {
  readonly name: string;
  readonly isRequired: boolean;
  shape(): Shape;
}

/** Least and most: letters of a text, entries of a list or map, or the value of a number. */
export interface Range {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface ListShape extends Range {
  readonly kind: 'list';
  item(): Shape;
}

export interface MapShape extends Range {
  readonly kind: 'map';
  key(): Shape;
  value(): Shape;
}

export interface TextShape extends Range {
  readonly kind: 'text';
  /** A regular expression for the whole of the text. */
  readonly pattern: string | undefined;
  readonly values: readonly string[] | undefined;
  /** There may be more values than the data have, since AWS adds some from time to time. */
  readonly mayGrow: boolean;
  /** The texts are instance types of this use; `values` are not given then. */
  readonly instances: InstanceUse | undefined;
}

export interface NumberShape extends Range {
  readonly kind: 'integer' | 'number';
}

export interface PlainShape {
  readonly kind: 'boolean' | 'time' | 'bytes';
}

export interface ApiTable {
  readonly date: string;
  /** What an operation is given; undefined for one that the data do not have. */
  inputOf(operation: string): StructureShape | undefined;
  /** Whether the API has a member of that name anywhere. */
  hasName(name: string): boolean;
}

/** Makes the table readable. Shapes are read when they are first asked for. */
export function readTable(data: ApiData): ApiTable {
  const names = data.names.split(' ');
  const lines = data.shapes.split('|');
  const operations = new Map(data.operations.split(' ').map((entry) => pair(entry, '=')));
  const seen = new Map<number, Shape>();

  const shapeAt = (index: number): Shape => {
    const before = seen.get(index);
    if (before) return before;
    const shape = readShape(lines[index] ?? '*');
    seen.set(index, shape);
    return shape;
  };
  const later = (index: string | undefined) => () => shapeAt(Number.parseInt(index ?? '', 36));

  const readShape = (line: string): Shape => {
    const fields = line.slice(1).split(',');
    switch (line[0]) {
      case '{':
        return { kind: 'structure', members: new Map(line.slice(1).split(' ').filter(Boolean).map(readMember)) };
      case '[':
        return { kind: 'list', item: later(fields[0]), ...rangeOf(fields, 1) };
      case '<':
        return { kind: 'map', key: later(fields[0]), value: later(fields[1]), ...rangeOf(fields, 2) };
      case '"':
        return {
          kind: 'text',
          ...rangeOf(fields, 0),
          pattern: fields[2] ? data.patterns[Number.parseInt(fields[2], 36)] : undefined,
          ...valuesOf(fields[3]),
        };
      case '#':
        return { kind: 'integer', ...rangeOf(fields, 0) };
      case '%':
        return { kind: 'number', ...rangeOf(fields, 0) };
      case '?':
        return { kind: 'boolean' };
      default:
        return { kind: line[0] === '@' ? 'time' : 'bytes' };
    }
  };

  const readMember = (entry: string): [string, ShapeMember] => {
    const isRequired = entry.includes('!');
    const [member, shape] = pair(entry, isRequired ? '!' : '.');
    const name = names[Number.parseInt(member, 36)] ?? '';
    return [name, { name, isRequired, shape: later(shape) }];
  };

  const valuesOf = (index: string | undefined): Pick<TextShape, 'values' | 'mayGrow' | 'instances'> => {
    const text = index ? data.values[Number.parseInt(index, 36)] : undefined;
    if (text?.startsWith('@')) return { values: undefined, mayGrow: true, instances: instanceUses[Number(text.slice(1))] };
    const mayGrow = text?.startsWith('+') === true;
    return { values: (mayGrow ? text.slice(1) : text)?.split(' '), mayGrow, instances: undefined };
  };

  return {
    date: data.date,
    inputOf(operation) {
      const index = operations.get(operation);
      const shape = index === undefined ? undefined : shapeAt(Number.parseInt(index, 36));
      return shape?.kind === 'structure' ? shape : undefined;
    },
    hasName: (name) => names.includes(name),
  };
}

function pair(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

function rangeOf(fields: readonly string[], from: number): Range {
  const [min, max] = [fields[from], fields[from + 1]].map((field) => (field ? Number(field) : undefined));
  return { min, max };
}
