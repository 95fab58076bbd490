import type { DataEntry, DataMapping } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { platformsOf } from './docker.js';
import type { BuildCommand, Command, CommandOption, CommandWord, LoginCommand } from './model.js';
import { inputText } from './pipeline-text.js';
import type { OuterVariables } from './words.js';

/** Inputs that are called otherwise than the options that they are. */
const optionNames: Readonly<Record<string, string>> = {
  tags: 'tag',
  platforms: 'platform',
  outputs: 'output',
  labels: 'label',
  'build-args': 'build-arg',
};

/** Reads a step of a workflow that builds an image or logs in to a registry; undefined for any other. */
export function readAction(step: DataMapping, document: SourceDocument, outer: OuterVariables): Command | undefined {
  const uses = step.entries.find(({ key }) => key === 'uses');
  const name = uses?.value.kind === 'scalar' ? uses.value.source : '';
  const isBuild = /^docker\/build-push-action@/.test(name);
  const isLogin = /^(aws-actions\/amazon-ecr-login|docker\/login-action)@/.test(name);
  if (!uses || (!isBuild && !isLogin)) return undefined;
  const inputs = step.entries.find(({ key }) => key === 'with')?.value;
  const given = inputs?.kind === 'mapping' ? inputs.entries : [];
  const options = given.flatMap((entry) => optionOf(entry, outer));
  const base = {
    document,
    notation: 'action' as const,
    span: step.span,
    nameSpan: uses.value.span,
    options,
    operands: [],
    isConditional: step.entries.some(({ key }) => key === 'if'),
    folder: '',
    environment: outer,
  };
  if (isLogin)
    return { ...base, kind: 'login', registry: inputOf(options, 'registry') ?? inputOf(options, 'registries') } satisfies LoginCommand;
  const whole = inputs?.kind === 'mapping' ? inputs : undefined;
  return {
    ...base,
    kind: 'build',
    program: 'action',
    isBuildx: true,
    pushesItself:
      /^true$/i.test(inputOf(options, 'push')?.text ?? '') || /type=registry|push=true/.test(inputOf(options, 'output')?.text ?? ''),
    tags: listOf(inputOf(options, 'tag')),
    file: inputOf(options, 'file'),
    context: inputOf(options, 'context'),
    platforms: platformsOf(inputOf(options, 'platform')),
    addOption: (option, value) => whole && addInput(whole, document, inputName(option), value),
    replaceOption: ({ value: old }, value) => (old ? { document, span: old.span, newText: value } : undefined),
  } satisfies BuildCommand;
}

function inputName(option: string): string {
  return Object.entries(optionNames).find(([, name]) => name === option)?.[0] ?? option;
}

function optionOf({ key, value, span }: DataEntry, outer: OuterVariables): CommandOption[] {
  if (value.kind !== 'scalar') return [];
  const text = inputText(value.style === 'block' && typeof value.value === 'string' ? value.value : value.source, outer).trim();
  return [{ name: optionNames[key] ?? key, value: { text, isKnown: !text.includes('$'), span: value.span }, span }];
}

function inputOf(options: readonly CommandOption[], name: string): CommandWord | undefined {
  return options.find((option) => option.name === name)?.value;
}

/** The lines, or the parts between commas, of an input. */
function listOf(word: CommandWord | undefined): CommandWord[] {
  return (word?.text.split(/[\s,]+/) ?? [])
    .filter((text) => text !== '')
    .map((text) => ({ text, isKnown: !text.includes('$'), span: word?.span ?? { start: 0, end: 0 } }));
}

/** A new input stands in front of the others, at their depth. */
function addInput({ entries, style }: DataMapping, document: SourceDocument, name: string, value: string) {
  const [first] = entries;
  if (!first) return undefined;
  const at = first.span.start;
  const column = document.lines.positionAt(at).column;
  return {
    document,
    span: { start: at, end: at },
    newText: style === 'block' ? `${name}: ${value}\n${' '.repeat(column)}` : `${name}: ${value}, `,
  };
}
