import { defineRule } from '../../linter/rule.js';
import { sdkThree } from '../../project/sdk-version.js';
import { compilerConfigurationOf } from '../../sagemaker/launch/compiler-conflicts.js';
import { launchImage } from '../../sagemaker/launch/image.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { lookUp } from '../../sagemaker/request/tree.js';
import type { DocumentPlace } from '../../text/document.js';

export default defineRule({
  id: 'SM611',
  name: 'compiler-end-of-life',
  area: 'compiler',
  // Jobs with its images still run: know this. With version 3 of the SDK it is an error, below.
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'AWS has ended SageMaker Training Compiler, and version 3 of the SDK does not have it',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-faq.html',
    'https://github.com/aws/sagemaker-python-sdk/blob/master/migration.md',
  ],
  appliesTo: 'launch',

  *check({ launch, document, project }) {
    if (launch.kind !== 'training') return;
    const use = useOf(launch);
    if (!use) return;
    const three = use.isConfiguration ? sdkThree(project.filesFor(document.path), document.path) : undefined;
    yield {
      at: use.at,
      message: three
        ? `${use.what} SageMaker Training Compiler, and ${three.at.file} asks for version 3 of the SDK, which does not have it: the import fails. Train without the compiler, or stay below version 3.`
        : `${use.what} SageMaker Training Compiler, which AWS has ended: there are no new versions, its images get no patches, and version 3 of the SDK does not have it. Plan to train without it, on an image that is still patched.`,
      ...(three ? { severity: 'error', related: [{ at: three.at, message: 'The version is asked for here' }] } : {}),
    };
  },
});

interface CompilerUse {
  readonly at: DocumentPlace;
  /** The beginning of a sentence. */
  readonly what: string;
  readonly isConfiguration: boolean;
}

/** Where a launch uses the compiler: by its argument, by its image, or by the hyperparameter that turns it on. */
function useOf(launch: TrainingLaunch): CompilerUse | undefined {
  const configuration = compilerConfigurationOf(launch);
  if (configuration) {
    const at = { document: configuration.document, span: configuration.argument };
    return { at, what: 'compiler_config asks for', isConfiguration: true };
  }
  const { node, kind, repository } = launchImage(launch);
  if (node && kind === 'prebuilt' && repository.known && /-trcomp-/.test(repository.value)) {
    return { at: { document: node.document, span: node.span }, what: `${repository.value} is an image of`, isConfiguration: false };
  }
  if (launch.hyperparameters.kind !== 'given' || launch.hyperparameters.node.kind !== 'object') return undefined;
  const enabled = lookUp(launch.hyperparameters.node, 'sagemaker_training_compiler_enabled');
  if (enabled.kind !== 'given' || enabled.member.value.kind !== 'scalar') return undefined;
  const { value } = enabled.member.value;
  if (!value.known || !/^"?true"?$/i.test(String(value.value))) return undefined;
  const { document, span } = enabled.member.place;
  return { at: { document, span }, what: 'sagemaker_training_compiler_enabled turns on', isConfiguration: false };
}
