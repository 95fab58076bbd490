import type { NginxDirective } from '../../languages/nginx/syntax.js';
import type { Span } from '../../text/span.js';
import { readSize, type SizeSetting } from './nginx-body-limit.js';
import { mayHide } from './nginx-includes.js';

/** One `location`. */
export interface NginxLocation {
  /** exact `=`, first `^~`, regex `~`, regex-any-case `~*`, prefix without a sign, named `@name`. */
  readonly match: 'exact' | 'first' | 'regex' | 'regex-any-case' | 'prefix' | 'named';
  /** The path, the regular expression or the name. */
  readonly pattern: string;
  /** The pattern holds no placeholder. */
  readonly isKnown: boolean;
  readonly patternSpan: Span;
  readonly span: Span;
  readonly answer: LocationAnswer;
  /** Its own `client_max_body_size`, which counts here instead of the server's. */
  readonly bodyLimit: SizeSetting | undefined;
}

/** What a location does with a request. */
export type LocationAnswer =
  /** It hands the request on; `isRenamed` where the server behind sees another path than the client asked for. */
  | { readonly kind: 'forwards'; readonly target: string; readonly isRenamed: boolean }
  /** `return 200;`, `return 404 "{}";`. */
  | { readonly kind: 'returns'; readonly status: number; readonly span: Span }
  /** Files of the disk; 404 where there is none. */
  | { readonly kind: 'files' }
  | { readonly kind: 'unknown' };

/** What happens to a request for a path. */
export interface RouteAnswer {
  readonly location: NginxLocation;
  readonly answer: LocationAnswer;
}

const signs = new Map<string, NginxLocation['match']>([
  ['=', 'exact'],
  ['^~', 'first'],
  ['~', 'regex'],
  ['~*', 'regex-any-case'],
]);

/** Reads the locations among the directives of a server. */
export function readLocations(directives: readonly NginxDirective[]): NginxLocation[] {
  const blocks = directives.filter(({ name, block }) => name === 'location' && block);
  const named = new Map(blocks.flatMap((block) => (block.words[0]?.text.startsWith('@') ? [[block.words[0].text, block] as const] : [])));
  return blocks.flatMap((directive): NginxLocation[] => {
    const [first, second] = directive.words;
    if (!first) return [];
    const sign = signs.get(first.text);
    const pattern = sign ? second : first;
    if (!pattern) return [];
    const glued = sign ? undefined : /^(=|\^~|~\*|~)(.+)$/.exec(first.text);
    const start = pattern.span.start + (pattern.isQuoted ? 1 : 0) + (glued?.[1]?.length ?? 0);
    const text = glued?.[2] ?? pattern.text;
    return [
      {
        match: sign ?? signs.get(glued?.[1] ?? '') ?? (text.startsWith('@') ? 'named' : 'prefix'),
        pattern: text,
        isKnown: pattern.isLiteral,
        patternSpan: { start, end: start + text.length },
        span: directive.span,
        answer: answerOf(directive, named, 0),
        bodyLimit: readSize(directive.block?.directives ?? []),
      },
    ];
  });
}

const unknownAnswer: LocationAnswer = { kind: 'unknown' };
/** Directives that answer by rules of their own, or send the request elsewhere. */
const opaque = /^(if|rewrite|location|include|js_\w+|\w+_by_lua(_\w+)?|auth_request|limit_except|stub_status|perl|internal)$/;
const passes = /^(proxy|uwsgi|grpc|fastcgi|scgi)_pass$/;

function answerOf(location: NginxDirective, named: ReadonlyMap<string, NginxDirective>, depth: number): LocationAnswer {
  const directives = location.block?.directives ?? [];
  if (depth > 3 || location.block?.isClosed === false || mayHide(directives)) return unknownAnswer;
  if (directives.some(({ name, isTerminated }) => !isTerminated || opaque.test(name))) return unknownAnswer;
  const answered = directives.find(({ name }) => name === 'return');
  if (answered) {
    const status = Number(answered.words[0]?.text);
    return Number.isInteger(status) ? { kind: 'returns', status, span: answered.span } : unknownAnswer;
  }
  const pass = directives.find(({ name }) => passes.test(name));
  if (pass) {
    const target = pass.words[0]?.text ?? '';
    if (pass.words[0]?.isLiteral !== true) return unknownAnswer;
    // With a path of its own, proxy_pass puts that in the place of the location's.
    const path = pass.name === 'proxy_pass' ? /^\w+:\/\/(?:unix:[^:]*:|[^/]*)(\/.*)?$/.exec(target)?.[1] : undefined;
    return { kind: 'forwards', target, isRenamed: path !== undefined && path !== location.words.at(-1)?.text };
  }
  const tried = directives.find(({ name }) => name === 'try_files');
  const last = tried?.words.at(-1)?.text;
  const fallback = last === undefined ? undefined : named.get(last);
  if (fallback) return answerOf(fallback, named, depth + 1);
  if (tried) return last === '=404' ? { kind: 'files' } : unknownAnswer;
  return { kind: 'files' };
}

/**
 * The location that nginx picks for a path: an exact one, else the longest prefix if it has `^~`, else the first regular
 * expression that fits, else the longest prefix (https://nginx.org/en/docs/http/ngx_http_core_module.html#location).
 */
export function routeOf(locations: readonly NginxLocation[], path: string): RouteAnswer | 'none' | 'unknown' {
  const answerOfLocation = (location: NginxLocation): RouteAnswer => ({ location, answer: location.answer });
  const exact = locations.find(({ match, pattern, isKnown }) => isKnown && match === 'exact' && pattern === path);
  if (exact) return answerOfLocation(exact);
  if (locations.some(({ isKnown, match }) => !isKnown && match !== 'named')) return 'unknown';
  let longest: NginxLocation | undefined;
  for (const location of locations) {
    if ((location.match !== 'prefix' && location.match !== 'first') || !path.startsWith(location.pattern)) continue;
    if (!longest || location.pattern.length > longest.pattern.length) longest = location;
  }
  if (longest?.match === 'first') return answerOfLocation(longest);
  for (const location of locations) {
    if (location.match !== 'regex' && location.match !== 'regex-any-case') continue;
    const fits = regexFits(location, path);
    if (fits === undefined) return 'unknown';
    if (fits) return answerOfLocation(location);
  }
  return longest ? answerOfLocation(longest) : 'none';
}

/** Undefined where the expression is one that only nginx can run, or that would take too long. */
function regexFits({ match, pattern }: NginxLocation, path: string): boolean | undefined {
  if (pattern.length > 300 || /\)[*+{]|\(\?[^:=!]|\\[0-9ApPQEGKzZ]|[*+?}]\+|\[\[:/.test(pattern)) return undefined;
  if ((pattern.match(/[*+{]/g) ?? []).length > 4) return undefined;
  try {
    return new RegExp(pattern, match === 'regex-any-case' ? 'i' : '').test(path);
  } catch {
    return undefined;
  }
}

/** Where another path can be added to a location of the form `~ ^/(ping|invocations)`: behind the last alternative. */
export function alternativeInsertion(location: NginxLocation): number | undefined {
  if (location.match !== 'regex' && location.match !== 'regex-any-case') return undefined;
  const group = /^\^?\/\((?:\?:)?([\w|/-]+)\)\$?$/.exec(location.pattern);
  const alternatives = group?.[1];
  if (alternatives === undefined) return undefined;
  return location.patternSpan.start + location.pattern.indexOf(alternatives) + alternatives.length;
}
