import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from './hosts.js';

const suites = join(projectFolder, 'test', 'editor', 'suite');
/** Where the compiled suites go. */
export const suitesOut = join(projectFolder, 'out', 'editor');

/** The compiled suite of a scenario for a host that runs on Node.js. */
export function suiteOf(scenario: string): string {
  return join(suitesOut, `${scenario}.cjs`);
}

/** The same for a host that is a web worker. */
export function webSuiteOf(scenario: string): string {
  return join(suitesOut, `${scenario}.js`);
}

/** An extension that does nothing: VS Code runs tests only beside an extension under development. */
export const idleExtension = join(suitesOut, 'idle-extension');

/** Compiles one suite per folder of test/editor/suite: every *.test.ts of the folder is in it. */
export async function bundleSuites(): Promise<void> {
  rmSync(suitesOut, { recursive: true, force: true });
  mkdirSync(idleExtension, { recursive: true });
  writeFileSync(
    join(idleExtension, 'package.json'),
    JSON.stringify({ name: 'idle', publisher: 'test', version: '0.0.1', engines: { vscode: '^1.90.0' }, extensionKind: ['workspace'] }),
  );
  for (const folder of readdirSync(suites, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    const tests = readdirSync(join(suites, folder.name)).filter((name) => name.endsWith('.test.ts'));
    const imports = tests.sort().map((name) => `import './${folder.name}/${name}';`);
    const entry = `import { runMocha } from './harness.js';\n${imports.join('\n')}\nexport const run = runMocha;\n`;
    const web = folder.name === 'web';
    await build({
      stdin: { contents: entry, resolveDir: suites, loader: 'ts', sourcefile: `${folder.name}.ts` },
      outfile: web ? webSuiteOf(folder.name) : suiteOf(folder.name),
      bundle: true,
      // Mocha's browser build overwrites module.exports where it finds one: the last line sets it right.
      format: 'iife',
      globalName: 'suite',
      footer: { js: 'module.exports = suite;' },
      platform: web ? 'browser' : 'node',
      target: 'es2022',
      external: ['vscode'],
      sourcemap: 'inline',
      logLevel: 'warning',
      ...(web ? { define: { global: 'globalThis' } } : {}),
    });
  }
}
