import { lookUp, type Member, type ObjectNode } from '../../request/tree.js';
import { certain } from '../../value.js';

/** `2026-01-31-12-00-00-000`, which version 2 puts behind a name: utils.py of v2.257.6. A short one is `260131-1200`. */
const stamps: Readonly<Record<number, number>> = { 63: 23, 32: 11 };

/**
 * The name that version 2 of the SDK makes of `base_job_name` and the time: its beginning is known, and cut so that the
 * whole has at most `longest` characters. Nothing in a pipeline, where jobs are named otherwise.
 */
export function nameFromBase(written: ObjectNode, argument: string, longest: 63 | 32): Member | undefined {
  const kept = longest - (stamps[longest] ?? 0) - 1;
  return mayBePipeline(written) ? undefined : begins(written, argument, (base) => `${base.slice(0, kept)}-`);
}

/** The same of version 3, which writes hyphens for underscores, and cuts what is too long at its end: utils.py of v3.20.0. */
export function trainerJobName(written: ObjectNode): Member | undefined {
  return mayBePipeline(written) ? undefined : begins(written, 'base_job_name', (base) => `${base.replaceAll('_', '-')}-`);
}

function begins(written: ObjectNode, argument: string, start: (base: string) => string): Member | undefined {
  const found = lookUp(written, argument);
  if (found.kind !== 'given') return undefined;
  const { member } = found;
  const base = member.value.kind === 'scalar' ? certain(member.value.value) : undefined;
  if (typeof base !== 'string') return undefined;
  const { document, span } = member.value;
  const pieces = [start(base), undefined];
  return { ...member, value: { kind: 'unknown', document, span, why: 'the SDK adds the time', pieces, isGiven: true } };
}

/** Whether the session may be one that only writes a pipeline down. */
function mayBePipeline(written: ObjectNode): boolean {
  const session = lookUp(written, 'sagemaker_session');
  if (session.kind !== 'given') return session.kind === 'unknown';
  const { value } = session.member;
  return value.kind !== 'object' || !/(^|\.)Session$/.test(value.type ?? '');
}
