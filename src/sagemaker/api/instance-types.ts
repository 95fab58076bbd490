import { apiData } from '../facts/api.generated.js';

/** What instances are asked for; each has a list of types of its own. */
export type InstanceUse = 'training' | 'transform' | 'hosting' | 'processing';

/** In the order of the bits and numbers in the data. */
export const instanceUses: readonly InstanceUse[] = ['training', 'transform', 'hosting', 'processing'];

/** Families with their sizes, and for each size a bit of each use that has it. */
let families: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;

function readFamilies(): ReadonlyMap<string, ReadonlyMap<string, number>> {
  families ??= new Map(
    apiData.instances.split(';').map((entry) => {
      const colon = entry.indexOf(':');
      const sizes = entry
        .slice(colon + 1)
        .split(',')
        .flatMap((group) => {
          const [uses = '', ...names] = group.split(' ');
          return names.map((name): [string, number] => [name, Number.parseInt(uses, 16)]);
        });
      return [entry.slice(0, colon), new Map(sizes)];
    }),
  );
  return families;
}

/** The uses that an instance type is known for, `ml.m5.xlarge`; empty for one that the data do not have. */
export function usesOf(type: string): readonly InstanceUse[] {
  const [, family = '', size = ''] = /^ml\.([^.]+)\.(.+)$/.exec(type) ?? [];
  const bits = readFamilies().get(family)?.get(size) ?? 0;
  return instanceUses.filter((_, index) => (bits >> index) & 1);
}

/** Whether any instance type of the data is of a family, `m5`. */
export function isKnownFamily(family: string): boolean {
  return readFamilies().has(family);
}

const typesByUse = new Map<InstanceUse | undefined, readonly string[]>();

/** The instance types of a use, or of any. */
export function instanceTypes(use?: InstanceUse): readonly string[] {
  const types = typesByUse.get(use) ?? readTypes(use);
  typesByUse.set(use, types);
  return types;
}

function readTypes(use: InstanceUse | undefined): readonly string[] {
  const bit = use === undefined ? 0xf : 1 << instanceUses.indexOf(use);
  return [...readFamilies()].flatMap(([family, sizes]) =>
    [...sizes].flatMap(([size, bits]) => (bits & bit ? [`ml.${family}.${size}`] : [])),
  );
}
