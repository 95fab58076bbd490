import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { suiteOf } from './bundle-suites.js';
import { hostsFolder } from './hosts.js';
import { endGroup, runProgram, startGroup } from './process.js';
import { type Counts, inTemporaryFolders, readConsole, type Scenario, type Subject, suiteLimit } from './scenario.js';

/** The versions of the desktop's VS Code that are tested where it can be downloaded: the floor and today's. */
export const desktopVersions = ['1.90.2', 'stable'] as const;

/** Runs one scenario in a VS Code of the desktop, which is downloaded once into .editor-hosts/. */
export async function runScenarioOnDesktop(
  version: string,
  scenario: Scenario,
  subject: Subject,
  say: (line: string) => void,
): Promise<Counts> {
  const program = await downloadAndUnzipVSCode({ version, cachePath: join(hostsFolder, 'desktop') });
  return await inTemporaryFolders(scenario, async (workspace, folders) => {
    const places = ['--user-data-dir', folders.userData, '--extensions-dir', folders.extensions];
    if (scenario.packed) {
      if (subject.packedFile === undefined) throw new Error('the extension has not been packed');
      const [command = program, ...words] = resolveCliArgsFromVSCodeExecutablePath(program, { reuseMachineInstall: true });
      await runProgram(command, [...words, ...places, '--install-extension', subject.packedFile], { folder: folders.home });
    }
    const words = [
      join(workspace, scenario.opens),
      ...places,
      `--extensionDevelopmentPath=${subject.developed}`,
      `--extensionTestsPath=${suiteOf(scenario.name)}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
      ...(scenario.restricted ? [] : ['--disable-workspace-trust']),
    ];
    const reader = readConsole(say);
    const [command, before] = displayFor(program);
    const child = startGroup(command, [...before, ...words], { folder: folders.home, environment: { ELECTRON_RUN_AS_NODE: undefined } });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (data: string) => reader.hear(data));
    }
    let timer: NodeJS.Timeout | undefined;
    const code = await new Promise<number | string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (status, signal) => resolve(status ?? signal ?? 'no exit code'));
      timer = setTimeout(() => resolve('the suite has not ended in time'), suiteLimit);
    });
    clearTimeout(timer);
    await endGroup(child);
    return reader.conclude(code);
  });
}

/** On a Linux without a screen the editor is shown on a virtual one. */
function displayFor(program: string): [command: string, words: readonly string[]] {
  const needsScreen = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  return needsScreen && existsSync('/usr/bin/xvfb-run') ? ['/usr/bin/xvfb-run', ['-a', program]] : [program, []];
}
