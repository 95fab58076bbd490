import { defineRule, type RuleFix } from '../../linter/rule.js';
import { isTest } from '../../project/evidence.js';
import { joinPath } from '../../project/paths.js';
import { type SdkRequirement, sdkRequirement } from '../../project/sdk-requirement.js';
import type { Launch } from '../../sagemaker/launch/model.js';

export default defineRule({
  id: 'SM323',
  name: 'sdk-major-version-mismatch',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A launch is written for another major version of the SageMaker Python SDK than the one that is installed',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/master/migration.md',
    'https://github.com/aws/sagemaker-python-sdk/issues/5336',
  ],
  appliesTo: 'launch',

  *check({ launch, document, project }) {
    const version = versionOf(launch);
    // Tests say the same as what they test, which is where the version is looked for.
    if (isTest(document.path)) return;
    const links = project.launchesIn(document.path).filter((link) => link.launch.document === document);
    // Once for each file: what is wrong with one launch is wrong with all.
    if (version === undefined || links.find((link) => versionOf(link.launch) !== undefined)?.launch !== launch) return;
    const uploaded = links.flatMap(({ sourceFolder }) => (sourceFolder === undefined ? [] : [joinPath(sourceFolder, 'requirements.txt')]));
    const requirement = sdkRequirement(project.filesFor(document.path), document, uploaded);
    if (!requirement) return;
    const { at, text } = requirement;
    const isNever = version === 2 ? requirement.isFrom('3') : requirement.isBelow('3');
    // Versions from 3 on are among those that pip may take, and it takes the newest.
    const isNewest = version === 2 && !isNever && requirement.isNewest;
    if (!isNever && !isNewest) return;
    const module = launch.qualified?.slice(0, launch.qualified.lastIndexOf('.'));
    const installed = isNever
      ? `\`${text}\` installs ${version === 2 ? 'version 3' : 'an older one'}`
      : `\`${text}\` takes the newest, which is version 3`;
    yield {
      at: launch.nameSpan,
      // An older environment goes on as it is: only a new one takes version 3.
      ...(isNewest ? { severity: 'information' } : {}),
      message: `${launch.written} of ${module} is in version ${version} of the SageMaker Python SDK only, and ${installed}: the import fails. ${version === 2 ? 'Pin sagemaker>=2,<3, or move the launch to version 3.' : 'Ask for sagemaker>=3.'}`,
      related: [{ at, message: 'The version is asked for here' }],
      fix: fixFor(requirement, version, isNewest),
    };
  },
});

/** The major version that alone has what a launch imports; undefined where several have it, and where no import is seen. */
function versionOf({ qualified }: Launch): 2 | 3 | undefined {
  if (qualified === undefined || !qualified.startsWith('sagemaker.')) return undefined;
  if (/^sagemaker\.(train|core|mlops)\./.test(qualified)) return 3;
  // Version 2 had a ModelBuilder, too.
  return /^sagemaker\.(serve|lineage|ai_registry)\b/.test(qualified) ? undefined : 2;
}

function fixFor(requirement: SdkRequirement, version: 2 | 3, isNewest: boolean): RuleFix {
  const { at } = requirement;
  const lower = (isNewest ? requirement.lower : undefined) ?? '>=2';
  const specifier = version === 2 ? `${lower},<3` : '>=3';
  return {
    title: `Ask for sagemaker${specifier}`,
    // Somebody has asked for the other one.
    safety: isNewest ? 'safe' : 'unsafe',
    edits: [{ ...at, newText: requirement.rewritten(specifier) }],
  };
}
