/**
 * `npm test`: everything that must hold, on a fresh machine with Node 20 and nothing else to be done by hand.
 * `npm test -- checks unit editor` runs only the named parts. What is left out is said. The last line is
 * `N passed, N failed`, and the exit code is not 0 if anything failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const parts = ['checks', 'unit', 'editor'];
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; the parts are ${parts.join(', ')}.`);
  process.exit(2);
}
const isAsked = (part) => asked.length === 0 || asked.includes(part);
for (const part of parts) if (!isAsked(part)) console.log(`skipped: ${part}, since only ${asked.join(' and ')} was asked for`);

let passed = 0;
let failed = 0;
let skipped = 0;

/** Runs a program of the project, shows what it prints, and resolves with its exit code and its words. */
function run(command, words) {
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } });
    let printed = '';
    const hear = (data) => {
      printed += data;
      process.stdout.write(data);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => resolve({ code: error.message, printed }));
    child.once('close', (code, signal) => resolve({ code: code ?? signal, printed }));
  });
}

/** A step that holds or does not; counts as one failure if it does not. */
async function check(title, command, words) {
  console.log(`\n== ${title}`);
  const { code } = await run(command, words);
  if (code !== 0) fail(`${title}: ended with ${code}`);
  return code === 0;
}

function fail(sentence) {
  failed++;
  console.log(`FAILED ${sentence}`);
}

/** A step that counts its tests itself: as mocha does, or in a last line of `N passed, N failed`. */
async function count(title, command, words, patterns) {
  console.log(`\n== ${title}`);
  const { code, printed } = await run(command, words);
  const number = (pattern) => Number([...printed.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const good = number(patterns.passed);
  const bad = number(patterns.failed);
  passed += good;
  failed += bad;
  skipped += patterns.skipped ? number(patterns.skipped) : 0;
  if (code !== 0 && bad === 0) fail(`${title}: ended with ${code}`);
  if (code === 0 && good === 0) fail(`${title}: no test was run`);
}

const bin = (name) => join(root, 'node_modules', '.bin', name);
const state = () =>
  ['diff', 'status'].map((word) => spawnSync('git', [word, ...(word === 'status' ? ['--porcelain'] : [])], { cwd: root }).stdout);

if (isAsked('checks')) {
  await check('types', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']);
  await check('the core needs neither Node.js nor VS Code', bin('tsc'), ['-p', 'tsconfig.core.json', '--noEmit']);
  await check('style', bin('biome'), ['check', '--error-on-warnings']);
  const before = state();
  await check('what is generated', process.execPath, ['--import', 'tsx', 'tools/generate.ts']);
  if (state().some((output, index) => !output.equals(before[index])))
    fail('generated files were out of date: commit what `npm run generate` wrote');
}
const isBuilt = await check('build', process.execPath, ['tools/build.mjs', '--sizes']);
if (isAsked('unit')) {
  const patterns = { passed: /^\s*(\d+) passing\b/gm, failed: /^\s*(\d+) failing\b/gm, skipped: /^\s*(\d+) pending\b/gm };
  for (const folder of ['core', 'cli']) {
    await count(`tests of test/${folder}`, bin('mocha'), ['--import=tsx', '--reporter', 'dot', `test/${folder}/**/*.test.ts`], patterns);
  }
}
if (isAsked('editor')) {
  if (!isBuilt) console.log('\nskipped: editor, since there is no build');
  else if (await check('packing', bin('vsce'), packWords())) {
    const patterns = { passed: /^(\d+) passed, \d+ failed$/gm, failed: /^\d+ passed, (\d+) failed$/gm };
    await count('tests in the editor', process.execPath, ['--import', 'tsx', 'test/editor/host/run.ts'], patterns);
  }
}

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** As `npm run package` packs. */
function packWords() {
  return ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
}
