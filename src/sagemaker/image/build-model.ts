import type { DockerfileSyntax, Instruction } from '../../languages/dockerfile/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { trainingToolkits } from '../facts/packages.js';
import { known, unknown, type Value } from '../value.js';
import { readBaseImage } from './base.js';
import { effectsOf } from './command-effects.js';
import type { BuildContext } from './context.js';
import { copyEvents, readCopy } from './copies.js';
import { expandWord } from './expand.js';
import { createFileMemory, type FileEvent } from './filesystem.js';
import type { Copy, GlobalArgument, ImageModel, InstalledPackage, RunCommand, StartCommand } from './model.js';
import { type ImageFileReader, readInstallation } from './packages.js';
import { resolveImagePath } from './paths.js';
import { purposeOf } from './purpose.js';
import { readRunCommands } from './run-commands.js';
import { readStages, type Stage, stageChain, stagesThatRun } from './stages.js';
import { findProgram, startOf } from './start.js';
import { createVariableScope, readGlobalArguments } from './variables.js';

/** The images that SageMaker could start out of one Dockerfile, whatever they are for. Never throws. */
export function buildImageModels(document: SourceDocument, syntax: DockerfileSyntax, context: BuildContext): ImageModel[] {
  const { globalInstructions, stages } = readStages(syntax);
  const globals = readGlobalArguments(globalInstructions, syntax.escapeCharacter);
  return stagesThatRun(stages, context.builtTargets).map((stage) => buildImageModel(document, syntax, stage, globals, context));
}

