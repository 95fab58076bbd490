import { applyEdits, type TextEdit } from '../text/edit.js';
import { overlaps } from '../text/span.js';
import type { FileEdit, Finding } from './finding.js';
import { editsKey } from './merge.js';

/** Texts by file. */
export type Texts = ReadonlyMap<string, string>;

/** Which fixes to apply: those that keep the meaning, or those that may change it as well. */
export type FixSafety = 'safe' | 'unsafe';

/** Fixes that can be applied together. */
export interface ChosenFixes {
  /** The findings that they mend. */
  readonly findings: readonly Finding[];
  /** Edits by file; those of one file do not overlap. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/**
 * Chooses fixes that do not touch each other, in the order of the findings. A fix is taken whole or not at all; fixes
 * with identical edits are taken once, and mend all their findings. What is left over comes with the next round.
 */
export function chooseFixes(findings: readonly Finding[], safety: FixSafety): ChosenFixes {
  const taken = new Set<string>();
  const chosen: Finding[] = [];
  const edits = new Map<string, TextEdit[]>();
  const isFree = ({ file, span }: FileEdit): boolean => !(edits.get(file) ?? []).some((other) => overlaps(other.span, span));
  for (const finding of findings) {
    const { fix } = finding;
    if (!fix || fix.edits.length === 0 || (fix.safety === 'unsafe' && safety === 'safe')) continue;
    const key = editsKey(fix.edits);
    if (!taken.has(key)) {
      if (!fix.edits.every(isFree) || overlapThemselves(fix.edits)) continue;
      taken.add(key);
      for (const { file, span, newText } of fix.edits) edits.set(file, [...(edits.get(file) ?? []), { span, newText }]);
    }
    chosen.push(finding);
  }
  return { findings: chosen, edits };
}

/** Applies chosen fixes to the texts they were made for, and gives the texts that changed. `read` gives the text of a file. */
export function applyFixes(chosen: ChosenFixes, read: (file: string) => string | undefined): Texts {
  const changed = new Map<string, string>();
  for (const [file, edits] of chosen.edits) {
    const text = read(file);
    if (text === undefined) continue;
    const fixed = applyEdits(text, edits);
    if (fixed !== text) changed.set(file, fixed);
  }
  return changed;
}

/** What `fixAll` needs of its host; the texts that it hands over are those that differ from the files. */
export interface FixHost {
  /** The text of a file as it is before any fix; undefined where it cannot be read. */
  read(file: string): string | undefined;
  /** Lints with some texts in the place of the files'. */
  lint(changed: Texts): readonly Finding[];
}

/** How fixing went. */
export interface FixOutcome {
  /** The new texts of the files that changed. */
  readonly texts: Texts;
  /** The findings that were mended, in the order of mending. */
  readonly mended: readonly Finding[];
  /** What is found in the new texts. */
  readonly remaining: readonly Finding[];
  /** False where fixes were still to be applied after the last round, or led back to a text that was there before. */
  readonly converged: boolean;
}

/** Fixes bring fixes: SM104 turns CMD into ENTRYPOINT, and only then SM107 sees its program. More rounds mean that two rules quarrel. */
export const mostRounds = 10;

/** Lints and applies fixes until there is none left to apply. Pure: nothing is written. */
export function fixAll(host: FixHost, safety: FixSafety): FixOutcome {
  const texts = new Map<string, string>();
  const read = (file: string): string | undefined => texts.get(file) ?? host.read(file);
  const mended: Finding[] = [];
  const seen = new Set<string>();
  const outcome = (converged: boolean): FixOutcome => {
    const changed = [...texts].filter(([file, text]) => text !== host.read(file));
    return { texts: new Map(changed), mended, remaining, converged };
  };
  let remaining = host.lint(texts);
  for (let round = 0; round < mostRounds; round++) {
    const chosen = chooseFixes(remaining, safety);
    const changed = applyFixes(chosen, read);
    if (changed.size === 0) return outcome(true);
    for (const [file, text] of changed) texts.set(file, text);
    mended.push(...chosen.findings);
    const state = JSON.stringify([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
    remaining = host.lint(texts);
    if (seen.has(state)) return outcome(false);
    seen.add(state);
  }
  return outcome(chooseFixes(remaining, safety).findings.length === 0);
}

function overlapThemselves(edits: readonly FileEdit[]): boolean {
  return edits.some((edit, index) => edits.some((other, at) => at > index && other.file === edit.file && overlaps(edit.span, other.span)));
}
