import { type FileEdit, type Finding, severityRank } from './finding.js';

/**
 * Merges findings that say the same of the same place, as the images of one Dockerfile and the users of one script do.
 * The worst severity stays. A fix stays only if all of them have the same one: what mends one image may break another.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule}\n${finding.file}\n${finding.span.start}\n${finding.span.end}\n${finding.message}`;
    const twin = merged.get(key);
    merged.set(key, twin ? mergeTwins(twin, finding) : finding);
  }
  return [...merged.values()];
}

function mergeTwins(first: Finding, second: Finding): Finding {
  const { fix, ...worse } = severityRank[second.severity] > severityRank[first.severity] ? second : first;
  const sameFix = first.fix && second.fix && editsKey(first.fix.edits) === editsKey(second.fix.edits);
  if (!fix || !sameFix) return worse;
  const safety = first.fix?.safety === 'safe' && second.fix?.safety === 'safe' ? 'safe' : 'unsafe';
  return { ...worse, fix: { ...fix, safety } };
}

/** A text that is the same for the same edits, whatever their order. */
export function editsKey(edits: readonly FileEdit[]): string {
  return edits
    .map(({ file, span, newText }) => JSON.stringify([file, span.start, span.end, newText]))
    .sort()
    .join('\n');
}

/** Sorts by file, place and rule, the order in which people read. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
