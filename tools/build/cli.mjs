import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { copyPages } from './pages.mjs';

/**
 * Makes the command line tool: dist/cli.js, which is small, the parts that it loads when it needs them in dist/cli, and
 * the rules' pages by id in dist/rules. Gives esbuild's metafiles.
 */
export async function buildCli(root) {
  rmSync(join(root, 'dist', 'cli'), { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'cli/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    // Its build for browsers does the same in ES modules, without the parts of Node that it needs for debugging only.
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
    metafile: true,
    logLevel: 'warning',
  });
  copyPages(root);
  return [metafile];
}
