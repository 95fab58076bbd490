import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { XlaReading } from '../../src/sagemaker/script/xla/xla.js';
import { createDocument } from '../../src/text/document.js';
import type { Span } from '../../src/text/span.js';

/** A script with what it does with PyTorch/XLA. */
export interface XlaScript {
  readonly text: string;
  readonly xla: XlaReading;
  written(span: Span): string;
}

/** Reads a script that is given line by line. */
export function readXlaScript(...lines: string[]): XlaScript {
  const text = `${lines.join('\n')}\n`;
  const { xla } = createScriptModel(createDocument('train.py', text), parsePython(text));
  return { text, xla, written: ({ start, end }) => text.slice(start, end) };
}

/** The end of a text. */
export const endOf = (text: string): Span => ({ start: text.length, end: text.length });
