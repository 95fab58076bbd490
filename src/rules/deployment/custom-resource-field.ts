import { editDistance, nearestName } from '../../linter/nearest-name.js';
import { defineRule } from '../../linter/rule.js';
import { renameMember } from '../../sagemaker/request/edit.js';
import type { Member } from '../../sagemaker/request/tree.js';
import { misspelledFields } from '../../sagemaker/surfaces/ack-fields.js';

export default defineRule({
  id: 'SM525',
  name: 'custom-resource-field',
  area: 'deployment',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A field of a Kubernetes resource for SageMaker is spelled as in the API, and not as the controller has it',
  sources: ['https://github.com/aws-controllers-k8s/sagemaker-controller/tree/main/config/crd/bases'],
  appliesTo: 'request',
  operations: 'all',
  *check({ request }) {
    for (const { member, meant, fields } of misspelledFields(request)) {
      // `executionRoleRef` names another resource, where the controller has a field for that.
      if (/Refs?$/.test(member.name)) continue;
      const right = meant ?? nearField(member.name, fields);
      if (right === undefined) continue;
      const edit = isAlone(member, right) ? renameMember(member, right) : undefined;
      yield {
        at: member.namePlace,
        message:
          meant === undefined
            ? `\`${member.name}\`: SageMaker's ${request.written} has no such field here, and Kubernetes refuses it. Did you mean \`${right}\`?`
            : `\`${member.name}\`: SageMaker's controller calls it \`${right}\`, and Kubernetes refuses a field that it does not know, or drops it without a word. Write \`${right}\`.`,
        fix: edit && { title: `Write ${right}`, edits: [edit], ...(meant === undefined ? { safety: 'unsafe' as const } : {}) },
      };
    }
  },
});

/** A field that differs in a letter or two. */
function nearField(name: string, fields: readonly string[]): string | undefined {
  const limit = name.length < 6 ? 2 : 3;
  return nearestName(
    name,
    fields.filter((field) => editDistance(name.toLowerCase(), field.toLowerCase(), limit) < limit),
  );
}

/** Whether no other entry beside it has its name, or the one that it would get, in any spelling: of these only one counts. */
function isAlone({ name, namePlace, among }: Member, right: string): boolean {
  const plain = (word: string) => word.replace(/[_-]/g, '').toLowerCase();
  const keys = among?.entries.map(({ start, end }) => /^["']?([\w-]+)/.exec(namePlace.document.text.slice(start, end))?.[1] ?? '') ?? [];
  return keys.filter((key) => plain(key) === plain(name) || plain(key) === plain(right)).length === 1;
}
