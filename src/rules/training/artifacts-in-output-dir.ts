import { defineRule } from '../../linter/rule.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { StorageWrite } from '../../sagemaker/script/storage/storage.js';
import type { PathRoot, PathValue } from '../../sagemaker/script/values/evaluate.js';
import type { TextEdit } from '../../text/edit.js';

/** What SageMaker, its toolkits and its debugger look for in /opt/ml/output. */
const used = /^(data|failure|success|intermediate|metrics|tensorboard|tensors|profiler|debugger)(\/|$)/;

export default defineRule({
  id: 'SM205',
  name: 'artifacts-in-output-dir',
  area: 'training',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Files are written into /opt/ml/output, of which only the folder data is kept',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md',
  ],
  appliesTo: 'script',

  *check({ script, use }) {
    if (use.trains.length === 0 || !/SM_OUTPUT_DIR|\/opt\/ml\/output/.test(script.document.text)) return;
    const { writes } = script.storage;
    // What is copied on afterwards is not lost where it was written first.
    if (writes.some(({ kind, source }) => kind === 'copy' && source !== undefined)) return;
    const all = writes.filter(isLost);
    // `json.dump(data, file)` and the `open` that it leads to are one.
    const lost = all.filter(({ pathExpression }, index) => all.findIndex((other) => other.pathExpression === pathExpression) === index);
    for (const write of lost) {
      const { path, pathExpression, name } = write;
      if (!pathExpression) continue;
      const fix = fixOf(script, write, lost.length);
      const isError = /^(errors?|exception|fail(ed|ure)?)(\.\w+)?$/i.test(behindOutput(path) ?? '');
      const shown = `/opt/ml/output/${behindOutput(path) ?? ''}`.replace(/\/$/, '');
      yield {
        at: pathExpression.span,
        message: `\`${name}\` writes to ${shown}, and of /opt/ml/output SageMaker keeps only /opt/ml/output/data when the job ends. ${isError ? 'It takes the reason of a failure from /opt/ml/output/failure.' : 'Write to SM_OUTPUT_DATA_DIR.'}`,
        fix: isError ? undefined : fix && { title: 'Write to SM_OUTPUT_DATA_DIR', edits: [fix] },
      };
    }
  },
});

function isLost({ kind, path }: StorageWrite): boolean {
  // A folder is made, or a trainer works there: what of it matters is saved elsewhere.
  if (kind === 'folder' || kind === 'checkpoint' || kind === 'copy') return false;
  const rest = behindOutput(path);
  return rest !== undefined && rest !== '' && !used.test(rest);
}

/** What follows /opt/ml/output in a path; undefined where it lies elsewhere or is not known. */
function behindOutput({ root, rest, text }: PathValue): string | undefined {
  if (text !== undefined) return text.startsWith('/opt/ml/output/') ? text.slice('/opt/ml/output/'.length) : undefined;
  return isOutputVariable(root) ? rest : undefined;
}

function isOutputVariable(root: PathRoot): boolean {
  if (root.kind === 'environment') return root.name === 'SM_OUTPUT_DIR';
  return root.kind === 'argument' && root.default !== undefined && isOutputVariable(root.default);
}

/** The name of the variable where it is read, if nothing else begins with it; `data/` in a path that is written out. */
function fixOf({ document, storage }: ScriptModel, { path, pathExpression }: StorageWrite, count: number): TextEdit | undefined {
  if (pathExpression?.kind === 'string' && path.text !== undefined && pathExpression.contentSpan) {
    const at = pathExpression.contentSpan.start + '/opt/ml/output/'.length;
    return { span: { start: at, end: at }, newText: 'data/' };
  }
  const reads = [...document.text.matchAll(/(["'])SM_OUTPUT_DIR\1/g)];
  const [read] = reads;
  const others = [...storage.writes, ...storage.reads].filter((other) => isOutputVariable(other.path.root));
  if (
    path.root.kind === 'literal' ||
    reads.length !== 1 ||
    !read ||
    new Set(others.map(({ pathExpression }) => pathExpression)).size !== count
  )
    return undefined;
  const start = read.index + 1;
  return { span: { start, end: start + 'SM_OUTPUT_DIR'.length }, newText: 'SM_OUTPUT_DATA_DIR' };
}
