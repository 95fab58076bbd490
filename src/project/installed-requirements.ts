import { parseRequirements, type Requirement } from '../languages/requirements/parse.js';
import { mayBePrebuilt } from '../sagemaker/facts/prebuilt-packages.js';
import { toolkitRunsProgram } from '../sagemaker/image/training-toolkit.js';
import { settingOf, textOf } from '../sagemaker/launch/settings.js';
import { sourceCodeOf } from '../sagemaker/launch/source-code.js';
import { uploadedProgram } from '../sagemaker/launch/uploaded-program.js';
import type { ProjectFiles } from './files.js';
import type { LinkedLaunch } from './links.js';
import { joinPath } from './paths.js';

/** Toolkits for serving that install requirements.txt when the container starts. */
const installingServers: ReadonlySet<string | undefined> = new Set(['pytorch', 'huggingface', 'tensorflow', 'mxnet']);
/** A requirements file that is installed when a container starts, with the first package that has to be fetched for it. */
export interface FetchedRequirements {
  /** Relative to the project's root. */
  readonly file: string;
  readonly first: Requirement;
  readonly others: number;
}

/**
 * The requirements file that a job or model installs over the network when it starts. Undefined where there is none, where
 * it takes everything from files that come with it, and where nobody can tell what the image has already.
 */
export function fetchedRequirements(link: LinkedLaunch, files: ProjectFiles): FetchedRequirements | undefined {
  const file = installedFile(link, files);
  const read = file === undefined ? undefined : files.read(file);
  if (file === undefined || read?.kind !== 'text' || /--no-index\b/.test(read.text)) return undefined;
  const { requirements, includes, otherIndex } = parseRequirements(read.text);
  // An archive that is given with --find-links may be all that is needed.
  if (otherIndex || includes.length > 0 || /^\s*(-f|--find-links)\b/m.test(read.text)) return undefined;
  const images = link.images.map(({ image }) => image.document.text);
  const fetched = requirements.filter(
    ({ name, location }) =>
      (location === undefined || /^[a-z+]+:\/\//i.test(location)) &&
      // pip needs no network to see that a package is there.
      !(name !== undefined && (mayBePrebuilt(name) || images.some((text) => text.includes(name) || text.includes('requirements')))),
  );
  const [first] = fetched;
  return first && { file, first, others: fetched.length - 1 };
}

function installedFile(link: LinkedLaunch, files: ProjectFiles): string | undefined {
  const { launch, sourceFolder, isPrebuilt, images } = link;
  if (sourceFolder === undefined || (isPrebuilt !== true && images.length === 0)) return undefined;
  const usual = joinPath(sourceFolder, 'requirements.txt');
  if (launch.kind === 'model') {
    // TensorFlow Serving takes the packages of this folder instead.
    const hasOwn = files.entries(joinPath(sourceFolder, 'lib')) !== undefined;
    return isPrebuilt === true && installingServers.has(launch.framework) && !hasOwn ? usual : undefined;
  }
  if (launch.kind !== 'training') return undefined;
  const code = sourceCodeOf(launch);
  if (code) {
    const name = textOf(settingOf(code, 'requirements'));
    return name === undefined ? undefined : joinPath(sourceFolder, name);
  }
  const isByToolkit = uploadedProgram(launch)?.endsWith('.py') === true && images.every(({ image }) => toolkitRunsProgram(image));
  return isByToolkit ? usual : undefined;
}
