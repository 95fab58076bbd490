import type { Launch } from '../sagemaker/launch/model.js';
import type { ImageBuild } from './image-builds.js';
import type { WrittenFile } from './parts.js';
import type { FileKind } from './project.js';

/** What phase one knows of a file: little, computed once for each text, and enough to link it. */
export interface FileSummary {
  readonly path: string;
  readonly kind: FileKind;
  readonly launches: readonly Launch[];
  readonly written: readonly WrittenFile[];
  readonly builds: readonly ImageBuild[];
}

/** Whether a change of a file may change links between others; the text of a script, for one, does not. */
export function hasLinks(summary: FileSummary | undefined): boolean {
  return (
    summary !== undefined &&
    (summary.launches.length > 0 || summary.written.length > 0 || summary.builds.length > 0 || summary.kind === 'dockerfile')
  );
}
