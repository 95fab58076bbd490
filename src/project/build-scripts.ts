import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** What the scripts beside a Dockerfile say of its build. */
export interface BuildScripts {
  /** Folders that are given to `docker build` for this Dockerfile, relative to the project's root. */
  readonly contexts: readonly string[];
  readonly targets: ReadonlySet<string>;
  /** A script copies or unpacks files, so that the build context may hold more than the project shows. */
  readonly bringsFiles: boolean;
  /** Whether a script makes a file of that name executable before the build. */
  makesExecutable(name: string): boolean;
  /** Whether a script turns the Windows line endings of a file of that name into LF. */
  convertsLineEndings(name: string): boolean;
}

const scriptName =
  /\.(sh|bash)$|^(gnu)?makefile$|^buildspec[\w.-]*\.ya?ml$|^(docker-)?compose[\w.-]*\.ya?ml$|^justfile$|^tasks?\.(py|ya?ml)$/i;
const largestScript = 200_000;
/** Files that tell how a build is started, beside much else: asked for modes only. */
const walkthroughName = /\.(ipynb|md|py)$/i;
const pipelineName = /^\.gitlab-ci\.ya?ml$|^Jenkinsfile$|pipelines[\w.-]*\.ya?ml$/i;
const largestNotebook = 2_000_000;
const mostWalkthroughs = 40;
/** A mode that lets the owner execute: `+x`, `a+rwx`, `755`, `0o755`, and Python's names for it. */
const modeChange = /chmod\b.*([+=][rwstX]*x|\b(0o)?[0-7]{0,2}[1357][0-7]{2}\b|\bS_I|st_mode|\bmode\b)|setfacl\s|update-index\s.*--chmod/;

/** Copies, moves or unpacks files. */
const bringsFile = /(^|[;&|\t @-])(cp|rsync|mv|unzip|git clone|aws s3 (cp|sync)|tar\s+-?\w*x\w*)\s/;

/** Reads shell scripts, Makefiles and build specs in the Dockerfile's folder and up to three folders above. */
export function readBuildScripts(files: ProjectFiles, dockerfile: string): BuildScripts {
  const contexts: string[] = [];
  const targets = new Set<string>();
  const lines: string[] = [];
  let walkthroughs: readonly string[] | undefined;
  let folder = parentFolder(dockerfile);
  for (let level = 0; level < 4; level++) {
    for (const entry of files.entries(folder) ?? []) {
      if (entry.kind !== 'file' || !scriptName.test(entry.name)) continue;
      const read = files.read(joinPath(folder, entry.name));
      if (read.kind !== 'text' || read.text.length > largestScript) continue;
      readScript(read.text, folder, dockerfile, contexts, targets, lines);
    }
    if (folder === '') break;
    folder = parentFolder(folder);
  }
  return {
    contexts,
    targets,
    makesExecutable(name) {
      if (lines.some((line) => modeChange.test(line) && mentions(line, name))) return true;
      walkthroughs ??= readWalkthroughs(files, parentFolder(dockerfile));
      return walkthroughs.some((line) => mentions(line, name));
    },
    bringsFiles: lines.some((line) => bringsFile.test(line)),
    convertsLineEndings: (name) => lines.some((line) => convertsLineEndings(line) && mentions(line, name)),
  };
}

/** Whether a command's text turns CRLF into LF: dos2unix, or sed, tr and perl with the carriage return by any of its names. */
export function convertsLineEndings(text: string): boolean {
  return /dos2unix|fromdos|\\r(?![a-z])|\\015|\\x0d/i.test(text);
}

/** Lines that set modes, in notebooks, Markdown and Python near the Dockerfile and in the project's pipelines. */
function readWalkthroughs(files: ProjectFiles, folder: string): string[] {
  const found = new Set<string>();
  const add = (place: string, name: RegExp): void => {
    for (const entry of files.entries(place) ?? [])
      if (entry.kind === 'file' && name.test(entry.name)) found.add(joinPath(place, entry.name));
  };
  add('.github/workflows', /\.ya?ml$/i);
  add('.circleci', /^config\.ya?ml$/i);
  for (const place of new Set(['', folder, parentFolder(folder)])) add(place, pipelineName);
  for (const place of new Set([folder, parentFolder(folder)])) add(place, walkthroughName);
  const lines: string[] = [];
  for (const path of [...found].slice(0, mostWalkthroughs)) {
    const isNotebook = /\.ipynb$/i.test(path);
    const read = files.read(path);
    if (read.kind !== 'text' || read.text.length > (isNotebook ? largestNotebook : largestScript)) continue;
    // A cell is a list of JSON strings, or one string for all of its lines.
    const parts = isNotebook ? read.text.split(/\r?\n|\\n/) : read.text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
    lines.push(...parts.filter((line) => modeChange.test(line)));
  }
  return lines;
}

function readScript(text: string, folder: string, dockerfile: string, contexts: string[], targets: Set<string>, lines: string[]): void {
  const joined = text.replace(/\\\r?\n/g, ' ');
  for (const line of joined.split(/\r?\n/)) {
    if (modeChange.test(line) || convertsLineEndings(line) || bringsFile.test(line)) lines.push(line);
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

/** `chmod +x decision_trees/train`, `chmod -R 755 .` and `chmod +x *` all reach a file called train, and a variable may. */
function mentions(line: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (
    new RegExp(`(^|[\\s/"'{,\`])${escaped}(["'\\s;&|,})\\\\\`]|$)`).test(line) ||
    /-R|--recursive|\*|\$|\{\w+\}|find\b|xargs|os\.chmod\(\s*[^"'\s]/.test(line)
  );
}
