/**
 * Runs the editor suites in real editors. Options: `--host floor|today|web|desktop` and `--scenario NAME`, each as often
 * as wanted; without them everything that this machine can run. The last line is `N passed, N failed`.
 */
import { parseArgs } from 'node:util';
import { bundleSuites, idleExtension } from './bundle-suites.js';
import { desktopVersions, runScenarioOnDesktop } from './desktop.js';
import { projectFolder, serverHosts } from './hosts.js';
import { installServer, whyNotInstallable } from './install.js';
import { installBrowser } from './install-browser.js';
import { findPackedExtension } from './packed.js';
import { type Counts, runScenario, type Scenario, type Subject } from './scenario.js';
import { installWeb, runScenarioInWeb, webVersion } from './web.js';

const scenarios: readonly Scenario[] = [
  { name: 'single-folder', opens: '', restricted: false, packed: false },
  { name: 'two-folders', opens: 'two.code-workspace', restricted: false, packed: false },
  { name: 'restricted', opens: '', restricted: true, packed: false },
  { name: 'packed', opens: '', restricted: false, packed: true },
];

const webScenarios: readonly Scenario[] = [{ name: 'web', opens: '', restricted: false, packed: false }];

const { values: options } = parseArgs({
  options: { host: { type: 'string', multiple: true }, scenario: { type: 'string', multiple: true } },
});
const wants = (host: string): boolean => options.host === undefined || options.host.includes(host);
const say = (line: string): void => console.log(line);
const total = { passed: 0, failed: 0, pending: 0 };

/** Runs the wanted scenarios in one host; a host that cannot even run a suite counts as one failure. */
async function runAll(
  title: string,
  wanted: readonly Scenario[],
  run: (scenario: Scenario, subject: Subject) => Promise<Counts>,
): Promise<void> {
  for (const scenario of wanted) {
    if (options.scenario && !options.scenario.includes(scenario.name)) continue;
    say(`\n${title}: ${scenario.name}`);
    try {
      const subject = scenario.packed
        ? { developed: idleExtension, packedFile: findPackedExtension() }
        : { developed: projectFolder, packedFile: undefined };
      const counts = await run(scenario, subject);
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.pending += counts.pending;
    } catch (error) {
      total.failed++;
      say(`FAILED ${title}: ${scenario.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

await bundleSuites();
const whyNot = whyNotInstallable();
const servers = serverHosts.filter((host) => wants(host.name));
if (whyNot !== undefined && servers.length > 0) say(`skipped: ${servers.map(({ name }) => name).join(', ')}: ${whyNot}`);
if (whyNot === undefined && servers.length > 0) {
  await installBrowser(say);
  for (const host of servers) {
    await installServer(host, say);
    await runAll(`VS Code ${host.vscode} (${host.name})`, scenarios, (scenario, subject) => runScenario(host, scenario, subject, say));
  }
}

if (wants('web')) {
  if (whyNot !== undefined) {
    say(`skipped: web: ${whyNot}`);
  } else {
    await installBrowser(say);
    await installWeb(say);
    await runAll(`VS Code for the Web ${webVersion}`, webScenarios, (scenario, subject) => runScenarioInWeb(scenario, subject, say));
  }
}

// The desktop's VS Code comes from the open internet, and only where someone asks for it.
if (process.env.SAGELINT_VSCODE_DOWNLOAD === '1' ? wants('desktop') : options.host?.includes('desktop')) {
  for (const version of desktopVersions) {
    await runAll(`VS Code ${version} (desktop)`, scenarios, (scenario, subject) => runScenarioOnDesktop(version, scenario, subject, say));
  }
} else {
  say('\nskipped: desktop: set SAGELINT_VSCODE_DOWNLOAD=1 to test in a downloaded VS Code as well');
}

if (total.passed + total.failed === 0) say('no editor could be run on this machine');
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
