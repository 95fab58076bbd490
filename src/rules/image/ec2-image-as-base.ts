import { defineRule, type RuleFix } from '../../linter/rule.js';
import { parseImageReference } from '../../sagemaker/facts/image-reference.js';
import { lookupTag, platformOf, rolesOf, sageMakerTag } from '../../sagemaker/facts/images.js';
import { programsOfToolkits, servingToolkits, trainingToolkits } from '../../sagemaker/facts/packages.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { certain, known } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM137',
  name: 'ec2-image-as-base',
  area: 'image',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A prebuilt image for EC2 has neither the toolkit nor the program that SageMaker starts',
  sources: [
    'https://aws.github.io/deep-learning-containers/',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
  ],
  appliesTo: 'image',

  *check({ image }) {
    const { reference, tagSpan, span } = image.base;
    const tag = reference?.tag;
    // The repository `base` is made to be built upon, and has no build for SageMaker.
    if (!reference || !tagSpan || !span || tag === undefined || /(^|\/)base$/.test(reference.repository)) return;
    if (platformOf(reference) !== 'ec2') return;
    const program = programToStart(image);
    // An ENTRYPOINT of its own needs neither; what an archive or a project installs may bring the program.
    if (program === undefined || image.entrypoint || bringsProgram(image, program)) return;

    const other = sageMakerTag(tag);
    const renamed = parseImageReference(reference.text.replace(`:${tag}`, `:${other}`));
    const exists = renamed !== undefined && platformOf(renamed) !== 'ec2' && lookupTag(renamed).kind !== 'unknown-tag';
    const fix: RuleFix | undefined =
      exists && (program === 'serve' || isReadyForToolkit(image))
        ? { title: `Use ${other}`, edits: [{ span: tagSpan, newText: other }] }
        : undefined;
    yield {
      at: tagSpan,
      // Where only a comment says SageMaker, it may be about another image of the repository.
      severity: speaksOfSageMaker(image) ? 'warning' : 'information',
      message: `${tag} is the build for EC2, ECS and EKS: it has no SageMaker toolkit and no program called ${program}, so \`docker run IMAGE ${program}\` ends with "executable file not found". ${exists ? `Use ${other}, the build for SageMaker, or give the image an ENTRYPOINT of its own.` : 'Use a build for SageMaker, or give the image an ENTRYPOINT of its own.'}`,
      fix,
    };
  },
});

/** Whether more than a comment speaks of SageMaker: most Dockerfiles on these images are for Batch, EKS or a workstation. */
function speaksOfSageMaker(image: ImageModel): boolean {
  return (
    /sagemaker[^/]*$/i.test(image.document.path) ||
    image.environmentSettings.some(({ name }) => /^(SAGEMAKER|SM)_/.test(name)) ||
    image.labels.some(({ key }) => key.startsWith('com.amazonaws.sagemaker.')) ||
    image.packages.some(({ name }) => name !== undefined && (trainingToolkits.has(name) || servingToolkits.has(name))) ||
    image.instructions.some(({ keyword, argumentsText }) => keyword !== 'LABEL' && /\/opt\/(ml|program)\b/.test(argumentsText))
  );
}

/** What SageMaker would start: what the base is made for, unless the Dockerfile says otherwise; processing jobs name their own program. */
function programToStart({ base, purpose }: ImageModel): 'train' | 'serve' | undefined {
  const own = (evidence: typeof purpose.train): boolean => evidence.some((item) => item.span === undefined || item.span !== base.span);
  if (own(purpose.processing)) return undefined;
  if (own(purpose.train)) return 'train';
  if (own(purpose.serve)) return 'serve';
  return base.reference && rolesOf(base.reference).includes('inference') ? 'serve' : 'train';
}

function bringsProgram(image: ImageModel, program: 'train' | 'serve'): boolean {
  const isProgram = (path: string | undefined): boolean => path !== undefined && path.slice(path.lastIndexOf('/') + 1) === program;
  return (
    image.packages.some(({ name }) => name !== undefined && programsOfToolkits(name).includes(program)) ||
    image.unreadInstalls.some(({ what }) => !/requirements[\w.-]*\.(txt|in)$/.test(what)) ||
    image.copies.some(
      (copy) => copy.landed.some((file) => isProgram(file.path)) || copy.sources.some((source) => isProgram(source.text)),
    ) ||
    image.runs.some((run) => run.words.some(isProgram) || run.command.redirects.some((redirect) => isProgram(redirect.target?.text)))
  );
}

/** Whether the toolkit would find what it starts: where it would not, the tag alone mends nothing. */
function isReadyForToolkit({ environment, copies, fileAt }: ImageModel): boolean {
  const written = (name: string) => environment.get(name)?.value ?? known('');
  const [program, folder] = [certain(written('SAGEMAKER_PROGRAM')), certain(written('SAGEMAKER_SUBMIT_DIRECTORY'))];
  if (program === undefined || !/^(\/opt\/ml\/code\/?)?$/.test(folder ?? '-')) return false;
  if (program !== '') return /^[\w./-]+\.py$/.test(program) && fileAt(`/opt/ml/code/${program}`).kind === 'file';
  return !copies.some(({ destination }) => destination.path.known && /^\/opt\/ml\/code(\/|$)/.test(destination.path.value));
}
