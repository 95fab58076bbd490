import { defineRule, type ImageRuleContext, type LaunchRuleContext, type RuleFix, type RuleReport } from '../../linter/rule.js';
import { counterpartOf, type StartedAs, type WrongJob, wrongJobOf } from '../../sagemaker/facts/image-job.js';
import { mayAddProgram } from '../../sagemaker/image/brought-programs.js';
import { startedAs } from '../../sagemaker/launch/started-as.js';
import { baseNameOf, launchNameOf, type NamedImage, requestNamesOf } from '../../sagemaker/named-image.js';
import { contains } from '../../text/span.js';

export default defineRule({
  id: 'SM140',
  name: 'image-wrong-job',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A prebuilt image for training is used to serve, or one for inference to train',
  sources: [
    'https://aws.github.io/deep-learning-containers/',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
  ],
  appliesTo: 'image',
  check: checkBase,
  checkLaunch: checkName,
  *checkRequest({ request }) {
    const as = request.operation === 'CreateModel' ? 'serve' : request.operation === 'CreateProcessingJob' ? undefined : 'train';
    for (const { name } of as ? requestNamesOf(request) : []) {
      const wrong = as && wrongJobOf(name.reference, as);
      if (!wrong) continue;
      yield {
        at: { document: name.document, span: name.span },
        message: messageOf(name, as, wrong, `SageMaker starts the ${as === 'train' ? 'job' : 'model'} of ${request.written} as`),
        severity: wrong.isCertain ? 'error' : 'warning',
        fix: fixOf(name, as),
      };
    }
  },
});

/** The image that a launch names. */
function* checkName({ launch }: LaunchRuleContext): Iterable<RuleReport> {
  const { image: setting } = launch;
  const image = launchNameOf(launch);
  const as = startedAs(launch);
  const wrong = image && as && wrongJobOf(image.reference, as);
  if (!wrong || setting.kind !== 'given') return;
  // What is written elsewhere may be right there, for a training job of the same file.
  const isHere = setting.document === image.document && contains(launch.span, setting.argument) && contains(setting.argument, image.span);
  const at = isHere ? image.span : contains(launch.span, setting.argument) ? setting.argument : launch.nameSpan;
  yield {
    at: { document: launch.document, span: at },
    message: messageOf(image, as, wrong, `SageMaker starts the ${as === 'train' ? 'job' : 'model'} of ${launch.written} as`),
    severity: wrong.isCertain ? 'error' : 'warning',
    related: isHere ? [] : [{ at: { document: image.document, span: image.span }, message: 'The image is named here.' }],
    fix: isHere ? fixOf(image, as) : undefined,
  };
}

/** The image that FROM names, where a launch starts what is made from it. */
function* checkBase({ image, document, project }: ImageRuleContext): Iterable<RuleReport> {
  const base = baseNameOf(image);
  if (!base || image.base.origin !== 'aws' || image.entrypoint) return;
  for (const { launch, images } of project.launchesOf(document.path) ?? []) {
    const as = startedAs(launch);
    const wrong = as && wrongJobOf(base.reference, as);
    const isNamed = images.some(({ dockerfile, how }) => dockerfile === document.path && how === 'name');
    // Where the file itself speaks of the role, SM101 and SM102 say that its program is missing.
    const isSaid = as && image.purpose[as].length > 0;
    if (!wrong || !isNamed || isSaid || mayAddProgram(image, as)) continue;
    yield {
      at: base.span,
      message: messageOf(base, as, wrong, 'SageMaker starts what is made from it as'),
      severity: wrong.isCertain ? 'error' : 'warning',
      related: [{ at: { document: launch.document, span: launch.nameSpan }, message: `${launch.written} starts the image` }],
      fix: fixOf(base, as),
    };
    return;
  }
}

function messageOf({ reference }: NamedImage, as: StartedAs, { madeFor }: WrongJob, starts: string): string {
  const other = counterpartOf(reference, as);
  const remedy = other
    ? `${other.repository}:${other.tag} has one.`
    : `Name an image that is made for ${as === 'train' ? 'training' : 'inference'}.`;
  const name = `${nameOf(reference)}${reference.tag === undefined ? '' : `:${reference.tag}`}`;
  return `${name} is made for ${madeFor}, and ${starts} \`docker run IMAGE ${as}\`: it has no program called ${as}. ${remedy}`;
}

function fixOf({ reference, document, tagSpan, isTagLiteral }: NamedImage, as: StartedAs): RuleFix | undefined {
  const other = counterpartOf(reference, as);
  if (!other || !tagSpan || !isTagLiteral) return undefined;
  const span = { start: tagSpan.start - 1 - nameOf(reference).length, end: tagSpan.end };
  if (document.text.slice(span.start, span.end) !== `${nameOf(reference)}:${reference.tag}`) return undefined;
  const newText = `${other.repository}:${other.tag}`;
  return { title: `Use ${newText}`, edits: [{ document, span, newText }] };
}

function nameOf({ repository }: NamedImage['reference']): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}
