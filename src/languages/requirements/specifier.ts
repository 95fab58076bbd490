/** The versions that a specifier admits, as one stretch; a missing bound is open. Holes made by `!=` are not kept. */
export interface VersionRange {
  readonly lower?: VersionBound;
  readonly upper?: VersionBound;
}

export interface VersionBound {
  readonly version: string;
  readonly inclusive: boolean;
}

/**
 * Reads a version specifier such as `>=3.19,<4` or `==3.20.*`; an empty one admits all. Returns undefined for what
 * is not plain numbers (pre-releases, local versions, epochs, `===`), so that nobody draws conclusions from a guess.
 * After https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function parseVersionRange(specifier: string): VersionRange | undefined {
  let range: VersionRange = {};
  for (const clause of specifier.split(',')) {
    const text = clause.trim();
    if (text === '') continue;
    const [, operator, version, star] = /^(~=|==|!=|<=|>=|<|>)\s*v?(\d+(?:\.\d+)*)(\.\*)?$/.exec(text) ?? [];
    if (operator === undefined || version === undefined || (star !== undefined && operator !== '==' && operator !== '!=')) return undefined;
    range = narrow(range, rangeOfClause(operator, version, star !== undefined));
  }
  return range;
}

/** Compares two versions of plain numbers: negative where `first` is the lower. `1.0` equals `1`. */
export function compareReleases(first: string, second: string): number {
  const [left, right] = [first, second].map((version) => version.split('.').map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether every version of the range is lower than `version`. */
export function isBelow({ upper }: VersionRange, version: string): boolean {
  if (upper === undefined) return false;
  const difference = compareReleases(upper.version, version);
  return difference < 0 || (difference === 0 && !upper.inclusive);
}

/** Whether every version of the range is `version` or higher. */
export function isAtLeast({ lower }: VersionRange, version: string): boolean {
  return lower !== undefined && compareReleases(lower.version, version) >= 0;
}

/** Whether the range reaches down to `version` or lower. */
export function reachesDownTo({ lower }: VersionRange, version: string): boolean {
  if (lower === undefined) return true;
  const difference = compareReleases(lower.version, version);
  return difference < 0 || (difference === 0 && lower.inclusive);
}

function rangeOfClause(operator: string, version: string, isPrefix: boolean): VersionRange {
  switch (operator) {
    case '==':
      return isPrefix
        ? { lower: { version, inclusive: true }, upper: { version: nextRelease(version), inclusive: false } }
        : { lower: { version, inclusive: true }, upper: { version, inclusive: true } };
    case '~=': {
      const family = version.split('.').slice(0, -1).join('.');
      return {
        lower: { version, inclusive: true },
        ...(family === '' ? {} : { upper: { version: nextRelease(family), inclusive: false } }),
      };
    }
    case '<':
    case '<=':
      return { upper: { version, inclusive: operator === '<=' } };
    case '>':
    case '>=':
      return { lower: { version, inclusive: operator === '>=' } };
    default:
      return {};
  }
}

/** `3.21` after `3.20`: the first version that no longer begins with the numbers given. */
function nextRelease(version: string): string {
  const parts = version.split('.').map(Number);
  return [...parts.slice(0, -1), (parts.at(-1) ?? 0) + 1].join('.');
}

function narrow(first: VersionRange, second: VersionRange): VersionRange {
  const lower = stricter(first.lower, second.lower, 1);
  const upper = stricter(first.upper, second.upper, -1);
  return { ...(lower ? { lower } : {}), ...(upper ? { upper } : {}) };
}

function stricter(first: VersionBound | undefined, second: VersionBound | undefined, direction: 1 | -1): VersionBound | undefined {
  if (!first || !second) return first ?? second;
  const difference = compareReleases(first.version, second.version) * direction;
  return difference > 0 || (difference === 0 && !first.inclusive) ? first : second;
}
