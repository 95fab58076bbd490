import type { Finding } from '../linter/finding.js';
import type { Texts } from '../linter/fix.js';
import { type Rewrite, refusalOf, rewriteFile } from './write-files.js';

/** How writing went. */
export interface Written {
  /** The texts that are on the disk now. */
  readonly applied: Texts;
  /** What could not be written, as sentences. */
  readonly refusals: readonly string[];
}

/**
 * Writes fixed texts. Where a file is refused, those that a fix changed together with it are left as they are too: half
 * a fix is worse than none.
 */
export function writeFixes(
  texts: Texts,
  mended: readonly Finding[],
  before: (file: string) => string,
  absolute: (file: string) => string,
  display: (file: string) => string,
): Written {
  const rewrites = new Map<string, Rewrite>(
    [...texts].map(([file, after]) => [file, { path: absolute(file), before: before(file), after }]),
  );
  const refused = new Map<string, string>();
  for (const [file, rewrite] of rewrites) {
    const refusal = refusalOf(rewrite);
    if (refusal !== undefined) refused.set(file, refusal);
  }
  for (let spread = true; spread; ) {
    spread = false;
    for (const { fix } of mended) {
      const files = new Set(fix?.edits.map(({ file }) => file));
      const cause = [...files].find((file) => refused.has(file));
      if (cause === undefined) continue;
      for (const file of files) {
        if (refused.has(file) || !rewrites.has(file)) continue;
        refused.set(file, `belongs to the same fix as ${display(cause)}; it was left as it is`);
        spread = true;
      }
    }
  }
  const applied = new Map<string, string>();
  for (const [file, rewrite] of rewrites) {
    const refusal = refused.get(file) ?? rewriteFile(rewrite);
    if (refusal === undefined) applied.set(file, rewrite.after);
    else refused.set(file, refusal);
  }
  return { applied, refusals: [...refused].map(([file, why]) => `${display(file)} ${why}.`) };
}
