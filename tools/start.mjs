// `npm start`: lints examples/ with the command that was just built, and says how to go on in the editor.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'examples'], { cwd: root, stdio: 'inherit' });
if (run.status !== 1) {
  // The broken example has findings, and they are what this is for.
  console.error(`The examples should have findings (exit code 1), but the command ended with ${run.status}.`);
  process.exit(1);
}
console.log(`
examples/training-broken is broken on purpose; examples/training is its mended twin.

To see it in VS Code:
  npm run package                                        makes sagelint-0.1.0.vsix
  code --install-extension sagelint-0.1.0.vsix examples  opens the editor on the examples
Then open training-broken/Dockerfile, put the cursor on a squiggle and press Ctrl+. for its fix.`);
