import { nearestName } from '../../linter/nearest-name.js';
import { defineRule, type RuleReport } from '../../linter/rule.js';
import { distributionConflicts, distributionKeys } from '../../sagemaker/launch/distribution-conflicts.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { renameMember } from '../../sagemaker/request/edit-python.js';
import type { Member } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM325',
  name: 'distribution-invalid',
  area: 'launch',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A distribution does not go with the instance type or the script, or is one that the SDK does not know',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/fw_utils.py',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/distributed-data-parallel-support.html',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    if (launch.kind !== 'training') return;
    yield* unknownKeys(launch);
    for (const { at, message, severity, renamed } of distributionConflicts(launch)) {
      yield { at, message, severity, fix: renamed && fixFor(renamed.member, renamed.name) };
    }
  },
});

/** The SDK passes over a key that it does not know, and the job trains in one process. */
function* unknownKeys({ surface, distribution, compilerConfig }: TrainingLaunch): Iterable<RuleReport> {
  if (surface !== 'sdk-v2' || distribution.kind !== 'given' || distribution.node.kind !== 'object') return;
  // Keys for Training Compiler have a rule of their own.
  if (distribution.node.type !== undefined || compilerConfig.kind !== 'absent') return;
  for (const member of distribution.node.members.values()) {
    const { name, namePlace } = member;
    const nearest = distributionKeys.some((key) => key === name) ? undefined : nearestName(name, distributionKeys);
    if (nearest === undefined) continue;
    yield {
      at: { document: namePlace.document, span: namePlace.span },
      message: `"${name}" is no distribution that the SDK knows: it passes over it, and the job trains in one process. Write "${nearest}".`,
      fix: fixFor(member, nearest),
    };
  }
}

function fixFor(member: Member, name: string): RuleReport['fix'] {
  const edit = renameMember(member, name);
  return edit && { title: `Write ${name}`, edits: [{ ...edit, document: member.namePlace.document }] };
}
