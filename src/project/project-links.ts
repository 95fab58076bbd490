import type { ImageModel } from '../sagemaker/image/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ShellScriptModel } from '../sagemaker/shell-script/model.js';
import type { FileSummary } from './file-summary.js';
import type { ProjectFiles } from './files.js';
import { type StartedScript, scriptStarts } from './image-starts.js';
import { linkLaunch } from './link-launches.js';
import type { LinkedLaunch } from './links.js';
import { localImports } from './local-imports.js';
import { parentFolder } from './paths.js';
import { applicationsOfScript, applicationsOfShell, moduleInImage } from './served-applications.js';
import { programsGivenArguments } from './shell-programs.js';

/** All links of a project, by both of their ends. */
export interface ProjectLinks {
  launchesIn(path: string): readonly LinkedLaunch[];
  launchesOfScript(script: string): readonly LinkedLaunch[];
  launchesOfImage(dockerfile: string): readonly LinkedLaunch[];
  startsOfImage(dockerfile: string): readonly StartedScript[];
  startsOfScript(script: string): readonly StartedScript[];
  /** The scripts that a started script imports, directly or not. Imports are followed when they are first asked for: it takes the trees of the scripts. */
  importsOf(script: string): readonly string[];
  /** The started scripts that import a script, directly or not. */
  importersOf(script: string): readonly string[];
  /** Follows the imports of all started scripts, one piece of work with each call; true when there are no more. */
  followOn(): boolean;
  /** The files at the other end of any link of a file; of imports as far as they have been followed, since nothing depends on the others yet. */
  neighboursOf(path: string): ReadonlySet<string>;
}

export interface LinkSources {
  readonly files: ProjectFiles;
  readonly summaries: readonly FileSummary[];
  imagesOf(dockerfile: string): readonly ImageModel[];
  scriptOf(path: string): ScriptModel | undefined;
  shellScriptOf(path: string): ShellScriptModel | undefined;
}

/** Imports are followed this deep, and to so many files, from one started script. */
const deepestImport = 4;
const mostImports = 60;

export const noLinks: ProjectLinks = {
  launchesIn: () => [],
  launchesOfScript: () => [],
  launchesOfImage: () => [],
  startsOfImage: () => [],
  startsOfScript: () => [],
  importsOf: () => [],
  importersOf: () => [],
  followOn: () => true,
  neighboursOf: () => new Set(),
};

/**
 * Links a project, one piece of work after each `next()`, so that a host can do others between. What it needs of
 * images and scripts is computed once and kept by whoever gives it.
 */
