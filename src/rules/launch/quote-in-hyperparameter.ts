import { defineRule } from '../../linter/rule.js';
import { sourceCodeOf } from '../../sagemaker/launch/source-code.js';
import { type RequestNode, textPieces } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM319',
  name: 'quote-in-hyperparameter',
  area: 'launch',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'SDK v3 writes hyperparameters between single quotes into a shell script, and this one has a quote in it',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/container_drivers/scripts/environment.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    // Without source_code the image reads its hyperparameters in its own way.
    if (launch.kind !== 'training' || !sourceCodeOf(launch)) return;
    const { hyperparameters } = launch;
    if (hyperparameters.kind !== 'given' || hyperparameters.node.kind !== 'object') return;
    for (const { name, value } of hyperparameters.node.members.values()) {
      if (!hasQuote(value)) continue;
      yield {
        at: { document: value.document, span: value.span },
        message: `"${name}" has a single quote in it (${shortened(value)}). With source_code, SDK v3 writes each value between single quotes into a shell script and escapes nothing: the quote is lost, or the shell ends the job over it. Write the value without, or have the script read it from a file.`,
      };
    }
  },
});

/** Whether a text of a value has a single quote, as far as it is known. Texts in lists and dictionaries become JSON, which keeps them. */
function hasQuote(node: RequestNode): boolean {
  if (node.kind === 'list') return node.items.some(hasQuote);
  if (node.kind === 'object') return node.type === undefined && [...node.members.values()].some(({ value }) => hasQuote(value));
  return (textPieces(node) ?? []).some((piece) => piece?.includes("'"));
}

/** A value as it is written, its beginning if it is long. */
function shortened({ document, span }: RequestNode): string {
  const written = document.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}
