import { defineRule } from '../../linter/rule.js';
import { convertsLineEndings, readBuildScripts } from '../../project/build-scripts.js';
import { textReader } from '../../project/read-text.js';
import { resolveShellPath } from '../../sagemaker/image/filesystem.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { baseName } from '../../sagemaker/image/paths.js';
import { harmfulLineBreak } from '../../sagemaker/image/script-text.js';
import { startedFiles } from '../../sagemaker/image/started-files.js';

export default defineRule({
  id: 'SM108',
  name: 'command-crlf',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The script that SageMaker starts has Windows line endings',
  sources: ['https://github.com/aws/amazon-sagemaker-examples/issues/571'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const read = textReader(project.filesFor(document.path));
    if (buildConverts(image, document.text, read)) return;
    const scripts = readBuildScripts(project.filesFor(document.path), document.path);
    for (const { path, fact, at, how } of startedFiles(image)) {
      const source = fact.contextPath;
      const text = source === undefined ? undefined : read(source);
      if (source === undefined || text === undefined) continue;
      const offset = harmfulLineBreak(path, text, how !== 'shell');
      if (offset === undefined || scripts.convertsLineEndings(baseName(source))) continue;
      const isFirst = text.lastIndexOf('\n', offset) < 0 && how !== 'shell';
      const effect = isFirst
        ? 'the kernel takes the \\r for a part of the interpreter\'s name, and the container ends with "no such file or directory"'
        : "the shell ends with $'\\r': command not found";
      yield {
        at,
        message: `SageMaker starts ${path}, and ${source} has Windows line endings (CRLF): ${effect}. Save it with LF, and keep it so with the line "${source.slice(source.lastIndexOf('/') + 1)} text eol=lf" in .gitattributes.`,
        related: [{ at: { file: source, span: { start: offset, end: offset + 2 } }, message: 'The first line break that does harm.' }],
        fix: {
          title: `Convert ${source} to LF`,
          edits: [...text.matchAll(/\r+\n/g)].map(({ index, 0: lineBreak }) => ({
            file: source,
            span: { start: index, end: index + lineBreak.length },
            newText: '\n',
          })),
        },
      };
    }
  },
});

/** The build may convert the scripts, by itself or in a script that it runs; which of them is not always to be seen. */
function buildConverts(image: ImageModel, dockerfile: string, read: (path: string) => string | undefined): boolean {
  for (const { keyword, span } of image.instructions)
    if (keyword === 'RUN' && convertsLineEndings(dockerfile.slice(span.start, span.end))) return true;
  for (const { words, directory } of image.runs) {
    for (const word of words) {
      if (word === undefined || word.startsWith('-') || !(word.startsWith('/') || directory.known)) continue;
      const fact = image.fileAt(resolveShellPath(directory.known ? directory.value : '/', word));
      const text = fact.kind === 'file' && fact.contextPath !== undefined ? read(fact.contextPath) : undefined;
      if (text !== undefined && /dos2unix|fromdos|\b(sed|tr|perl)\b.*(\\r(?![a-z])|\\015|\\x0d)/i.test(text)) return true;
    }
  }
  return false;
}
