/** Takes the pictures of docs/images in the real editor, with the packed extension: `npx tsx test/editor/host/screenshots.ts`. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installPackedExtension, makeHostFolders, startServer } from './code-server.js';
import { projectFolder, serverHosts } from './hosts.js';
import { installServer } from './install.js';
import { installBrowser } from './install-browser.js';
import { findPackedExtension } from './packed.js';
import { addressOf, launchBrowser } from './page.js';

const images = join(projectFolder, 'docs', 'images');
const say = (line: string): void => console.log(line);

/** What makes a picture calm, and the same on every machine. */
const settings = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono, monospace',
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
  'editor.cursorBlinking': 'solid',
  'breadcrumbs.enabled': false,
  'problems.showCurrentInStatus': false,
  'notifications.position': 'bottom-right',
};

async function takePictures(page: Page): Promise<void> {
  await page.getByRole('treeitem', { name: 'Dockerfile' }).dblclick();
  await page.locator('.squiggly-error').first().waitFor();
  await picture(page, 'problems', async () => {
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row').nth(1).waitFor();
    // Everything in one look: no row is chosen and nothing floats above.
    await page.mouse.move(640, 300);
  });
  await page.keyboard.press('Control+Shift+M');
  await picture(page, 'squiggle', async () => {
    await pointAt(page, '.squiggly-error');
    await page.locator('.monaco-hover .code-hover-contents, .monaco-hover .marker').first().waitFor();
  });
  await picture(page, 'light-bulb', async () => {
    await page.keyboard.press('Escape');
    await pointAt(page, '.squiggly-error');
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').first().waitFor();
    await page.mouse.move(1000, 700);
  });
  await picture(page, 'rule-page', async () => {
    await page.keyboard.press('Escape');
    await page.mouse.move(1000, 700);
    await pointAt(page, '.squiggly-error');
    const link = page.locator('.monaco-hover a', { hasText: 'SM143' }).first();
    await link.click();
    await page.getByRole('tab', { name: /SM143/ }).waitFor();
    await page.locator('iframe.webview.ready').first().waitFor();
    const outer = page.frameLocator('iframe.webview.ready').first();
    await outer.frameLocator('iframe').first().getByText('Why it matters').waitFor();
  });
}

/** Moves the mouse over the last squiggle of a sort; squiggles lie below the text, so they cannot be hovered themselves. */
async function pointAt(page: Page, squiggle: string): Promise<void> {
  // It is drawn anew now and then, and has no place for a moment.
  let box = await page.locator(squiggle).last().boundingBox();
  while (!box) box = await page.locator(squiggle).last().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
}

async function picture(page: Page, name: string, prepare: () => Promise<void>): Promise<void> {
  await prepare();
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' });
  say(`docs/images/${name}.png`);
}

const host = serverHosts.find(({ name }) => name === 'today');
if (!host) throw new Error('there is no host for today');
await installBrowser(say);
await installServer(host, say);
const temporary = mkdtempSync(join(tmpdir(), 'sagelint-pictures-'));
try {
  const workspace = join(temporary, 'training');
  cpSync(join(projectFolder, 'examples', 'training-broken'), workspace, { recursive: true });
  const folders = makeHostFolders(temporary, settings);
  await installPackedExtension(host, folders, findPackedExtension());
  const server = await startServer(host, folders, false);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(addressOf({ authority: server.authority, workspace, extension: undefined, suite: undefined }));
    await takePictures(page).catch(async (error: unknown) => {
      await page.screenshot({ path: join(tmpdir(), 'sagelint-picture-failed.png') });
      throw error;
    });
  } finally {
    await browser.close();
    await server.stop();
  }
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}
