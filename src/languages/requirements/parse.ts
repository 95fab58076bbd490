import type { Span } from '../../text/span.js';

/** A requirement as pip reads it, from a requirements file or a `pip install` command. */
export interface Requirement {
  /** Normalised: lower case, runs of `-_.` as one `-`. Undefined for a path, an archive or a URL without `name @`. */
  readonly name: string | undefined;
  readonly extras: readonly string[];
  /** Like `>=5,<6`; empty when any version will do. */
  readonly specifier: string;
  /** A path, archive or URL that is installed. */
  readonly location: string | undefined;
  readonly text: string;
  readonly span: Span;
}

/** What a requirements file says. */
export interface RequirementsFile {
  readonly requirements: readonly Requirement[];
  /** Files named by `-r` or `-c`, relative to this one. */
  readonly includes: readonly string[];
  /** It draws from another index than the public one. */
  readonly otherIndex: boolean;
}

/** Normalises a distribution's name as the packaging rules of Python say. */
export function normalizePackageName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Reads one requirement; `offset` is where `text` starts in its file. */
export function parseRequirement(text: string, offset = 0): Requirement {
  const written = text.trim();
  const start = offset + text.indexOf(written);
  const span = { start, end: start + written.length };
  const direct = /^([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*@\s*(\S+)/.exec(written);
  if (direct?.[1]) {
    return {
      name: normalizePackageName(direct[1]),
      extras: splitExtras(direct[2]),
      specifier: '',
      location: direct[3],
      text: written,
      span,
    };
  }
  const named = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*((?:[<>=!~]=?=?[^;#]*)?)\s*(?:;.*)?(?:#.*)?$/.exec(written);
  const looksLikeFile = /[\\/]|^\.|^[a-z+]+:\/\/|\.(whl|zip|tgz|tar\.gz|tar\.bz2|egg)$/i.test(written);
  if (named?.[1] && !looksLikeFile) {
    return {
      name: normalizePackageName(named[1]),
      extras: splitExtras(named[2]),
      specifier: (named[3] ?? '').replace(/\s+/g, ''),
      location: undefined,
      text: written,
      span,
    };
  }
  return { name: undefined, extras: [], specifier: '', location: written, text: written, span };
}

function splitExtras(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((extra) => extra.trim().toLowerCase())
    .filter((extra) => extra !== '');
}

/** Indexes that hold nobody's own packages. */
export const publicIndex = /pypi\.org|pythonhosted|pytorch\.org|nvidia|googleapis|pyg\.org|huggingface/i;

/** Reads a requirements file. Never throws; lines that are no requirement are passed over. */
export function parseRequirements(text: string): RequirementsFile {
  const requirements: Requirement[] = [];
  const includes: string[] = [];
  let otherIndex = false;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0]
      .replace(/(^|\s)#.*$/, '$1')
      .replace(/\\$/, '')
      .replace(/\s--hash=\S+/g, '');
    const content = line.trim();
    if (content === '') continue;
    const option = /^(-{1,2}[A-Za-z-]+)(?:[\s=]+(.*))?$/.exec(content);
    if (!option) {
      requirements.push(parseRequirement(line.trimEnd(), match.index));
    } else if (['-r', '--requirement', '-c', '--constraint'].includes(option[1] ?? '')) {
      includes.push((option[2] ?? '').trim());
    } else if (['-i', '--index-url', '--extra-index-url', '-f', '--find-links'].includes(option[1] ?? '')) {
      otherIndex ||= !publicIndex.test(option[2] ?? '');
    } else if (['-e', '--editable'].includes(option[1] ?? '')) {
      const location = (option[2] ?? '').trim();
      requirements.push({
        name: undefined,
        extras: [],
        specifier: '',
        location,
        text: content,
        span: { start: match.index, end: match.index + match[0].length },
      });
    }
  }
  return { requirements, includes, otherIndex };
}
