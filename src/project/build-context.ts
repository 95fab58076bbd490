import type { DockerfileSyntax } from '../languages/dockerfile/syntax.js';
import type { BuildContext, ContextFile, ContextMatch } from '../sagemaker/image/context.js';
import { globMatches } from '../sagemaker/image/paths.js';
import { readBuildScripts } from './build-scripts.js';
import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** A folder with more files than this is listed in part; what is not listed is unknown, never absent. */
const mostFiles = 2000;
const skippedFolders = new Set(['.git', 'node_modules', '.venv', '__pycache__', '.ipynb_checkpoints']);

/**
 * Finds the folder that `docker build` is given. Build scripts say it; else it is the Dockerfile's folder or the one
 * above it in which the most COPY sources are found. Contexts are often put together by scripts, so what is missing
 * there is only missing, never wrong.
 */
export function findBuildContext(files: ProjectFiles, dockerfile: string, syntax: DockerfileSyntax): BuildContext {
  const scripts = readBuildScripts(files, dockerfile);
  const sources = literalSources(syntax);
  const candidates = [...scripts.contexts];
  for (let folder = parentFolder(dockerfile); ; folder = parentFolder(folder)) {
    candidates.push(folder);
    if (folder === '') break;
  }
  let root = candidates[0] ?? '';
  let best = -1;
  for (const candidate of candidates) {
    const found = sources.filter((source) => matchSource(files, candidate, source).kind !== 'missing').length;
    if (found > best) {
      best = found;
      root = candidate;
    }
    if (best === sources.length) break;
  }
  // Where a script puts files together, or nothing says that this is the folder, `COPY .` may bring what lies elsewhere: what is seen here is only a part.
  const isSure = !scripts.bringsFiles && (best > 0 || root === '' || scripts.contexts.includes(root));
  const matches = new Map<string, ContextMatch>();
  return {
    match(source) {
      let match = matches.get(source);
      if (!match) {
        const found = matchSource(files, root, source);
        match = found.kind === 'directory' && !isSure ? { ...found, partial: true } : found;
        matches.set(source, match);
      }
      return match;
    },
    read(path) {
      const file = files.read(path);
      return file.kind === 'text' ? file.text : undefined;
    },
    isExecutable: (path) => files.isExecutable(path),
    isMadeExecutable: (name) => scripts.makesExecutable(name),
    builtTargets: scripts.targets,
  };
}

function literalSources(syntax: DockerfileSyntax): string[] {
  const sources: string[] = [];
  for (const instruction of syntax.instructions) {
    if ((instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') || instruction.flags.some((flag) => flag.name === 'from'))
      continue;
    const words = instruction.json?.map((word) => word.value) ?? instruction.words.map((word) => word.text.replace(/^(["'])(.*)\1$/, '$2'));
    for (const word of words.slice(0, -1)) if (!/[$]|<<|^[a-z]+:\/\//.test(word) && !/^\.?\/?$/.test(word)) sources.push(word);
  }
  return sources;
}

function matchSource(files: ProjectFiles, root: string, source: string): ContextMatch {
  const path = joinPath(root, source.replace(/^\/+/, ''));
  if (/[*?[]/.test(source)) return matchPattern(files, path);
  if (path === root || path === '') return listFolder(files, root);
  const parent = files.entries(parentFolder(path));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const entry = parent?.find((candidate) => candidate.name === name);
  if (!entry) return { kind: 'missing' };
  return entry.kind === 'file' ? { kind: 'file', path } : listFolder(files, path);
}

function listFolder(files: ProjectFiles, folder: string): ContextMatch {
  const found: ContextFile[] = [];
  const visit = (path: string, relative: string): void => {
    for (const entry of files.entries(path) ?? []) {
      if (found.length >= mostFiles) return;
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.kind === 'file') found.push({ path: joinPath(path, entry.name), relative: below });
      else if (!skippedFolders.has(entry.name)) visit(joinPath(path, entry.name), below);
    }
  };
  visit(folder, '');
  return { kind: 'directory', files: found, partial: found.length >= mostFiles };
}

/** Docker's patterns: `*` and `?` within one part of a path. A folder that matches gives its contents. */
function matchPattern(files: ProjectFiles, pattern: string): ContextMatch {
  const parts = pattern.split('/');
  let folders = [''];
  for (const part of parts.slice(0, -1)) {
    folders = folders.flatMap((folder) =>
      /[*?[]/.test(part)
        ? (files.entries(folder) ?? [])
            .filter((entry) => entry.kind === 'directory' && globMatches(part, entry.name))
            .map((entry) => joinPath(folder, entry.name))
        : [joinPath(folder, part)],
    );
  }
  const last = parts.at(-1) ?? '';
  const found = folders.flatMap((folder) =>
    (files.entries(folder) ?? [])
      .filter((entry) => globMatches(last, entry.name))
      .flatMap((entry): ContextFile[] => {
        const path = joinPath(folder, entry.name);
        if (entry.kind === 'file') return [{ path, relative: entry.name }];
        const inside = listFolder(files, path);
        return inside.kind === 'directory' ? [...inside.files] : [];
      }),
  );
  return found.length > 0 ? { kind: 'files', files: found } : { kind: 'missing' };
}
