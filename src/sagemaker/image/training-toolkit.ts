import { trainingToolkits } from '../facts/packages.js';
import { likely, type Value } from '../value.js';
import type { Copy, CopySource, ImageModel } from './model.js';
import { baseName, isWithin, resolveImagePath } from './paths.js';

/** Where the training toolkit looks for the program, and where it unpacks a job's source_dir. */
export const codeDirectory = '/opt/ml/code';

/** A file that is certainly in /opt/ml/code. */
export interface CodeFile {
  /** Below /opt/ml/code. */
  readonly name: string;
  readonly copy: Copy;
  readonly source: CopySource;
}

/** Whether a SageMaker training toolkit is in the image: installed here, or part of the prebuilt base. */
export function hasTrainingToolkit(image: ImageModel): boolean {
  return (
    image.base.toolkits.some((name) => trainingToolkits.has(name)) ||
    image.packages.some(
      (item) => (item.manager === 'pip' || item.manager === 'conda') && item.name !== undefined && trainingToolkits.has(item.name),
    )
  );
}

/**
 * Whether a training job hands over to the toolkit, which then runs SAGEMAKER_PROGRAM out of /opt/ml/code. An
 * ENTRYPOINT of one's own or a program called `train` comes before it.
 */
export function toolkitRunsProgram(image: ImageModel): boolean {
  if (image.purpose.train.length === 0 || image.entrypoint || !hasTrainingToolkit(image)) return false;
  if (image.environment.has('SAGEMAKER_BASE_DIR')) return false;
  if (image.copies.some((copy) => copiesFileNamed(copy, 'train'))) return false;
  const start = image.start('train');
  if (start.kind === 'program') return start.from !== 'file';
  return start.kind === 'base' && image.base.origin === 'aws';
}

function copiesFileNamed(copy: Copy, name: string): boolean {
  return copy.sources.some((source) => source.name === name) || copy.landed.some((file) => baseName(file.path) === name);
}

/** What SAGEMAKER_PROGRAM names, as an absolute path; undefined where it is not set or not known. */
export function programPath(image: ImageModel): string | undefined {
  const program = likely(image.environment.get('SAGEMAKER_PROGRAM')?.value ?? notSet);
  return program === undefined || program === '' ? undefined : resolveImagePath(codeDirectory, program);
}

const notSet: Value<string> = { known: false, why: 'it is not set' };

/** The path that a COPY gives a file, for every file that it certainly brings, whether the build context shows it or only its name does. */
export function filesOf(copy: Copy): { readonly path: string; readonly source: CopySource }[] {
  const destination = likely(copy.destination.path);
  if (destination === undefined) return [];
  const isFolder = copy.destination.endsWithSlash || copy.sources.length > 1;
  return copy.sources.flatMap((source) => {
    if (source.contextPaths.length > 0) {
      const paths = new Set(source.contextPaths.map((file) => file.path));
      return copy.landed.filter((file) => paths.has(file.contextPath)).map(({ path }) => ({ path, source }));
    }
    if (!source.isSingleFile) return [];
    // Without a slash it may be the file's name or a folder; with an ending like a file's it is the name.
    const isName = !isFolder && /\.\w+$/.test(destination);
    return [{ path: isName ? destination : resolveImagePath(destination, source.name), source }];
  });
}

/**
 * The files that are certainly in /opt/ml/code at the end of the build, in the order of the COPYs. A file that becomes
 * /opt/ml/code itself, for want of a slash, counts as the one it is meant to be: that is a finding of its own.
 */
export function codeFiles(image: ImageModel): CodeFile[] {
  const found = new Map<string, CodeFile>();
  const isFile = image.fileAt(codeDirectory).kind === 'file';
  for (const copy of image.copies) {
    for (const { path, source } of filesOf(copy)) {
      const isMeant = isFile && likely(copy.destination.path) === codeDirectory;
      const name = path === codeDirectory ? source.name : path.slice(codeDirectory.length + 1);
      if (isMeant || (path.startsWith(`${codeDirectory}/`) && image.fileAt(path).kind === 'file')) found.set(name, { name, copy, source });
    }
  }
  return [...found.values()];
}

/** The file of the project that lands below /opt/ml/code under that name, if the build context shows it. */
export function contextFileOf(image: ImageModel, name: string): string | undefined {
  const fact = image.fileAt(resolveImagePath(codeDirectory, name));
  return fact.kind === 'file' ? fact.contextPath : undefined;
}

/** The programs right in /opt/ml/code: what could be meant by SAGEMAKER_PROGRAM. */
export function programsIn(files: readonly CodeFile[]): CodeFile[] {
  return files.filter(({ name }) => /^[^/]+\.(py|sh|R)$/.test(name) && !/^(__\w+__|setup|conftest|test_.*|.*_test)\.py$/.test(name));
}

/** A COPY that brings the program to another folder than /opt/ml/code. */
export interface ProgramElsewhere {
  readonly copy: Copy;
  /** Where it lands. */
  readonly path: string;
  /** The destination with which the COPY would bring it where the toolkit looks. */
  readonly destination: string;
  /** The COPY brings nothing else. */
  readonly isAlone: boolean;
}

/** The COPYs that bring a file called `program` (relative) to another folder than /opt/ml/code, and need but another destination. */
export function copiesElsewhere(image: ImageModel, program: string): ProgramElsewhere[] {
  const relative = program.replace(/^(\.\/)+/, '');
  return image.copies.flatMap((copy): ProgramElsewhere[] => {
    const files = filesOf(copy);
    for (const { path } of files) {
      const destination = path.endsWith(`/${relative}`) ? destinationForCode(copy, path, relative) : undefined;
      if (destination === undefined || path.startsWith(`${codeDirectory}/`) || image.fileAt(path).kind !== 'file') continue;
      return [{ copy, path, destination, isAlone: files.length === 1 && copy.sources.length === 1 }];
    }
    return [];
  });
}

/** Undefined where the program lies deeper in what is copied. */
function destinationForCode(copy: Copy, path: string, program: string): string | undefined {
  const destination = likely(copy.destination.path);
  const root = path.slice(0, -program.length - 1);
  if (destination === undefined) return undefined;
  if (destination === path) return `${codeDirectory}/${program}`;
  if (destination !== (root === '' ? '/' : root) && !destination.startsWith(`${root}/`)) return undefined;
  return `${codeDirectory}${destination.slice(root.length).replace(/\/$/, '')}/`;
}

/** The COPYs of folders that may bring files into /opt/ml/code. */
export function foldersNearCode(image: ImageModel): Copy[] {
  return image.copies.filter((copy) => {
    const path = likely(copy.destination.path);
    const isNear = path === undefined || isWithin(path, codeDirectory) || isWithin(codeDirectory, path);
    return isNear && copy.sources.some(({ kind }) => kind === 'directory' || kind === 'files');
  });
}

/** `COPY . ...` */
export function copiesWholeContext(copy: Copy): boolean {
  return copy.sources.some(({ kind, name }) => kind === 'directory' && name === '');
}
