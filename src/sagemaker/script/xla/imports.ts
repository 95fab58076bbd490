import type { Scope } from '../../../languages/python/names.js';
import type { Enclosure } from '../../../languages/python/walk.js';
import type { TextEdit } from '../../../text/edit.js';
import { contains, type Span, span } from '../../../text/span.js';
import { isMainGuard } from '../flow.js';
import type { XlaContext } from './places.js';

/** Who cares for the device, the steps and the saving instead of the script. */
export type XlaCaretaker = 'trainer' | 'accelerate' | 'lightning' | 'neuron' | 'other';

/** How `torch_xla.core.xla_model` is called at a place. */
export interface XlaModelName {
  /** `xm`, or what the script calls it. */
  readonly name: string;
  /** The import that must be added for it. */
  readonly edit: TextEdit | undefined;
}

export interface XlaImports {
  /** The import statements of torch_xla or parts of it, in the order of the text. */
  readonly spans: readonly Span[];
  /** Whether torch_xla is certainly imported where a span stands: on the module's level, or in the same function. */
  isImportedAt(place: Span): boolean;
  /** Imported below a condition or in a `try`, or looked for with `is_torch_xla_available` and the like: the script runs without it, too. */
  readonly isOptional: boolean;
  readonly caretaker: XlaCaretaker | undefined;
  /** How to call torch_xla.core.xla_model at a place; undefined where no name can be found for it. */
  modelNameAt(place: Span): XlaModelName | undefined;
}

const modelModule = 'torch_xla.core.xla_model';

/** Reads how torch_xla comes into a script. */
export function readXlaImports(context: XlaContext): XlaImports {
  const found = context.imports.filter(({ statement }) => {
    const modules = statement.from === undefined ? statement.names.map(({ name }) => name) : [statement.from];
    return modules.some((module) => module === 'torch_xla' || module.startsWith('torch_xla.'));
  });
  const isOptional =
    found.some(({ within }) => isBelowCondition(within)) ||
    /\bis_(?:torch_)?(?:xla|tpu)_available\b|\bis_torch_tpu_available\b/.test(context.document.text);
  const areas = found.filter(({ within }) => !isBelowCondition(within)).map(({ within }) => areaOf(context, within));
  return {
    spans: found.map(({ statement }) => statement.span),
    isImportedAt: (place) => areas.some((area) => contains(area, place)),
    isOptional,
    caretaker: caretakerOf(context),
    modelNameAt: (place) => knownName(context, place) ?? newName(context, place),
  };
}

/** Whether a body runs only sometimes; functions and `with` do not count, nor does the guard of the main program. */
function isBelowCondition(within: Enclosure | undefined): boolean {
  for (let next = within; next; next = next.outer) {
    const { statement } = next;
    if (statement.kind === 'if' ? !isMainGuard(statement) : !/^(?:function|with|class)$/.test(statement.kind)) return true;
  }
  return false;
}

/** The stretch of text in which what is imported in a body is known. */
function areaOf(context: XlaContext, within: Enclosure | undefined): Span {
  for (let next = within; next; next = next.outer) if (next.statement.kind === 'function') return next.statement.span;
  return span(0, context.document.text.length);
}

const caretakers: readonly (readonly [pattern: RegExp, who: XlaCaretaker])[] = [
  [/^(?:transformers|optimum)(?:\.[\w.]*)?\.\w*Trainer$/, 'trainer'],
  [/^(?:trl|adapters|transformers_interpret)\.(?:\w+\.)*\w*Trainer$/, 'trainer'],
  [/^(?:sentence_transformers|setfit|simpletransformers)\b/, 'trainer'],
  [/^accelerate\b/, 'accelerate'],
  [/^(?:pytorch_lightning|lightning|lightning_fabric|lightning\.fabric)\b/, 'lightning'],
  [/^(?:neuronx_distributed|neuronx_distributed_training|nemo)\b/, 'neuron'],
  [/^(?:fastai|ignite|catalyst|composer|detectron2|mmcv|mmengine|ultralytics)\b/, 'other'],
];

function caretakerOf(context: XlaContext): XlaCaretaker | undefined {
  for (const { statement } of context.imports) {
    for (const { name } of statement.names) {
      const full = statement.from === undefined ? name : `${statement.from}.${name}`;
      const found = caretakers.find(([pattern]) => pattern.test(full));
      if (found) return found[1];
    }
  }
  // `import transformers` and then `transformers.Trainer(...)`.
  return /\btransformers\.(?:Seq2Seq)?Trainer\b/.test(context.document.text) ? 'trainer' : undefined;
}

/** A name that stands for torch_xla.core.xla_model where the code runs. */
function knownName(context: XlaContext, place: Span): XlaModelName | undefined {
  let isWhole = false;
  for (const { statement, within } of context.imports) {
    if (isBelowCondition(within) || !contains(areaOf(context, within), place) || statement.span.end > place.start) continue;
    for (const { name, alias } of statement.names) {
      const full = statement.from === undefined ? name : `${statement.from}.${name}`;
      if (full !== modelModule) continue;
      if (statement.from === undefined && alias === undefined) isWhole = true;
      else if (isOnly(context, place, alias ?? name)) return { name: alias ?? name, edit: undefined };
    }
  }
  return isWhole && bindingsAt(context, place, 'torch_xla') ? { name: modelModule, edit: undefined } : undefined;
}

/** Whether a name can only be torch_xla.core.xla_model at a place. */
function isOnly(context: XlaContext, place: Span, name: string): boolean {
  const bindings = bindingsAt(context, place, name)?.bindings.get(name);
  if (!bindings) return false;
  return bindings.every(({ imported }) => {
    if (!imported) return false;
    return (imported.name === undefined ? imported.module : `${imported.module}.${imported.name}`) === modelModule;
  });
}

function bindingsAt(context: XlaContext, place: Span, name: string): Scope | undefined {
  for (let scope: Scope | undefined = context.names.scopeAt(place.start); scope; scope = scope.parent)
    if (scope.bindings.has(name)) return scope;
  return undefined;
}

/** `xm`, with the import behind the last one of torch on the module's level. */
function newName(context: XlaContext, place: Span): XlaModelName | undefined {
  if (bindingsAt(context, place, 'xm')) return undefined;
  const edit = importEdit(context, place);
  return edit && { name: 'xm', edit };
}

function importEdit(context: XlaContext, place: Span): TextEdit | undefined {
  const { lines } = context.document;
  const before = context.imports.filter(({ statement, within }) => !within && statement.span.end <= place.start);
  const ofTorch = before.filter(({ statement }) => {
    const modules = statement.from === undefined ? statement.names.map(({ name }) => name) : [statement.from];
    return modules.some((module) => /^torch(?:_xla)?(?:\.|$)/.test(module));
  });
  const last = (ofTorch.length > 0 ? ofTorch : before).at(-1)?.statement;
  if (!last || last.from === '__future__') return undefined;
  const end = lines.lineEnd(lines.positionAt(last.span.end).line);
  const isWithin = context.syntax.body.some(({ span: { start, end: until } }) => start < end && end < until);
  if (isWithin || end > place.start) return undefined;
  return { span: span(end, end), newText: `\nimport ${modelModule} as xm` };
}
