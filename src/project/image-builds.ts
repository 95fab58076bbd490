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

const buildCommand = /\b(?:docker|podman|finch|nerdctl|sm-docker)\s+(?:buildx\s+|image\s+)?build\s+([^\n;&|]*)/g;
const scriptCall = /(?:^|[\s;&|!(])(?:(?:ba)?sh\s+)?(\.{0,2}[\w./-]*\.sh)\s+([\w.-]+)/gm;
const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(["']?)([^\s"'$`]*)\2\s*(?:$|[;#&])/gm;
const largestText = 400_000;

/**
 * Finds the images that a shell text builds. A plain search: a name that only a running shell knows is unknown. `folder`
 * is the one the commands run in, relative to the project's root.
 */
export function readImageBuilds(document: SourceDocument, folder: string): ImageBuild[] {
  const { text } = document;
  if (text.length > largestText || !/\b(build|\.sh)\b/.test(text)) return [];
  // Continuation lines become blanks of the same length, so that offsets stay.
  const joined = text.replace(/\\\r?\n/g, (found) => ' '.repeat(found.length));
  const variables = new Map<string, string | undefined>();
  for (const match of joined.matchAll(assignment)) {
    const [, name = '', , value = ''] = match;
    variables.set(name, variables.has(name) && variables.get(name) !== value ? undefined : value);
  }
  const expand = (word: string): string | undefined => {
    let isKnown = true;
    const expanded = word.replace(/^["']|["']$/g, '').replace(/\$\{(\w+)\}|\$(\w+)|\$\((\w+)\)/g, (_, braced, plain, made) => {
      const value = variables.get(braced ?? plain ?? made);
      if (value === undefined) isKnown = false;
      return value ?? '';
    });
    return isKnown && !/[$`{}<>]/.test(expanded) ? expanded : undefined;
  };
  const builds: ImageBuild[] = [];
  for (const match of joined.matchAll(buildCommand)) {
    const words = (match[1] ?? '').trim().split(/\s+/);
    const place = span(match.index, match.index + match[0].trimEnd().length);
    const before = /(?:^|[\n;&|!])\s*cd\s+(\S+)[^\n]*$|(?:^|\n)\s*!?cd\s+(\S+)\s*(?:&&|\n)\s*[^\n]*$/.exec(
      joined.slice(Math.max(0, match.index - 300), match.index),
    );
    const moved = before ? expand(before[1] ?? before[2] ?? '') : '';
    builds.push({ ...readBuild(words, expand, joinPath(folder, moved ?? '')), script: undefined, document, span: place });
  }
  for (const match of joined.matchAll(scriptCall)) {
    const [, path = '', argument = ''] = match;
    if (/^-|^(true|false|\d+)$/.test(argument)) continue;
    const script = joinPath(folder, path);
    builds.push({
      name: argument,
      dockerfile: undefined,
      folder: script.includes('/') ? script.slice(0, script.lastIndexOf('/')) : '',
      script,
      document,
      span: span(match.index + match[0].indexOf(path), match.index + match[0].length),
    });
  }
  return builds;
}

function readBuild(
  words: readonly string[],
  expand: (word: string) => string | undefined,
  folder: string,
): Pick<ImageBuild, 'name' | 'dockerfile' | 'folder'> {
  let name: string | undefined;
  let file: string | undefined;
  let context: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [flag = '', joined] =
      word.startsWith('--') && word.includes('=') ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word];
    if (flag === '-t' || flag === '--tag') name ??= repositoryOf(expand(joined ?? words[++index] ?? ''));
    else if (flag === '-f' || flag === '--file') file = expand(joined ?? words[++index] ?? '');
    else if (word.startsWith('-')) {
      if (
        joined === undefined &&
        /^--?(build-arg|platform|label|secret|ssh|network|cache-from|cache-to|output|progress|builder|target|o|m|memory)$/.test(word)
      )
        index++;
    } else context = expand(word);
  }
  const place = context === undefined ? folder : joinPath(folder, context);
  return { name, dockerfile: file === undefined ? undefined : joinPath(folder, file), folder: place };
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