export function* linkProject(sources: LinkSources): Generator<void, ProjectLinks> {
  const launches = new Map<string, LinkedLaunch[]>();
  const byScript = new Map<string, LinkedLaunch[]>();
  const byImage = new Map<string, LinkedLaunch[]>();
  const starts = new Map<string, StartedScript[]>();
  const startsByScript = new Map<string, StartedScript[]>();
  const imports = new Map<string, readonly string[]>();
  const importers = new Map<string, string[]>();
  const neighbours = new Map<string, Set<string>>();
  const join = (one: string, other: string | undefined): void => {
    if (other === undefined || one === other) return;
    put(neighbours, one).add(other);
    put(neighbours, other).add(one);
  };

  const images = new Map<string, readonly ImageModel[]>();
  for (const { path, kind } of sources.summaries) {
    if (kind !== 'dockerfile') continue;
    const found = sources.imagesOf(path);
    images.set(path, found);
    for (const image of found) {
      for (const start of scriptStarts(path, image)) {
        push(starts, path, start);
        push(startsByScript, start.script, start);
        join(path, start.script);
      }
    }
    yield;
  }
  const buildsOf = new Map(sources.summaries.flatMap(({ path, builds }) => (builds.length > 0 ? [[path, builds]] : [])));
  const context = {
    files: sources.files,
    images,
    builds: [...buildsOf.values()].flat(),
    buildsOf: (script: string) => buildsOf.get(script) ?? [],
  };
  for (const { path, launches: found } of sources.summaries) {
    if (found.length === 0) continue;
    for (const launch of found) {
      const linked = linkLaunch(launch, path, context);
      push(launches, path, linked);
      if (linked.script !== undefined) push(byScript, linked.script, linked);
      join(path, linked.script);
      for (const dockerfile of new Set(linked.images.map((image) => image.dockerfile))) {
        push(byImage, dockerfile, linked);
        join(path, dockerfile);
        if (linked.script !== undefined) join(dockerfile, linked.script);
      }
    }
    yield;
  }
  for (const [entry, found] of [...startsByScript]) {
    for (const started of [...startedApplications(entry, found, sources), ...startedByShell(entry, found, sources)]) {
      push(startsByScript, started.script, started);
      join(entry, started.script);
      join(started.dockerfile, started.script);
    }
    yield;
  }
  const entries = new Set([...byScript.keys(), ...startsByScript.keys()]);
  function* follow(entry: string): Generator<void, void> {
    if (imports.has(entry)) return;
    const root = byScript.get(entry)?.find(({ sourceFolder }) => sourceFolder !== undefined)?.sourceFolder ?? parentFolder(entry);
    const found = yield* importsFrom(entry, root, sources);
    // Somebody may have asked for them meanwhile.
    if (imports.has(entry)) return;
    imports.set(entry, found);
    for (const imported of found) {
      push(importers, imported, entry);
      join(entry, imported);
    }
  }
  function* followAll(): Generator<void, void> {
    for (const entry of entries) {
      yield* follow(entry);
      yield;
    }
  }
  const following = followAll();
  let isFollowed = false;

  return {
    launchesIn: (path) => launches.get(path) ?? [],
    launchesOfScript: (path) => byScript.get(path) ?? [],
    launchesOfImage: (path) => byImage.get(path) ?? [],
    startsOfImage: (path) => starts.get(path) ?? [],
    startsOfScript: (path) => startsByScript.get(path) ?? [],
    importsOf(path) {
      if (entries.has(path)) exhaust(follow(path));
      return imports.get(path) ?? [];
    },
    importersOf(path) {
      if (!isFollowed) exhaust(followAll());
      isFollowed = true;
      return importers.get(path) ?? [];
    },
    followOn() {
      isFollowed ||= following.next().done === true;
      return isFollowed;
    },
    neighboursOf: (path) => neighbours.get(path) ?? new Set(),
  };
}

function exhaust(work: Generator<void, void>): void {
  while (!work.next().done);
}

function* importsFrom(entry: string, root: string, { files, scriptOf }: LinkSources): Generator<void, string[]> {
  const found = new Set<string>();
  let level = [entry];
  for (let depth = 0; depth < deepestImport && level.length > 0; depth++) {
    const next: string[] = [];
    for (const path of level) {
      const script = scriptOf(path);
      for (const imported of script ? localImports(script.syntax.body, path, root, files) : []) {
        if (imported === entry || found.has(imported) || found.size >= mostImports) continue;
        found.add(imported);
        next.push(imported);
      }
      yield;
    }
    level = next;
  }
  return [...found];
}

/** What a started file gives to servers: `gunicorn wsgi:app` imports wsgi, which is run by it. */
function startedApplications(entry: string, starts: readonly StartedScript[], { scriptOf, shellScriptOf }: LinkSources): StartedScript[] {
  const serving = starts.filter(({ role, image }) => role !== 'train' && image.purpose.serve.length > 0);
  if (serving.length === 0) return [];
  const script = scriptOf(entry);
  const shell = script ? undefined : shellScriptOf(entry);
  const modules = new Set(script ? applicationsOfScript(script) : shell ? applicationsOfShell(shell) : []);
  return [...modules].flatMap((module) =>
    serving.flatMap(({ dockerfile, image, path, span }): StartedScript[] => {
      const found = moduleInImage(module, image, path);
      return found && found.script !== entry ? [{ dockerfile, image, how: 'import', role: 'serve', span, ...found }] : [];
    }),
  );
}

/** The programs that a started shell script hands its own arguments on to. */
function startedByShell(entry: string, starts: readonly StartedScript[], { shellScriptOf }: LinkSources): StartedScript[] {
  const shell = shellScriptOf(entry);
  if (!shell) return [];
  return starts.flatMap(({ dockerfile, image, path, role, span }) =>
    programsGivenArguments(shell, path, image).map((given) => ({
      dockerfile,
      image,
      how: 'import',
      role,
      span,
      path: given.path,
      script: given.script,
    })),
  );
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}

function put(map: Map<string, Set<string>>, key: string): Set<string> {
  let items = map.get(key);
  if (!items) {
    items = new Set();
    map.set(key, items);
  }
  return items;
}
