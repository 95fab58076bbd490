import { createProject } from '../project/create-project.js';
import { type ExplainedFile, type ExplainedPlace, explainProject } from '../project/explanation.js';
import { usualLimits } from '../project/project-index.js';
import { counted } from '../report/report.js';
import { createStyle, printable, type Style } from '../report/style.js';
import type { Arguments } from './arguments.js';
import { displayPath, exitCodes, type Host, wantsColor } from './host.js';
import { findTargets } from './targets.js';

/** `sagelint project`: what each file is held to be, why, and where it leads. As text for people, as JSON for programs. */
export async function projectCommand(args: Arguments, host: Host): Promise<number> {
  const targets = await findTargets(args.paths, host.workingFolder);
  for (const problem of targets.problems) host.note(`sagelint: ${problem}\n`);
  const projects = targets.projects.map(({ root, files, paths }) => {
    const project = createProject(files);
    while (!project.advance(Number.POSITIVE_INFINITY));
    return {
      root: displayPath(host, host.workingFolder, root),
      isLimited: project.index.isLimited,
      files: explainProject(project, paths).map((file) => relocated(file, (path) => displayPath(host, root, path))),
    };
  });
  if (args.format === 'json') {
    host.out(`${JSON.stringify({ version: 1, projects }, null, 2)}\n`);
  } else {
    const style = createStyle(wantsColor(host, args.color));
    for (const { files } of projects) host.out(files.map((file) => `${formatFile(file, style)}\n`).join('\n'));
    const all = projects.reduce((sum, { files }) => sum + files.length, 0);
    host.note(all === 0 ? 'No file here has to do with SageMaker.\n' : `${counted(all, 'file')} for SageMaker.\n`);
  }
  if (projects.some(({ isLimited }) => isLimited)) {
    host.note(`sagelint: only the first ${usualLimits.files} scripts, notebooks and Dockerfiles were read for links.\n`);
  }
  return targets.problems.length > 0 ? exitCodes.usage : exitCodes.clean;
}

function formatFile({ path, parts, reasons, links }: ExplainedFile, style: Style): string {
  const lines = [`${style('strong', printable(path))}  ${parts.join(', ')}`];
  for (const { what, at } of reasons) lines.push(`  ${style('dim', 'because')} ${printable(what)}${formatPlace(at, style)}`);
  for (const { to, what, at } of links) lines.push(`  ${style('dim', '->')} ${printable(to)}: ${printable(what)}${formatPlace(at, style)}`);
  return lines.join('\n');
}

function formatPlace(place: ExplainedPlace | undefined, style: Style): string {
  if (!place) return '';
  const cell = place.cell === undefined ? '' : ` cell ${place.cell}`;
  return ` ${style('dim', `(${printable(place.file)}${cell}:${place.line})`)}`;
}

function relocated(file: ExplainedFile, display: (path: string) => string): ExplainedFile {
  const place = (at: ExplainedPlace | undefined) => at && { ...at, file: display(at.file) };
  return {
    ...file,
    path: display(file.path),
    reasons: file.reasons.map(({ what, at }) => ({ what, at: place(at) })),
    links: file.links.map(({ to, what, at }) => ({ to: to.startsWith('a ') ? to : display(to), what, at: place(at) })),
  };
}
