import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A program that ended with another code than 0; the message carries the end of what it printed. */
export class ProgramFailed extends Error {}

/** Options of `runProgram`. */
export interface RunOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const kept = 4000;

/**
 * Runs a program to its end and returns what it printed (both streams, its last 4,000 characters).
 * Throws ProgramFailed when it cannot be started or ends with another code than 0.
 */
export async function runProgram(command: string, words: readonly string[], options: RunOptions): Promise<string> {
  const child = spawn(command, words, {
    cwd: options.folder,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const keep = (data: Buffer): void => {
    printed = (printed + data.toString('utf8')).slice(-kept);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'no exit code'));
  });
  if (code !== 0) throw new ProgramFailed(`${command} ${words.join(' ')}: ended with ${code}\n${printed.trimEnd()}`);
  return printed;
}

const groups = new Set<ChildProcess>();

/** Starts a program that leads a process group of its own, so that all it starts can be ended with it. Nothing of it outlives this process. */
export function startGroup(command: string, words: readonly string[], options: RunOptions): ChildProcess {
  const child = spawn(command, words, {
    cwd: options.folder,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (groups.size === 0) endGroupsAtExit();
  groups.add(child);
  return child;
}

let watching = false;

function endGroupsAtExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of groups) endNow(child);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
}

function endNow(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended.
  }
}

/** Ends what `startGroup` started, and everything below it; resolves once it is gone. */
export async function endGroup(child: ChildProcess): Promise<void> {
  groups.delete(child);
  const running = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const ended = running ? once(child, 'exit') : undefined;
  endNow(child);
  await ended;
}

/** A port of the loopback interface that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
