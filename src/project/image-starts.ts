import { launcherModules, launcherPrograms } from '../sagemaker/facts/script-launchers.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import { baseName, resolveImagePath } from '../sagemaker/image/paths.js';
import { programPath, toolkitRunsProgram } from '../sagemaker/image/training-toolkit.js';
import { isShell, startedWords } from '../sagemaker/image/wrappers.js';
import { likely } from '../sagemaker/value.js';
import type { ImageStart } from './links.js';
import { applicationOfEntrypoint } from './served-applications.js';

/** A file of the project that an image starts. */
export type StartedScript = ImageStart & { readonly script: string };

/** Finds the files of the project that `docker run IMAGE train` and `serve` start: by ENTRYPOINT, by name, by SAGEMAKER_PROGRAM. */
export function scriptStarts(dockerfile: string, image: ImageModel): StartedScript[] {
  const found: StartedScript[] = [];
  const add = (path: string, start: Omit<ImageStart, 'dockerfile' | 'image' | 'path'>): void => {
    const fact = image.fileAt(path);
    if (fact.kind === 'file' && fact.contextPath !== undefined) found.push({ dockerfile, image, path, script: fact.contextPath, ...start });
  };
  const { entrypoint } = image;
  if (entrypoint) {
    const named = programOf(
      image,
      entrypoint.words.map(({ text }) => text),
    );
    // The argument `train` or `serve` comes behind it: for an interpreter alone it is the script.
    for (const role of named?.takesRole ? (['train', 'serve'] as const) : [])
      add(inWorkingDirectory(image, role) ?? '', { how: 'command', role, span: entrypoint.span });
    if (named?.path !== undefined) {
      const span = entrypoint.words.find(({ text }) => text === named.word)?.span;
      add(named.path, { how: 'entrypoint', role: roleOf(image), span });
    }
    // `ENTRYPOINT ["gunicorn", "app:app"]` imports the application.
    const application = image.purpose.serve.length > 0 ? applicationOfEntrypoint(image) : undefined;
    if (application) found.push({ dockerfile, image, how: 'import', role: 'serve', span: entrypoint.span, ...application });
    return found;
  }
  for (const role of ['train', 'serve'] as const) {
    const start = image.start(role);
    if (start.kind === 'program' && start.from === 'file') add(start.path, { how: 'command', role, span: undefined });
  }
  const program = programPath(image);
  if (program !== undefined && toolkitRunsProgram(image)) {
    add(program, { how: 'program', role: 'train', span: image.environment.get('SAGEMAKER_PROGRAM')?.valueSpan });
  }
  return found;
}

/** An image for one role starts its program for that; one for both decides by the argument. */
function roleOf({ purpose }: ImageModel): ImageStart['role'] {
  if (purpose.train.length > 0 && purpose.serve.length === 0) return 'train';
  return purpose.serve.length > 0 && purpose.train.length === 0 ? 'serve' : 'unknown';
}

interface StartedProgram {
  /** Undefined where it is not known. */
  readonly path: string | undefined;
  /** The word that names it. */
  readonly word: string;
  /** It is an interpreter alone, which takes the argument for its script. */
  readonly takesRole: boolean;
}

function programOf(image: ImageModel, words: readonly string[]): StartedProgram | undefined {
  const started = startedWords(words);
  const [program = ''] = started;
  const name = baseName(program);
  const rest = started.slice(1);
  if (launcherPrograms.test(name)) {
    const interpreter = rest.findIndex((word) => isPython(baseName(word)));
    return interpreter < 0 ? launchedScript(image, rest) : programOf(image, rest.slice(interpreter));
  }
  if (isShell(name) || isPython(name)) {
    const module = rest[rest.indexOf('-m') + 1] ?? '';
    if (isPython(name) && rest.includes('-m') && launcherModules.test(module)) return launchedScript(image, rest);
    if (rest.some((word) => /^-\w*[cm]$/.test(word))) return undefined;
    const script = rest.find((word) => !word.startsWith('-'));
    return script === undefined
      ? { path: undefined, word: '', takesRole: true }
      : { path: inWorkingDirectory(image, script), word: script, takesRole: false };
  }
  return { path: program === '' ? undefined : image.findProgram(program).path, word: program, takesRole: false };
}

/** `torchrun --nproc_per_node 8 train.py`: no option of a launcher takes such a file. */
function launchedScript(image: ImageModel, words: readonly string[]): StartedProgram | undefined {
  const word = words.find((each) => each.endsWith('.py'));
  return word === undefined ? undefined : { path: inWorkingDirectory(image, word), word, takesRole: false };
}

function isPython(name: string): boolean {
  return /^(python|pypy)[\d.]*$/.test(name);
}

function inWorkingDirectory(image: ImageModel, path: string): string | undefined {
  if (path.startsWith('/')) return path;
  const directory = likely(image.workingDirectory);
  return directory === undefined ? undefined : resolveImagePath(directory, path);
}
