import type { ApiTable, TableShape } from '../refresh/api-table.js';

/** Uses of instance types, each a bit: the order is that of `instanceUses` in src/sagemaker/api/instance-types.ts. */
const instanceEnumerations = ['TrainingInstanceType', 'TransformInstanceType', 'ProductionVariantInstanceType', 'ProcessingInstanceType'];
/** Enumerations that grow: a value that is not there may be newer than the data. */
const growing = /(InstanceType|AcceleratorType|AmiVersion|TargetDevice|Framework|Language|StrategyType|RoutingStrategy)$/;

/**
 * Makes the compact API table that the product carries from the full one; src/sagemaker/api/read-table.ts reads it. Shapes
 * that say the same are one, and names, patterns and values stand once.
 */
export function generateApi(sourceJson: string): Map<string, string> {
  const table = JSON.parse(sourceJson) as ApiTable;
  const names = countedNames(table);
  const patterns = createIndex();
  const values = createIndex();
  const shapes = createIndex();
  const indexOf = new Map<string, number>();

  const write = (name: string): number => {
    const before = indexOf.get(name);
    if (before !== undefined) return before;
    const shape = table.shapes[name];
    if (!shape) throw new Error(`There is no shape ${name}`);
    const index = shapes.add(notation(name, shape));
    indexOf.set(name, index);
    return index;
  };

  const notation = (name: string, shape: TableShape): string => {
    const range = [shape.min ?? '', shape.max ?? ''];
    switch (shape.type) {
      case 'structure': {
        const members = Object.entries(shape.members ?? {}).map(([member, inner]) => {
          const isRequired = shape.required?.includes(member);
          return `${short(names.indexOf(member))}${isRequired ? '!' : '.'}${short(write(inner))}`;
        });
        return `{${members.join(' ')}`;
      }
      case 'list':
        return fields('[', short(write(shape.member ?? '')), ...range);
      case 'map':
        return fields('<', short(write(shape.key ?? '')), short(write(shape.value ?? '')), ...range);
      case 'string': {
        const pattern = shape.pattern === undefined || saysNothing(shape.pattern) ? '' : short(patterns.add(shape.pattern));
        const enumeration = shape.enum ? short(values.add(valuesText(name, shape.enum))) : '';
        return fields('"', ...range, pattern, enumeration);
      }
      case 'integer':
      case 'long':
        return fields('#', ...range);
      case 'float':
      case 'number':
        return fields('%', ...range);
      case 'boolean':
        return '?';
      case 'timestamp':
        return '@';
      default:
        return '*';
    }
  };

  const operations = Object.entries(table.operations).map(([operation, input]) => `${operation}=${short(write(input))}`);
  const lines = [
    '// Generated from api.json by `npm run generate`; `npm run refresh-api` renews that file.',
    "import type { ApiData } from '../api/read-table.js';",
    '',
    'export const apiData: ApiData = {',
    `  date: ${JSON.stringify(table.source.date)},`,
    `  operations: ${JSON.stringify(operations.join(' '))},`,
    `  names: ${JSON.stringify(names.join(' '))},`,
    '  patterns: [',
    ...patterns.entries.map((pattern) => `    ${JSON.stringify(pattern)},`),
    '  ],',
    '  values: [',
    ...values.entries.map((each) => `    ${JSON.stringify(each)},`),
    '  ],',
    `  instances: ${JSON.stringify(instancesText(table))},`,
    `  shapes: ${JSON.stringify(shapes.entries.join('|'))},`,
    '};',
    '',
  ];
  return new Map([['src/sagemaker/facts/api.generated.ts', lines.join('\n')]]);
}

function short(index: number): string {
  return index.toString(36);
}

/** Fields after a mark, those that are empty at the end left out. */
function fields(mark: string, ...parts: readonly (string | number)[]): string {
  return `${mark}${parts.join(',').replace(/,+$/, '')}`;
}

function createIndex(): { readonly entries: string[]; add(text: string): number } {
  const found = new Map<string, number>();
  const entries: string[] = [];
  return {
    entries,
    add(text) {
      const index = found.get(text) ?? entries.push(text) - 1;
      found.set(text, index);
      return index;
    },
  };
}

/** The names of members, those that are used most first, since their numbers are shortest. */
function countedNames({ shapes }: ApiTable): string[] {
  const counts = new Map<string, number>();
  for (const { members } of Object.values(shapes)) {
    for (const name of Object.keys(members ?? {})) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1)).map(([name]) => name);
}

/** `.*` of the model stands for any text: whether it refuses line breaks is not said. */
function saysNothing(pattern: string): boolean {
  return /^(\.[*+]|\[\\[Ss]\\[Ss]\][*+]|\.\{0,\d+\})$/.test(pattern);
}

/** The values with blanks between; `@0` are the instance types of a use, and `+` says that there may be newer values. */
function valuesText(name: string, values: readonly string[]): string {
  const use = instanceEnumerations.indexOf(name);
  if (use >= 0) return `@${use}`;
  return `${growing.test(name) ? '+' : ''}${values.join(' ')}`;
}

/** `m5:f large xlarge,4 metal;m6g:...`: families with their sizes, those of the same uses together. */
function instancesText({ shapes }: ApiTable): string {
  const families = new Map<string, Map<string, number>>();
  instanceEnumerations.forEach((name, use) => {
    for (const type of shapes[name]?.enum ?? []) {
      const [, family, size] = /^ml\.([^.]+)\.(.+)$/.exec(type) ?? [];
      if (family === undefined || size === undefined) throw new Error(`${type} is no instance type`);
      const sizes = families.get(family) ?? new Map<string, number>();
      sizes.set(size, (sizes.get(size) ?? 0) | (1 << use));
      families.set(family, sizes);
    }
  });
  const text = [...families].map(([family, sizes]) => {
    const uses = [...new Set(sizes.values())].map((use) => {
      const same = [...sizes].filter(([, each]) => each === use).map(([size]) => size);
      return `${use.toString(16)} ${same.join(' ')}`;
    });
    return `${family}:${uses.join(',')}`;
  });
  return text.sort().join(';');
}
