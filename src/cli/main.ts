import { readFileSync } from 'node:fs';
import { runCommand } from './command.js';
import type { Host } from './host.js';
import { isTerminal, type StreamNumber, writeText } from './standard-streams.js';

/** Built, this is dist/cli.js with the pages in dist/rules; in a checkout src/cli/main.ts with the pages beside the rules. */
const isBuilt = !import.meta.url.endsWith('/src/cli/main.ts');

const host: Host = {
  workingFolder: process.cwd(),
  pages: new URL(isBuilt ? './rules/' : '../rules/', import.meta.url),
  get version() {
    const file = new URL(isBuilt ? '../package.json' : '../../package.json', import.meta.url);
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return version;
  },
  out: (text) => write(1, text),
  note: (text) => write(2, text),
  isTerminal: isTerminal(1),
  isErrorTerminal: isTerminal(2),
  environment: process.env,
  async readInput() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  },
};

/** Writes, and ends quietly where the reader is gone, as `head` is. */
function write(stream: StreamNumber, text: string): void {
  if (!writeText(stream, text) && stream === 1) process.exit();
}

void runCommand(process.argv.slice(2), host).then((code) => {
  process.exitCode = code;
});
