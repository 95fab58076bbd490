import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRuleFiles } from './generate/registry.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [id = '', name = ''] = process.argv.slice(2);
/** The folder of a rule, by the first digit of its number. */
const areas = ['linter', 'image', 'training', 'launch', 'serving', 'deployment', 'compiler', 'build', 'data', 'packaging'];

if (!/^SM\d{3}$/.test(id) || !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name)) {
  console.error('usage: npm run new-rule -- SM199 name-of-the-rule');
  process.exit(2);
}
const taken = findRuleFiles(root).find((file) => file.id === id);
if (taken) {
  console.error(`${id} is taken by ${taken.path}`);
  process.exit(2);
}
const area = areas[Number(id[2])] ?? 'image';
const folder = join('src/rules', area);
const target = join(root, folder, name);
if (existsSync(`${target}.ts`)) {
  console.error(`${target}.ts is there already`);
  process.exit(2);
}

/** What a rule starts from: a check that finds one thing, and an example with and without it. */
interface Start {
  readonly imports: string;
  readonly check: string;
  readonly wrong: string;
  readonly right: string;
  readonly block: string;
}

const overImages: Start = {
  imports: '',
  check: `  appliesTo: 'image',

  *check({ image }) {
    for (const copy of image.copies) {
      // Which fact makes this certain? A value that is not known is silent.
      if (copy.destination.text !== '/a/path/that/this/example/looks/for') continue;
      yield {
        at: copy.destination.span,
        message: 'Quote what was seen, say what SageMaker does with it, name what to write instead.',
      };
    }
  },`,
  block: 'dockerfile',
  wrong: `FROM python:3.11
RUN pip install sagemaker-training
COPY train.py /a/path/that/this/example/looks/for
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
ENV SAGEMAKER_PROGRAM=train.py`,
  right: `FROM python:3.11
RUN pip install sagemaker-training
COPY train.py /opt/ml/code/
ENV SAGEMAKER_PROGRAM=train.py`,
};

const model = (name: string, carets = ''): string => `import boto3

from settings import image

boto3.client("sagemaker").create_model(
    ModelName="${name}",
${carets}    ExecutionRoleArn="arn:aws:iam::123456789012:role/churn",
    PrimaryContainer={"Image": image},
)`;

const exampleName = 'a-name-that-this-example-looks-for';

const overRequests: Start = {
  imports: "import { find, textIn } from '../../sagemaker/request/model.js';\n",
  check: `  appliesTo: 'request',
  operations: ['CreateModel'],

  *check({ request }) {
    const name = find(request, 'ModelName');
    // Which fact makes this certain? A value that is not known is silent.
    if (name.kind !== 'given' || textIn(name.member.value) !== '${exampleName}') return;
    yield {
      at: { document: name.member.value.document, span: name.member.value.span },
      message: 'Quote what was seen, say what SageMaker does with it, name what to write instead.',
    };
  },`,
  block: 'python',
  wrong: model(exampleName, `    #${' '.repeat('ModelName='.length - 1)}${'^'.repeat(exampleName.length + 2)}\n`),
  right: model('churn'),
};

const start = ['launch', 'deployment', 'data'].includes(area) ? overRequests : overImages;
const file = start.block === 'python' ? ' file=deploy.py' : '';
mkdirSync(join(root, folder), { recursive: true });
writeFileSync(
  `${target}.ts`,
  `import { defineRule } from '../../linter/rule.js';
${start.imports}
export default defineRule({
  id: '${id}',
  name: '${name}',
  area: '${area}',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'One line: what is wrong, in the words of the user',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/'],
${start.check}
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

\`\`\`${start.block} expect=${id}${file}
${start.wrong}
\`\`\`

## Right

\`\`\`${start.block}${file}
${start.right}
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
  `Made ${folder}/${name}.ts and its page. Now: write the rule, run \`npm run generate\`, then \`npx mocha test/core/pages.test.ts -g ${id}\`.`,
);
