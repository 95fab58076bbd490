// `npm run bench`: measures ratios in one run and writes docs/performance.md.
// `npm run bench -- --root DIR` measures over a folder of real repositories as well.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { root: { type: 'string', default: '' } } });
const peers = join(root, '.bench');
const environment = { ...process.env };
// It makes every start of node read certificates: nothing that belongs to the measured programs.
delete environment.NODE_EXTRA_CA_CERTS;

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: environment, maxBuffer: 1 << 28, ...options });
  if (result.error) throw result.error;
  return result;
}

function installPeers() {
  mkdirSync(peers, { recursive: true });
  if (!existsSync(join(peers, 'package.json'))) writeFileSync(join(peers, 'package.json'), '{ "private": true }\n');
  if (existsSync(join(peers, 'node_modules/dockerfilelint'))) return;
  const result = run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', 'dockerfile-utils@0.16.3', 'dockerfilelint@1.8.0'],
    { cwd: peers },
  );
  if (result.status !== 0) throw new Error(`The other linters could not be installed:\n${result.stderr}`);
}

async function inProcess() {
  const outfile = join(root, 'out/bench/in-process.mjs');
  await build({
    entryPoints: [join(root, 'bench/in-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    external: ['dockerfile-ast'],
    // The pages are found from the place of their reader.
    define: { 'import.meta.url': JSON.stringify(`file://${join(root, 'test/support/rule-page.ts')}`) },
  });
  const result = run(process.execPath, [outfile, peers, values.root]);
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Starts commands in turn, so that a slow moment meets them all, and gives the median of each in ms. */
function processes(commands, rounds = 11) {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, { args, cwd }] of Object.entries(commands)) {
      const before = performance.now();
      run(process.execPath, args, { cwd });
      if (round >= 0) times[name].push(performance.now() - before);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

function commandLine() {
  const folder = mkdtempSync(join(tmpdir(), 'sagelint-bench-'));
  try {
    for (let index = 0; index < 1000; index++) {
      mkdirSync(join(folder, 'many', String(index)), { recursive: true });
      writeFileSync(
        join(folder, 'many', String(index), 'Dockerfile'),
        `FROM node:20-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci \\\n  && npm cache clean --force\nCOPY . .\nRUN npm run build-${index}\nEXPOSE 80\nCMD ["node", "server.js"]\n`,
      );
    }
    const reader = join(folder, 'read.mjs');
    writeFileSync(
      reader,
      "import { readdirSync, readFileSync } from 'node:fs';\nlet length = 0;\nfor (const name of readdirSync('.', { recursive: true, withFileTypes: true })) if (name.isFile()) length += readFileSync(`${name.parentPath ?? name.path}/${name.name}`, 'utf8').length;\nprocess.exitCode = length > 0 ? 0 : 1;\n",
    );
    const cli = join(root, 'dist/cli.js');
    const example = join(root, 'examples/training-broken/Dockerfile');
    const utils = join(peers, 'node_modules/dockerfile-utils/bin/dockerfile-utils');
    const lint = join(peers, 'node_modules/dockerfilelint/bin/dockerfilelint');
    return processes({
      empty: { args: ['-e', '0'], cwd: folder },
      oneFile: { args: [cli, example], cwd: folder },
      otherFile: { args: [cli, join(folder, 'many/0/Dockerfile')], cwd: folder },
      utilsOneFile: { args: [utils, 'lint', example], cwd: folder },
      lintOneFile: { args: [lint, example], cwd: folder },
      readMany: { args: [reader], cwd: join(folder, 'many') },
      lintMany: { args: [cli, '.'], cwd: join(folder, 'many') },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizes() {
  const size = (path) => (existsSync(join(root, path)) ? statSync(join(root, path)).size / 1024 : Number.NaN);
  const folder = (path) =>
    existsSync(join(root, path)) ? readdirSync(join(root, path)).reduce((sum, name) => sum + size(join(path, name)), 0) : Number.NaN;
  return {
    activation: size('dist/extension.cjs'),
    service: size('dist/extension/service.cjs'),
    web: size('dist/web/extension.cjs.js'),
    code: size('dist/extension/code.cjs'),
    request: size('dist/extension/request.cjs'),
    yaml: size('dist/extension/yaml.cjs'),
    configuration: size('dist/extension/configuration-file.cjs'),
    commandStart: size('dist/cli.js') + size('dist/cli/lint.cjs'),
    command: size('dist/cli.js') + folder('dist/cli'),
  };
}

const ratio = (a, b) => (a / b).toFixed(2);
const kib = (number) => `${number.toFixed(0)} KiB`;

installPeers();
const inside = await inProcess();
const command = commandLine();
const bundle = sizes();
const table = (rows) => rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
const documentRows = (name, set) =>
  set
    ? [
        [
          name,
          `${set.count} Dockerfiles`,
          ratio(set.lint, set.parse),
          ratio(set.lint, set.dockerfileAst),
          ratio(set.lint, set.dockerfileUtils),
          ratio(set.lint, set.dockerfilelint),
        ],
      ]
    : [];

const scriptRows = (name, set) => (set ? [[name, `${set.count} files`, ratio(set.lint, set.lezer), ratio(set.parse, set.lezer)]] : []);

const templateRow = (name, set) =>
  set ? [[name, set.count ? `${set.count} files` : `${set.lines} lines`, ratio(set.lint, set.library)]] : [];

const text = `# Performance

Made by \`npm run bench\`. Machines differ and are noisy, so these are ratios of medians within one run, things that are compared timed in turn. Measured with ${inside.rules} rules on Node ${process.versions.node}.

## Lint of a document, in one process

| documents | how many | lint / parsing the same (instructions, words, shell of every RUN) | lint / dockerfile-ast's parse | lint / dockerfile-utils 0.16.3 | lint / dockerfilelint 1.8.0 |
|---|---|---|---|---|---|
${table([...documentRows('the examples of the rules, all for SageMaker', inside.examples), ...documentRows('real repositories, few for SageMaker', inside.real)])}

Dockerfiles that are not for SageMaker (${inside.ordinary.count}): lint / dockerfile-ast's parse is ${(inside.ordinary.lint / inside.ordinary.dockerfileAst).toFixed(3)}.

The plan's budget for lint / parse is 1.3, set with dockerfile-ast as the parser: that is the fourth column. Against our own parser, which is many times faster, it is missed on files that are for SageMaker; examples are five lines long, so that what a lint costs at all weighs most there.

## Lint of a script, in one process

| scripts | how many | lint / Lezer's parse | our tree / Lezer's parse |
|---|---|---|---|
${table([...scriptRows('the examples of the rules', inside.scripts), ...scriptRows('real repositories, for SageMaker', inside.realScripts)])}

Budget for lint / parse: 1.3.

## Lint of a template, in one process

| templates | how many | lint / the library's parse |
|---|---|---|
${table([
  ...templateRow('the examples of the rules', inside.templates),
  ...templateRow('the largest of real repositories', inside.largestTemplate),
  ...templateRow('one of CloudFormation, made for this', inside.longTemplate),
])}

Budget: 1.3. Files of YAML and JSON without a word of SageMaker are not parsed at all.

## A keystroke

One character typed at 60 places of a Dockerfile of ${inside.keystroke.lines} lines, linted anew: median ${ratio(inside.keystroke.median, 1000 / 60)} of a frame (1/60 s), 95th percentile ${ratio(inside.keystroke.p95, 1000 / 60)} of a frame. Budget: 1.

The same in a script of ${inside.typed.lines} lines: median ${inside.typed.median.toFixed(1)} ms, 95th percentile ${inside.typed.p95.toFixed(1)} ms. Budget: 5 ms.

A script of 1.6 MB takes ${ratio(inside.huge.script, inside.huge.scriptParse)} times Lezer's parse of it (${(inside.huge.script / 1000).toFixed(1)} s), a notebook of 2 MB ${(inside.huge.notebook / 1000).toFixed(1)} s.

## Spoiled files

${inside.mutated.count} mutated Dockerfiles${inside.real ? ', half of them made from the real ones' : ''}: none threw, ${inside.mutated.over300} took over 300 ms, the slowest took ${inside.mutated.slowest.toFixed(0)} ms, the median ${inside.mutated.median.toFixed(2)} ms.

## The command, whole process

| what | ratio | budget |
|---|---|---|
${table([
  ['one SageMaker Dockerfile / `node -e 0`', ratio(command.oneFile, command.empty), '2'],
  ['one Dockerfile that is not for SageMaker / `node -e 0`', ratio(command.otherFile, command.empty), '2'],
  ['1,000 Dockerfiles that are not for SageMaker / a script that reads them', ratio(command.lintMany, command.readMany), '2'],
  ['dockerfile-utils on the one file / `node -e 0`', ratio(command.utilsOneFile, command.empty), ''],
  ['dockerfilelint on the one file / `node -e 0`', ratio(command.lintOneFile, command.empty), ''],
])}

## Sizes, minified

| what | size | budget |
|---|---|---|
${table([
  ['activation path of the extension', kib(bundle.activation), '60 KiB'],
  ['extension, loaded with the first relevant text', kib(bundle.activation + bundle.service), '400 KiB'],
  ['reading of Python and the rules over it, loaded with the first launch or script', kib(bundle.code), ''],
  ['rules over requests, loaded with the first Python or template', kib(bundle.request), ''],
  ['parser of YAML, loaded with the first template or sagelint.yaml', kib(bundle.yaml), ''],
  ['reader of sagelint.yaml, loaded with the first one', kib(bundle.configuration), ''],
  ['extension for the web, all in one file', kib(bundle.web), '400 KiB'],
  ['command, loaded for a Dockerfile', kib(bundle.commandStart), ''],
  ['command, all parts (loaded as needed)', kib(bundle.command), ''],
])}
`;
writeFileSync(join(root, 'docs/performance.md'), text);
console.log(text);
