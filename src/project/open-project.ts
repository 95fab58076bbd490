import { parseDockerfile } from '../languages/dockerfile/parse.js';
import type { DockerfileSyntax } from '../languages/dockerfile/syntax.js';
import type { PythonSyntax } from '../languages/python/syntax.js';
import { mayStartCommands } from '../sagemaker/commands/may-command.js';
import type { CommandList } from '../sagemaker/commands/model.js';
import type { Launch } from '../sagemaker/launch/model.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import { type NginxModel, readNginx } from '../sagemaker/server/nginx.js';
import type { ShellScriptModel } from '../sagemaker/shell-script/model.js';
import { readShellScript } from '../sagemaker/shell-script/read.js';
import { mayRequest } from '../sagemaker/surfaces/may-request.js';
import { createDocument, type SourceDocument } from '../text/document.js';
import type { CodeReading, CodeSource } from './code-reading.js';
import { createCommandLineRequests } from './command-line-requests.js';
import { createDataMemory } from './data-memory.js';
import { type DataSource, noData } from './data-reading.js';
import { isIndexed, programLanguage, templateLanguage } from './evidence.js';
import { fileKindOf } from './file-kind.js';
import { type FileSummary, hasLinks } from './file-summary.js';
import type { ProjectFiles } from './files.js';
import { type Concern, createImageMemory } from './image-memory.js';
import type { ScriptUse } from './links.js';
import { scriptsBehindNginx } from './nginx-servers.js';
import { partsOf } from './parts.js';
import type { Language, LintUnit, Project } from './project.js';
import { createProjectIndex, type IndexLimits } from './project-index.js';
import { linkProject, noLinks, type ProjectLinks } from './project-links.js';
import { readCommands } from './read-commands.js';
import { scriptUse } from './script-use.js';
import { createSdkDefaults } from './sdk-configurations.js';
import { summarise } from './summarise.js';
import { createWrittenFiles } from './written-files.js';

/** The trees of so many texts are kept for the next keystroke: nobody types in more files at a time. */
const mostLatest = 20;

/**
 * Makes the project of one root. Nothing is read before it is asked for. While the reading of code is wanted and not there,
 * what takes it is left out, and the project is not complete; it is taken up when the host goes on.
 */
