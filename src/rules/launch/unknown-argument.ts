import { nearestName } from '../../linter/nearest-name.js';
import { defineRule, type RuleFix, type RuleReport } from '../../linter/rule.js';
import { type ForeignArgument, foreignArguments } from '../../sagemaker/launch/trainer-classes.js';
import { renameMember } from '../../sagemaker/request/edit-python.js';

export default defineRule({
  id: 'SM316',
  name: 'unknown-argument',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'ModelTrainer, or an object that it is given, does not take this argument',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/model_trainer.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-core/src/sagemaker/core/training/configs.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    if (launch.kind === 'training') for (const foreign of foreignArguments(launch)) yield reportOf(foreign);
  },
});

function reportOf(foreign: ForeignArgument): RuleReport {
  const { member, className, known, renamed, elsewhere } = foreign;
  const { name, namePlace } = member;
  const refused = `${className} has no argument \`${name}\`, and SDK v3 raises ValidationError for it`;
  const nearest = renamed === undefined && elsewhere === undefined ? nearestName(name, known) : undefined;
  const at = { document: namePlace.document, span: namePlace.span };
  if (renamed !== undefined) return { at, message: `${refused}. Write \`${renamed}\`.`, fix: fixFor(foreign, renamed) };
  if (elsewhere !== undefined) return { at, message: `${refused}. Give ${elsewhere}.` };
  if (nearest !== undefined) return { at, message: `${refused}. Did you mean \`${nearest}\`?` };
  // A version after this one may have more.
  return {
    at,
    severity: 'warning',
    message: `${refused}, as of 3.20.0. It takes ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' and others' : ''}.`,
  };
}

function fixFor({ member, object }: ForeignArgument, name: string): RuleFix | undefined {
  const edit = object.members.has(name) ? undefined : renameMember(member, name);
  return edit && { title: `Write ${name}`, edits: [{ ...edit, document: member.namePlace.document }] };
}
