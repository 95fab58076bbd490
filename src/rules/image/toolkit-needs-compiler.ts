import { defineRule, type RuleFix } from '../../linter/rule.js';
import { insertInstructionBefore, runsAsRoot } from '../../sagemaker/image/insert-instruction.js';
import type { ImageModel, InstalledPackage } from '../../sagemaker/image/model.js';
import { mayHaveProgram } from '../../sagemaker/image/system-programs.js';

export default defineRule({
  id: 'SM117',
  name: 'toolkit-needs-compiler',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'sagemaker-training is built from source, and the base image has no compiler',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/setup.py',
    'https://github.com/aws/sagemaker-training-toolkit/issues/94',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const { base } = image;
    if (base.hasCompiler !== false || /conda|mamba/.test(base.reference?.repository ?? '')) return;
    const item = image.packages.find(
      (candidate) =>
        candidate.manager === 'pip' && sourceDistributions.has(candidate.name ?? '') && candidate.requirement?.location === undefined,
    );
    if (!item?.name || mayComeAsWheel(image, item, project.document(item.at.file)?.text ?? '')) return;
    if (
      mayHaveProgram(image, 'gcc', compilers, item.order) ||
      image.runs.some((run) => run.order < item.order && isBroughtAlong(run.words))
    )
      return;

    const isHere = item.at.file === document.path;
    yield {
      at: isHere ? item.at.span : item.run.command.span,
      message: `pip builds ${item.name} from source, and ${base.reference?.text ?? 'the base image'} has no C compiler: the build ends with "command 'gcc' failed". Install gcc before this RUN, or start from an image that has it.`,
      ...(isHere ? {} : { related: [{ at: item.at, message: `${item.name} is named here` }] }),
      fix: fixFor(image, item),
    };
  },
});

/** Published as source with a C extension, or in need of one that is; after their setup.py. */
const sourceDistributions: ReadonlySet<string> = new Set([
  'sagemaker-training',
  'sagemaker-containers',
  'sagemaker-pytorch-training',
  'sagemaker-tensorflow-training',
  'sagemaker-mxnet-training',
]);

const compilers =
  /(^|[\s/"'=;&])(gcc|g\+\+|clang|cc|c\+\+|tcc|gfortran)(-[\d.]+|-c\+\+)?($|[\s:=;&"'-])|build-essential|build-base|alpine-sdk|development|toolchain|toolset|devel$|compiler|rustc|cargo|libtool|dkms|linux-headers|kernel|(^|\/)(conda|mamba|micromamba)|(mini|ana)conda|miniforge|mambaforge/i;

/** Packages that bring a compiler where recommended packages are installed too, as apt does unless told otherwise. */
const recommenders =
  /^(python[\d.]*-(pip|scipy)|cython.*|octave.*|cmake|dpkg-dev|devscripts|golang.*|r-base.*|ruby-full|npm|node-gyp|nvidia-.*|cuda.*|.*mpi.*|mpich|libboost-all-dev)$/;

function isBroughtAlong(words: readonly (string | undefined)[]): boolean {
  if (!/^(apt-get|apt|aptitude)$/.test(words.find((word) => word !== undefined && /^(apt|aptitude)/.test(word)) ?? '')) return false;
  const isLean = words.some((word) => word !== undefined && /^--no-install-recommends$|Install-Recommends=(0|false|no)/i.test(word));
  return !isLean && words.some((word) => word !== undefined && recommenders.test(word));
}

/** Another index, a folder of archives or a constraint may give a wheel. */
function mayComeAsWheel(image: ImageModel, { run, requirement }: InstalledPackage, text: string): boolean {
  const options = /^(-i|--index-url|--extra-index-url|-f|--find-links|--no-index|--only-binary|--index)\b/;
  return (
    run.words.some((word) => word === undefined || options.test(word)) ||
    /^\s*(-i|--index-url|--extra-index-url|-f|--find-links|--no-index)\b/m.test(text) ||
    image.environmentSettings.some(({ name }) => /^(PIP|UV)_.*(INDEX|FIND_LINKS)/.test(name)) ||
    /;/.test(requirement?.text ?? '')
  );
}

function fixFor(image: ImageModel, item: InstalledPackage): RuleFix | undefined {
  const { base } = image;
  if (base.packageManager !== 'apt' || !runsAsRoot(image, item.instruction)) return undefined;
  const pythons = image.packages.flatMap(({ manager, name }) =>
    manager === 'apt' && /^python3[\d.]*$/.test(name ?? '') ? [`${name}-dev`] : [],
  );
  // Python's own image has its headers; the distribution's Python keeps them in a package.
  const isPythonImage = /(^|\/)python$/.test(base.reference?.repository ?? '');
  const isDistributions = image.packages.some(({ manager, name }) => manager === 'apt' && /^python3/.test(name ?? ''));
  const headers = isPythonImage || !isDistributions ? [] : pythons.length > 0 ? pythons : ['python3-dev'];
  const packages = [...new Set(['gcc', 'libc6-dev', ...headers])].join(' ');
  const line = `RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*`;
  return { title: 'Install gcc before this RUN', edits: [insertInstructionBefore(image, item.instruction, line)] };
}
