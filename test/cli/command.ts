import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const cli = join(root, 'dist', 'cli.js');
let built: Promise<unknown> | undefined;

/** Builds the command as it is shipped, once for all tests. */
export function buildOnce(): Promise<unknown> {
  built ??= import(pathToFileURL(join(root, 'tools', 'build', 'cli.mjs')).href).then(({ buildCli }) => buildCli(root));
  return built;
}

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly notes: string;
}

/** Runs the command in a folder, as people and CI do. */
export function sagelint(
  folder: string,
  args: readonly string[],
  more: { input?: string | Buffer; environment?: Record<string, string>; user?: OtherUser } = {},
): Ended {
  const environment: Record<string, string | undefined> = {
    ...process.env,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    ...more.environment,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
    input: more.input ?? '',
    ...more.user,
  });
  return { code: status, out: stdout, notes: stderr };
}

/** Whom a command is run as. */
export interface OtherUser {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Someone whom the rights of files hold: root may read and write everything, and hands over to nobody. Undefined where
 * there are no such rights (Windows), or where nobody may not even start the command.
 */
export function someoneWithoutRights(): OtherUser | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65534, gid: 65534 };
  return sagelint(tmpdir(), ['--version'], { user: nobody }).code === 0 ? nobody : undefined;
}

const folders: string[] = [];

/** A temporary folder with these files; `cleanUp` takes it away. A name that ends with `*` is executable. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sagelint-test-'));
  folders.push(folder);
  chmodSync(folder, 0o755);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name.replace(/\*$/, ''));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (name.endsWith('*')) chmodSync(path, 0o755);
  }
  return folder;
}

/** Removes every temporary folder. */
export function cleanUp(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A Dockerfile for SageMaker with SM143 on its third line, which has a safe fix. */
export const broken = 'FROM python:3.11\nRUN pip install sagemaker-training\nCOPY train.py /opt/ml/code\nENV SAGEMAKER_PROGRAM=train.py\n';
export const mended = broken.replace('/opt/ml/code\n', '/opt/ml/code/\n');

/** Something that goes wrong in the same way everywhere, in few words: `file:line:column rule`. */
export function brief(out: string): string[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^(\S+:\d+:\d+): \w+ (SM\d+) .*$/, '$1 $2'));
}
