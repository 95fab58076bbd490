import { defineRule, type ScriptRuleContext } from '../../linter/rule.js';
import type { ImageStart } from '../../project/links.js';
import { hasTrainingToolkit } from '../../sagemaker/image/training-toolkit.js';
import { neededVariables, withDefault } from '../../sagemaker/script/environment/needed-variables.js';
import { folderOfVariable, isToolkitVariable } from '../../sagemaker/script/environment/toolkit-variables.js';

export default defineRule({
  id: 'SM208',
  name: 'sm-variable-without-toolkit',
  area: 'training',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A script needs an SM_ variable, and its image starts it without the training toolkit that sets it',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md',
    'https://github.com/aws/sagemaker-python-sdk/issues/2521',
  ],
  appliesTo: 'script',

  *check(context) {
    const { script, use, document } = context;
    const [start] = use.images;
    if (!start || !use.images.every(startsItself) || isStartedOtherwise(context)) return;
    for (const { read, name } of neededVariables(script)) {
      if (!isToolkitVariable(name) || use.images.some((image) => mayBeSet(image, name, context))) continue;
      const folder = folderOfVariable.get(name);
      const edit = folder === undefined ? undefined : withDefault(read, document, folder);
      yield {
        at: read.nameSpan,
        message: `${name} is set by the training toolkit, and ${start.dockerfile} starts this script without it: the job ends with KeyError: '${name}'. ${
          folder === undefined ? 'Read it with a default, or let the toolkit start the script.' : `Read it with the default ${folder}.`
        }`,
        severity: use.images.every(({ image }) => image.base.known) ? 'error' : 'information',
        related: start.span
          ? [{ at: { document: start.image.document, span: start.span }, message: 'The image starts the script here' }]
          : [],
        fix: edit && { title: `Read ${name} with the default ${folder}`, edits: [edit] },
      };
    }
  },
});

/** ENTRYPOINT or a program called `train` is the script itself: the toolkit has no part in it. */
function startsItself({ how, role, image }: ImageStart): boolean {
  return (how === 'entrypoint' || how === 'command') && role === 'train' && image.purpose.processing.length === 0;
}

/** Whether a launch runs the script by other means: the toolkit of another image, SDK v3, a processing job. */
function isStartedOtherwise({ use, document, project }: ScriptRuleContext): boolean {
  if (use.processing.length > 0 || use.importedBy.length > 0) return true;
  if (use.launches.some(({ script }) => script === document.path)) return true;
  return use.images.some(({ dockerfile }) => {
    const launches = project.launchesOf(dockerfile);
    return (
      launches === undefined ||
      launches.some(({ launch }) => launch.kind === 'training' && (launch.command.kind !== 'absent' || launch.bypassesImageStart))
    );
  });
}

/** Whether the image or a launch of it may set a variable. */
function mayBeSet({ image, dockerfile }: ImageStart, name: string, { project }: ScriptRuleContext): boolean {
  if (image.environment.has(name)) return true;
  // The toolkit is meant to start the script, and is brought in a way that is not seen.
  if (image.environment.has('SAGEMAKER_PROGRAM') && !hasTrainingToolkit(image)) return true;
  return (project.launchesOf(dockerfile) ?? []).some(({ launch }) => {
    if (launch.kind !== 'training' || launch.environment.kind === 'absent') return false;
    const { environment } = launch;
    if (environment.kind === 'unknown' || environment.node.kind !== 'object') return true;
    return environment.node.isOpen || environment.node.members.has(name);
  });
}
