import { defineRule } from '../../linter/rule.js';
import { convertsLineEndings, readBuildScripts } from '../../project/build-scripts.js';
import { textReader } from '../../project/read-text.js';
import { executedFiles } from '../../project/started-by-shell.js';
import { resolveShellPath } from '../../sagemaker/image/filesystem.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { baseName } from '../../sagemaker/image/paths.js';
import { harmfulLineBreak, shebangOf } from '../../sagemaker/image/script-text.js';
import type { StartedFile } from '../../sagemaker/image/started-files.js';
import type { SourceDocument } from '../../text/document.js';

export default defineRule({
  id: 'SM108',
  name: 'command-crlf',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A script that SageMaker starts has Windows line endings',
  sources: ['https://github.com/aws/amazon-sagemaker-examples/issues/571'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const read = textReader(project.filesFor(document.path));
    if (buildConverts(image, document.text, read)) return;
    const scripts = readBuildScripts(project.filesFor(document.path), document.path);
    for (const { path, fact, at, how, by } of executedFiles(project, image)) {
      const script = fact.contextPath === undefined ? undefined : project.document(fact.contextPath);
      if (!script || scripts.convertsLineEndings(baseName(script.path)) || (by && convertsLineEndings(by.document.text))) continue;
      const starts = by ? `${by.document.path}, which SageMaker starts, runs ${path}` : `SageMaker starts ${path}`;
      const report = reportOf(script, path, how, starts);
      if (report) yield { at, ...report, related: [...(by ? [{ at: by, message: 'It is started here.' }] : []), ...report.related] };
    }
  },

  *checkLaunch({ launch, link, document, project }) {
    if (launch.kind !== 'training' || launch.entryPoint.kind !== 'given' || launch.command.kind !== 'absent') return;
    const script = link.script?.endsWith('.sh') ? project.document(link.script) : undefined;
    const report =
      script && !convertsLineEndings(document.text) && reportOf(script, script.path, 'from-shell', `SageMaker's job starts ${script.path}`);
    if (report) yield { at: { document: launch.entryPoint.document, span: launch.entryPoint.argument }, ...report };
  },
});

/** What is said of a script with Windows line endings; undefined where they do no harm. */
function reportOf(script: SourceDocument, path: string, how: StartedFile['how'], starts: string) {
  const { text } = script;
  // The kernel reads the first line; a shell that starts a file without one reads it by itself.
  const direct = how === 'direct' || (how === 'from-shell' && shebangOf(text).kind === 'present');
  const offset = harmfulLineBreak(path, text, direct);
  if (offset === undefined) return undefined;
  const effect =
    text.lastIndexOf('\n', offset) < 0 && direct
      ? 'the kernel takes the \\r for a part of the interpreter\'s name, and the container ends with "no such file or directory"'
      : "the shell ends with $'\\r': command not found";
  const breaks = [...text.matchAll(/\r+\n/g)].map(({ index, 0: lineBreak }) => ({ start: index, end: index + lineBreak.length }));
  return {
    message: `${starts}, and ${script.path} has Windows line endings (CRLF): ${effect}. Save it with LF, and keep it so with the line "${baseName(script.path)} text eol=lf" in .gitattributes.`,
    related: [{ at: { document: script, span: { start: offset, end: offset + 2 } }, message: 'The first line break that does harm.' }],
    fix: { title: `Convert ${script.path} to LF`, edits: breaks.map((span) => ({ document: script, span, newText: '\n' })) },
  };
}

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