export function openProject(disk: ProjectFiles, code: CodeSource, limits?: IndexLimits, dataSource: DataSource = noData): Project {
  const written = createWrittenFiles();
  const files = written.behind(disk);
  const documents = new Map<string, SourceDocument>();
  const dockerfiles = new WeakMap<SourceDocument, DockerfileSyntax>();
  const scripts = new WeakMap<SourceDocument, ScriptModel>();
  const shellScripts = new WeakMap<SourceDocument, ShellScriptModel>();
  const nginxes = new WeakMap<SourceDocument, NginxModel>();
  const requests = new WeakMap<SourceDocument, readonly ServiceRequest[]>();
  const commands = new WeakMap<SourceDocument, readonly CommandList[]>();
  const latestPython = new Map<string, PythonSyntax>();
  const uses = new WeakMap<SourceDocument, { readonly links: ProjectLinks; readonly use: ScriptUse | undefined }>();
  const affected = new Set<string>();
  let links: ProjectLinks = noLinks;
  let linking: Generator<void, ProjectLinks> | undefined;
  let isLinked = false;
  /** Those whose imports were last followed to the end. */
  let settled: ProjectLinks = noLinks;
  /** How often the reading of code was wanted and not there; `unread` are the files whose summaries lack it. */
  let lacks = 0;
  const unread = new Set<string>();

  /** The reading of code, if it is there. */
  const codeReading = (): CodeReading | undefined => {
    const reading = code.reading();
    if (!reading) lacks++;
    return reading;
  };
  /** Takes up what was left out, once the reading of code is there. */
  const takeUp = (): void => {
    if (lacks === 0 || !code.reading()) return;
    lacks = 0;
    isLinked = false;
    linking = undefined;
    for (const path of unread) index.refresh(path);
    unread.clear();
  };
  const onDisk = (path: string): SourceDocument | undefined => {
    const read = disk.read(path);
    if (read.kind !== 'text') {
      // What is read again is mostly what it was before: the document stays, and with it all that is known of it.
      if (read.kind !== 'pending') documents.delete(path);
      return undefined;
    }
    const before = documents.get(path);
    if (before?.text === read.text) return before;
    const document = createDocument(path, read.text);
    documents.set(path, document);
    return document;
  };
  const documentOf = (path: string): SourceDocument | undefined =>
    onDisk(path) ?? (disk.read(path).kind === 'absent' ? written.documentOf(path) : undefined);

  const syntaxOf = (document: SourceDocument): DockerfileSyntax => remembered(dockerfiles, document, () => parseDockerfile(document.text));
  const scriptIn = (document: SourceDocument): ScriptModel | undefined => {
    if (languageOf(document) !== 'python') return undefined;
    return scripts.get(document) ?? readScript(document, codeReading());
  };
  const readScript = (document: SourceDocument, reading: CodeReading | undefined): ScriptModel | undefined =>
    reading &&
    remembered(scripts, document, () => {
      // The text as it was before the last keystroke is mostly the same, and so is its tree.
      const syntax = reading.parse(document.text, latestPython.get(document.path));
      latestPython.delete(document.path);
      latestPython.set(document.path, syntax);
      for (const oldest of latestPython.keys()) {
        if (latestPython.size <= mostLatest) break;
        latestPython.delete(oldest);
      }
      return reading.scriptModel(document, syntax);
    });
  const launchesOf = (document: SourceDocument): readonly Launch[] => {
    const script = scriptIn(document);
    return (script && codeReading()?.launches(script)) ?? [];
  };
  const images = createImageMemory(files, syntaxOf);
  const imagesOf = (path: string) => {
    const document = documentOf(path);
    return document && fileKindOf(path) === 'dockerfile' ? images.imagesOf(document) : [];
  };
  const scriptOf = (path: string): ScriptModel | undefined => {
    const document = documentOf(path);
    const program = document && fileKindOf(path) === 'notebook' ? partsOf(document).program : document;
    return program && scriptIn(program);
  };
  /** The file that people have: a file that a cell writes is in its notebook. */
  const containerOf = (path: string): string => {
    const document = written.documentOf(path);
    // Nearly no file is written by another: the disk need not be read for the rest.
    return !document || onDisk(path) ? path : fileOf(document);
  };
  const markAffected = (paths: Iterable<string>): void => {
    for (const path of paths) affected.add(containerOf(path));
  };

  const summaryOf = (path: string, kind: FileSummary['kind']): FileSummary | 'pending' | undefined => {
    if (disk.read(path).kind === 'pending') return 'pending';
    const isKnown = documents.has(path);
    const document = onDisk(path);
    if (!document) return undefined;
    const summary = summaryIn(document, kind);
    // Most files lead nowhere: neither they nor what was made of them is kept for that.
    if (!isKnown && !hasLinks(summary)) documents.delete(path);
    return summary;
  };
  /** A text that a model fails on has no links; the failure is said when the file is linted. */
  const summaryIn = (document: SourceDocument, kind: FileSummary['kind']): FileSummary =>
    rememberedWhole(summaries, document, () => {
      try {
        return summarise(document, kind, launchesOf);
      } catch (error) {
        failures.set(document, error ?? new Error('it failed'));
        return { path: document.path, kind, launches: [], written: [], builds: [] };
      }
    });
  /** Remembers what was made of a document unless it lacks code. */
  const rememberedWhole = <Value>(memory: WeakMap<SourceDocument, Value>, document: SourceDocument, make: () => Value): Value => {
    const known = memory.get(document);
    if (known !== undefined) return known;
    const before = lacks;
    const value = make();
    if (lacks === before) memory.set(document, value);
    else unread.add(fileOf(document));
    return value;
  };
  const failures = new WeakMap<SourceDocument, unknown>();
  const summaries = new WeakMap<SourceDocument, FileSummary>();
  const index = createProjectIndex(
    disk,
    summaryOf,
    (before, after) => {
      written.remove(before?.written ?? []);
      written.add(after?.written ?? []);
      const path = after?.path ?? before?.path ?? '';
      markAffected(links.neighboursOf(path));
      for (const file of [...(before?.written ?? []), ...(after?.written ?? [])]) {
        images.changed(file.path);
        markAffected(links.neighboursOf(file.path));
      }
      // The text of a script that nothing leads to, as most are, changes no link.
      if (before && after && !hasLinks(before) && !hasLinks(after) && links.neighboursOf(path).size === 0) return;
      isLinked = false;
      linking = undefined;
    },
    limits,
  );
  const concernedBy = (path: string, { readers, ofImages }: Concern): readonly string[] => {
    const neighbours = links.neighboursOf(path);
    const concerned = new Set([...readers, ...neighbours].map(containerOf));
    // Images that were linked are made anew, and with them the links.
    if (neighbours.size > 0 || ofImages) {
      isLinked = false;
      linking = undefined;
    }
    index.refresh(path);
    return [...concerned];
  };
  const linkSources = () => {
    const found = [...index.summaries()];
    const virtual = found.flatMap((summary) =>
      summary.written.flatMap(({ path, document }) => {
        const kind = fileKindOf(path);
        // What lies on the disk under that name has a summary of its own.
        if (kind === undefined || !isIndexed(kind) || index.summaryOf(path)) return [];
        return [summaryIn(document, kind)];
      }),
    );
    // A model that fails on a file must not keep the others from being linked.
    return {
      files,
      summaries: [...found, ...virtual],
      imagesOf: (path: string) => unfailing(() => imagesOf(path)) ?? [],
      scriptOf: (path: string) => unfailing(() => scriptOf(path)),
      shellScriptOf: (path: string) => {
        const document = documentOf(path);
        return document && unfailing(() => shellScriptIn(document));
      },
    };
  };
  const shellScriptIn = (document: SourceDocument) =>
    languageOf(document) === 'shell' ? remembered(shellScripts, document, () => readShellScript(document)) : undefined;
  const requestsIn = (document: SourceDocument): readonly ServiceRequest[] => {
    const ofData = data.requestsIn(document);
    if (ofData) return ofData;
    const ofCode = withSdkDefaults(
      document,
      rememberedWhole(requests, document, () => {
        const script = mayRequest(document.text) ? scriptIn(document) : undefined;
        return (script && codeReading()?.requests(script)) ?? [];
      }),
    );
    const ofCommandLines = commandLineRequests(document, languageOf(document));
    return ofCommandLines.length > 0 ? [...ofCode, ...ofCommandLines] : ofCode;
  };
  const commandsIn = (document: SourceDocument): readonly CommandList[] => {
    // A host that has not loaded YAML yet lints again, so that nothing of it is remembered here.
    if (languageOf(document) === 'yaml') return data.commandsIn(document).map((list) => ({ document, commands: list }));
    return rememberedWhole(commands, document, () =>
      readCommands(document, languageOf(document), (python) => {
        const script = mayStartCommands(python.text) ? scriptIn(python) : undefined;
        return (script && codeReading()?.commands(script)) ?? [];
      }),
    );
  };
  const isComplete = (): boolean => index.isComplete && isLinked && lacks === 0;
  const isSettled = (): boolean => isComplete() && settled === links;

  const languageOf = (document: SourceDocument): Language | undefined => {
    const kind = fileKindOf(document.path);
    if (kind === 'notebook') return document.part ? 'python' : undefined;
    if (kind === 'template') return templateLanguage(document.path, document.text);
    return kind === 'program' ? programLanguage(document.text) : kind;
  };
  const data = createDataMemory(dataSource, languageOf);
  const commandLineRequests = createCommandLineRequests(dataSource);
  const withSdkDefaults = createSdkDefaults({ filesFor: images.filesFor, documentOf, dataIn: data.dataIn });
  const unit = (document: SourceDocument): LintUnit[] => {
    const language = languageOf(document);
    return language === undefined ? [] : [{ document, language }];
  };
  const unitsOf = (path: string): LintUnit[] => {
    const document = onDisk(path);
    const kind = fileKindOf(path);
    if (!document || kind === undefined) return [];
    if (kind !== 'notebook' && kind !== 'shell') return unit(document);
    const parts = partsOf(document);
    const files = parts.written.filter((file) => !file.isExpanded && !file.isOverwritten);
    return [
      ...(kind === 'shell' ? unit(document) : []),
      ...(parts.program ? unit(parts.program) : []),
      ...files.flatMap((file) => unit(file.document)),
    ];
  };

  const useIn = (document: SourceDocument): ScriptUse | undefined => {
    if (!isComplete()) return undefined;
    const before = uses.get(document);
    if (before?.links === links) return before.use;
    const use = scriptUse(document, links, scriptOf, written.documentsOf(document.path));
    uses.set(document, { links, use });
    return use;
  };

  return {
    files,
    filesFor: (path) => images.filesFor(path),
    document: documentOf,
    keptText: (path) => documents.get(path)?.text,
    kindOf: fileKindOf,
    unitsOf,
    languageOf,
    instructionsOf(path) {
      const document = documentOf(path);
      return document ? syntaxOf(document).instructions : [];
    },
    imagesOf,
    imagesIn: (document) => (languageOf(document) === 'dockerfile' ? images.imagesOf(document) : []),
    scriptOf,
    scriptIn,
    shellScriptIn,
    nginxIn: (document) => (languageOf(document) === 'nginx' ? remembered(nginxes, document, () => readNginx(document)) : undefined),

    index: {
      get isComplete() {
        return isComplete();
      },
      get isSettled() {
        return isSettled();
      },
      get isRead() {
        return index.isRead;
      },
      get files() {
        return index.files;
      },
      get isLimited() {
        return index.isLimited;
      },
    },
    advance(most) {
      takeUp();
      if (!index.advance(most) || lacks > 0) return false;
      if (!isLinked) {
        for (let left = most; !isLinked && left > 0; left--) {
          linking ??= linkProject(linkSources());
          const step = linking.next();
          if (!step.done) continue;
          links = step.value;
          linking = undefined;
          isLinked = true;
        }
        return false;
      }
      for (let left = most; settled !== links && left > 0; left--) {
        if (!links.followOn()) continue;
        const before = settled;
        settled = links;
        markAffected(
          differences(
            before,
            links,
            [...index.summaries()].map(({ path }) => path),
          ),
        );
      }
      return isSettled();
    },
    takeAffected() {
      const taken = [...affected];
      affected.clear();
      return taken;
    },
    needsLinks(path) {
      const kind = fileKindOf(path);
      if (kind !== 'template') return kind !== undefined && kind !== 'configuration';
      const document = onDisk(path);
      return document !== undefined && data.isPipeline(document);
    },
    dataIn: data.dataIn,
    requestsIn,
    commandsIn,
    launchesIn(path) {
      const document = onDisk(path);
      const failure = document && failures.get(document);
      if (failure) throw failure;
      return isComplete() ? links.launchesIn(path) : [];
    },
    useOf: (document) => useIn(document),
    launchesOf: (dockerfile) => (isComplete() ? links.launchesOfImage(dockerfile) : undefined),
    startsOf: (dockerfile) => (isComplete() ? links.startsOfImage(dockerfile) : []),
    serversBeside(path) {
      if (!isComplete()) return [];
      const dockerfiles = [...index.summaries()].filter(({ kind }) => kind === 'dockerfile');
      const images = dockerfiles.flatMap((summary) => unfailing(() => imagesOf(summary.path)) ?? []);
      return scriptsBehindNginx(path, files, images).flatMap((candidate) => {
        const script = scriptOf(candidate);
        return script && (useIn(script.document)?.serves.length ?? 0) > 0 ? [script] : [];
      });
    },

    dependenciesOf(path) {
      const units = unitsOf(path).filter(({ document }) => document.path !== path);
      const own = images.dependenciesOf(path);
      return units.length === 0 ? own : new Set([...own, ...units.flatMap(({ document }) => [...images.dependenciesOf(document.path)])]);
    },
    changed: (path) => concernedBy(path, images.changed(path)),
    edited: (path) => concernedBy(path, images.edited(path)),
  };
}

/** The file that a document stands in. */
function fileOf(document: SourceDocument): string {
  let container = document;
  while (container.part) container = container.part.container;
  return container.path;
}

/** What some work gives; undefined where it throws. */
function unfailing<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function remembered<Value>(memory: WeakMap<SourceDocument, Value>, document: SourceDocument, make: () => Value): Value {
  let value = memory.get(document);
  if (value === undefined) {
    value = make();
    memory.set(document, value);
  }
  return value;
}

/** The files that lead elsewhere than before. */
function differences(before: ProjectLinks, after: ProjectLinks, paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const old = before.neighboursOf(path);
    const now = after.neighboursOf(path);
    return old.size !== now.size || [...old].some((other) => !now.has(other));
  });
}
