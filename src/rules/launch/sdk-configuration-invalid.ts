import { nearestName } from '../../linter/nearest-name.js';
import { defineRule, type RuleReport } from '../../linter/rule.js';
import { type ConfigurationProblem, problemsIn } from '../../sagemaker/sdk-configuration/problems.js';
import { readSdkConfiguration } from '../../sagemaker/sdk-configuration/read.js';
import type { SourceDocument } from '../../text/document.js';

export default defineRule({
  id: 'SM330',
  name: 'sdk-configuration-invalid',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: "The SageMaker Python SDK's own configuration has a key or value that the SDK refuses",
  sources: ['https://sagemaker.readthedocs.io/en/stable/overview.html#configuring-and-using-defaults-with-the-sagemaker-python-sdk'],
  appliesTo: 'template',
  *check({ document, documents }) {
    // Tests of tools keep files that are wrong on purpose.
    if (/(^|\/)(tests?|testdata|fixtures)\//i.test(document.path)) return;
    const configuration = readSdkConfiguration(document, documents);
    if (!configuration) return;
    for (const problem of problemsIn(configuration)) yield report(problem, document);
  },
});

function report(problem: ConfigurationProblem, document: SourceDocument): RuleReport {
  switch (problem.kind) {
    case 'no-version':
      return {
        at: problem.at,
        message: `SchemaVersion is missing: the SDK refuses the whole file, and every session with it. Add SchemaVersion: '1.0'.`,
        fix: {
          title: 'Add SchemaVersion',
          edits: [{ span: { start: problem.at.start, end: problem.at.start }, newText: "SchemaVersion: '1.0'\n" }],
        },
      };
    case 'version-number':
      return {
        at: problem.at,
        message: `SchemaVersion is the number 1.0, and the SDK takes the text '1.0' only: it refuses the whole file. Write it in quotes.`,
        fix: { title: "Write '1.0'", edits: [{ span: problem.at, newText: "'1.0'" }] },
      };
    case 'unknown-key': {
      const { entry, keys, path } = problem;
      const near = nearestName(entry.key, keys);
      const where = path === '' ? 'the file' : path;
      const written = document.text.slice(entry.keySpan.start, entry.keySpan.end);
      const isFixed = near !== undefined && near.toLowerCase() === entry.key.toLowerCase() && written === entry.key;
      return {
        at: entry.keySpan,
        message: `${entry.key} is no key of ${where}, and the SDK refuses the whole file for it. ${near === undefined ? `It takes ${listed(keys)}.` : `Did you mean ${near}?`}`,
        // Another name may have been meant; another case was.
        ...(isFixed ? { fix: { title: `Write ${near}`, edits: [{ span: entry.keySpan, newText: near }] } } : {}),
      };
    }
    case 'wrong-type':
      return {
        at: problem.node.span,
        message: `${problem.path} takes ${wanted[problem.wanted]}${problem.node.kind === 'scalar' ? `, and this is ${problem.node.source}` : ''}: the SDK refuses the whole file otherwise.`,
      };
  }
}

const wanted: Readonly<Record<Extract<ConfigurationProblem, { kind: 'wrong-type' }>['wanted'], string>> = {
  text: 'a text',
  role: 'the ARN of a role, arn:aws:iam::123456789012:role/name',
  switch: 'true or false',
  version: "the text '1.0'",
  bucket: 'the name of a bucket, without s3://',
  uri: 'a location that begins with s3:// or https://',
  texts: 'a list of texts',
  tags: 'a list of tags, each with Key and Value as texts',
  mapping: 'keys with texts',
  any: 'a value',
  'mapping-of-keys': 'a mapping',
  list: 'a list',
};

function listed(keys: readonly string[]): string {
  return keys.length === 1 ? (keys[0] ?? '') : `${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;
}
