import { addArguments, addOptions } from '../sagemaker/server/add-options.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { FrontListener } from './serving-front.js';

/** An edit in a document. */
export interface DocumentEdit {
  readonly document: SourceDocument;
  readonly span: Span;
  readonly newText: string;
}

/** What shall become of a listener: the parts that are given. */
export interface WantedAddress {
  readonly host?: string;
  readonly port?: number;
}

/** Makes a server listen elsewhere; undefined where what it listens on is not written in one place. */
export function listenEdits(listener: FrontListener, wanted: WantedAddress): DocumentEdit[] | undefined {
  const { document, server } = listener;
  const edits: DocumentEdit[] = [];
  const missing: { name: 'host' | 'port'; value: string }[] = [];
  for (const name of ['host', 'port'] as const) {
    const value = wanted[name];
    if (value === undefined) continue;
    const { given } = listener[name];
    if (!given) missing.push({ name, value: String(value) });
    else if (given.isExact) edits.push({ document, span: given.span, newText: newText(document, given.span, String(value)) });
    else return undefined;
  }
  if (missing.length === 0) return edits;
  const added = server && addition(listener, missing);
  return added && [...edits, { document: server.document, ...added }];
}

/** `None` becomes a text, everything else stays what it is. */
function newText({ text }: SourceDocument, { start, end }: Span, value: string): string {
  return text.slice(start, end) === 'None' && !/^\d+$/.test(value) ? `"${value}"` : value;
}

function addition({ server, host, port }: FrontListener, missing: readonly { readonly name: 'host' | 'port'; readonly value: string }[]) {
  if (!server) return undefined;
  const { command, start, document } = server;
  if (!command)
    return (
      start &&
      addArguments(
        start.call,
        missing.map(({ name, value }) => `${name}=${name === 'host' ? `"${value}"` : value}`),
      )
    );
  const wantedOf = (name: 'host' | 'port'): string | undefined => missing.find((part) => part.name === name)?.value;
  switch (command.program) {
    case 'gunicorn':
    case 'hypercorn':
      // `-b 0.0.0.0` has a host and no port: that is one word to be written anew.
      return host.given || port.given
        ? undefined
        : addOptions(command, ['--bind', `${wantedOf('host') ?? '0.0.0.0'}:${wantedOf('port') ?? 8080}`], document.text);
    case 'uvicorn':
    case 'flask':
    case 'fastapi':
    case 'waitress':
      return addOptions(
        command,
        missing.flatMap(({ name, value }) => [`--${name}`, value]),
        document.text,
      );
    case 'daphne':
      return addOptions(
        command,
        missing.flatMap(({ name, value }) => [name === 'host' ? '-b' : '-p', value]),
        document.text,
      );
    default:
      return undefined;
  }
}
