import { parseNginx } from '../../languages/nginx/parse.js';
import type { NginxDirective } from '../../languages/nginx/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import { known, unknown, type Value } from '../value.js';
import { type BodyLimit, readBodyLimit } from './nginx-body-limit.js';
import { mayHide } from './nginx-includes.js';
import { type NginxLocation, readLocations } from './nginx-locations.js';

/** What an nginx.conf says, as far as SageMaker is concerned. */
export interface NginxModel {
  readonly document: SourceDocument;
  /** The `server` blocks of `http`, or of a file that is included there. */
  readonly servers: readonly NginxServer[];
  /** Other servers may come from an include or a template. */
  readonly isOpen: boolean;
  readonly upstreams: readonly NginxUpstream[];
}

/** One `server { ... }`. */
export interface NginxServer {
  readonly nameSpan: Span;
  readonly span: Span;
  readonly listeners: readonly NginxListener[];
  readonly bodyLimit: BodyLimit;
  readonly locations: readonly NginxLocation[];
  /** It may do more than is seen: an include, a placeholder of a template, a rewrite before any location. */
  readonly isOpen: boolean;
}

/** One `listen`. */
export interface NginxListener {
  readonly span: Span;
  /** What is listened on, as written: `0.0.0.0:8080`, `unix:/tmp/nginx.sock`. */
  readonly addressSpan: Span;
  readonly isUnixSocket: boolean;
  /** `*` where no host is given. */
  readonly host: Value<string>;
  /** 80 where no port is given. */
  readonly port: Value<number>;
  /** The digits of the port. */
  readonly portSpan: Span | undefined;
}

/** `upstream name { server address; }`. */
export interface NginxUpstream {
  readonly name: string;
  readonly servers: readonly { readonly address: string; readonly isUnixSocket: boolean; readonly span: Span }[];
}

/** Reads an nginx.conf, or a template of one. Never throws. */
export function readNginx(document: SourceDocument): NginxModel {
  const { directives } = parseNginx(document.text);
  const http = directives.filter(({ name, block }) => name === 'http' && block);
  // A file of conf.d has no `http` around its servers.
  const levels = http.length > 0 ? http.map(({ block }) => block?.directives ?? []) : [directives];
  const upstreams = levels.flatMap((level) => level.filter(({ name }) => name === 'upstream').map(readUpstream));
  return {
    document,
    servers: levels.flatMap((level) =>
      level.filter(({ name, block }) => name === 'server' && block).map((server) => readServer(document.text, server, level)),
    ),
    isOpen: mayHide(directives) || levels.some(mayHide) || http.some(({ block }) => block?.isClosed === false),
    upstreams,
  };
}

function readServer(text: string, server: NginxDirective, around: readonly NginxDirective[]): NginxServer {
  const directives = server.block?.directives ?? [];
  const isOpen =
    mayHide(directives) ||
    server.block?.isClosed === false ||
    directives.some(({ name, isTerminated }) => !isTerminated || /^(if|rewrite|return)$/.test(name));
  return {
    nameSpan: server.nameSpan,
    span: server.span,
    listeners: directives.flatMap((directive) => (directive.name === 'listen' && !directive.block ? readListener(directive) : [])),
    bodyLimit: readBodyLimit(text, server, around),
    locations: readLocations(directives),
    isOpen,
  };
}

function readListener(directive: NginxDirective): NginxListener[] {
  const [word] = directive.words;
  if (!word || !directive.isTerminated) return [];
  const common = { span: directive.span, addressSpan: word.span, isUnixSocket: word.text.startsWith('unix:') };
  if (common.isUnixSocket) return [{ ...common, host: unknown('a unix socket'), port: unknown('a unix socket'), portSpan: undefined }];
  const start = word.span.start + (word.isQuoted ? 1 : 0);
  const parts = /^(?:(.*):)?(\d+)$/.exec(word.text);
  if (parts && !/^\[[^\]]*$/.test(word.text)) {
    const digits = parts[2] ?? '';
    const end = start + word.text.length;
    return [{ ...common, host: hostOf(parts[1] ?? '*'), port: known(Number(digits)), portSpan: { start: end - digits.length, end } }];
  }
  if (!word.isLiteral) {
    const host = /^([^:$%{]+):/.exec(word.text)?.[1];
    return [
      { ...common, host: host === undefined ? unknown('a placeholder') : known(host), port: unknown('a placeholder'), portSpan: undefined },
    ];
  }
  return [{ ...common, host: hostOf(word.text), port: known(80), portSpan: undefined }];
}

function hostOf(text: string): Value<string> {
  return /[$%{<]/.test(text) ? unknown('a placeholder') : known(text);
}

function readUpstream({ words, block }: NginxDirective): NginxUpstream {
  const servers = (block?.directives ?? []).flatMap(({ name, words: [address] }) =>
    name === 'server' && address ? [{ address: address.text, isUnixSocket: address.text.startsWith('unix:'), span: address.span }] : [],
  );
  return { name: words[0]?.text ?? '', servers };
}
