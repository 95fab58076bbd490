// Scores the built command on a labelled corpus of real repositories and writes docs/quality.md.
// usage: npm run quality -- --corpus DIR (score.mjs, *-labels.jsonl, *-repos.json) --root DIR (the unpacked repositories)
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: { corpus: { type: 'string' }, root: { type: 'string' }, half: { type: 'string', default: 'dev' } },
});
if (!values.corpus || !values.root) {
  console.error('usage: npm run quality -- --corpus DIR --root DIR [--half dev]');
  process.exit(2);
}
const labels = join(values.corpus, `${values.half}-labels.jsonl`);
const repositories = join(values.corpus, `${values.half}-repos.json`);
const run = spawnSync(
  process.execPath,
  [
    join(values.corpus, 'score.mjs'),
    '--root',
    values.root,
    '--labels',
    labels,
    '--repos',
    repositories,
    '--cli',
    `${process.execPath} ${join(root, 'dist/cli.js')}`,
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);
process.stdout.write(run.stdout);
process.stderr.write(run.stderr);
if (run.status === null || run.status > 1) process.exit(3);

const listed = Object.entries(JSON.parse(readFileSync(repositories, 'utf8')));
const rows = listed.map(([name, { commit, negative }]) => {
  const unpacked = existsSync(join(values.root, name.replace('/', '__')));
  return `| ${name} | ${commit.slice(0, 10)} | ${negative ? 'not for SageMaker' : ''} | ${unpacked ? 'yes' : 'no: it could not be had'} |`;
});
writeFileSync(
  join(root, 'docs/quality.md'),
  `# Quality

What the command finds in real repositories, written by others, where a reader has labelled files before: a finding above information on a file labelled silent, or any finding in a collection that has nothing to do with SageMaker, is a false report; a certain defect without a finding is a miss. Made by \`npm run quality\`; the score is printed by the corpus's own script.

Labels of Python scripts, notebooks, launch code and templates count here too, although the rules for them are not part of this version: their defects are the misses below.

\`\`\`text
${run.stdout.trim()}
\`\`\`

| repository | commit | | scored |
|---|---|---|---|
${rows.join('\n')}
`,
);
console.log('wrote docs/quality.md');
