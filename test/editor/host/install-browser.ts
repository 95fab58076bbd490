import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { hostsFolder } from './hosts.js';
import { ProgramFailed, runProgram } from './process.js';
import { quietNpm, runSteps, type Say } from './steps.js';

const chromium = '@sparticuz/chromium@147.0.2';
const folder = join(hostsFolder, 'browser');
const unpacked = join(folder, 'unpacked');

/** A Chromium that can be started, and the environment it needs for that. */
export interface Browser {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Installs a headless Chromium from the npm registry, with the few libraries and fonts that a bare system lacks. */
export async function installBrowser(say: Say): Promise<void> {
  await runSteps(
    folder,
    `3 ${chromium}`,
    [
      {
        name: `browser: ${chromium}`,
        async run() {
          writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
          await runProgram('npm', ['install', '--ignore-scripts', chromium, ...quietNpm], { folder });
        },
      },
      { name: 'browser: unpacking', run: unpack },
    ],
    say,
  );
}

async function unpack(): Promise<void> {
  const packed = join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(join(unpacked, 'chromium'), brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))), { mode: 0o755 });
  for (const name of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    const archive = join(folder, name);
    writeFileSync(archive, brotliDecompressSync(readFileSync(join(packed, `${name}.br`))));
    await runProgram('tar', ['-xf', archive, '-C', unpacked], { folder });
  }
  // The packed file names the folders of another system.
  const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(unpacked, 'fonts')}</dir><cachedir>${join(unpacked, 'fonts-cache')}</cachedir></fontconfig>
`;
  writeFileSync(join(unpacked, 'fonts.conf'), fonts);
}

/** The installed browser. Its own libraries are used only where the system has none. */
export async function findBrowser(): Promise<Browser> {
  const program = join(unpacked, 'chromium');
  if (!existsSync(program)) throw new Error('the browser is not installed: run `npx tsx test/editor/host/install.ts`');
  const environment: Record<string, string> = {};
  if (!(await finds(program, {}))) {
    environment.LD_LIBRARY_PATH = join(unpacked, 'lib');
    if (!(await finds(program, environment)))
      throw new Error('Chromium lacks system libraries here: `apt-get install libnss3` brings them');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) environment.FONTCONFIG_PATH = unpacked;
  return { program, environment };
}

async function finds(program: string, environment: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    return (await runProgram(program, ['--version'], { folder: unpacked, environment })) !== '';
  } catch (error) {
    if (error instanceof ProgramFailed) return false;
    throw error;
  }
}
