import type { Copy, CopySource, ImageModel } from './model.js';
import { baseName } from './paths.js';
import { filesOf } from './training-toolkit.js';

/** A file that COPY certainly brings and that is still there at the end of the build. */
export interface CopiedFile {
  /** Where it is in the image. */
  readonly path: string;
  readonly copy: Copy;
  readonly source: CopySource;
}

/** Every file that is certainly copied into the image, by its path there. */
export function copiedFiles(image: ImageModel): CopiedFile[] {
  const found = new Map<string, CopiedFile>();
  for (const copy of image.copies) {
    for (const { path, source } of filesOf(copy)) if (image.fileAt(path).kind === 'file') found.set(path, { path, copy, source });
  }
  return [...found.values()];
}

const names = {
  train: /^(train|training|trainer|fit|main|run|start|entrypoint)([_-]\w+)?\.(py|R|sh)$/,
  serve: /^(serve|serving|server|app|api|main|run|start|entrypoint)\.(py|R|sh)$/,
};

/** The copied files whose name says that they train or serve. */
export function programsToStart(image: ImageModel, role: 'train' | 'serve'): CopiedFile[] {
  return copiedFiles(image).filter(({ path }) => names[role].test(baseName(path)) && !/(^|\/)tests?\//.test(path));
}

/** The words that start a program by its interpreter. */
export function interpreted(image: ImageModel, path: string): readonly string[] {
  if (path.endsWith('.R')) return ['Rscript', path];
  if (path.endsWith('.sh')) return [image.base.hasBash === false ? 'sh' : 'bash', path];
  // Systems bring a python3 only; Python's own images and conda have both names.
  const hasPython = /(^|\/)(python|miniconda3|anaconda3|pytorch|tensorflow)(:|@|$)/.test(image.base.reference?.text ?? '');
  return [hasPython ? 'python' : 'python3', path];
}