function buildImageModel(
  document: SourceDocument,
  syntax: DockerfileSyntax,
  stage: Stage,
  globals: ReadonlyMap<string, GlobalArgument>,
  context: BuildContext,
): ImageModel {
  const chain = stageChain(stage);
  const root = chain[0] ?? stage;
  const base = readBaseImage(root, globals, syntax.escapeCharacter);
  const scope = createVariableScope(globals, base.path, syntax.escapeCharacter);
  const events: FileEvent[] = [];
  const instructions: Instruction[] = [];
  const copies: Copy[] = [];
  const runs: RunCommand[] = [];
  const packages: InstalledPackage[] = [];
  const mentionedPackages: InstalledPackage[] = [];
  const unreadInstalls: { what: string; order: number; instruction: Instruction }[] = [];
  let workingDirectory: Value<string> = base.workingDirectory;
  let entrypoint: StartCommand | undefined;
  let entrypointReset = false;
  let command: StartCommand | undefined;
  let user: ImageModel['user'];
  let order = 0;
  const nextOrder = (): number => ++order;
  const baseBringsNothing = base.image.known && base.image.origin !== 'aws';
  // The toolkit unpacks a job's source_dir into an empty /opt/ml/code only, so images that are made for it leave the folder empty.
  const codeStartsEmpty = base.image.origin === 'aws' && base.image.toolkits.some((name) => trainingToolkits.has(name));

  const at = createFileMemory(events, (path) => baseBringsNothing || (codeStartsEmpty && path.startsWith('/opt/ml/code/')));
  const directoryExists = (path: string, before?: number): boolean | undefined => {
    const fact = at(path, before);
    return fact.kind === 'directory' ? true : fact.kind === 'unknown' ? undefined : false;
  };

  const readRun = (instruction: Instruction): void => {
    // A bind mount lends files to this RUN only; requirements are often installed that way.
    const mounted = mountedFiles(instruction, workingDirectory, context);
    const readFile: ImageFileReader = (path) => {
      const contextPath = mounted.get(path) ?? copies.flatMap((copy) => copy.landed).findLast((file) => file.path === path)?.contextPath;
      const text = contextPath === undefined ? undefined : context.read(contextPath);
      return contextPath === undefined || text === undefined ? undefined : { file: contextPath, text };
    };
    for (const run of readRunCommands(instruction, document.text, workingDirectory, scope.lookup, nextOrder)) {
      runs.push(run);
      const installation = readInstallation(run, document.path, readFile);
      packages.push(...installation.packages);
      mentionedPackages.push(...(installation.mentioned ?? []));
      for (const what of installation.unread) unreadInstalls.push({ what, order: run.order, instruction });
      for (const effect of effectsOf(run))
        events.push({ ...effect, order: run.order, instruction, conditional: run.command.conditional } as FileEvent);
    }
  };

  for (const part of chain) {
    instructions.push(part.from);
    for (const instruction of part.instructions) {
      instructions.push(instruction);
      scope.read(instruction, nextOrder());
      switch (instruction.keyword) {
        case 'WORKDIR': {
          const path = expandWord(instruction.argumentsText, scope.lookup, syntax.escapeCharacter);
          const from = workingDirectory;
          workingDirectory = !path.known
            ? path
            : path.value.startsWith('/')
              ? { ...path, value: resolveImagePath('/', path.value) }
              : from.known
                ? known(resolveImagePath(from.value, path.value), path.assumed || from.assumed)
                : unknown('WORKDIR goes on from a folder that is not known');
          if (workingDirectory.known) events.push({ kind: 'directory', order, instruction, path: workingDirectory.value });
          break;
        }
        case 'COPY':
        case 'ADD': {
          const here = order;
          const exists = (path: string): boolean | undefined => directoryExists(path, here);
          const copy = readCopy(instruction, {
            order,
            directory: workingDirectory,
            lookup: scope.lookup,
            escapeCharacter: syntax.escapeCharacter,
            context,
            directoryExists: exists,
          });
          if (copy) {
            copies.push(copy);
            events.push(...copyEvents(copy, context, exists));
          }
          break;
        }
        case 'RUN':
          readRun(instruction);
          break;
        case 'ENTRYPOINT':
          entrypointReset = instruction.json?.length === 0 || instruction.argumentsText === '';
          entrypoint = entrypointReset ? undefined : readStart(instruction);
          // Docker drops an inherited CMD with a new ENTRYPOINT; one of the same file stays.
          break;
        case 'CMD':
          command = instruction.json?.length === 0 || instruction.argumentsText === '' ? undefined : readStart(instruction);
          break;
        case 'USER':
          user = {
            text: instruction.argumentsText,
            value: expandWord(instruction.argumentsText, scope.lookup, syntax.escapeCharacter),
            span: instruction.argumentsSpan,
            instruction,
          };
          break;
      }
    }
  }

  const lastInstruction = stage.instructions.at(-1) ?? stage.from;
  const path = scope.lookup('PATH');
  const model: Omit<ImageModel, 'purpose' | 'start'> = {
    document,
    stageName: stage.name,
    instructions,
    globalArguments: globals,
    base: base.image,
    entrypoint,
    entrypointReset,
    command,
    user,
    workingDirectory,
    environmentSettings: scope.settings,
    environment: scope.environment,
    labels: scope.labels,
    copies,
    runs,
    packages,
    mentionedPackages,
    unreadInstalls,
    installs: (name) =>
      base.image.toolkits.includes(name) ||
      [...packages, ...mentionedPackages].some((item) => (item.manager === 'pip' || item.manager === 'conda') && item.name === name),
    fileAt: at,
    findProgram: (word) => findProgram(model, path, word),
    directoryExistsBefore: (copy, directory) => directoryExists(directory, copy.order),
    endOfStage: lastInstruction.span.end,
  };
  return {
    ...model,
    purpose: purposeOf(model, syntax, context),
    start: (argument) => startOf(model, path, argument),
  };
}

function readStart(instruction: Instruction): StartCommand {
  return {
    instruction,
    form: instruction.json ? 'exec' : 'shell',
    words: instruction.json ? instruction.json.map(({ value, span }) => ({ text: value, span })) : instruction.words,
    span: instruction.argumentsSpan,
  };
}

/** Files that `RUN --mount=type=bind,source=...,target=...` lends. */
function mountedFiles(instruction: Instruction, workingDirectory: Value<string>, context: BuildContext): Map<string, string> {
  const files = new Map<string, string>();
  for (const flag of instruction.flags) {
    if (flag.name !== 'mount' || !flag.value) continue;
    const options = new Map(
      flag.value.split(',').map((option): [string, string] => [option.split('=')[0] ?? '', option.slice(option.indexOf('=') + 1)]),
    );
    const source = options.get('source') ?? options.get('src') ?? '.';
    const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
    if (options.get('type') !== 'bind' || options.has('from') || target === undefined) continue;
    const match = context.match(source);
    const place = resolveImagePath(workingDirectory.known ? workingDirectory.value : '/', target);
    if (match.kind === 'file') files.set(place, match.path);
    if (match.kind === 'directory') for (const file of match.files) files.set(resolveImagePath(place, file.relative), file.path);
  }
  return files;
}
