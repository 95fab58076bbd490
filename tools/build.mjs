import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCli } from './build/cli.mjs';
import { buildExtension } from './build/extension.mjs';

// Makes everything that is shipped, into dist/. With --sizes it says how large each file is, and what is loaded with it.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = [await buildExtension(root), await buildCli(root)];
if (process.argv.includes('--sizes')) {
  for (const files of built) {
    for (const [file, { bytes, with: others }] of files) {
      console.log(`${String(Math.ceil(bytes / 1024)).padStart(5)} KiB  ${file}${others.length > 0 ? ` with ${others.join(', ')}` : ''}`);
    }
  }
}
