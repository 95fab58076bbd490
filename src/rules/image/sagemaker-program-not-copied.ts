import { nearestName } from '../../linter/nearest-name.js';
import { defineRule } from '../../linter/rule.js';
import { isInFolderAbove } from '../../project/context-above.js';
import { programLaunches } from '../../project/program-launches.js';
import { baseName } from '../../sagemaker/image/paths.js';
import { judgeProgram, writtenValue } from '../../sagemaker/image/program-value.js';
import { replaceValue } from '../../sagemaker/image/setting-edits.js';
import {
  codeDirectory,
  codeFiles,
  contextFileOf,
  copiesElsewhere,
  copiesWholeContext,
  foldersNearCode,
  programPath,
  programsIn,
  toolkitRunsProgram,
} from '../../sagemaker/image/training-toolkit.js';
import { certain } from '../../sagemaker/value.js';

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
    // An empty folder is filled from the source_dir of the launch.
    const isEmpty = files.length === 0 && path.startsWith(`${codeDirectory}/`);
    const found = isEmpty ? programLaunches(project, document.path) : undefined;
    const [link] = found?.launches ?? [];
    if (isEmpty && (!found?.isComplete || found.mayNameProgram || !link)) return;

    const programs = programsIn(files).map(({ name }) => name);
    const sameName = files.find(({ name }) => baseName(name) === baseName(program))?.name;
    const folders = foldersNearCode(image);
    if (folders.length > 0) {
      // Contexts are put together by scripts, and may be another folder than it seems.
      if (programs.length === 0 && sameName === undefined) return;
      if (folders.some(copiesWholeContext) && isInFolderAbove(project.filesFor(document.path), document.path, program)) return;
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
        ...(link
          ? [{ at: { document: link.launch.document, span: link.launch.nameSpan }, message: `${link.launch.written} uploads no code` }]
          : []),
        ...files.slice(0, 1).map(({ copy }) => ({ at: copy.instruction.span, message: `this fills ${codeDirectory}` })),
      ],
      fix: meant && /^[\w./-]+$/.test(meant) ? { title: `Run ${meant}`, edits: [replaceValue(document, setting, meant)] } : undefined,
    };
  },
});
