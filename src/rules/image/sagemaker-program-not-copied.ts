import { nearestName } from '../../linter/nearest-name.js';
import { defineRule } from '../../linter/rule.js';
import type { ProjectFiles } from '../../project/files.js';
import { searchLaunches } from '../../project/launch-search.js';
import { joinPath, parentFolder } from '../../project/paths.js';
import type { Copy } from '../../sagemaker/image/model.js';
import { baseName, isWithin } from '../../sagemaker/image/paths.js';
import { judgeProgram, writtenValue } from '../../sagemaker/image/program-value.js';
import { replaceValue } from '../../sagemaker/image/setting-edits.js';
import {
  codeDirectory,
  codeFiles,
  contextFileOf,
  copiesElsewhere,
  programPath,
  programsIn,
  toolkitRunsProgram,
} from '../../sagemaker/image/training-toolkit.js';
import { certain, likely } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM111',
  name: 'sagemaker-program-not-copied',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'SAGEMAKER_PROGRAM names a file that no COPY brings into /opt/ml/code',
  sources: ['https://github.com/aws/sagemaker-training-toolkit#usage', 'https://github.com/aws/sagemaker-training-toolkit/issues/222'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const setting = image.environment.get('SAGEMAKER_PROGRAM');
    const program = setting && certain(setting.value);
    const path = programPath(image);
    if (!setting || !program || path === undefined || !toolkitRunsProgram(image)) return;
    const files = codeFiles(image);
    if (judgeProgram(program, writtenValue(setting), files)) return;
    // Also where a file takes the folder's place, which is a finding of its own.
    if (files.some(({ name }) => `${codeDirectory}/${name}` === path)) return;
    // Absent means that every COPY and RUN was understood, and none of them brings it.
    if (image.fileAt(path).kind !== 'absent' || copiesElsewhere(image, program).length > 0) return;
    if (files.length === 0 && path.startsWith(`${codeDirectory}/`)) {
      // An empty folder is filled from the source_dir of the launch.
      const launches = searchLaunches(project.filesFor(document.path), document.path);
      if (launches.namesProgram || !launches.isComplete || launches.launchFiles.length === 0) return;
    }

    const programs = programsIn(files).map(({ name }) => name);
    const sameName = files.find(({ name }) => baseName(name) === baseName(program))?.name;
    const folders = image.copies.filter((copy) => copiesFolder(copy) && isNearCode(copy));
    if (folders.length > 0) {
      // Contexts are put together by scripts, and may be another folder than it seems.
      if (programs.length === 0 && sameName === undefined) return;
      if (folders.some(copiesContext) && isInFolderAbove(project.filesFor(document.path), document.path, program)) return;
    }
    const meant = sameName ?? nearestName(program, programs) ?? (programs.length === 1 ? programs[0] : undefined);
    const file = meant === undefined ? undefined : contextFileOf(image, meant);
    yield {
      at: setting.valueSpan,
      message: `SAGEMAKER_PROGRAM names ${program}, but no COPY brings ${path}${
        programs.length > 0 ? ` (there is ${programs.slice(0, 3).join(', ')})` : ''
      }: the job ends with "can't open file '${path}'". ${meant ? `Write ${meant}, or copy` : 'Copy'} ${baseName(program)} into ${codeDirectory}/.`,
      confidence: folders.length > 0 ? 'medium' : 'high',
      related: [
        ...(file !== undefined && project.document(file)
          ? [{ at: { file, span: { start: 0, end: 0 } }, message: `this is copied as ${meant}` }]
          : []),
        ...files.slice(0, 1).map(({ copy }) => ({ at: copy.instruction.span, message: `this fills ${codeDirectory}` })),
      ],
      fix: meant && /^[\w./-]+$/.test(meant) ? { title: `Run ${meant}`, edits: [replaceValue(document, setting, meant)] } : undefined,
    };
  },
});

function copiesFolder(copy: Copy): boolean {
  return copy.sources.some(({ kind }) => kind === 'directory' || kind === 'files');
}

function copiesContext(copy: Copy): boolean {
  return copy.sources.some(({ kind, name }) => kind === 'directory' && name === '');
}

/** Whether a COPY may bring files into /opt/ml/code. */
function isNearCode(copy: Copy): boolean {
  const path = likely(copy.destination.path);
  return path === undefined || isWithin(path, codeDirectory) || isWithin(codeDirectory, path);
}

/** Whether the program would be found if a folder above the Dockerfile were the build context. */
function isInFolderAbove(files: ProjectFiles, dockerfile: string, program: string): boolean {
  for (let folder = parentFolder(dockerfile); folder !== ''; ) {
    folder = parentFolder(folder);
    if (files.read(joinPath(folder, program)).kind !== 'absent') return true;
  }
  return false;
}
