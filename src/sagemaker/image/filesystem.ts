import type { Instruction } from '../../languages/dockerfile/syntax.js';
import type { FileFact } from './model.js';
import { globMatches, isWithin, resolveImagePath } from './paths.js';

/** One thing that happens to the files of an image while it is built. Paths are absolute. */
export type FileEvent = { readonly order: number; readonly instruction: Instruction; readonly conditional?: boolean } & (
  | { readonly kind: 'directory'; readonly path: string }
  /** `keepsMode`: a file that is there already keeps its executable bit, as with a redirection. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly executable: boolean | undefined;
      readonly contextPath?: string | undefined;
      readonly keepsMode?: boolean;
    }
  /** `executable`: undefined where nobody can tell whether it is set. */
  | { readonly kind: 'mode'; readonly path: string; readonly recursive: boolean; readonly executable: boolean | undefined }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  /** Something below `path` may appear or change, and nobody can tell what. */
  | { readonly kind: 'opaque'; readonly path: string; readonly why: string }
);

/** Folders that every Linux image has. */
const standardDirectories = new Set(
  [
    '/',
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/media',
    '/mnt',
    '/opt',
    '/proc',
    '/root',
    '/run',
    '/sbin',
    '/srv',
    '/sys',
    '/tmp',
    '/usr',
    '/var',
  ].concat([
    '/usr/bin',
    '/usr/lib',
    '/usr/local',
    '/usr/local/bin',
    '/usr/local/lib',
    '/usr/sbin',
    '/usr/share',
    '/usr/src',
    '/var/lib',
    '/var/log',
    '/var/tmp',
  ]),
);

/**
 * Says what is at `path` after the events before `before`. `baseIsKnown` says that the base image brings nothing
 * below /opt and no program of one's own; otherwise what no event made is unknown.
 */
export function fileAt(events: readonly FileEvent[], path: string, before: number, baseIsKnown: boolean, depth = 0): FileFact {
  let state = stateOfBase(path, baseIsKnown);
  for (const event of events) if (event.order < before) state = apply(events, state, event, path, baseIsKnown, depth);
  return state;
}

function stateOfBase(path: string, baseIsKnown: boolean): FileFact {
  if (standardDirectories.has(path)) return { kind: 'directory' };
  return baseIsKnown ? { kind: 'absent' } : { kind: 'unknown', why: 'the base image may have it' };
}

/**
 * Answers `fileAt` over events that are still being added, in their order. What it found for a path is kept, and only
 * what has happened since is replayed: a long Dockerfile asks for the same folders at every COPY.
 */
export function createFileMemory(
  events: readonly FileEvent[],
  baseIsKnownFor: (path: string) => boolean,
): (path: string, before?: number) => FileFact {
  const remembered = new Map<string, { seen: number; state: FileFact }>();
  return (path, before = Number.POSITIVE_INFINITY) => {
    const baseIsKnown = baseIsKnownFor(path);
    const last = events.at(-1);
    if (last !== undefined && last.order >= before) return fileAt(events, path, before, baseIsKnown);
    const memory = remembered.get(path) ?? { seen: 0, state: stateOfBase(path, baseIsKnown) };
    for (; memory.seen < events.length; memory.seen++) {
      const event = events[memory.seen];
      if (event) memory.state = apply(events, memory.state, event, path, baseIsKnown, 0);
    }
    remembered.set(path, memory);
    return memory.state;
  };
}

function apply(
  events: readonly FileEvent[],
  state: FileFact,
  event: FileEvent,
  path: string,
  baseIsKnown: boolean,
  depth: number,
): FileFact {
  switch (event.kind) {
    case 'directory':
      return isWithin(path, event.path) ? perhaps(event, state, { kind: 'directory' }) : state;
    case 'file':
      if (event.path === path) {
        const executable = event.keepsMode && state.kind === 'file' ? state.executable : event.executable;
        return perhaps(event, state, { kind: 'file', executable, contextPath: event.contextPath, instruction: event.instruction });
      }
      return isWithin(path, event.path) ? perhaps(event, state, { kind: 'directory' }) : state;
    case 'mode':
      return state.kind === 'file' && modeReaches(event, path)
        ? { ...state, executable: event.conditional ? undefined : event.executable }
        : state;
    case 'remove':
      return isWithin(event.path, path) || globReaches(event.path, path) ? perhaps(event, state, { kind: 'absent' }) : state;
    case 'move': {
      if (event.to === path && depth < 4) {
        const moved = fileAt(events, event.path, event.order, baseIsKnown, depth + 1);
        return moved.kind === 'absent' ? { kind: 'unknown', why: `${event.path} is moved there` } : perhaps(event, state, moved);
      }
      if (isWithin(event.to, path)) return { kind: 'unknown', why: `${event.path} is moved there` };
      return isWithin(event.path, path) ? perhaps(event, state, { kind: 'absent' }) : state;
    }
    case 'link': {
      if (event.path !== path) return isWithin(event.path, path) ? { kind: 'unknown', why: `${event.path} is a link` } : state;
      const target = depth < 4 ? fileAt(events, event.target, event.order, baseIsKnown, depth + 1) : undefined;
      return perhaps(
        event,
        state,
        target?.kind === 'file' ? target : { kind: 'file', executable: undefined, contextPath: undefined, instruction: event.instruction },
      );
    }
    case 'opaque':
      if (!isWithin(event.path, path)) return state;
      // Whatever changes files nobody can name may set their modes too.
      if (state.kind === 'file' && state.executable === false) return { ...state, executable: undefined };
      return state.kind === 'absent' || state.kind === 'unknown' ? { kind: 'unknown', why: event.why } : state;
  }
}

function perhaps(event: FileEvent, state: FileFact, next: FileFact): FileFact {
  if (!event.conditional) return next;
  return next.kind === state.kind ? next : { kind: 'unknown', why: 'it depends on a condition while building' };
}

function modeReaches(event: FileEvent & { kind: 'mode' }, path: string): boolean {
  return event.path === path || globReaches(event.path, path) || (event.recursive && isWithin(event.path, path));
}

function globReaches(pattern: string, path: string): boolean {
  const star = pattern.search(/[*?[]/);
  // Most patterns are about another folder: `rm -rf /var/lib/apt/lists/*`.
  return star >= 0 && path.startsWith(pattern.slice(0, star)) && globMatches(pattern, path);
}

/** Resolves a path against a folder; `~` is the home of root. */
export function resolveShellPath(directory: string, path: string): string {
  return resolveImagePath(directory, path.replace(/^~(?=\/|$)/, '/root'));
}
