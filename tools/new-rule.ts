import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRuleFiles } from './generate/registry.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [id = '', name = ''] = process.argv.slice(2);

if (!/^SM\d{3}$/.test(id) || !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name)) {
  console.error('usage: npm run new-rule -- SM199 name-of-the-rule');
  process.exit(2);
}
const taken = findRuleFiles(root).find((file) => file.id === id);
if (taken) {
  console.error(`${id} is taken by ${taken.path}`);
  process.exit(2);
}
const target = join(root, 'src/rules/image', name);
if (existsSync(`${target}.ts`)) {
  console.error(`${target}.ts is there already`);
  process.exit(2);
}

writeFileSync(
  `${target}.ts`,
  `import { defineRule } from '../../linter/rule.js';

export default defineRule({
  id: '${id}',
  name: '${name}',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'One line: what is wrong, in the words of the user',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/'],
  appliesTo: 'image',

  *check({ image }) {
    for (const copy of image.copies) {
      // Which fact makes this certain? A value that is not known is silent.
      if (copy.destination.text !== '/a/path/that/this/example/looks/for') continue;
      yield {
        at: copy.destination.span,
        message: 'Quote what was seen, say what SageMaker does with it, name what to write instead.',
      };
    }
  },
});
`,
);
writeFileSync(
  `${target}.md`,
  `# ${id} ${name}

What it finds, in one or two sentences.

## Why it matters

What happens in the job or endpoint, with the text that people see in CloudWatch.

## Wrong

\`\`\`dockerfile expect=${id}
FROM python:3.11
RUN pip install sagemaker-training
COPY train.py /a/path/that/this/example/looks/for
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
ENV SAGEMAKER_PROGRAM=train.py
\`\`\`

## Right

\`\`\`dockerfile
FROM python:3.11
RUN pip install sagemaker-training
COPY train.py /opt/ml/code/
ENV SAGEMAKER_PROGRAM=train.py
\`\`\`

## The fix

None.

## When to ignore it

Say when, and how: \`# sagelint: ignore[${id}] why\`.

## Sources

- The page that says so.
`,
);
console.log(
  `Made src/rules/image/${name}.ts and its page. Now: write the rule, run \`npm run generate\`, then \`npx mocha --import tsx test/core/pages.test.ts -g ${id}\`.`,
);
