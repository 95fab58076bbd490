import type { VariableSetting } from './model.js';
import { isWithin } from './paths.js';
import type { CodeFile } from './training-toolkit.js';
import { codeDirectory } from './training-toolkit.js';

/** What is wrong with a value of SAGEMAKER_PROGRAM, and the value that was most likely meant. */
export interface ProgramProblem {
  readonly kind: 'equals-sign' | 'blank-around' | 'arguments' | 'backslash' | 'absolute' | 'module';
  readonly meant: string | undefined;
  /** The meant value runs what the written one would, if it worked. */
  readonly isSafe: boolean;
}

const otherPrograms = /\.(py|pyc|sh|bash|zsh|ksh|R|r|jl|pl|rb|js|lua|bin|exe|out|run)$/;

/** The value of a setting as it is written, with continued lines as blanks. */
export function writtenValue(setting: VariableSetting): string {
  const { argumentsText, argumentsSpan } = setting.instruction;
  return argumentsText.slice(setting.valueSpan.start - argumentsSpan.start, setting.valueSpan.end - argumentsSpan.start);
}

/**
 * Judges a value of SAGEMAKER_PROGRAM as the training toolkit reads it: `.py` runs with python, anything else is started
 * as `./VALUE` in /opt/ml/code, so that arguments, modules and absolute paths of scripts are taken for file names
 * (aws/sagemaker-training-toolkit, entry_point.py). Returns undefined for a value that works.
 */
export function judgeProgram(value: string, written: string, files: readonly CodeFile[]): ProgramProblem | undefined {
  const isCopied = (name: string): boolean => files.some((file) => file.name === name);
  if (value === '' || isCopied(value)) return undefined;
  if (/^=/.test(value)) return { kind: 'equals-sign', meant: plain(value.replace(/^=\s*/, '')), isSafe: true };
  // Docker drops the backslash before it sets the variable.
  if (/\\\w/.test(written)) return { kind: 'backslash', meant: plain(unquote(written).replace(/\\+/g, '/')), isSafe: true };
  if (value !== value.trim()) return { kind: 'blank-around', meant: plain(value.trim()), isSafe: true };
  if (/\s/.test(value))
    return { kind: 'arguments', meant: plain(value.split(/\s+/).find((word) => /\.(py|sh)$/.test(word)) ?? ''), isSafe: false };
  if (value.startsWith('/')) {
    if (value.endsWith('.py')) return undefined;
    const isInside = isWithin(codeDirectory, value) && value.length > codeDirectory.length + 1;
    return { kind: 'absolute', meant: isInside ? plain(value.slice(codeDirectory.length + 1)) : undefined, isSafe: isInside };
  }
  if (/^[A-Za-z_]\w*([.:][A-Za-z_]\w*)+$/.test(value) && !otherPrograms.test(value)) {
    const module = (value.split(':')[0] ?? '').replace(/\./g, '/');
    return { kind: 'module', meant: `${module}.py`, isSafe: false };
  }
  return undefined;
}

/** A name that needs no quotes, or undefined. */
function plain(name: string): string | undefined {
  return /^[\w./-]+$/.test(name) ? name : undefined;
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
