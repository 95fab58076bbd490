import type { ProjectFiles } from './files.js';

/** Reads files as text, undefined where one is absent, skipped or not loaded yet. */
export function textReader(files: ProjectFiles): (path: string) => string | undefined {
  return (path) => {
    const file = files.read(path);
    return file.kind === 'text' ? file.text : undefined;
  };
}
