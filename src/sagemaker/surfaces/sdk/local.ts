import type { ObjectNode, RequestPlace } from '../../request/tree.js';

/** Whether arguments have a container started on the machine at hand: the API is asked for nothing then. */
export function isLocal(written: ObjectNode): boolean {
  const session = written.members.get('sagemaker_session')?.value;
  if (session?.kind === 'object' && /(^|\.)LocalSession$/.test(session.type ?? '')) return true;
  const mode = (written.members.get('mode') ?? written.members.get('training_mode'))?.place;
  if (mode && /LOCAL_CONTAINER|IN_PROCESS/.test(textAt(mode))) return true;
  // One that is handed in is known by its name at best.
  const given = written.members.get('sagemaker_session')?.place;
  if (given && /local/i.test(textAt(given))) return true;
  return ['instance_type', 'train_instance_type'].some((name) => {
    const member = written.members.get(name);
    if (member?.value.kind === 'unknown') return /^(\w+[ \t]*=[ \t]*)?local/i.test(textAt(member.place));
    return member?.value.kind === 'scalar' && member.value.value.known && String(member.value.value.value).startsWith('local');
  });
}

function textAt({ document, span }: RequestPlace): string {
  return document.text.slice(span.start, span.end);
}
