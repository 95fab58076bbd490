import type { TextEdit } from '../../text/edit.js';
import { appendBehind, appendInstructions } from './edit-instruction.js';
import { runsAsRoot } from './insert-instruction.js';
import type { ImageModel } from './model.js';
import type { StartedFile } from './started-files.js';

/** The edits that make a file of the image executable, behind what brings it; undefined where that is not known, or nobody may. */
export function makeExecutable(
  image: ImageModel,
  { path, fact }: StartedFile,
): { readonly title: string; readonly edits: readonly TextEdit[] } | undefined {
  const maker = fact.instruction;
  if (!maker || !/^[\w./-]+$/.test(path)) return undefined;
  const line = `RUN chmod +x ${path}`;
  const copy = image.copies.find(({ instruction }) => instruction === maker);
  const isLanded = copy?.landed.some((file) => file.path === path) ?? false;
  const last = image.instructions.at(-1);
  if (last === undefined || !runsAsRoot(image, isLanded ? maker : last)) {
    if (!copy || !isLanded || copy.mode !== undefined || copy.sources.length > 1) return undefined;
    const at = maker.keywordSpan.end;
    return { title: 'Copy it with --chmod=755', edits: [{ span: { start: at, end: at }, newText: ' --chmod=755' }] };
  }
  const edit = isLanded ? appendBehind(image, maker, [line]) : appendInstructions(image, [line]);
  return edit && { title: line, edits: [edit] };
}
