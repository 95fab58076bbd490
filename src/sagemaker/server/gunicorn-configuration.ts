import type { Expression } from '../../languages/python/syntax.js';
import type { Span } from '../../text/span.js';
import type { ScriptModel } from '../script/model.js';
import { known, unknown, type Value } from '../value.js';
import { type Address, readAddress, type Setting } from './address.js';
import { commandWord } from './command-word.js';

/** What a gunicorn.conf.py says: names of the module are gunicorn's settings. */
export interface GunicornConfiguration {
  /** undefined where `bind` is not set; empty where nobody can tell what it holds. */
  readonly addresses: readonly Address[] | undefined;
  /** Seconds. */
  readonly timeout: Setting<number> | undefined;
  readonly workers: Setting<number> | undefined;
  readonly workerClass: Setting<string> | undefined;
  readonly threads: Setting<number> | undefined;
}

/** Reads a gunicorn.conf.py. */
export function readGunicornConfiguration({
  document,
  names,
  evaluator,
}: Pick<ScriptModel, 'document' | 'names' | 'evaluator'>): GunicornConfiguration {
  return {
    addresses: addressesOf(setting('bind')),
    timeout: numberOf(setting('timeout')),
    workers: numberOf(setting('workers')),
    workerClass: textOf(setting('worker_class')),
    threads: numberOf(setting('threads')),
  };

  /** The value of a name of the module; null where it is set in a way that nobody can tell. */
  function setting(name: string): Expression | null | undefined {
    const bindings = names.module.bindings.get(name)?.filter(({ kind }) => kind !== 'annotation');
    if (!bindings || bindings.length === 0) return names.module.starImports.length > 0 ? null : undefined;
    const [binding, ...others] = bindings;
    const isPlain = binding?.kind === 'assignment' && binding.position.length === 0 && binding.within === undefined && others.length === 0;
    return (isPlain ? binding.value : undefined) ?? null;
  }

  function numberOf(value: Expression | null | undefined): Setting<number> | undefined {
    if (value === undefined) return undefined;
    if (value === null) return somewhere;
    const scalar = evaluator.scalar(value);
    const number = scalar.known ? Number(scalar.value) : Number.NaN;
    return {
      value:
        scalar.known && scalar.value !== null && Number.isFinite(number)
          ? known(number, scalar.assumed)
          : unknown('no number that is known'),
      given: { span: value.span, isExact: value.kind === 'number' },
    };
  }

  function textOf(value: Expression | null | undefined): Setting<string> | undefined {
    if (value === undefined) return undefined;
    if (value === null) return somewhere;
    return { value: evaluator.text(value), given: placeOf(value) };
  }

  function addressesOf(value: Expression | null | undefined): Address[] | undefined {
    if (value === undefined) return undefined;
    if (value === null) return [];
    const resolved = evaluator.resolve(value);
    const elements = resolved.kind === 'list' || resolved.kind === 'tuple' ? resolved.elements : [value];
    const texts = elements.map((element): readonly [Value<string>, Span] => [evaluator.text(element), element.span]);
    if (texts.some(([text]) => !text.known)) return [];
    return texts.flatMap(([text, span]) =>
      // A list of addresses in one text: gunicorn takes them apart at commas.
      text.known && !text.value.includes(',')
        ? [readAddress(commandWord(document.text, text.value, span, text.assumed), 0, { host: '0.0.0.0', port: 8000 })]
        : [],
    );
  }
}

const somewhere: Setting<never> = { value: unknown('it is set more than once, or elsewhere'), given: undefined };

function placeOf(value: Expression) {
  const content = value.kind === 'string' ? value.contentSpan : undefined;
  return { span: content ?? value.span, isExact: content !== undefined };
}
