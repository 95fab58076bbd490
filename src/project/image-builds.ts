import { type BuildCommand, commandsOfKind } from '../sagemaker/commands/model.js';
import { readMakefileCommands } from '../sagemaker/commands/read-makefile.js';
import { readShellCommands } from '../sagemaker/commands/read-shell.js';
import type { SourceDocument } from '../text/document.js';
import { type Span, span } from '../text/span.js';
import { joinPath } from './paths.js';

/** A `docker build` in a shell script, a Makefile or a notebook, or a call of a build script with the image's name. */
export interface ImageBuild {
  /** The image's repository name without registry and tag; undefined where it is not known. */
  readonly name: string | undefined;
  /** The Dockerfile's path where the command says it; else the folder it is looked for in. */
  readonly dockerfile: string | undefined;
  readonly folder: string;
  /** A call of another script with this name as its first argument: that script's folder is `folder`, and its builds without a name have this one. */
  readonly script: string | undefined;
  readonly document: SourceDocument;
  readonly span: Span;
}

const scriptCall = /(?:^|[\s;&|!(])(?:(?:ba)?sh\s+)?(\.{0,2}[\w./-]*\.sh)\s+([\w.-]+)/gm;
const largestText = 400_000;

/**
 * Finds the images that a shell text, or a Makefile, builds. `folder` is the one the commands run in, relative to the
 * project's root.
 */
export function readImageBuilds(document: SourceDocument, folder: string, kind: 'shell' | 'makefile' = 'shell'): ImageBuild[] {
  const { text } = document;
  if (text.length > largestText || !/\b(build|\.sh)\b/.test(text)) return [];
  const commands = !/\bbuild\b/.test(text)
    ? []
    : kind === 'makefile'
      ? readMakefileCommands(document)
      : readShellCommands({ document, text, notation: 'shell' });
  return [...commandsOfKind(commands, 'build').map((build) => imageBuild(build, folder)), ...scriptCalls(document, folder)];
}

function imageBuild({ tags, file, context, folder: below, document, span: place }: BuildCommand, start: string): ImageBuild {
  // A script that goes into its own folder is started above it.
  const isStartedAbove = below !== undefined && below !== '' && `/${start}`.endsWith(`/${below.replace(/^\.\//, '')}`);
  const folder = isStartedAbove ? start : joinPath(start, below ?? '');
  return {
    name: tags.map(({ text }) => builtName(text)).find((name) => name !== undefined),
    dockerfile: file?.isKnown ? joinPath(folder, file.text) : undefined,
    folder: context?.isKnown ? joinPath(folder, context.text) : folder,
    script: undefined,
    document,
    span: place,
  };
}

/** The name of an image whose registry and tag may be unknown; undefined where it is not known itself. */
function builtName(text: string): string | undefined {
  const name = text.replace(/^[^/]*\.dkr[.-]ecr[^/]*\//, '').replace(/:[^/]*$/, '');
  return /[$`{}<>()]/.test(name) ? undefined : repositoryOf(name);
}

/** Calls of scripts that are given a name. */
function scriptCalls(document: SourceDocument, folder: string): ImageBuild[] {
  // Continuation lines become blanks of the same length, so that offsets stay.
  const joined = document.text.replace(/\\\r?\n/g, (found) => ' '.repeat(found.length));
  return [...joined.matchAll(scriptCall)].flatMap((match): ImageBuild[] => {
    const [, path = '', argument = ''] = match;
    if (/^-|^(true|false|\d+)$/.test(argument)) return [];
    const script = joinPath(folder, path);
    return [
      {
        name: argument,
        dockerfile: undefined,
        folder: script.includes('/') ? script.slice(0, script.lastIndexOf('/')) : '',
        script,
        document,
        span: span(match.index + match[0].indexOf(path), match.index + match[0].length),
      },
    ];
  });
}

/** The name of an image without its registry and tag: `my-image` of `1234.dkr.ecr.eu-west-1.amazonaws.com/team/my-image:1` is `team/my-image`. */
export function repositoryOf(image: string | undefined): string | undefined {
  if (image === undefined || image === '') return undefined;
  const withoutTag = image.replace(/@sha256:.*$/, '').replace(/:[\w.-]*$/, '');
  const parts = withoutTag.split('/');
  if (parts.length > 1 && /[.:]|^localhost$/.test(parts[0] ?? '')) parts.shift();
  const name = parts.join('/');
  return name === '' ? undefined : name;
}
