import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryOf, folderOf, nodeOf, type ServerHost } from './hosts.js';
import { endGroup, freePort, runProgram, startGroup } from './process.js';

/** The folders of one run of a host, all below one temporary folder. */
export interface HostFolders {
  readonly userData: string;
  readonly extensions: string;
  readonly home: string;
}

/** A running host. */
export interface RunningServer {
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  /** Resolves with a sentence when the server has ended by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** What a test run wants to be set before anything starts; a picture wants other colours on top. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'workbench.tips.enabled': false,
  'files.simpleDialog.enable': true,
};

/** Makes the folders of a run, with the user settings in place. */
export function makeHostFolders(temporary: string, settings: Readonly<Record<string, unknown>>): HostFolders {
  const folders = { userData: join(temporary, 'user-data'), extensions: join(temporary, 'extensions'), home: join(temporary, 'home') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  mkdirSync(join(folders.userData, 'User'), { recursive: true });
  writeFileSync(join(folders.userData, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  writeFileSync(join(folders.home, 'code-server.yaml'), 'auth: none\n');
  return folders;
}

/** An environment in which neither this user's settings nor an editor around this terminal are seen. */
function environmentFor(folders: HostFolders): Record<string, string | undefined> {
  const environment: Record<string, string | undefined> = {};
  for (const name of Object.keys(process.env)) {
    if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|XDG_|CODE_SERVER_|npm_)/.test(name)) environment[name] = undefined;
  }
  return { ...environment, HOME: folders.home, CODE_SERVER_CONFIG: join(folders.home, 'code-server.yaml') };
}

/** Installs a packed extension into the extensions folder of a run, offline. */
export async function installPackedExtension(host: ServerHost, folders: HostFolders, file: string): Promise<void> {
  const words = [entryOf(host), '--user-data-dir', folders.userData, '--extensions-dir', folders.extensions, '--install-extension', file];
  await runProgram(nodeOf(host), words, { folder: folderOf(host), environment: environmentFor(folders) });
}

/**
 * Starts a host and waits until it answers. With `restricted` workspaces are not trusted until someone says so.
 * Throws with the end of the server's log if it ends instead, or does not answer within five minutes.
 */
export async function startServer(host: ServerHost, folders: HostFolders, restricted: boolean): Promise<RunningServer> {
  const port = await freePort();
  const authority = `127.0.0.1:${port}`;
  const log = join(folders.userData, 'server.log');
  const words = [
    entryOf(host),
    '--auth',
    'none',
    '--bind-addr',
    authority,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    ...(restricted ? [] : ['--disable-workspace-trust']),
    '--user-data-dir',
    folders.userData,
    '--extensions-dir',
    folders.extensions,
    ...host.startOptions,
  ];
  const child = startGroup(nodeOf(host), words, { folder: folders.home, environment: environmentFor(folders) });
  const output = createWriteStream(log);
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const ended = endOf(child, log);
  const server: RunningServer = { authority, ended, stop: () => endGroup(child) };
  const why = await Promise.race([ended, answers(authority)]);
  if (why !== undefined) {
    await server.stop();
    throw new Error(`${host.name} (VS Code ${host.vscode}) did not start: ${why}`);
  }
  return server;
}

function endOf(child: ChildProcess, log: string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`the server ended with ${code ?? signal}\n${readFileSync(log, 'utf8').slice(-2000)}`));
  });
}

async function answers(authority: string): Promise<string | undefined> {
  const limit = Date.now() + 300_000;
  while (Date.now() < limit) {
    const response = await fetch(`http://${authority}/healthz`).catch(() => undefined);
    if (response?.ok) return undefined;
    await sleep(100);
  }
  return 'no answer within five minutes';
}
