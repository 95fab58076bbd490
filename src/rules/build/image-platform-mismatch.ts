import { defineRule, type RuleReport } from '../../linter/rule.js';
import { buildUse } from '../../project/build-use.js';
import type { LinkedLaunch } from '../../project/links.js';
import { optionOf, placeIn } from '../../sagemaker/commands/model.js';
import { type Processor, processorOfPlatform } from '../../sagemaker/facts/processors.js';
import { launchProcessor } from '../../sagemaker/launch/processor.js';

export default defineRule({
  id: 'SM702',
  name: 'image-platform-mismatch',
  area: 'build',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The image is built for another processor than the instances have that start it',
  sources: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const flag = image.base.instruction?.flags.find(({ name }) => name === 'platform');
    const built = flag?.value === undefined ? undefined : processorOfPlatform(flag.value.toLowerCase());
    if (!flag || !built) return;
    const found = otherProcessor(built, project.launchesOf(document.path) ?? [], document.path);
    if (!found) return;
    yield {
      at: flag.span,
      ...reportOf(`FROM is for ${flag.value}`, found),
      fix: {
        title: `Build for linux/${found.processor}`,
        edits: [{ span: flag.span, newText: `--platform=linux/${found.processor}` }],
      },
    };
  },

  *checkBuild({ command, project }) {
    const option = optionOf(command, 'platform');
    const [platform, ...others] = command.platforms ?? [];
    const built = platform === undefined || others.length > 0 ? undefined : processorOfPlatform(platform);
    if (!built || !option) return;
    const { launches, dockerfile, images } = buildUse(project, command);
    const found = otherProcessor(built, launches, dockerfile);
    if (!found) return;
    const edit = command.replaceOption(option, `linux/${found.processor}`);
    yield {
      at: placeIn(command, option.span),
      ...reportOf(`The image is built for ${platform}`, found),
      ...(images.every(({ base }) => base.known) ? {} : { severity: 'information' as const }),
      fix: edit && { title: `Build for linux/${found.processor}`, edits: [edit] },
    };
  },
});

interface OtherProcessor {
  readonly launch: LinkedLaunch['launch'];
  readonly type: string;
  readonly processor: Processor;
  readonly at: { readonly document: LinkedLaunch['launch']['document']; readonly span: LinkedLaunch['launch']['span'] };
  readonly isSure: boolean;
}

/** The launch that starts the image on the other processor, where no launch starts it on the one that it is built for. */
function otherProcessor(built: Processor, launches: readonly LinkedLaunch[], dockerfile: string | undefined): OtherProcessor | undefined {
  const found = launches.flatMap((link) => {
    const processor = launchProcessor(link.launch);
    return processor ? [{ link, ...processor }] : [];
  });
  const [first] = found;
  if (!first || found.some(({ processor }) => processor === built)) return undefined;
  const isSure = first.link.images.every((image) => image.dockerfile === dockerfile && image.how === 'name');
  return { launch: first.link.launch, type: first.type, processor: first.processor, at: first.node, isSure };
}

function reportOf(
  saying: string,
  { launch, type, processor, at, isSure }: OtherProcessor,
): Pick<RuleReport, 'message' | 'severity' | 'related'> {
  return {
    message: `${saying}, and SageMaker starts it for ${launch.written} on ${type}, which is linux/${processor}: the container ends with "exec format error". Build for linux/${processor}.`,
    severity: isSure ? 'error' : 'warning',
    related: [{ at: { document: at.document, span: at.span }, message: `${type} has a processor of the kind ${processor}` }],
  };
}
