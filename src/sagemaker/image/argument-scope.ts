import type { Instruction } from '../../languages/dockerfile/syntax.js';
import type { Span } from '../../text/span.js';
import { expandWord } from './expand.js';
import type { ImageModel } from './model.js';
import { baseName } from './paths.js';
import { mayBeSetElsewhere } from './variables.js';
import { isShell } from './wrappers.js';

/** A variable that is read where only an ARG of another scope has its name. */
export interface ArgumentUse {
  readonly name: string;
  readonly instruction: Instruction;
  /** `$NAME` or `${NAME}`. */
  readonly span: Span;
  /** The FROM of the stage in which it is read. */
  readonly from: Instruction;
  /** global: the ARG stands before the first FROM. stage: it is in the stage, and the running container has no ARG. */
  readonly declared: 'global' | 'stage';
  /** Nobody replaces it: ENTRYPOINT in exec form without a shell. */
  readonly isLiteral: boolean;
}

/** Finds the uses of ARGs before the first FROM in stages that do not declare them again, and of any ARG in what runs in the container. */
export function argumentsOutOfScope(image: ImageModel): ArgumentUse[] {
  const uses: ArgumentUse[] = [];
  const environment = new Set<string>();
  // A stage that is made from another one has its ARGs as well, as BuildKit builds it.
  const declared = new Set<string>();
  let from = image.instructions[0];
  for (const instruction of image.instructions) {
    if (instruction.keyword === 'FROM') {
      from = instruction;
      continue;
    }
    if (instruction.keyword === 'ARG') {
      for (const word of instruction.words) declared.add(word.text.split('=')[0] ?? '');
      continue;
    }
    const isStart = instruction.keyword === 'ENTRYPOINT';
    const isLiteral = isStart && instruction.json !== undefined && !isShell(baseName(instruction.json[0]?.value ?? ''));
    for (const { name, span } of variablesOf(instruction)) {
      if (!from || environment.has(name) || mayBeSetElsewhere(name)) continue;
      if (!declared.has(name) && image.globalArguments.has(name))
        uses.push({ name, instruction, span, from, declared: 'global', isLiteral });
      else if (isStart && declared.has(name)) uses.push({ name, instruction, span, from, declared: 'stage', isLiteral });
    }
    if (instruction.keyword === 'ENV')
      for (const setting of image.environmentSettings) if (setting.instruction === instruction) environment.add(setting.name);
  }
  return uses;
}

/** Variables that are read without a fallback; what a RUN sets for itself does not count. */
function variablesOf(instruction: Instruction): { name: string; span: Span }[] {
  const text = instruction.argumentsText;
  const start = instruction.argumentsSpan.start;
  return [...text.matchAll(/(?<![\\$])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? '';
    const quotes = text.slice(0, match.index).split("'").length - 1;
    const isQuoted = instruction.json === undefined && quotes % 2 === 1;
    const isOwn = /^(RUN|ENTRYPOINT)$/.test(instruction.keyword) && new RegExp(`\\b${name}=|\\b(for|read|export)\\s+${name}\\b`).test(text);
    return isQuoted || isOwn ? [] : [{ name, span: { start: start + match.index, end: start + match.index + match[0].length } }];
  });
}

/** A text with the defaults of the ARGs before the first FROM in the place of their names: what its author meant. */
export function meantText(image: ImageModel, text: string): string {
  return text.replace(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g, (whole, simple?: string, braced?: string) => {
    const value = image.globalArguments.get(simple ?? braced ?? '')?.value;
    const expanded = value?.known ? expandWord(value.value, () => undefined, '\\') : undefined;
    return expanded?.known ? expanded.value : whole;
  });
}
