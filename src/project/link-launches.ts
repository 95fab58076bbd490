import { isPrebuilt, launchImage } from '../sagemaker/launch/image.js';
import type { Launch, Setting } from '../sagemaker/launch/model.js';
import { likely } from '../sagemaker/value.js';
import type { ProjectFiles } from './files.js';
import { type ImageBuild, repositoryOf } from './image-builds.js';
import type { ImageLink, LinkedLaunch } from './links.js';
import { joinPath, parentFolder } from './paths.js';

/** What launches are linked over. */
export interface LinkContext {
  readonly files: ProjectFiles;
  /** The Dockerfiles, each with its images that are for SageMaker, if any. */
  readonly images: ReadonlyMap<string, readonly ImageLink['image'][]>;
  readonly builds: readonly ImageBuild[];
  /** What a script builds, by its path. */
  buildsOf(script: string): readonly ImageBuild[];
}

/** Finds what a launch leads to: its script, the folder that is uploaded, and the images of the project that it may start. */
export function linkLaunch(launch: Launch, path: string, context: LinkContext): LinkedLaunch {
  const prebuilt = isPrebuilt(launch);
  return {
    launch,
    ...findScript(launch, path, context.files),
    isPrebuilt: prebuilt,
    images: prebuilt === true ? [] : findImages(likely(launchImage(launch).repository), path, context),
  };
}

/** The text of a setting; null where it is not given, undefined where nobody can tell. */
function textOf(setting: Setting): string | null | undefined {
  if (setting.kind === 'absent') return null;
  if (setting.kind === 'unknown' || setting.node.kind !== 'scalar') return undefined;
  const value = likely(setting.node.value);
  return value === null ? null : typeof value === 'string' ? value : undefined;
}

/**
 * A launch is run from somewhere: notebooks from their own folder, scripts often from a folder above. The nearest one
 * in which the file is found counts; where none has it, the script is not known.
 */
function findScript(launch: Launch, path: string, files: ProjectFiles): Pick<LinkedLaunch, 'script' | 'sourceFolder'> {
  const none = { script: undefined, sourceFolder: undefined };
  const entry = textOf(launch.entryPoint);
  const source = textOf(launch.sourceDirectory);
  if (source === undefined || (typeof source === 'string' && /^\w+:\/\//.test(source)) || launch.argument('git_config').kind === 'given')
    return none;
  if (typeof entry !== 'string' || /^\w+:\/\//.test(entry)) {
    if (entry !== null || source === null) return none;
    return {
      script: undefined,
      sourceFolder: foldersAbove(path)
        .map((folder) => joinPath(folder, source))
        .find((folder) => folder !== '' && files.entries(folder) !== undefined),
    };
  }
  for (const folder of foldersAbove(path)) {
    const sourceFolder = source === null ? undefined : joinPath(folder, source);
    const script = joinPath(sourceFolder ?? folder, entry);
    if (hasFile(files, script)) return { script, sourceFolder };
  }
  return none;
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = parentFolder(path); ; folder = parentFolder(folder)) {
    folders.push(folder);
    if (folder === '') return folders;
  }
}

function hasFile(files: ProjectFiles, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return files.entries(parentFolder(path))?.some((entry) => entry.kind === 'file' && entry.name === name) ?? false;
}

/** By name: a build of the same name; without any, the only Dockerfile for SageMaker around. */
function findImages(repository: string | undefined, path: string, context: LinkContext): ImageLink[] {
  const name = repositoryOf(repository);
  if (name !== undefined) {
    const named = buildsNamed(name, context).filter((dockerfile) => context.images.has(dockerfile.path));
    if (named.length > 0) {
      return named.flatMap(({ path: dockerfile, reason }) =>
        (context.images.get(dockerfile) ?? []).map((image) => ({ dockerfile, image, how: 'name', reason })),
      );
    }
  }
  const dockerfiles = [...context.images].filter(([, images]) => images.length > 0);
  for (const folder of foldersAbove(path)) {
    const prefix = folder === '' ? '' : `${folder}/`;
    const around = dockerfiles.filter(([dockerfile]) => dockerfile.startsWith(prefix));
    const [first] = around;
    if (!first) continue;
    // One that is built as something else does not leave the other one as the only one there is.
    if (around.length > 1) return [];
    if (name !== undefined && isBuiltAsOther(first[0], name, context)) return [];
    const reason = { what: 'it is the only Dockerfile for SageMaker here', document: undefined, span: undefined };
    return first[1].map((image) => ({ dockerfile: first[0], image, how: 'only', reason }));
  }
  return [];
}

/** Whether a Dockerfile is built under other names alone, by scripts that do not speak of this one, as `docker tag` would. */
function isBuiltAsOther(dockerfile: string, name: string, { builds, buildsOf }: LinkContext): boolean {
  const last = name.split('/').at(-1) ?? name;
  const own = builds.filter((build) => targetsOf(build, buildsOf).includes(dockerfile));
  const named = own.filter((build) => build.name !== undefined);
  // A build script that is given the name is seen without it, and called with it elsewhere.
  const isOpen = own.some((build) => build.name === undefined && !named.some(({ script }) => script === build.document.path));
  return named.length > 0 && !isOpen && !own.some(({ document }) => document.text.includes(last));
}

function targetsOf(build: ImageBuild, buildsOf: LinkContext['buildsOf']): readonly string[] {
  const found = build.script === undefined ? [build] : buildsOf(build.script);
  return found.map((each) => each.dockerfile ?? joinPath(each.folder, 'Dockerfile'));
}

/** The Dockerfiles that some script or notebook builds under a name. */
function buildsNamed(name: string, { builds, buildsOf }: LinkContext): { readonly path: string; readonly reason: ImageLink['reason'] }[] {
  const found = new Map<string, ImageLink['reason']>();
  for (const build of builds) {
    const own = build.name ?? undefined;
    if (own !== name && own?.split('/').at(-1) !== name.split('/').at(-1)) continue;
    const reason = { what: `built as ${name}`, document: build.document, span: build.span };
    for (const target of targetsOf(build, buildsOf)) found.set(target, reason);
  }
  return [...found].map(([path, reason]) => ({ path, reason }));
}
