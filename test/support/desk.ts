import { createFolderService, type EditorSettings, type FolderHost, type FolderService } from '../../src/editor/folder-service.js';
import { type EditorCell, notebookText } from '../../src/editor/notebooks.js';
import type { Finding } from '../../src/linter/finding.js';
import type { Rule } from '../../src/linter/rule.js';
import { wholeToolbox } from '../../src/linter/toolbox.js';
import type { DirectoryEntry } from '../../src/project/files.js';
import { filesFromMemory } from '../../src/project/files.js';
import { codeReading } from '../../src/project/read-code.js';
import { jsonReading } from '../../src/project/read-json.js';
import { shellReading } from '../../src/project/read-shell.js';
import { yamlReading } from '../../src/project/read-yaml.js';
import { rules as allRules } from '../../src/rules/registry.generated.js';

/** The service of a folder over a disk that answers later, with what an editor would have around it. */
export interface Desk {
  readonly service: FolderService;
  readonly disk: Map<string, string>;
  /** Texts of open files. */
  readonly open: Map<string, string>;
  /** The cells of notebooks that are open as such. */
  readonly notebooks: Map<string, EditorCell[]>;
  readonly published: Map<string, readonly Finding[]>;
  /** Every publication: file, colon, rules. */
  readonly history: string[];
  /** What was read of the disk, in order. */
  readonly read: string[];
  readonly warnings: string[];
  /** The files that were to be linted again since this was last asked. */
  takeOutdated(): string[];
  rulesOf(file: string): string[];
  /** How often others had their turn. */
  turns(): number;
}

export interface DeskOptions {
  readonly settings?: EditorSettings;
  readonly rules?: readonly Rule[];
  /** Milliseconds that pass between two looks at the clock. */
  readonly slowness?: number;
  readonly limits?: FolderHost['limits'];
}

export const byDefault: EditorSettings = { profile: 'recommended', rules: {} };
export const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** Puts texts on the disk of a new service. */
export function deskOf(texts: Readonly<Record<string, string>>, options: DeskOptions = {}): Desk {
  const disk = new Map(Object.entries(texts));
  const open = new Map<string, string>();
  const notebooks = new Map<string, EditorCell[]>();
  const published = new Map<string, readonly Finding[]>();
  const history: string[] = [];
  const read: string[] = [];
  const warnings: string[] = [];
  const outdated = new Set<string>();
  let now = 0;
  let turns = 0;
  const service = createFolderService(
    {
      async read(path) {
        read.push(path);
        return filesFromMemory(disk).read(path);
      },
      entries: async (directory): Promise<readonly DirectoryEntry[] | undefined> => filesFromMemory(disk).entries(directory),
      isExecutable: async () => undefined,
      uriOf: (path) => `file:///${path}`,
      uriOfCell: (path, cell) => (notebooks.get(path)?.[cell] ? `cell:///${path}#${cell}` : undefined),
      pageOf: (rule) => `file:///pages/${rule}.md`,
      openText(path) {
        const cells = notebooks.get(path);
        return cells ? notebookText({ cells, metadata: {} }) : open.get(path);
      },
      publish(file, findings) {
        published.set(file, findings);
        history.push(`${file}:${findings.map(({ rule }) => ` ${rule}`).join('')}`);
      },
      outdated(paths) {
        for (const path of paths) outdated.add(path);
      },
      log: () => undefined,
      warn: (sentence) => warnings.push(sentence),
      now() {
        now += options.slowness ?? 0;
        return now;
      },
      async nextTurn() {
        turns++;
        await new Promise((resolve) => setImmediate(resolve));
      },
      limits: options.limits,
    },
    wholeToolbox(options.rules ?? allRules, codeReading, {
      reading: (language) => (language === 'yaml' ? yamlReading : jsonReading),
      shellReading: () => shellReading,
    }),
    options.settings ?? byDefault,
  );
  return {
    service,
    disk,
    open,
    notebooks,
    published,
    history,
    read,
    warnings,
    takeOutdated() {
      const taken = [...outdated].sort();
      outdated.clear();
      return taken;
    },
    rulesOf: (file) => (published.get(file) ?? []).map(({ rule }) => rule),
    turns: () => turns,
  };
}

/** Code cells of Python. */
export function pythonCells(...texts: string[]): EditorCell[] {
  return texts.map((text) => ({ kind: 'code', language: 'python', text }));
}
