import { knownPythonPackage } from '../facts/packages.js';
import { likely } from '../value.js';
import type { ImageModel } from './model.js';
import { baseName, resolveImagePath } from './paths.js';
import type { FileReader } from './started-files.js';
import { mayHaveProgram } from './system-programs.js';

/** Servers that a serve program starts as programs of their own, as AWS's samples do. */
export const servers = ['nginx', 'gunicorn'] as const;
export type Server = (typeof servers)[number];

/** A file of the build context that serves, and where the Dockerfile brings it. */
export interface ServeFile {
  readonly contextPath: string;
  readonly text: string;
  readonly at: { readonly start: number; readonly end: number };
  found(server: Server): { start: number; end: number };
}

/** What `docker run IMAGE serve` runs or is meant to run, as far as it comes out of the build context. */
export function serveFiles(image: ImageModel, read: FileReader): ServeFile[] {
  const directory = likely(image.workingDirectory);
  const start = image.entrypoint ?? image.command;
  const paths = new Set(start && directory !== undefined ? start.words.map(({ text }) => resolveImagePath(directory, text)) : []);
  // Where it is not on PATH yet, it is still what is meant to serve.
  if (!image.entrypoint)
    for (const { path } of image.copies.flatMap((copy) => copy.landed)) if (baseName(path) === 'serve') paths.add(path);
  return [...paths].flatMap((path): ServeFile[] => {
    const fact = image.fileAt(path);
    if (fact.kind !== 'file' || fact.contextPath === undefined) return [];
    const { contextPath } = fact;
    const text = read(contextPath);
    const copy = image.copies.findLast((candidate) =>
      candidate.landed.some((file) => file.path === path && file.contextPath === contextPath),
    );
    if (text === undefined || !copy) return [];
    const at = copy.sources.find((source) => source.contextPaths.some((file) => file.path === contextPath))?.span ?? copy.instruction.span;
    const found = (server: Server) => {
      const offset = certainStart(text, server) ?? 0;
      const begin = text.indexOf(server, offset);
      return { start: begin, end: begin + server.length };
    };
    return [{ contextPath, text, at, found }];
  });
}

/** The first word of a list that Python runs, of `os.system(...)`, or of a line of a shell script. */
function startOf(server: Server): RegExp {
  const program = `(?:/usr/(?:local/)?s?bin/)?${server}`;
  return new RegExp(
    `(?:Popen|call|run|check_call|check_output|spawn)\\(\\s*\\[\\s*['"]${program}['"]|os\\.system\\(\\s*['"]${program}\\b|^\\s*(?:exec\\s+|service\\s+)?${program}(?:[ \\t]+(?!=)|\\s*[;&]|[ \\t]*$)`,
    'gm',
  );
}

/** Where a script starts a server without a condition. */
function certainStart(text: string, server: Server): number | undefined {
  for (const match of text.matchAll(startOf(server))) if (!isPythonCondition(text, match)) return match.index;
  return undefined;
}

/** Whether a call of Python stands in a comment, or in a block that may not run. */
function isPythonCondition(text: string, { 0: found, index }: RegExpMatchArray): boolean {
  if (index === undefined || !found.includes('(')) return false;
  const lines = text.slice(0, index).split('\n');
  let indentation = Number.POSITIVE_INFINITY;
  for (const line of lines.reverse()) {
    const code = line.trimStart();
    const own = line.length - code.length;
    if (indentation === Number.POSITIVE_INFINITY && code.startsWith('#')) return true;
    if (indentation !== Number.POSITIVE_INFINITY && (code.trimEnd() === '' || code.startsWith('#') || own >= indentation)) continue;
    // The condition of a main program holds.
    if (/^(if|elif|else|except|case)\b/.test(code) && !/^if\s*\(?__name__\b/.test(code)) return true;
    indentation = own;
    if (own === 0) return false;
  }
  return false;
}

/** Whether a script starts a server and takes it for granted. */
export function startsServer(text: string, server: Server): boolean {
  // A script that looks first, or minds its absence, knows what it does.
  return certainStart(text, server) !== undefined && !/\bwhich\b|command -v|FileNotFoundError|pip3? install|apt(-get)? install/.test(text);
}

/** Whether the image may have a server; true wherever nobody can tell. */
export function mayHaveServer(image: ImageModel, server: Server): boolean {
  if (mayHaveProgram(image, server, new RegExp(`(^|/)${server}([-=<>\\[:].*)?$`)) || image.unreadInstalls.length > 0) return true;
  if (server === 'nginx') return image.base.hasNginx !== false;
  const isPlain = /^(python|debian|ubuntu|amazonlinux|miniconda3)$/.test(baseName(image.base.reference?.repository ?? ''));
  // Packages bring others with them: only of the well-known ones is it certain that gunicorn is not among those.
  const isPython = (manager: string): boolean => manager === 'pip' || manager === 'conda';
  return (
    !isPlain ||
    image.packages.some(
      ({ name, manager }) =>
        isPython(manager) && (name === undefined || /^(gunicorn|apache-airflow|notebook)$/.test(name) || !knownPythonPackage(name)),
    )
  );
}
