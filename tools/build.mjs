import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCli } from './build/cli.mjs';
import { buildExtension } from './build/extension.mjs';

// Makes everything that is shipped, into dist/. With --sizes it says how large each bundle is.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const metafiles = [...(await buildExtension(root)), ...(await buildCli(root))];
if (process.argv.includes('--sizes')) {
  for (const { outputs } of metafiles) {
    for (const [file, { bytes }] of Object.entries(outputs)) console.log(`${String(Math.ceil(bytes / 1024)).padStart(5)} KiB  ${file}`);
  }
}
