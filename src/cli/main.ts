#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCommand } from './command.js';
import type { Host } from './host.js';

// A reader that goes away, like `head`, is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const host: Host = {
  workingFolder: process.cwd(),
  // Built, this is dist/cli.js with the pages in dist/rules; in a checkout, src/cli/main.ts with the pages beside the rules.
  pages: new URL(import.meta.url.endsWith('/src/cli/main.ts') ? '../rules/' : './rules/', import.meta.url),
  get version() {
    const file = new URL(import.meta.url.endsWith('/src/cli/main.ts') ? '../../package.json' : '../package.json', import.meta.url);
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return version;
  },
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
  isErrorTerminal: process.stderr.isTTY === true,
  environment: process.env,
  async readInput() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  },
};

process.exitCode = await runCommand(process.argv.slice(2), host);
