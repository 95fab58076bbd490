import type { TextEdit } from '../../text/edit.js';
import type { Span } from '../../text/span.js';
import { copiedFiles, interpreted, programsToStart } from './copied-programs.js';
import { appendInstructions } from './edit-instruction.js';
import { execForm } from './exec-form.js';
import { runsAsRoot } from './insert-instruction.js';
import type { ImageModel } from './model.js';
import { baseName, parentOf } from './paths.js';
import type { MissingRole } from './roles.js';
import { contentRuns, entryPointWorks, type FileReader } from './started-files.js';

/** Where it shows that a role has no program, and how the image could get one. */
export interface MissingProgram {
  readonly at: Span;
  /** What is wrong, as the beginning of a sentence. */
  readonly problem: string;
  /** What to write, as a sentence. */
  readonly remedy: string;
  readonly fix: { readonly title: string; readonly edits: readonly TextEdit[] } | undefined;
}

/** Says what is missing for a role that nothing would be started for; undefined in an image without FROM. */
export function missingProgramOf(image: ImageModel, { role, doubts, because }: MissingRole, read: FileReader): MissingProgram | undefined {
  const from = image.instructions.findLast((instruction) => instruction.keyword === 'FROM');
  const word = image.command?.words.findLast((candidate) => candidate.text === role);
  const stray = copiedFiles(image).filter(({ path }) => baseName(path) === role);
  const [only] = stray;
  const at = only?.source.span ?? word?.span ?? from?.words[0]?.span ?? image.base.span;
  if (!at) return undefined;
  const unless = doubts.length > 0 ? `, unless ${doubts.join(' or ')} brings it` : '';
  if (only && stray.length === 1) return strayProgram(image, only.path, role, at, unless, read);

  const handsOn = image.entrypoint
    ? `ENTRYPOINT ${execForm(image.entrypoint.words.map(({ text }) => text))} only hands \`${role}\` on, and`
    : 'there is no ENTRYPOINT and';
  const base = image.base.reference ? ` (${image.base.reference.text} brings none)` : '';
  const problem = `${handsOn} nothing called ${role} is on PATH${base}${unless}`;
  const candidates = programsToStart(image, role);
  const [program] = candidates;
  if (!program || candidates.length > 1 || image.entrypoint) {
    const toolkit = role === 'train' ? ', or install sagemaker-training' : '';
    return {
      at,
      problem,
      remedy: `Add an ENTRYPOINT in exec form that starts your ${role === 'train' ? 'training program' : 'server'}${toolkit}.`,
      fix: undefined,
    };
  }
  const words = interpreted(image, program.path);
  const line = `ENTRYPOINT ${execForm(words)}`;
  // A role that is only likely is left to the reader.
  const edit = because.weak !== true && entryPointWorks(image, words, read) ? appendInstructions(image, [line]) : undefined;
  return { at, problem, remedy: `Add ${line}.`, fix: edit && { title: `Add ${line}`, edits: [edit] } };
}

/** The program is there, in a folder that is not on PATH. */
function strayProgram(image: ImageModel, path: string, role: string, at: Span, unless: string, read: FileReader): MissingProgram {
  const folder = parentOf(path);
  const line = `ENV PATH="${folder}:\${PATH}"`;
  const fact = image.fileAt(path);
  const isPlain = /^[\w./-]+$/.test(folder) && folder !== '/' && contentRuns(path, fact, true, read);
  const needsMode = fact.kind === 'file' && fact.executable === false;
  const last = image.instructions.at(-1);
  const mayChange = !needsMode || (last !== undefined && runsAsRoot(image, last));
  const edit = isPlain && mayChange ? appendInstructions(image, needsMode ? [`RUN chmod +x ${path}`, line] : [line]) : undefined;
  return {
    at,
    problem: `${path} is in a folder that is not on PATH, and nothing else is called ${role}${unless}`,
    remedy: `Add ${line}, or copy the program to /usr/local/bin.`,
    fix: edit && { title: `Put ${folder} on PATH`, edits: [edit] },
  };
}
