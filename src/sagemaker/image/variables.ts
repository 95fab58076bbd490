import type { Instruction } from '../../languages/dockerfile/syntax.js';
import { known, unknown, type Value } from '../value.js';
import { expandWord, type VariableLookup } from './expand.js';
import type { GlobalArgument, LabelSetting, VariableSetting } from './model.js';

/** Folders on PATH of nearly every Linux image. */
export const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Stands in PATH for the folders of a base image that nobody knows. */
export const unknownPathEntry = '//of-the-base-image';

/** Variables that images set, or Docker itself: the name may have a value though this file gives none. */
const setElsewhere =
  /^(PATH|HOME|LANG|LANGUAGE|TZ|GPG_KEY|DEBIAN_FRONTEND|(LC|LD|NV|TF|DLC|PIP|GIT|SM|AWS|R|GCC|UV)_\w+|LIBRARY_PATH|(PYTHON|CUDA|CUDNN|NVIDIA|NCCL|NV|JAVA|NODE|CONDA|MAMBA|TORCH|PYTORCH|TENSORFLOW|SAGEMAKER|JULIA|RUST|CARGO|YARN|SPARK|HADOOP|UBUNTU|RAPIDS)(_?\w+)?|(https?|ftp|no|all)_proxy|(HTTPS?|FTP|NO|ALL)_PROXY)$/;

/** Whether a name may have a value that no instruction of the file gives it. */
export function mayBeSetElsewhere(name: string): boolean {
  return setElsewhere.test(name);
}

/** The variables of one stage chain while its instructions are read. */
export interface VariableScope {
  readonly lookup: VariableLookup;
  /** Variables as the running container has them: ENV only. */
  readonly environment: ReadonlyMap<string, VariableSetting>;
  readonly settings: readonly VariableSetting[];
  readonly labels: readonly LabelSetting[];
  /** Reads an ENV, ARG or LABEL; other instructions are left alone. */
  read(instruction: Instruction, order: number): void;
}

interface Assignment {
  readonly name: string;
  readonly nameSpan: { start: number; end: number };
  readonly value: string | undefined;
  readonly valueSpan: { start: number; end: number };
}

/** Reads ARGs before the first FROM; they count for FROM, and where a stage declares them again. */
export function readGlobalArguments(instructions: readonly Instruction[], escapeCharacter: string): Map<string, GlobalArgument> {
  const found = new Map<string, GlobalArgument>();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { name, nameSpan, value } of assignmentsOf(instruction)) {
      const given =
        value === undefined
          ? unknown(`the build argument ${name} has no default`)
          : asDefault(expandWord(value, (other) => found.get(other)?.value, escapeCharacter));
      found.set(name, { name, value: given, nameSpan });
    }
  }
  return found;
}

/** A scope for the stages of one image. `basePath` is the PATH of the base image, as far as it is known. */
export function createVariableScope(
  globals: ReadonlyMap<string, GlobalArgument>,
  basePath: string,
  escapeCharacter: string,
): VariableScope {
  const environment = new Map<string, VariableSetting>();
  const settings: VariableSetting[] = [];
  const labels: LabelSetting[] = [];
  const buildArguments = new Map<string, Value<string>>();
  // An ARG before FROM is empty in the stage. That is a finding of its own, and the rest is judged as it is meant.
  const meant = (name: string): Value<string> | undefined => (mayBeSetElsewhere(name) ? undefined : globals.get(name)?.value);
  const lookup: VariableLookup = (name) =>
    environment.get(name)?.value ?? buildArguments.get(name) ?? (name === 'PATH' ? known(basePath) : meant(name));

  const expand = (text: string): Value<string> => expandWord(text, lookup, escapeCharacter);
  return {
    lookup,
    environment,
    settings,
    labels,
    read(instruction, order) {
      if (instruction.keyword === 'ARG') {
        for (const { name, value } of assignmentsOf(instruction)) {
          const given =
            value === undefined
              ? (globals.get(name)?.value ?? unknown(`the build argument ${name} has no default`))
              : asDefault(expand(value));
          buildArguments.set(name, given);
        }
      } else if (instruction.keyword === 'ENV') {
        // All of one ENV see the values from before it.
        const made = assignmentsOf(instruction).map(
          ({ name, nameSpan, value, valueSpan }): VariableSetting => ({
            name,
            value: expand(value ?? ''),
            nameSpan,
            valueSpan,
            instruction,
            order,
          }),
        );
        for (const setting of made) {
          environment.set(setting.name, setting);
          settings.push(setting);
        }
      } else if (instruction.keyword === 'LABEL') {
        for (const { name, nameSpan, value, valueSpan } of assignmentsOf(instruction)) {
          labels.push({ key: name.replace(/^(["'])(.*)\1$/, '$2'), value: expand(value ?? ''), keySpan: nameSpan, valueSpan, instruction });
        }
      }
    },
  };
}

function asDefault(value: Value<string>): Value<string> {
  return value.known ? known(value.value, true) : value;
}

/** The `K=V` pairs of ENV, ARG and LABEL; `ENV K V` in its old form is one pair. */
export function assignmentsOf(instruction: Instruction): Assignment[] {
  const [first] = instruction.words;
  if (!first) return [];
  const isOldForm = (instruction.keyword === 'ENV' || instruction.keyword === 'LABEL') && !hasEquals(first.text);
  if (isOldForm) {
    const second = instruction.words[1];
    const end = instruction.argumentsSpan.end;
    const start = second?.span.start ?? end;
    const value = second ? instruction.argumentsText.slice(start - instruction.argumentsSpan.start) : undefined;
    return [{ name: first.text, nameSpan: first.span, value, valueSpan: { start, end } }];
  }
  return instruction.words.flatMap((word): Assignment[] => {
    const equals = hasEquals(word.text) ? equalsAt(word.text) : word.text.length;
    if (equals === word.text.length && instruction.keyword !== 'ARG') return [];
    const value = equals < word.text.length ? word.text.slice(equals + 1) : undefined;
    const split = word.span.start + equals;
    return [
      {
        name: word.text.slice(0, equals),
        nameSpan: { start: word.span.start, end: split },
        value,
        valueSpan: { start: value === undefined ? split : split + 1, end: word.span.end },
      },
    ];
  });
}

function equalsAt(text: string): number {
  const quoted = /^"[^"]*"=|^'[^']*'=/.exec(text);
  return quoted ? quoted[0].length - 1 : text.indexOf('=');
}

function hasEquals(text: string): boolean {
  return equalsAt(text) > 0;
}
