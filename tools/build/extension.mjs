import { join } from 'node:path';
import { build } from 'esbuild';
import { copyPages } from './pages.mjs';
import { buildParts } from './parts.mjs';

/** The activation, which is all that VS Code loads at its start, and what it loads with the first relevant text. */
const files = {
  'extension.cjs': ['src/vscode/desktop.ts'],
  'extension/service.cjs': ['src/vscode/service.ts'],
  'extension/request.cjs': ['src/rules/request.generated.ts', 'src/project/read-json.ts'],
  'extension/code.cjs': ['src/project/read-code.ts', 'src/rules/code.generated.ts'],
  'extension/yaml.cjs': ['src/project/read-yaml.ts'],
};

/** Builds the extension for desktop and web into dist/. Gives the files, as `buildParts` does. */
export async function buildExtension(root) {
  const built = await buildParts(root, { files, folder: 'extension', external: ['vscode'] });
  built.set('web/extension.cjs.js', { sources: ['src/vscode/web.ts'], bytes: await buildWeb(root), with: [] });
  copyPages(root);
  return built;
}

/** Everything in one file: the extension host of a browser runs it as a script that can load no other. Gives its bytes. */
async function buildWeb(root) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/vscode/web.ts'],
    // VS Code adds `.js` to the name of a web extension's file, and takes it for an ES module unless the name in
    // package.json ends with `.cjs`: hence the two endings.
    outfile: join(root, 'dist', 'web', 'extension.cjs.js'),
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
  });
  return Object.values(metafile.outputs)[0].bytes;
}
