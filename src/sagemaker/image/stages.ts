import type { DockerfileSyntax, DockerfileWord, Instruction } from '../../languages/dockerfile/syntax.js';

/** One FROM and what follows it. */
export interface Stage {
  readonly index: number;
  readonly from: Instruction;
  /** The image or stage after FROM, as written. */
  readonly source: DockerfileWord | undefined;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
  /** The earlier stage that it starts from, if it is not an image. */
  readonly parent: Stage | undefined;
}

/** Splits a Dockerfile into its stages; instructions before the first FROM (ARG) are not part of any. */
export function readStages(syntax: DockerfileSyntax): {
  readonly globalInstructions: readonly Instruction[];
  readonly stages: readonly Stage[];
} {
  const globalInstructions: Instruction[] = [];
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of syntax.instructions) {
    if (instruction.keyword !== 'FROM') {
      (stages.at(-1)?.instructions ?? globalInstructions).push(instruction);
      continue;
    }
    const [source, as, name] = instruction.words;
    const parent = stages.find((stage) => stage.name !== undefined && stage.name === source?.text.toLowerCase());
    stages.push({
      index: stages.length,
      from: instruction,
      source,
      name: as?.text.toLowerCase() === 'as' ? name?.text.toLowerCase() : undefined,
      instructions: [],
      parent,
    });
  }
  return { globalInstructions, stages };
}

const forSageMaker = /sagemaker/;
const forAnotherPlace =
  /(^|[-_.])(ec2|ecs|eks|e3|local|dev|devel|development|test|tests|testing|ci|lint|debug|docs|cache|build|builder)([-_.]|$)/;
const forOneRole = /^(train|training|trainer|serve|serving|server|inference|hosting|processing)([-_.].*)?$/;

/**
 * The stages that SageMaker could be given: the last one, and ends of the graph that are named for SageMaker, training
 * or serving. A last stage named for another place (ec2, dev, test) gives way to a stage named for SageMaker.
 * `builtTargets` are names that a build script passes with `--target`.
 */
export function stagesThatRun(stages: readonly Stage[], builtTargets: ReadonlySet<string> = new Set()): Stage[] {
  const last = stages.at(-1);
  if (!last) return [];
  const used = new Set<Stage>();
  for (const stage of stages) {
    if (stage.parent) used.add(stage.parent);
    for (const instruction of stage.instructions) {
      const from = instruction.flags.find((flag) => flag.name === 'from')?.value?.toLowerCase();
      const source = stages.find((other) => other.name === from || String(other.index) === from);
      if (source) used.add(source);
    }
  }
  const named = stages.filter(
    (stage) =>
      stage !== last &&
      stage.name !== undefined &&
      (builtTargets.has(stage.name) || forSageMaker.test(stage.name) || (!used.has(stage) && forOneRole.test(stage.name))),
  );
  const lastIsElsewhere =
    last.name !== undefined && forAnotherPlace.test(last.name) && !forSageMaker.test(last.name) && !builtTargets.has(last.name);
  const isOnlyElsewhere = named.length > 0 || /ec2|ecs|eks|e3/.test(last.name ?? '');
  return lastIsElsewhere && isOnlyElsewhere ? named : [...named, last];
}

/** The stages from the one on the base image up to `stage`. */
export function stageChain(stage: Stage): Stage[] {
  const chain = [stage];
  for (let parent = stage.parent; parent; parent = parent.parent) chain.unshift(parent);
  return chain;
}
