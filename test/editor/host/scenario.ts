import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suiteOf } from './bundle-suites.js';
import { type HostFolders, installPackedExtension, makeHostFolders, startServer } from './code-server.js';
import { projectFolder, type ServerHost } from './hosts.js';
import { addressOf, launchBrowser, runSuiteAt } from './page.js';

/** One start of a host: what is opened, under which conditions, and which suite runs there. */
export interface Scenario {
  /** Names the folders test/editor/suite/NAME and test/fixtures/editor/NAME. */
  readonly name: string;
  /** What to open below the copied fixture: '' for the folder itself, or a .code-workspace file. */
  readonly opens: string;
  /** Whether the workspace is not trusted. */
  readonly restricted: boolean;
  /** Whether the packed extension is installed and tested, as users have it, rather than the one under development. */
  readonly packed: boolean;
}

/** How many tests of a suite passed, failed and were left out. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
}

/** The longest a suite may take, in milliseconds; only a host that hangs ever meets it. */
export const suiteLimit = 15 * 60_000;

/** Reads the console of a host: what the suite says, its result, and the rest for when it goes wrong. */
export interface ConsoleReader {
  /** Takes more of the console, in pieces of any size. */
  hear(text: string): void;
  /** The result, once the host has ended with `code`. Throws if there is none, or if the code contradicts it. */
  conclude(code: number | string): Counts;
}

/** Makes a reader that hands the suite's own lines to `say`. */
export function readConsole(say: (line: string) => void): ConsoleReader {
  let counts: Counts | undefined;
  let unfinished = '';
  const rest: string[] = [];
  return {
    hear(text) {
      const lines = (unfinished + text).split(/\r?\n/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) {
        const [, kind, words = ''] = /EDITOR-SUITE(\| |-RESULT )(.*)/.exec(line) ?? [];
        if (kind === '| ') say(words);
        else if (kind !== undefined) counts = JSON.parse(words.slice(0, words.lastIndexOf('}') + 1));
        else rest.push(line);
      }
      rest.splice(0, Math.max(0, rest.length - 60));
    },
    conclude(code) {
      if (counts === undefined) throw new Error(`the suite ended with ${code} and without a result\n${rest.join('\n')}`);
      if (code !== 0 && counts.failed === 0) throw new Error(`no test failed, and still the suite ended with ${code}\n${rest.join('\n')}`);
      return counts;
    },
  };
}

/** What is tested: the extension under development, or what stands in for it where the packed one is. */
export interface Subject {
  readonly developed: string;
  /** The packed extension; needed for scenarios that are `packed`. */
  readonly packedFile: string | undefined;
}

/** Copies the fixture of a scenario, makes the folders of a host, and removes all of it after `work`. */
export async function inTemporaryFolders<Result>(
  scenario: Scenario,
  work: (workspace: string, folders: HostFolders) => Promise<Result>,
): Promise<Result> {
  const temporary = mkdtempSync(join(tmpdir(), 'sagelint-editor-'));
  try {
    const workspace = join(temporary, 'workspace');
    mkdirSync(workspace);
    cpSync(join(projectFolder, 'test', 'fixtures', 'editor', scenario.name), workspace, { recursive: true });
    return await work(workspace, makeHostFolders(temporary, {}));
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs one scenario in one host, on a copy of its fixture, and takes everything down again. */
export async function runScenario(host: ServerHost, scenario: Scenario, subject: Subject, say: (line: string) => void): Promise<Counts> {
  return await inTemporaryFolders(scenario, async (workspace, folders) => {
    if (scenario.packed) {
      if (subject.packedFile === undefined) throw new Error('the extension has not been packed');
      await installPackedExtension(host, folders, subject.packedFile);
    }
    const server = await startServer(host, folders, scenario.restricted);
    const browser = await launchBrowser().catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const opening = {
        authority: server.authority,
        workspace: join(workspace, scenario.opens),
        extension: subject.developed,
        suite: suiteOf(scenario.name),
      };
      const reader = readConsole(say);
      const died = server.ended.then((why) => Promise.reject(new Error(why)));
      died.catch(() => undefined);
      const code = await Promise.race([runSuiteAt(page, addressOf(opening), suiteLimit, (line) => reader.hear(`${line}\n`)), died]);
      return reader.conclude(code);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
