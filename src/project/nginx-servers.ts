import type { ImageModel } from '../sagemaker/image/model.js';
import { fileKindOf } from './file-kind.js';
import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** The Python files that may be the server behind an nginx.conf: beside it, or copied into an image together with it. */
export function scriptsBehindNginx(path: string, files: ProjectFiles, images: readonly ImageModel[]): string[] {
  const folder = parentFolder(path);
  const beside = (files.entries(folder) ?? []).filter(({ kind }) => kind === 'file').map(({ name }) => joinPath(folder, name));
  const inImage = images
    .map((image) => image.copies.flatMap(({ landed }) => landed.map(({ contextPath }) => contextPath)))
    .filter((copied) => copied.includes(path));
  return [...new Set([...beside, ...inImage.flat()])].filter((candidate) => /\.py$/.test(candidate) || fileKindOf(candidate) === 'program');
}
