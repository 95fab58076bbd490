/**
 * Reads what `@aws-sdk/client-sagemaker` says of the API: its exports that end in `$` are arrays, an internal format of that
 * package. Whatever does not look as expected is an error here, so that a change of the format is noticed and not guessed.
 */

/** What a member holds. Numbers are not told apart, and neither lengths nor ranges are there. */
export type SchemaType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document' }
  | { readonly kind: 'structure'; readonly name: string }
  | { readonly kind: 'list'; readonly name: string | undefined; readonly item: SchemaType }
  | { readonly kind: 'map'; readonly name: string | undefined; readonly value: SchemaType };

export interface SchemaMember {
  readonly name: string;
  readonly type: SchemaType;
  readonly isRequired: boolean;
}

/** The package as it is loaded: `require('@aws-sdk/client-sagemaker')`. */
export type SdkExports = Readonly<Record<string, unknown>>;

const simpleKinds: Readonly<Record<number, SchemaType['kind'] & ('string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document')>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp',
  6: 'timestamp',
  7: 'timestamp',
  15: 'document',
  17: 'number',
  19: 'number',
  21: 'blob',
  42: 'blob',
};
const listOf = 64;
const mapOf = 128;

/** The name of the structure that an operation is given, `CreateModelInput`. */
export function inputOf(exports: SdkExports, operation: string): string {
  const schema = schemaIn(exports, operation);
  if (schema[0] !== 9) throw unexpected(operation, 'is no operation');
  const input = called(schema[4], operation);
  return nameOf(input, operation);
}

/** The members of a structure, those that are required first; undefined where the package has none of that name. */
export function membersOf(exports: SdkExports, structure: string): readonly SchemaMember[] | undefined {
  if (exports[`${structure}$`] === undefined) return undefined;
  const schema = schemaIn(exports, structure);
  const [kind, , name, , names, types, required = 0] = schema;
  if (kind !== 3 || name !== structure) throw unexpected(structure, 'is no structure of that name');
  if (!Array.isArray(names) || !Array.isArray(types) || names.length !== types.length || typeof required !== 'number') {
    throw unexpected(structure, 'has another form than [3, namespace, name, traits, names, types, required]');
  }
  return names.map((member: unknown, index): SchemaMember => {
    if (typeof member !== 'string') throw unexpected(structure, 'has a member without a name');
    return { name: member, type: typeOf(types[index], `${structure}.${member}`), isRequired: index < required };
  });
}

/** The values of an enumeration; undefined where the package has none of that name. */
export function valuesOf(exports: SdkExports, enumeration: string): readonly string[] | undefined {
  const found = exports[enumeration];
  if (found === undefined || typeof found !== 'object' || found === null) return undefined;
  const values: unknown[] = Object.values(found);
  return values.every((value) => typeof value === 'string') ? values : undefined;
}

/**
 * The enumerations that members of structures have, by `Structure.Member`: the arrays say "string" only, while the
 * package's declarations name the type.
 */
export function enumerationsIn(declarations: string, exports: SdkExports): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, structure = '', body = ''] of declarations.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
    for (const [, member = '', type = ''] of body.matchAll(/^ {4}(\w+)\??: (\w+)(?:\[\])? \| undefined;/gm)) {
      if (valuesOf(exports, type)) found.set(`${structure}.${member}`, type);
    }
  }
  return found;
}

function typeOf(given: unknown, where: string): SchemaType {
  // A type with traits of its own is a pair.
  const type = Array.isArray(given) && (typeof given[0] === 'function' || given.length === 2) ? given[0] : given;
  if (typeof type === 'function') return schemaType(called(type, where), where);
  if (typeof type !== 'number') throw unexpected(where, `has the type ${String(type)}`);
  if (type >= mapOf) return { kind: 'map', name: undefined, value: typeOf(type - mapOf, where) };
  if (type >= listOf) return { kind: 'list', name: undefined, item: typeOf(type - listOf, where) };
  const kind = simpleKinds[type];
  if (!kind) throw unexpected(where, `has the type ${type}`);
  return { kind };
}

function schemaType(schema: readonly unknown[], where: string): SchemaType {
  switch (schema[0]) {
    case 0:
      return typeOf(schema[4], where);
    case 1:
      return { kind: 'list', name: nameOf(schema, where), item: typeOf(schema[4], where) };
    case 2:
      return { kind: 'map', name: nameOf(schema, where), value: typeOf(schema[5], where) };
    case 3:
    case 4:
      return { kind: 'structure', name: nameOf(schema, where) };
    default:
      throw unexpected(where, `has a schema of kind ${String(schema[0])}`);
  }
}

function schemaIn(exports: SdkExports, name: string): readonly unknown[] {
  const schema = exports[`${name}$`];
  if (!Array.isArray(schema)) throw unexpected(name, 'has no schema array');
  return schema;
}

function called(maker: unknown, where: string): readonly unknown[] {
  const schema: unknown = typeof maker === 'function' ? maker() : maker;
  if (!Array.isArray(schema)) throw unexpected(where, 'names no schema');
  return schema;
}

function nameOf(schema: readonly unknown[], where: string): string {
  const name = schema[2];
  if (typeof name !== 'string') throw unexpected(where, 'has a schema without a name');
  return name;
}

function unexpected(where: string, what: string): Error {
  return new Error(`${where} ${what}: the schemas of the SDK have changed, see tools/refresh/sdk-schemas.ts`);
}
