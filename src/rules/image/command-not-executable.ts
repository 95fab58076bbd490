import { defineRule } from '../../linter/rule.js';
import { someFileIsExecutable } from '../../project/file-modes.js';
import type { ProjectFiles } from '../../project/files.js';
import { textReader } from '../../project/read-text.js';
import { executedFiles } from '../../project/started-by-shell.js';
import { makeExecutable } from '../../sagemaker/image/mode-edit.js';
import { shebangOf } from '../../sagemaker/image/script-text.js';
import { contentRuns } from '../../sagemaker/image/started-files.js';

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
    for (const file of executedFiles(project, image)) {
      const { path, fact, at, how, by } = file;
      if (how === 'shell') continue;
      const source = fact.contextPath;
      const text = source === undefined ? undefined : read(source);
      const starter = by ? `In ${by.document.path}, SageMaker's container` : 'SageMaker';
      const common = {
        at,
        severity: file.isConditional ? ('warning' as const) : ('error' as const),
        related: [
          ...(by ? [{ at: by, message: 'It is started here.' }] : []),
          ...(source !== undefined && text !== undefined
            ? [{ at: { file: source, span: { start: 0, end: text.search(/\r|\n|$/) } }, message: 'The program that is started.' }]
            : []),
        ],
      };
      if (fact.executable === false && !file.mayGetMode && !isLost(files, document.path, source)) {
        yield {
          ...common,
          message: `${path} has no executable bit, and nothing in the build sets it: ${by ? `${by.document.path}, which SageMaker starts, runs` : 'SageMaker starts'} it as it is, and ${by ? 'that' : 'the container'} ends with permission denied. Add RUN chmod +x ${path}.`,
          fix: makeExecutable(image, file),
        };
      }
      if (source === undefined || text === undefined || text.trim() === '') continue;
      const shebang = shebangOf(text);
      // A shell reads what has no first line of that kind by itself.
      if (shebang.kind === 'present' || (how !== 'direct' && !(shebang.kind === 'missing' && path.endsWith('.py')))) continue;
      const isMarked = shebang.kind === 'hidden' && shebang.why === 'mark';
      const place = shebang.kind === 'missing' ? '' : isMarked ? ' (a byte order mark stands in front of it)' : ' (it stands further down)';
      const effect = how === 'direct' ? 'the container ends with exec format error' : 'the shell reads the Python in it as commands';
      const remedy =
        shebang.kind === 'missing'
          ? `Begin it with a line like #!/usr/bin/env ${path.endsWith('.sh') ? 'bash' : 'python3'}`
          : isMarked
            ? 'Save it as UTF-8 without a byte order mark'
            : 'Move the line to the top';
      yield {
        ...common,
        message: `${starter} starts ${path} by itself, but it does not begin with #!${place}: ${effect}. ${remedy}.`,
        fix:
          isMarked && contentRuns(path, fact, true, () => text.slice(1))
            ? { title: 'Remove the byte order mark', edits: [{ file: source, span: { start: 0, end: 1 }, newText: '' }] }
            : undefined,
      };
    }
  },
});

/** An unpacked archive has lost every mode: then the bit says nothing. */
function isLost(files: ProjectFiles, dockerfile: string, source: string | undefined): boolean {
  return source !== undefined && files.isExecutable(source) === false && !someFileIsExecutable(files, dockerfile);
}
