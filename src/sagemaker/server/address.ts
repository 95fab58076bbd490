import type { Span } from '../../text/span.js';
import { known, unknown, type Value } from '../value.js';
import { type CommandWord, hole, textValue } from './command-word.js';

/** A value of a server's start. */
export interface Setting<T> {
  readonly value: Value<T>;
  /** Where it is given; undefined where it is the server's default. */
  readonly given: SettingPlace | undefined;
}

/** Where a value is written. */
export interface SettingPlace {
  /** The value; the word or argument around it where it cannot be told from that. */
  readonly span: Span;
  /** The span holds exactly the value, so that another one can be written in its place. */
  readonly isExact: boolean;
}

/** What a server listens on. */
export interface Address {
  readonly host: Setting<string>;
  readonly port: Setting<number>;
  readonly isUnixSocket: boolean;
}

const notGiven = unknown('a unix socket');

/** An address that a server takes where it is told none. */
export function defaultAddress(host: string, port: number): Address {
  return { host: { value: known(host), given: undefined }, port: { value: known(port), given: undefined }, isUnixSocket: false };
}

/** A unix socket. */
export function unixAddress(at: Span): Address {
  const given = { span: at, isExact: false };
  return { host: { value: notGiven, given }, port: { value: notGiven, given }, isUnixSocket: true };
}

/** The place of a stretch of a word's text, in offsets of that text. */
export function placeIn(word: CommandWord, start = 0, end = word.text.length): SettingPlace {
  const text = word.textSpan;
  return text ? { span: { start: text.start + start, end: text.start + end }, isExact: true } : { span: word.span, isExact: false };
}

/** Reads a host from the text of a word, from an offset on. */
export function hostSetting(word: CommandWord, from = 0): Setting<string> {
  return { value: textValue(word.text.slice(from), word.assumed), given: placeIn(word, from) };
}

/** Reads a number from the text of a word, from an offset on. */
export function numberSetting(word: CommandWord, from = 0): Setting<number> {
  const text = word.text.slice(from).trim();
  const value = /^\d+$/.test(text)
    ? known(Number(text), word.assumed)
    : unknown(text.includes(hole) ? 'a part of it is not known' : 'no number');
  return { value, given: placeIn(word, from) };
}

/** Reads `host:port`, `:port`, `host`, `[::]:port` or `unix:path` from the text of a word, from an offset on. */
export function readAddress(word: CommandWord, from: number, defaults: { readonly host: string; readonly port: number }): Address {
  const text = word.text.slice(from);
  if (/^(unix:|fd:\/\/|\/)/.test(text)) return unixAddress(placeIn(word, from).span);
  const scheme = /^(?:tcp|https?):\/\//.exec(text)?.[0].length ?? 0;
  const colon = text.lastIndexOf(':');
  const hasPort = colon >= scheme && text[colon + 1] !== undefined && !text.slice(colon).includes(']');
  const hostEnd = hasPort ? colon : text.length;
  const host = text.slice(scheme, hostEnd);
  const whole = { value: unknown('a part of it is not known'), given: placeIn(word, from) };
  // A variable alone may hold all of an address.
  if (!hasPort && host.includes(hole)) return { host: whole, port: whole, isUnixSocket: false };
  return {
    host:
      host === ''
        ? { value: known(defaults.host, word.assumed), given: placeIn(word, from) }
        : { value: textValue(host, word.assumed), given: placeIn(word, from + scheme, from + hostEnd) },
    port: hasPort ? numberSetting(word, from + colon + 1) : { value: known(defaults.port, word.assumed), given: undefined },
    isUnixSocket: false,
  };
}

/** Whether only the container itself reaches a host: SageMaker comes from outside. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host.trim());
}
