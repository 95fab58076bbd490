import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { copyPages } from './pages.mjs';

/** What the command loads when it needs it, and only then: each is a file of its own in dist/cli. */
const parts = [
  'src/cli/help.ts',
  'src/cli/lint-command.ts',
  'src/cli/lint-projects.ts',
  'src/cli/project-command.ts',
  'src/cli/rule-commands.ts',
  'src/linter/configuration-file.ts',
  'src/report/github.ts',
  'src/report/json.ts',
  'src/report/sarif.ts',
  'src/report/text.ts',
  'src/rules/registry.generated.ts',
];
const packages = ['diff', 'ignore'];

/**
 * Makes the command line tool: dist/cli.js, which is small, its parts in dist/cli, and the rules' pages by id in
 * dist/rules. All of it is CommonJS, as dist/package.json says: Node starts ES modules a third of its own start later.
 * Gives esbuild's metafiles.
 */
export async function buildCli(root) {
  const dist = join(root, 'dist');
  rmSync(join(dist, 'cli'), { recursive: true, force: true });
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    // Its build for browsers does the same in ES modules, without the parts of Node that it needs for debugging only.
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
    // A dynamic import becomes a require, which needs no second loader.
    supported: { 'dynamic-import': false },
    metafile: true,
    logLevel: 'warning',
  };
  const built = await Promise.all([
    build({
      ...common,
      entryPoints: { cli: 'src/cli/main.ts' },
      outdir: 'dist',
      plugins: [partsBeside('./cli/')],
      define: { 'import.meta.url': 'thisFile' },
      banner: { js: '#!/usr/bin/env node\nconst thisFile = require("node:url").pathToFileURL(__filename).href;' },
    }),
    build({
      ...common,
      entryPoints: [...parts.map((part) => ({ in: part, out: partName(part) })), ...packages.map((name) => ({ in: name, out: name }))],
      outdir: 'dist/cli',
      plugins: [partsBeside('./')],
    }),
  ]);
  writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  copyPages(root);
  return built.map(({ metafile }) => metafile);
}

function partName(path) {
  return basename(path).replace(/\.[jt]s$/, '');
}

/** Leaves what is imported dynamically out of a bundle and requires it from the folder of the parts. */
function partsBeside(folder) {
  const known = new Set([...parts, ...packages].map(partName));
  return {
    name: 'parts-beside',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ kind, path, importer }) => {
        if (kind !== 'dynamic-import') return undefined;
        const name = partName(path);
        if (!known.has(name)) throw new Error(`${importer} imports ${path} dynamically, but tools/build/cli.mjs makes no part of it`);
        return { path: `${folder}${name}.js`, external: true };
      });
    },
  };
}
