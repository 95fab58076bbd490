import type { ImageModel, StartCommand } from '../sagemaker/image/model.js';
import { type ProgramParse, strictParse } from '../sagemaker/script/arguments/strict-parse.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { DocumentPlace } from '../text/document.js';
import type { Span } from '../text/span.js';
import { programParses } from './program-parses.js';
import type { Project } from './project.js';
import { programsGivenArguments } from './shell-programs.js';

/** A Python program that gets the `train` or `serve` that SageMaker appends to ENTRYPOINT. */
export interface ProgramGivenRole {
  readonly script: ScriptModel;
  /** The word of ENTRYPOINT that names it, or the shell script that starts it. */
  readonly at: Span;
  /** How the program is called where it is started. */
  readonly name: string;
  /** The words that it is given in front of the appended one. */
  readonly given: readonly string[];
  /** The command of the shell script that hands the word on. */
  readonly by: DocumentPlace | undefined;
}

/** Finds the Python programs of the project that ENTRYPOINT starts: directly, through a launcher, or by a shell script that hands `"$@"` on. */
export function programsGivenRole(project: Project, image: ImageModel, entrypoint: StartCommand): readonly ProgramGivenRole[] {
  return project.startsOf(image.document.path).flatMap(({ how, span, script: file, path }): ProgramGivenRole[] => {
    const at = entrypoint.words.findIndex((candidate) => candidate.span.start === span?.start);
    const word = entrypoint.words[at];
    if (how !== 'entrypoint' || !word) return [];
    const given = entrypoint.words.slice(at + 1).map(({ text }) => text);
    const script = project.scriptOf(file);
    if (script) return [{ script, at: word.span, name: word.text, given, by: undefined }];
    const document = project.document(file);
    const shell = document && project.shellScriptIn(document);
    return shell
      ? programsGivenArguments(shell, path, image).flatMap((program): ProgramGivenRole[] => {
          const started = program.command.conditional ? undefined : project.scriptOf(program.script);
          const words = program.before && [...program.before, ...given];
          const by = { document: shell.document, span: program.command.span };
          return started && words ? [{ script: started, at: word.span, name: program.name, given: words, by }] : [];
        })
      : [];
  });
}

/** The parse that ends a program because of one more word behind those that it is given; undefined where nobody can tell. */
export function rejectedBy(project: Project, program: ScriptModel, given: readonly string[]): ProgramParse | undefined {
  const imports = project.useOf(program.document)?.imports ?? [];
  // A module that the program imports may take the word away before.
  if (imports.some(({ document }) => /\bargv\b/.test(document.text))) return undefined;
  return strictParse(program, programParses(program, imports), given);
}
