import { type InstalledServer, installedServers } from '../sagemaker/image/installed-servers.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import { baseName, resolveImagePath } from '../sagemaker/image/paths.js';
import { placeInDockerfile } from '../sagemaker/image/started-files.js';
import type { Run } from '../sagemaker/script/flow.js';
import { readServerCommand } from '../sagemaker/server/command.js';
import { type CommandWord, shellCommandWords } from '../sagemaker/server/command-word.js';
import { likely } from '../sagemaker/value.js';
import type { SourceDocument } from '../text/document.js';
import { contains, type Span } from '../text/span.js';
import type { Project } from './project.js';
import { servingChain } from './serving-chain.js';

/** A server that a file of the image starts, and takes for granted. */
export interface StartedServer {
  readonly server: InstalledServer;
  readonly document: SourceDocument;
  /** The word that names it. */
  readonly span: Span;
  /** What brings the file into the image. */
  readonly at: Span;
}

/** A script that looks first, or minds its absence, knows what it does. */
const looksFirst = /\bwhich\b|command -v|FileNotFoundError|pip3? install|apt(-get)? install/;

/** Finds nginx and gunicorn where `docker run IMAGE serve` starts them without a condition, or is meant to. */
export function startedServers(project: Project, image: ImageModel): StartedServer[] {
  const found = new Map<string, StartedServer>();
  for (const path of servePaths(project, image)) {
    const fact = image.fileAt(path);
    if (fact.kind !== 'file' || fact.contextPath === undefined) continue;
    // What is read here is noted, so that an edit to it judges the image anew.
    project.filesFor(image.document.path).read(fact.contextPath);
    const document = project.document(fact.contextPath);
    const at = placeInDockerfile(image, path, fact);
    if (!document || !at || looksFirst.test(document.text)) continue;
    for (const { server, span } of serversIn(project, document)) {
      const key = `${server} ${document.path}`;
      if (!found.has(key)) found.set(key, { server, document, span, at });
    }
  }
  return [...found.values()];
}

/** The files that serve, by their paths in the image: what the start command names, what is called serve, and what those start. */
function servePaths(project: Project, image: ImageModel): Set<string> {
  const directory = likely(image.workingDirectory);
  const start = image.entrypoint ?? image.command;
  const paths = new Set(start && directory !== undefined ? start.words.map(({ text }) => resolveImagePath(directory, text)) : []);
  const landed = image.copies.flatMap((copy) => copy.landed);
  // Where it is not on PATH yet, it is still what is meant to serve.
  if (!image.entrypoint) for (const { path } of landed) if (baseName(path) === 'serve') paths.add(path);
  const documents = project.index.isComplete ? (servingChain(project, image)?.documents ?? []) : [];
  const imported = new Set(documents.flatMap((document) => project.useOf(document)?.imports.map((script) => script.document) ?? []));
  for (const document of documents) {
    const file = imported.has(document) ? undefined : landed.find(({ contextPath }) => contextPath === document.path);
    if (file) paths.add(file.path);
  }
  return paths;
}

function serversIn(project: Project, document: SourceDocument): { readonly server: InstalledServer; readonly span: Span }[] {
  const { text } = document;
  const script = project.scriptIn(document);
  const names = script
    ? [
        ...script.server.starts.filter((start) => isCertain(start, text)).map(({ nameSpan }) => nameSpan),
        ...script.server.programs.filter((program) => isCertain(program, text)).flatMap(({ words }) => serviceOf(words) ?? []),
      ]
    : (project.shellScriptIn(document)?.commands ?? [])
        .filter(({ conditional }) => !conditional)
        .map((command) => shellCommandWords(text, command.words))
        .flatMap((words) => readServerCommand(words)?.span ?? serviceOf(words) ?? []);
  return names.flatMap((span) => {
    // Debian's gunicorn3 is another program.
    const written = baseName(text.slice(span.start, span.end).replace(/^["']|["']$/g, ''));
    const server = installedServers.find((each) => each === written);
    return server ? [{ server, span }] : [];
  });
}

/** `service nginx start`. */
function serviceOf([program, name]: readonly CommandWord[]): Span | undefined {
  return program?.text === 'service' ? name?.span : undefined;
}

/** Whether a start is on the way that every run takes, but for the question whether it is `serve` that is asked for. */
function isCertain({ run, span }: { readonly run: Run; readonly span: Span }, text: string): boolean {
  if (run.when === 'unknown' || !run.isConditional) return run.when !== 'unknown';
  const statement = run.function?.body.find((each) => contains(each.span, span));
  return /^(assignment|expression|return|with)$/.test(statement?.kind ?? '') && /==\s*["']serve["']/.test(text);
}
