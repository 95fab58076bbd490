import { defineRule } from '../../linter/rule.js';
import type { RunCommand } from '../../sagemaker/image/model.js';

const sagemakerPackage = /^(sagemaker([-_][\w-]+)?|multi[-_]model[-_]server)(\[[\w,-]*\])?([=~!<>]=?[\w.*,]*)?$/i;

export default defineRule({
  id: 'SM131',
  name: 'version-specifier-unquoted',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The shell reads `>` or `<` of an unquoted version as a redirection',
  sources: [
    'https://pip.pypa.io/en/stable/cli/pip_install/#requirement-specifiers',
    'https://www.gnu.org/software/bash/manual/html_node/Redirections.html',
  ],
  appliesTo: 'image',

  *check({ image, document }) {
    for (const run of image.runs) {
      if (!/^(pip[\d.]*|python[\d.]*|uv|conda|mamba|micromamba)$/.test(run.program ?? '')) continue;
      for (const word of run.command.words) {
        if (word.quoted || !sagemakerPackage.test(word.text)) continue;
        const end = endOfSpecifier(run, word.span.end);
        if (end === undefined) continue;
        const text = document.text.slice(word.span.start, end);
        // Within a quoted script the other kind of quotes is free.
        const before = document.text.slice(run.instruction.argumentsSpan.start, word.span.start);
        const quote = before.split('"').length % 2 === 0 ? "'" : '"';
        const quoted = `${quote}${text.replace(/\s+/g, '')}${quote}`;
        const isOutput = text.slice(word.text.length).trimStart().startsWith('>');
        const file =
          text
            .slice(word.text.length)
            .replace(/^\s*[<>]/, '')
            .split(/[<>]/)[0] ?? '';
        yield {
          at: { start: word.span.start, end },
          message: `The shell reads ${text} as ${word.text} and a redirection: ${
            isOutput
              ? `any version of ${word.text} is installed, and pip's output goes into a file called "${file}"`
              : `it looks for a file called "${file}", and the build fails`
          }. Write ${quoted}.`,
          fix: {
            title: `Quote ${text.replace(/\s+/g, '')}`,
            edits: [{ span: { start: word.span.start, end }, newText: quoted }],
          },
        };
      }
    }
  },
});

/** Where the version ends that the shell has cut off a word as one or more redirections; undefined if it has not. */
function endOfSpecifier(run: RunCommand, wordEnd: number): number | undefined {
  let end = wordEnd;
  for (const { operator, target, descriptor, span } of [...run.command.redirects].sort(
    (first, second) => first.span.start - second.span.start,
  )) {
    if (!target || target.quoted || descriptor !== undefined || (operator !== '>' && operator !== '<')) continue;
    const isAdjacent = span.start === end && target.span.start === span.start + 1;
    const isVersion =
      /^=?\d[\w.*]*,?$/.test(target.text) && (isAdjacent || (target.text.startsWith('=') && span.start - end <= 1 && span.start >= end));
    if (isVersion) end = target.span.end;
  }
  return end === wordEnd ? undefined : end;
}
