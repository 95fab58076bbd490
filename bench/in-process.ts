// Runs inside one process and prints JSON: what lint costs in ratio to parsing, to a frame, and to other linters.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { parseDockerfile } from '../src/languages/dockerfile/parse.js';
import { parseShell } from '../src/languages/shell/parse.js';
import { lintFile } from '../src/linter/lint.js';
import { createProject } from '../src/project/create-project.js';
import { filesFromMemory } from '../src/project/files.js';
import { rules } from '../src/rules/registry.generated.js';
import { createRandom, mutate } from '../test/support/mutate.js';
import { type BenchDocument, documentsBelow, exampleDocuments, longDockerfile, ordinaryDockerfile } from './documents.js';
import { exampleScripts, lintHuge, lintScript, parseScript, parseWithLezer, scriptsBelow, typeInScript } from './scripts.js';

import { exampleTemplates, largestTemplateBelow, lintTemplate, longTemplate, parseWithLibrary } from './templates.js';

const [peers = '', root = ''] = process.argv.slice(2);
const rounds = 15;

function lint(document: BenchDocument): void {
  const project = createProject(filesFromMemory(new Map([['Dockerfile', document.text]])));
  lintFile(project, 'Dockerfile', { rules });
}

/** Parses as far as lint does: every instruction with its words, and the shell of every RUN. */
function parse(document: BenchDocument): void {
  for (const instruction of parseDockerfile(document.text).instructions) {
    if (instruction.keyword === 'RUN') parseShell(instruction.argumentsText, instruction.argumentsSpan.start);
    else if (instruction.json === undefined) void instruction.words;
  }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const quantile = (numbers: readonly number[], part: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * part)] ?? Number.NaN;

function time(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

/** Times several ways over the same documents in turn, so that a slow moment meets them all; medians in ms. */
function compare(
  documents: readonly BenchDocument[],
  ways: Readonly<Record<string, (document: BenchDocument) => void>>,
): Record<string, number> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const spent = time(() => documents.forEach(way));
      if (round >= 0) times[name]?.push(spent);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

const load = createRequire(join(peers, 'package.json'));
const { validate } = load('dockerfile-utils') as { validate(text: string): unknown };
const dockerfilelint = load('dockerfilelint') as { run(folder: string, text: string): unknown };

const examples = exampleDocuments();
const real = root === '' ? [] : documentsBelow(root);
const guarded = (way: (text: string) => unknown) => (document: BenchDocument) => {
  try {
    way(document.text);
  } catch {
    // Another linter's throw is its own business here; what it did until then is timed.
  }
};
const ways = {
  lint,
  parse,
  dockerfileAst: guarded((text) => DockerfileParser.parse(text)),
  dockerfileUtils: guarded((text) => validate(text)),
  dockerfilelint: guarded((text) => dockerfilelint.run('.', text)),
};

const ordinary = Array.from({ length: 300 }, (_, index) => ({ path: `${index}/Dockerfile`, text: ordinaryDockerfile(index) }));

function keystrokes(lines: number): { median: number; p95: number; lines: number } {
  const text = longDockerfile(lines);
  const texts = new Map([['Dockerfile', text]]);
  const project = createProject(filesFromMemory(texts));
  const spent: number[] = [];
  for (let count = 0; count < 80; count++) {
    const at = Math.floor((text.length * count) / 80);
    texts.set('Dockerfile', `${text.slice(0, at)}x${text.slice(at)}`);
    const once = time(() => {
      project.changed('Dockerfile');
      lintFile(project, 'Dockerfile', { rules });
    });
    if (count >= 20) spent.push(once);
  }
  return { median: median(spent), p95: quantile(spent, 0.95), lines: text.split('\n').length };
}

function mutated(count: number): { count: number; slowest: number; over300: number; median: number } {
  const random = createRandom(7);
  const spent: number[] = [];
  for (let index = 0; index < count; index++) {
    const source = index % 2 === 0 && real.length > 0 ? real : examples;
    const document = source[(index >> 1) % source.length];
    if (document) spent.push(time(() => lint({ path: document.path, text: mutate(document.text, random) })));
  }
  return { count, slowest: Math.max(...spent), over300: spent.filter((ms) => ms > 300).length, median: median(spent) };
}

const scriptWays = { lint: lintScript, lezer: parseWithLezer, parse: parseScript };
const scripts = exampleScripts();
const realScripts = root === '' ? [] : scriptsBelow(root).slice(0, 400);
const typed = typeInScript(2000);
const templateWays = { lint: lintTemplate, library: parseWithLibrary };
const templates = exampleTemplates();
const largest = root === '' ? undefined : largestTemplateBelow(root);
const longest: BenchDocument = { path: 'template.yaml', text: longTemplate(10_000) };
const linesOf = ({ text }: BenchDocument): number => text.split('\n').length;

console.log(
  JSON.stringify({
    scripts: { count: scripts.length, ...compare(scripts, scriptWays) },
    realScripts: realScripts.length > 0 ? { count: realScripts.length, ...compare(realScripts, scriptWays) } : undefined,
    typed: { median: median(typed.times), p95: quantile(typed.times, 0.95), lines: typed.lines },
    huge: lintHuge(),
    templates: { count: templates.length, ...compare(templates, templateWays) },
    largestTemplate: largest && { lines: linesOf(largest), ...compare([largest], templateWays) },
    longTemplate: { lines: linesOf(longest), ...compare([longest], templateWays) },
    examples: { count: examples.length, ...compare(examples, ways) },
    real: real.length > 0 ? { count: real.length, ...compare(real, ways) } : undefined,
    ordinary: { count: ordinary.length, ...compare(ordinary, { lint, dockerfileAst: ways.dockerfileAst }) },
    keystroke: keystrokes(500),
    mutated: mutated(10_000),
    rules: rules.length,
  }),
);
