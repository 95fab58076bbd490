import type { NginxDirective } from '../../languages/nginx/syntax.js';
import type { Span } from '../../text/span.js';
import { known, unknown, type Value } from '../value.js';
import { mayHide } from './nginx-includes.js';

/** A `client_max_body_size`. */
export interface SizeSetting {
  /** 0 for no limit. */
  readonly bytes: Value<number>;
  readonly valueSpan: Span;
  readonly span: Span;
}

/** `client_max_body_size` as it counts for a server. */
export type BodyLimit =
  /** Set in the server itself, or in the `http` around it. */
  | ({ readonly kind: 'given' } & SizeSetting)
  /** nginx takes 1 MiB then (https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size). */
  | { readonly kind: 'absent' /** Where a line with the directive can be put: behind `listen`. */; readonly insert: LineInsertion }
  | { readonly kind: 'unknown' };

/** Where a new line goes, and the line break and blanks that it begins with. */
export interface LineInsertion {
  readonly offset: number;
  readonly indentation: string;
}

/** The `client_max_body_size` among directives. */
export function readSize(directives: readonly NginxDirective[]): SizeSetting | undefined {
  // nginx refuses a second one.
  const directive = directives.find(({ name, block }) => name === 'client_max_body_size' && !block);
  const [word] = directive?.words ?? [];
  if (!directive || !word) return undefined;
  return { bytes: directive.isTerminated ? bytesOf(word.text) : unknown('half typed'), valueSpan: word.span, span: directive.span };
}

/** The limit of a server; `around` are the directives of its `http`. */
export function readBodyLimit(text: string, server: NginxDirective, around: readonly NginxDirective[]): BodyLimit {
  const inside = server.block?.directives ?? [];
  const own = readSize(inside);
  if (own) return { kind: 'given', ...own };
  if (mayHide(inside) || server.block?.isClosed === false || inside.some(({ isTerminated }) => !isTerminated)) return { kind: 'unknown' };
  const inherited = readSize(around);
  if (inherited) return { kind: 'given', ...inherited };
  if (mayHide(around)) return { kind: 'unknown' };
  const listen = inside.findLast(({ name }) => name === 'listen');
  const neighbour = listen ?? inside[0];
  const indentation = neighbour && indentationOf(text, neighbour.span.start);
  const offset = listen?.span.end ?? (server.block ? server.block.span.start + 1 : server.span.end);
  return { kind: 'absent', insert: { offset, indentation: indentation === undefined ? ' ' : `\n${indentation}` } };
}

/** The blanks in front of a directive, if nothing else stands in front of it on its line. */
function indentationOf(text: string, offset: number): string | undefined {
  return /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
}

/** `5m`, `512k`, `1g`, `0`: nginx counts in units of 1024. */
function bytesOf(text: string): Value<number> {
  const parts = /^(\d+)([kKmMgG]?)$/.exec(text);
  if (!parts) return unknown('not a size that nginx reads');
  const unit = (parts[2] ?? '').toLowerCase();
  return known(Number(parts[1]) * (unit === 'k' ? 1024 : unit === 'm' ? 1024 ** 2 : unit === 'g' ? 1024 ** 3 : 1));
}
