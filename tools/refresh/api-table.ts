import { enumerationsIn, inputOf, membersOf, type SchemaMember, type SchemaType, type SdkExports, valuesOf } from './sdk-schemas.js';

/** A shape as `src/sagemaker/facts/api.json` has it. Members, items, keys and values name other shapes. */
export interface TableShape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'float'
    | 'number'
    | 'boolean'
    | 'timestamp'
    | 'blob'
    | 'document';
  /** Of texts the letters, of numbers the value, of lists and maps the entries. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
}

export interface ApiTable {
  readonly source: Readonly<Record<string, string>>;
  /** The structure that each operation is given. */
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, TableShape>>;
}

/** One of the SDK's packages: what it exports, and the text of its declarations. */
export interface SdkPackage {
  readonly exports: SdkExports;
  readonly declarations: string;
}

/**
 * The table with what the packages know: members and enumeration values that are new, and what is required. Ranges and
 * patterns stay, since the packages have none, and so do values that a package lacks: it may be older than the table.
 * `say` is told of each change.
 */
export function renewTable(table: ApiTable, packages: readonly SdkPackage[], say: (change: string) => void): ApiTable {
  const shapes: Record<string, TableShape> = { ...table.shapes };
  const operations: Record<string, string> = {};
  const seen = new Set<string>();

  for (const [operation] of Object.entries(table.operations)) {
    const sdk = packages.find(({ exports }) => exports[`${operation}$`] !== undefined);
    if (!sdk) throw new Error(`No package has ${operation}`);
    const input = inputOf(sdk.exports, operation);
    operations[operation] = input;
    renewStructure(input, sdk, enumerationsIn(sdk.declarations, sdk.exports));
  }
  return { ...table, operations, shapes: reachable(operations, shapes) };

  function renewStructure(name: string, sdk: SdkPackage, enumerations: ReadonlyMap<string, string>): void {
    if (seen.has(name)) return;
    seen.add(name);
    const found = membersOf(sdk.exports, name);
    if (!found) throw new Error(`The package has no ${name}`);
    const before = shapes[name];
    const members: Record<string, string> = { ...before?.members };
    for (const member of found) {
      const shape = members[member.name] ?? shapeFor(member, enumerations.get(`${name}.${member.name}`), sdk);
      if (!(member.name in members)) say(`${name}.${member.name} is new: ${shape}`);
      members[member.name] = shape;
      renewValues(shape, sdk);
    }
    const required = found.filter(({ isRequired }) => isRequired).map((member) => member.name);
    const was = before?.required ?? [];
    if (before && String([...was].sort()) !== String([...required].sort()))
      say(`${name} requires ${required.join(' ')}, before ${was.join(' ')}`);
    shapes[name] = { type: 'structure', ...(required.length > 0 ? { required } : {}), members };
    for (const member of found) for (const inner of structuresIn(member.type)) renewStructure(inner, sdk, enumerations);
  }

  /** The values of the enumeration that a shape is, or that the items of a list are. */
  function renewValues(name: string, sdk: SdkPackage): void {
    const shape = shapes[name];
    if (shape?.member !== undefined) renewValues(shape.member, sdk);
    const values = shape?.enum && valuesOf(sdk.exports, name);
    const added = values?.filter((value) => !shape?.enum?.includes(value)) ?? [];
    if (!shape?.enum || added.length === 0) return;
    say(`${name} has ${added.length} more values: ${added.join(' ')}`);
    shapes[name] = { ...shape, enum: [...shape.enum, ...added] };
  }

  /** The name of a shape for a member that the table does not have. */
  function shapeFor({ type, name }: SchemaMember, enumeration: string | undefined, sdk: SdkPackage): string {
    switch (type.kind) {
      case 'structure':
        return type.name;
      case 'list':
        return define(type.name ?? `${name}List`, {
          type: 'list',
          member: shapeFor({ type: type.item, name, isRequired: false }, enumeration, sdk),
        });
      case 'map':
        return define(type.name ?? `${name}Map`, {
          type: 'map',
          key: define('String', { type: 'string' }),
          value: shapeFor({ type: type.value, name, isRequired: false }, undefined, sdk),
        });
      case 'string': {
        const values = enumeration === undefined ? undefined : valuesOf(sdk.exports, enumeration);
        return values && enumeration !== undefined
          ? define(enumeration, { type: 'string', enum: values })
          : define('String', { type: 'string' });
      }
      default:
        return define(`Any${type.kind.replace(/^./, (letter) => letter.toUpperCase())}`, { type: type.kind });
    }
  }

  function define(name: string, shape: TableShape): string {
    shapes[name] ??= shape;
    return name;
  }
}

function structuresIn(type: SchemaType): readonly string[] {
  if (type.kind === 'structure') return [type.name];
  if (type.kind === 'list') return structuresIn(type.item);
  return type.kind === 'map' ? structuresIn(type.value) : [];
}

/** The shapes that the operations lead to, by name. */
function reachable(operations: Readonly<Record<string, string>>, shapes: Readonly<Record<string, TableShape>>): Record<string, TableShape> {
  const names = new Set<string>();
  const visit = (name: string | undefined) => {
    if (name === undefined || names.has(name)) return;
    names.add(name);
    const shape = shapes[name];
    if (!shape) throw new Error(`There is no shape ${name}`);
    for (const inner of Object.values(shape.members ?? {})) visit(inner);
    visit(shape.member);
    visit(shape.key);
    visit(shape.value);
  };
  for (const input of Object.values(operations)) visit(input);
  const entries = [...names].sort().flatMap((name): [string, TableShape][] => (shapes[name] ? [[name, shapes[name]]] : []));
  return Object.fromEntries(entries);
}

/** The table as its file has it: one line a shape, so that differences can be read. */
export function writeTable(table: ApiTable): string {
  const entries = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const parts = (['source', 'operations', 'shapes'] as const).map((part) => `  "${part}": {\n${entries(table[part])}\n  }`);
  return `{\n${parts.join(',\n')}\n}\n`;
}
