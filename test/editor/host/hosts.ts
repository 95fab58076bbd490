import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the project. */
export const projectFolder = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
/** Where the hosts are installed: ignored by git, never part of the extension. */
export const hostsFolder = join(projectFolder, '.editor-hosts');

/** A real VS Code workbench and extension host that comes from the npm registry. */
export interface ServerHost {
  readonly name: 'floor' | 'today';
  readonly codeServer: string;
  readonly vscode: string;
  /** The Node.js it needs, from the npm package of that name: whatever Node.js runs the tests does not matter then. */
  readonly node: string;
  /** The folder of the native modules in lib/vscode that have to be compiled. */
  readonly nativeModules: readonly string[];
  readonly installOptions: readonly string[];
  /** Command line options that make the page take the paths of an extension and its tests. */
  readonly startOptions: readonly string[];
  /** Whether it brings its own ripgrep, which `workspace.findFiles` runs. */
  readonly hasRipgrep: boolean;
}

/** `floor` is the oldest VS Code that package.json promises to support, `today` the newest. */
export const serverHosts: readonly ServerHost[] = [
  {
    name: 'floor',
    codeServer: '4.90.3',
    vscode: '1.90.2',
    node: '20.20.2',
    nativeModules: ['@vscode/spdlog', 'native-watchdog'],
    installOptions: ['--legacy-peer-deps'],
    startOptions: [],
    hasRipgrep: false,
  },
  {
    name: 'today',
    codeServer: '4.139.1',
    vscode: '1.139.1',
    node: '24.21.0',
    nativeModules: ['@vscode/spdlog', '@vscode/native-watchdog'],
    installOptions: [],
    startOptions: ['--vscode-option', 'enable-smoke-test-driver'],
    hasRipgrep: true,
  },
];

/** The folder of a host. */
export function folderOf(host: ServerHost): string {
  return join(hostsFolder, host.name);
}

/** The program that runs a host. */
export function nodeOf(host: ServerHost): string {
  return join(folderOf(host), 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
}

/** The script that starts a host. */
export function entryOf(host: ServerHost): string {
  return join(folderOf(host), 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}
