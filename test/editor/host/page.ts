import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from './install-browser.js';

/** Starts the headless browser in which the workbench runs. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await findBrowser();
  return await chromium.launch({
    executablePath: browser.program,
    headless: true,
    env: { ...stringsOf(process.env), ...browser.environment },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

function stringsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) strings[name] = value;
  return strings;
}

/** What a page is to open. Absolute paths of this machine; `extension` and `suite` go together or not at all. */
export interface Opening {
  readonly authority: string;
  /** A folder or a .code-workspace file. */
  readonly workspace: string;
  /** The extension under development; undefined where the installed one is tested. */
  readonly extension: string | undefined;
  /** The compiled test suite. */
  readonly suite: string | undefined;
}

/** The address of a workbench. */
export function addressOf(opening: Opening): string {
  const remote = (path: string): string => `vscode-remote://${opening.authority}${path}`;
  const payload: [string, string][] = [];
  if (opening.extension !== undefined) payload.push(['extensionDevelopmentPath', remote(opening.extension)]);
  if (opening.suite !== undefined) payload.push(['extensionTestsPath', remote(opening.suite)]);
  const query = new URLSearchParams();
  query.set(opening.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', opening.workspace);
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${opening.authority}/?${query.toString()}`;
}

/**
 * Opens the address of a workbench that runs a suite, hands every line of the suite's console to `say`,
 * and resolves with the suite's exit code once it has ended. Throws if the page dies or `limit` milliseconds pass.
 */
export async function runSuiteAt(page: Page, address: string, limit: number, say: (line: string) => void): Promise<number> {
  let tell: (code: number) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const exit = new Promise<number>((resolve, reject) => {
    tell = resolve;
    fail = reject;
  });
  exit.catch(() => undefined);
  await page.exposeFunction('codeAutomationLog', (_kind: string, words: unknown[]) => say(words.map(String).join(' ')));
  await page.exposeFunction('codeAutomationExit', (code: number) => tell(code));
  page.on('crash', () => fail(new Error('the page of the workbench crashed')));
  const timer = setTimeout(() => fail(new Error(`the suite has not ended within ${Math.round(limit / 60_000)} minutes`)), limit);
  try {
    await page.goto(address, { timeout: limit });
    return await exit;
  } finally {
    clearTimeout(timer);
  }
}
