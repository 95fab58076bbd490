import { defineRule, type RuleFix } from '../../linter/rule.js';
import { someFileIsExecutable } from '../../project/file-modes.js';
import { textReader } from '../../project/read-text.js';
import { appendBehind, appendInstructions } from '../../sagemaker/image/edit-instruction.js';
import { runsAsRoot } from '../../sagemaker/image/insert-instruction.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { shebangOf } from '../../sagemaker/image/script-text.js';
import { contentRuns, type StartedFile, startedFiles } from '../../sagemaker/image/started-files.js';

export default defineRule({
  id: 'SM107',
  name: 'command-not-executable',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The program that SageMaker starts has no executable bit, or no `#!` on its first line',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
    'https://docs.docker.com/reference/dockerfile/#copy',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const files = project.filesFor(document.path);
    const read = textReader(files);
    for (const file of startedFiles(image)) {
      const { path, fact, at, how } = file;
      if (how === 'shell') continue;
      const source = fact.contextPath;
      const text = source === undefined ? undefined : read(source);
      const related =
        source !== undefined && text !== undefined
          ? [{ at: { file: source, span: { start: 0, end: text.search(/\r|\n|$/) } }, message: 'The program that is started.' }]
          : [];
      // An unpacked archive has lost every mode: then the bit says nothing.
      const isLost = source !== undefined && files.isExecutable(source) === false && !someFileIsExecutable(files, document.path);
      if (fact.executable === false && !isLost) {
        yield {
          at,
          message: `${path} has no executable bit, and nothing in the build sets it: SageMaker starts it as it is, and the container ends with permission denied. Add RUN chmod +x ${path}.`,
          related,
          fix: chmodFix(image, file),
        };
      }
      if (source === undefined || text === undefined || text.trim() === '' || how !== 'direct') continue;
      const shebang = shebangOf(text);
      if (shebang.kind === 'present') continue;
      const remedy =
        shebang.kind === 'missing'
          ? `Begin it with a line like #!/usr/bin/env ${path.endsWith('.sh') ? 'bash' : 'python3'}`
          : shebang.why === 'mark'
            ? 'Save it as UTF-8 without a byte order mark'
            : 'Move the line to the top';
      yield {
        at,
        message: `SageMaker starts ${path} by itself, but it does not begin with #!${shebang.kind === 'missing' ? '' : shebang.why === 'mark' ? ' (a byte order mark stands in front of it)' : ' (it stands further down)'}: the container ends with exec format error. ${remedy}.`,
        related,
        fix:
          shebang.kind === 'hidden' && shebang.why === 'mark' && contentRuns(path, fact, true, () => text.slice(1))
            ? { title: 'Remove the byte order mark', edits: [{ file: source, span: { start: 0, end: 1 }, newText: '' }] }
            : undefined,
      };
    }
  },
});

function chmodFix(image: ImageModel, { path, fact }: StartedFile): RuleFix | undefined {
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
