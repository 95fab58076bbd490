/**
 * Installs what the editor tests run in, from the npm registry alone, into .editor-hosts/.
 * Every finished step leaves a stamp: a second run costs nothing, a broken one goes on where it stopped.
 */
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderOf, hostsFolder, nodeOf, type ServerHost, serverHosts } from './hosts.js';
import { installBrowser } from './install-browser.js';
import { runProgram } from './process.js';
import { quietNpm, runSteps, type Say, type Step } from './steps.js';

const ripgrep = '@vscode/ripgrep-universal@1.18.0';

/** Why no host can be installed on this machine, or undefined if one can. */
export function whyNotInstallable(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `the hosts from npm run on 64-bit Intel Linux only, this is ${process.platform} ${process.arch}: set SAGELINT_VSCODE_DOWNLOAD=1 to test in a downloaded VS Code`;
  }
  return undefined;
}

/** Installs one host of `serverHosts`. Throws ProgramFailed with npm's own words where it does not work. */
export async function installServer(host: ServerHost, say: Say): Promise<void> {
  const folder = folderOf(host);
  const server = join(folder, 'node_modules', 'code-server');
  const workbench = join(server, 'lib', 'vscode');
  const nodeFolder = dirname(dirname(nodeOf(host)));
  // Native modules are compiled for the host's own Node.js, with the headers that its package carries.
  const environment = {
    PATH: `${dirname(nodeOf(host))}${delimiter}${process.env.PATH ?? ''}`,
    npm_config_nodedir: nodeFolder,
  };
  const npm = (words: readonly string[], at: string): Promise<string> =>
    runProgram('npm', [...words, ...quietNpm], { folder: at, environment });
  const steps: Step[] = [
    {
      name: `${host.name}: code-server ${host.codeServer} with Node.js ${host.node}`,
      async run() {
        writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
        // Its install script refuses root and wants the open internet; what it would do is done by the next steps.
        await npm(['install', '--ignore-scripts', `code-server@${host.codeServer}`, `node-linux-${process.arch}@${host.node}`], folder);
        chmodSync(nodeOf(host), 0o755);
      },
    },
    {
      name: `${host.name}: packages of VS Code ${host.vscode}`,
      run: () => npm(['install', '--omit=dev', '--ignore-scripts', ...host.installOptions], workbench),
    },
    {
      name: `${host.name}: native modules of VS Code`,
      run: () => npm(['rebuild', '--ignore-scripts=false', ...host.nativeModules], workbench),
    },
    {
      name: `${host.name}: native module of the server`,
      run: () => npm(['rebuild', '--ignore-scripts=false', 'argon2'], folder),
    },
  ];
  if (!host.hasRipgrep) {
    steps.push({
      name: `${host.name}: ripgrep`,
      async run() {
        await npm(['install', '--ignore-scripts', ripgrep], folder);
        const program = join(folder, 'node_modules', '@vscode', 'ripgrep-universal', 'bin', `linux-${process.arch}`, 'rg');
        if (!existsSync(program)) throw new Error(`${ripgrep} has no program at ${program}`);
        chmodSync(program, 0o755);
        const link = join(workbench, 'node_modules', '@vscode', 'ripgrep', 'bin', 'rg');
        mkdirSync(dirname(link), { recursive: true });
        rmSync(link, { force: true });
        symlinkSync(program, link);
      },
    });
  }
  const recipe = `3 ${host.codeServer} ${host.node} ${ripgrep}`;
  await runSteps(folder, recipe, steps, say);
}

/** Installs the browser and all hosts. */
export async function installAll(say: Say): Promise<void> {
  const why = whyNotInstallable();
  if (why !== undefined) throw new Error(why);
  mkdirSync(hostsFolder, { recursive: true });
  await installBrowser(say);
  for (const host of serverHosts) await installServer(host, say);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await installAll((line) => console.log(line));
}
