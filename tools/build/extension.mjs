import { join } from 'node:path';
import { build } from 'esbuild';
import { copyPages } from './pages.mjs';

/** Of every bundle: small, and with what people need when a stack is in a report. */
const common = {
  bundle: true,
  minify: true,
  keepNames: false,
  target: 'es2022',
  external: ['vscode'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** Leaves what is imported dynamically out of a bundle: it is required from the file beside it when it is needed. */
const beside = (filter, path) => ({
  name: `beside ${path}`,
  setup({ onResolve }) {
    onResolve({ filter }, ({ kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
});
// The activation is all that VS Code loads at its start; the reader of configuration files brings a YAML parser.
const serviceBeside = beside(/^\.\/service\.js$/, './service.cjs');
const configurationBeside = beside(/\/configuration-file\.js$/, './configuration.cjs');

/** Builds the extension for desktop and web into dist/. Returns what esbuild says of each bundle. */
export async function buildExtension(root) {
  const source = join(root, 'src', 'vscode');
  const dist = join(root, 'dist');
  // VS Code adds `.js` to the name of a web extension's file, and takes it for an ES module unless the name in
  // package.json ends with `.cjs`: hence the two endings.
  const bundles = [
    { entry: 'desktop.ts', out: 'extension.cjs', platform: 'node', plugins: [serviceBeside] },
    { entry: 'service.ts', out: 'service.cjs', platform: 'node', plugins: [configurationBeside] },
    { entry: '../linter/configuration-file.ts', out: 'configuration.cjs', platform: 'node', plugins: [] },
    { entry: 'web.ts', out: join('web', 'extension.cjs.js'), platform: 'browser', plugins: [] },
  ];
  const built = await Promise.all(
    bundles.map(({ entry, out, platform, plugins }) =>
      build({
        ...common,
        entryPoints: [join(source, entry)],
        outfile: join(dist, out),
        format: 'cjs',
        platform,
        plugins,
        // A dynamic import becomes a require, which VS Code's own loader understands everywhere.
        supported: { 'dynamic-import': false },
        mainFields: ['module', 'main'],
        // Its build for browsers does the same in ES modules, of which only what is used ends up in the bundle.
        alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
      }),
    ),
  );
  copyPages(root);
  return built.map(({ metafile }) => metafile);
}
