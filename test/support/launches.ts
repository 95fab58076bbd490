import assert from 'node:assert/strict';
import { readNames } from '../../src/languages/python/names.js';
import { parsePython } from '../../src/languages/python/parse.js';
import { callsIn } from '../../src/languages/python/walk.js';
import type { LaunchContext } from '../../src/sagemaker/launch/context.js';
import type { Launch, ModelLaunch, ProcessingLaunch, Setting, TrainingLaunch } from '../../src/sagemaker/launch/model.js';
import { readLaunches } from '../../src/sagemaker/launch/read.js';
import type { RequestNode } from '../../src/sagemaker/request/tree.js';
import { createEvaluator } from '../../src/sagemaker/script/values/evaluate.js';
import { createDocument } from '../../src/text/document.js';

/** What launches are read from, of a Python text. */
export function contextOf(text: string): LaunchContext {
  const syntax = parsePython(text);
  const names = readNames(syntax);
  const calls = callsIn(syntax.body);
  return { document: createDocument('launch.py', text), syntax, names, calls, evaluator: createEvaluator({ syntax, names }) };
}

/** The launches of a Python text. */
export function launchesIn(text: string): readonly Launch[] {
  return readLaunches(contextOf(text));
}

function only<Kind extends Launch>(text: string, isKind: (launch: Launch) => launch is Kind): Kind {
  const found = launchesIn(text).filter(isKind);
  assert.equal(found.length, 1, `${found.length} launches of the kind`);
  const [launch] = found;
  assert.ok(launch);
  return launch;
}

/** The only training job of a text. */
export const trainingIn = (text: string): TrainingLaunch => only(text, (launch): launch is TrainingLaunch => launch.kind === 'training');
/** The only model of a text. */
export const modelIn = (text: string): ModelLaunch => only(text, (launch): launch is ModelLaunch => launch.kind === 'model');
/** The only processing job of a text. */
export const processingIn = (text: string): ProcessingLaunch =>
  only(text, (launch): launch is ProcessingLaunch => launch.kind === 'processing');

/** A part of a request as plain values: `?` for what is not known, `...` for what is open, the class under `class`. */
export function plain(node: RequestNode): unknown {
  switch (node.kind) {
    case 'scalar':
      if (!node.value.known) return '?';
      return node.value.assumed ? `${String(node.value.value)} (assumed)` : node.value.value;
    case 'unknown':
      return node.pieces ? node.pieces.map((piece) => piece ?? '?').join('') : '?';
    case 'list':
      return [...node.items.map(plain), ...(node.isOpen ? ['...'] : [])];
    case 'object':
      return Object.fromEntries([
        ...(node.type === undefined ? [] : [['class', node.type]]),
        ...[...node.members.values()].map((member) => [member.name, plain(member.value)]),
        ...(node.isOpen ? [['...', true]] : []),
      ]);
  }
}

/** A setting as a plain value: undefined where it is absent, `unknown` where nobody can tell. */
export function settingValue(setting: Setting): unknown {
  if (setting.kind === 'given') return plain(setting.node);
  return setting.kind === 'absent' ? undefined : 'unknown';
}

/** The channels of a job in short: `train validation:Pipe`. */
export function channelsOf({ channels }: TrainingLaunch): string {
  const list = channels.channels.map(({ name, inputMode }) => (inputMode === undefined ? name : `${name}:${inputMode}`)).join(' ');
  return `${channels.isStarted ? 'started' : 'not started'}, ${channels.isComplete ? 'complete' : 'incomplete'}: ${list}`.trim();
}
