/** Joins an absolute folder and a path the way WORKDIR and COPY do, and resolves `.` and `..`; no slash at the end. */
export function resolveImagePath(directory: string, path: string): string {
  const joined = path.startsWith('/') ? path : `${directory}/${path}`;
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Whether `path` is `directory` or lies below it. */
export function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path without its last part; '/' or '' at the top. */
export function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end > 0 ? path.slice(0, end) : path.startsWith('/') ? '/' : '';
}

/** Whether a name fits a pattern with `*`, `?` and `[...]`, none of which reaches over a slash; a broken pattern fits nothing. */
export function globMatches(pattern: string, name: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  try {
    return new RegExp(`^${expression}$`).test(name);
  } catch {
    return false;
  }
}
