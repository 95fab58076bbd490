import { type DirectoryEntry, type FileText, largestFile, type ProjectFiles } from '../project/files.js';

/** What a host that reads asynchronously can do. Paths as in ProjectFiles. A read that fails answers `skipped`, it never rejects. */
export interface AsynchronousFiles {
  read(path: string): Promise<FileText>;
  /** Undefined where there is no such folder. */
  entries(directory: string): Promise<readonly DirectoryEntry[] | undefined>;
  /** Undefined where the file system does not say. */
  isExecutable(path: string): Promise<boolean | undefined>;
}

/** The files of a project that are loaded as they are asked for: the synchronous core asks, and asks again once they are there. */
export interface LoadedFiles extends ProjectFiles {
  /** Whether something has been asked for that is not there yet. What was computed meanwhile is not to be shown. */
  readonly isWaiting: boolean;
  /** How often something was not there yet when it was asked for: whoever reads alone can tell by it whether all was there. */
  readonly pendingAnswers: number;
  /** Loads what has been asked for, and waits for what others are loading. */
  load(): Promise<void>;
  /** Forgets a file or a folder with all in it, and the listing of its folder. Returns what was known of them, for whoever computed from it. */
  forget(path: string): readonly string[];
  /** Forgets which files may be executed: no watcher tells when that changes. Returns the files of which it was known. */
  forgetModes(): readonly string[];
}

export interface LoadedFilesOptions {
  /** The text of a file that is open in an editor: it counts, not the one on the disk. Asked at every read. */
  openText(path: string): string | undefined;
  /** Hears of everything that has been loaded; the path of a folder ends with a slash. */
  loaded(path: string, sort: Sort): void;
  /** The text of a file as someone else still has it: one that was dropped here, and has not changed, is not read again then. */
  kept?(path: string): string | undefined;
  /** Kept texts, in UTF-16 units; the ones not asked for longest go first. */
  readonly mostText?: number;
  /** Kept entries of folders, and kept modes. */
  readonly mostEntries?: number;
}

/** What is loaded of a path: its text, the entries of a folder, or whether it may be executed. */
export type Sort = 'text' | 'folder' | 'mode';

/** Something that has been asked for. */
interface Load {
  readonly path: string;
  readonly sort: Sort;
  isOutdated: boolean;
  done: Promise<void> | undefined;
  run(): Promise<void>;
}

/** A memory that drops what was not asked for longest once it holds more than `most`; what is still waited for stays. */
interface Shelf<Value> {
  get(path: string): { readonly value: Value } | undefined;
  set(path: string, value: Value): void;
  delete(path: string): boolean;
  paths(): Iterable<string>;
}

/** Makes the files of one root over a host's asynchronous ones. */
export function createLoadedFiles(host: AsynchronousFiles, options: LoadedFilesOptions): LoadedFiles {
  const mostEntries = options.mostEntries ?? 100_000;
  const dropped = new Set<string>();
  const texts = createShelf<FileText>(
    options.mostText ?? 4 * largestFile,
    (file) => (file.kind === 'text' ? file.text.length + 100 : 100),
    (path) => dropped.add(path),
  );
  const folders = createShelf<readonly DirectoryEntry[] | undefined>(mostEntries, (entries) => 1 + (entries?.length ?? 0));
  const modes = createShelf<boolean | undefined>(mostEntries, () => 1);
  const wanted = new Map<string, Load>();
  const loading = new Map<string, Load>();
  let pendingAnswers = 0;

  const ask = <Value>(sort: Sort, path: string, shelf: Shelf<Value>, read: () => Promise<Value>): void => {
    const key = `${sort} ${path}`;
    pendingAnswers++;
    if (wanted.has(key) || loading.has(key)) return;
    const load: Load = {
      path,
      sort,
      isOutdated: false,
      done: undefined,
      async run() {
        let value: Value;
        do {
          load.isOutdated = false;
          value = await read();
        } while (load.isOutdated);
        shelf.set(path, value);
        if (sort === 'text') dropped.delete(path);
        loading.delete(key);
        options.loaded(sort === 'folder' ? `${path}/` : path, sort);
      },
    };
    wanted.set(key, load);
  };

  return {
    read(path) {
      const text = options.openText(path);
      if (text !== undefined) {
        // Whoever keeps a text keeps this one now.
        dropped.delete(path);
        return { kind: 'text', text };
      }
      const known = texts.get(path);
      if (known) return known.value;
      const kept = dropped.has(path) ? options.kept?.(path) : undefined;
      if (kept !== undefined) return { kind: 'text', text: kept };
      ask('text', path, texts, () => host.read(path));
      return { kind: 'pending' };
    },
    entries(directory) {
      const known = folders.get(directory);
      if (known) return known.value;
      ask('folder', directory, folders, () => host.entries(directory));
      return undefined;
    },
    isExecutable(path) {
      const known = modes.get(path);
      if (known) return known.value;
      ask('mode', path, modes, () => host.isExecutable(path));
      return undefined;
    },
    get isWaiting() {
      return wanted.size + loading.size > 0;
    },
    get pendingAnswers() {
      return pendingAnswers;
    },
    async load() {
      const started = [...wanted];
      wanted.clear();
      for (const [key, load] of started) {
        loading.set(key, load);
        load.done = load.run();
      }
      await Promise.all([...loading.values()].map(({ done }) => done));
    },
    forget(path) {
      const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
      const isWithin = (known: string): boolean => known === path || known.startsWith(`${path}/`);
      const forgotten = new Set([path]);
      for (const shelf of [texts, modes]) {
        for (const known of [...shelf.paths()]) if (isWithin(known) && shelf.delete(known)) forgotten.add(known);
      }
      for (const known of dropped) if (isWithin(known) && dropped.delete(known)) forgotten.add(known);
      for (const known of [...folders.paths()]) {
        if ((known === parent || isWithin(known)) && folders.delete(known)) forgotten.add(`${known}/`);
      }
      for (const load of loading.values()) {
        // Its answer may be from before the change: it is asked for once more.
        if (isWithin(load.path) || (load.sort === 'folder' && load.path === parent)) load.isOutdated = true;
      }
      return [...forgotten];
    },
    forgetModes() {
      const known = [...modes.paths()];
      for (const path of known) modes.delete(path);
      return known;
    },
  };
}

function createShelf<Value>(most: number, weigh: (value: Value) => number, dropped?: (path: string) => void): Shelf<Value> {
  // A Map keeps the order in which its keys came: what is asked for moves to the end, the front goes first.
  const held = new Map<string, { readonly value: Value; readonly weight: number; isTaken: boolean }>();
  let weight = 0;
  const drop = (path: string): boolean => {
    weight -= held.get(path)?.weight ?? 0;
    return held.delete(path);
  };
  return {
    get(path) {
      const entry = held.get(path);
      if (!entry) return undefined;
      held.delete(path);
      held.set(path, entry);
      entry.isTaken = true;
      return entry;
    },
    set(path, value) {
      drop(path);
      const entry = { value, weight: weigh(value), isTaken: false };
      held.set(path, entry);
      weight += entry.weight;
      for (const [oldest, { isTaken }] of held) {
        if (weight <= most || oldest === path) break;
        // Whoever has asked for it would ask again, and drop what others wait for.
        if (!isTaken) continue;
        drop(oldest);
        dropped?.(oldest);
      }
    },
    delete: drop,
    paths: () => held.keys(),
  };
}
