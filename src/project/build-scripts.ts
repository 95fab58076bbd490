import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** What the scripts beside a Dockerfile say of its build. */
export interface BuildScripts {
  /** Folders that are given to `docker build` for this Dockerfile, relative to the project's root. */
  readonly contexts: readonly string[];
  readonly targets: ReadonlySet<string>;
  /** Whether a script makes a file of that name executable before the build. */
  makesExecutable(name: string): boolean;
}

const scriptName =
  /\.(sh|bash)$|^(gnu)?makefile$|^buildspec[\w.-]*\.ya?ml$|^(docker-)?compose[\w.-]*\.ya?ml$|^justfile$|^tasks?\.(py|ya?ml)$/i;
const largestScript = 200_000;

/** Reads shell scripts, Makefiles and build specs in the Dockerfile's folder and up to three folders above. */
export function readBuildScripts(files: ProjectFiles, dockerfile: string): BuildScripts {
  const contexts: string[] = [];
  const targets = new Set<string>();
  const modeChanges: string[] = [];
  let folder = parentFolder(dockerfile);
  for (let level = 0; level < 4; level++) {
    for (const entry of files.entries(folder) ?? []) {
      if (entry.kind !== 'file' || !scriptName.test(entry.name)) continue;
      const read = files.read(joinPath(folder, entry.name));
      if (read.kind !== 'text' || read.text.length > largestScript) continue;
      readScript(read.text, folder, dockerfile, contexts, targets, modeChanges);
    }
    if (folder === '') break;
    folder = parentFolder(folder);
  }
  return {
    contexts,
    targets,
    makesExecutable: (name) => modeChanges.some((line) => mentions(line, name)),
  };
}

function readScript(
  text: string,
  folder: string,
  dockerfile: string,
  contexts: string[],
  targets: Set<string>,
  modeChanges: string[],
): void {
  const joined = text.replace(/\\\r?\n/g, ' ');
  for (const line of joined.split(/\r?\n/)) {
    if (/chmod\s.*(\+x|\b[0-7]{3,4}\b|\+rx)|update-index\s.*--chmod/.test(line)) modeChanges.push(line);
    const build = /\b(?:docker|podman|finch|nerdctl)\s+(?:buildx\s+|image\s+)?build\s+(.*)$/.exec(line);
    if (!build?.[1]) continue;
    const words =
      build[1]
        .split(/[;&|]/)[0]
        ?.trim()
        .split(/\s+/)
        .map((word) => word.replace(/^["']|["']$/g, '')) ?? [];
    let file: string | undefined;
    let context: string | undefined;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? '';
      const [flag, value] = word.includes('=') ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word, undefined];
      if (flag === '-f' || flag === '--file') file = value ?? words[++index];
      else if (flag === '--target') targets.add((value ?? words[++index] ?? '').toLowerCase());
      else if (word.startsWith('-')) {
        if (
          value === undefined &&
          /^-[ttom]$|^--(tag|build-arg|platform|label|secret|ssh|network|cache-from|cache-to|output|progress|builder|add-host|memory)$/.test(
            word,
          )
        )
          index++;
      } else context = word;
    }
    if (context === undefined || /[$`{]/.test(context)) continue;
    const named = file === undefined ? joinPath(joinPath(folder, context), 'Dockerfile') : joinPath(folder, file);
    const isThis =
      named === dockerfile ||
      (file !== undefined && /[$`{]/.test(file)) ||
      (file !== undefined && !file.includes('/') && joinPath(joinPath(folder, context), file) === dockerfile);
    if (isThis) contexts.push(joinPath(folder, context));
  }
}

/** `chmod +x decision_trees/train`, `chmod -R 755 .` and `chmod +x *` all reach a file called train. */
function mentions(line: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[\\s/"'])${escaped}(["'\\s;&]|$)`).test(line) || /-R|\*|\$|find\b|xargs/.test(line);
}
