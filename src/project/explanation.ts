import type { ImageModel } from '../sagemaker/image/model.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { LinkedLaunch, Reason } from './links.js';
import type { Project } from './project.js';

/** A place as people count it: the line is 1-based; in a notebook the 1-based cell and the line in it. */
export interface ExplainedPlace {
  readonly file: string;
  readonly line: number;
  readonly cell?: number;
}

/** Something that is said of a file, with where it is seen. */
export interface ExplainedReason {
  readonly what: string;
  readonly at: ExplainedPlace | undefined;
}

/** A link to another file of the project. */
export interface ExplainedLink extends ExplainedReason {
  readonly to: string;
}

/** What Sagelint holds a file to be, and why. */
export interface ExplainedFile {
  readonly path: string;
  /** `training image`, `serving script`, `launch`, ... */
  readonly parts: readonly string[];
  readonly reasons: readonly ExplainedReason[];
  readonly links: readonly ExplainedLink[];
}

/** Explains a project whose index is complete: every file that has a part, sorted by path. */
export function explainProject(project: Project, paths: readonly string[]): ExplainedFile[] {
  const files = new Map<string, ExplainedFile>();
  for (const path of paths) {
    for (const { document, language } of project.unitsOf(path)) {
      const file =
        language === 'dockerfile'
          ? explainImages(project, document)
          : language === 'python' || language === 'shell'
            ? explainScript(project, document)
            : undefined;
      if (file) files.set(`${file.path} ${path}`, file);
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function explainImages(project: Project, document: SourceDocument): ExplainedFile | undefined {
  const images = project.imagesIn(document);
  if (images.length === 0) return undefined;
  const { path } = document;
  const roles = (image: ImageModel) => [
    ...image.purpose.train.map((evidence) => ({ ...evidence, part: 'training image' })),
    ...image.purpose.serve.map((evidence) => ({ ...evidence, part: 'serving image' })),
    ...image.purpose.processing.map((evidence) => ({ ...evidence, part: 'processing image' })),
    ...image.purpose.general.map((evidence) => ({ ...evidence, part: 'image for SageMaker' })),
  ];
  const evidence = images.flatMap(roles);
  return {
    path: shownPath(document),
    parts: unique(evidence.map(({ part }) => part)),
    reasons: uniqueReasons(evidence.map(({ part, what, span }) => ({ what: `${part}: ${what}`, at: span && placeOf(document, span) }))),
    links: uniqueLinks([
      ...project.startsOf(path).map((start) => ({
        to: start.script,
        what: `starts it (${startWords[start.how]})`,
        at: start.span && placeOf(document, start.span),
      })),
      ...(project.launchesOf(path) ?? []).map((link) => ({
        to: link.launch.document.path,
        what: `is launched by ${link.launch.written}: ${link.images.find(({ dockerfile }) => dockerfile === path)?.reason.what ?? ''}`,
        at: placeOf(link.launch.document, link.launch.nameSpan),
      })),
    ]),
  };
}

const startWords = { entrypoint: 'ENTRYPOINT', command: 'by its name on PATH', program: 'SAGEMAKER_PROGRAM', import: 'imported' } as const;

function explainScript(project: Project, document: SourceDocument): ExplainedFile | undefined {
  const { path } = document;
  const launches = project.launchesIn(path).filter(({ launch }) => launch.document === document);
  const use = project.useOf(document);
  const isProgram = document.part === undefined || document.part.container.path !== path;
  const roles: (readonly [string, readonly Reason[]])[] =
    use && isProgram
      ? [
          ['training script', use.trains],
          ['serving script', use.serves],
          ['processing script', use.processes],
        ]
      : [];
  const held = roles.filter(([, reasons]) => reasons.length > 0);
  if (launches.length === 0 && held.length === 0) return undefined;
  return {
    path: shownPath(document),
    parts: [...unique(launches.map(({ launch }) => `${launch.kind} launch`)), ...held.map(([part]) => part)],
    reasons: uniqueReasons(
      held.flatMap(([part, reasons]) =>
        reasons.map(({ what, document: seen, span }) => ({ what: `${part}: ${what}`, at: seen && span ? placeOf(seen, span) : undefined })),
      ),
    ),
    links: uniqueLinks([
      ...launches.flatMap((link) => linksOf(link)),
      ...(use?.imports ?? []).map((other) => ({ to: other.document.path, what: 'imports it', at: undefined })),
    ]),
  };
}

function linksOf({ launch, script, images, isPrebuilt }: LinkedLaunch): ExplainedLink[] {
  const at = placeOf(launch.document, launch.nameSpan);
  return [
    ...(script === undefined ? [] : [{ to: script, what: `${launch.written} runs it`, at }]),
    ...images.map(({ dockerfile, reason }) => ({ to: dockerfile, what: `${launch.written} starts its image: ${reason.what}`, at })),
    ...(isPrebuilt === true ? [{ to: 'a prebuilt image of AWS', what: `${launch.written} starts it`, at }] : []),
  ];
}

/** A file that a cell writes is shown with its notebook. */
function shownPath(document: SourceDocument): string {
  const container = containerOf(document);
  return container.path === document.path ? document.path : `${document.path} (written by ${container.path})`;
}

function containerOf(document: SourceDocument): SourceDocument {
  return document.part ? containerOf(document.part.container) : document;
}

function placeOf(document: SourceDocument, span: Span): ExplainedPlace {
  const cell = document.part?.cellAt?.(span);
  if (cell) return { file: containerOf(document).path, cell: cell.cell + 1, line: cell.range.start.line + 1 };
  if (document.part) return placeOf(document.part.container, document.part.toContainer(span));
  return { file: document.path, line: document.lines.positionAt(span.start).line + 1 };
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}

function uniqueReasons(reasons: readonly ExplainedReason[]): ExplainedReason[] {
  return [...new Map(reasons.map((reason) => [reason.what, reason])).values()];
}

function uniqueLinks(links: readonly ExplainedLink[]): ExplainedLink[] {
  return [...new Map(links.map((link) => [`${link.to} ${link.what}`, link])).values()];
}
