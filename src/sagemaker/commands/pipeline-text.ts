import type { DataMapping, DataNode, DataScalar } from '../../languages/data/syntax.js';
import type { OuterVariables } from './words.js';

/** Keys whose texts are run by a shell: CodeBuild, GitHub, GitLab, CircleCI and their like. */
const scriptKeys = /^(run|command|commands|script|before_script|after_script|finally|pre_build|post_build)$/;
const largestDepth = 12;

/** A group of texts that run one after the other, and the variables that are set around them. */
export interface PipelineJob {
  readonly scripts: readonly DataScalar[];
  /** Actions, in the order of the text. */
  readonly steps: readonly DataMapping[];
  readonly variables: ReadonlyMap<string, string>;
}

/** The jobs of a pipeline's file; a file without jobs is one. */
export function readJobs(root: DataNode): readonly PipelineJob[] {
  const top = variablesIn(root);
  const jobs = root.kind === 'mapping' ? root.entries.find(({ key }) => key === 'jobs')?.value : undefined;
  const nodes = jobs?.kind === 'mapping' ? jobs.entries.map(({ value }) => value) : [root];
  return nodes.map((node) => {
    const scripts: DataScalar[] = [];
    const steps: DataMapping[] = [];
    collect(node, scripts, steps, 0);
    const variables = new Map([...top, ...(node === root ? [] : variablesIn(node)), ...steps.flatMap((step) => [...variablesIn(step)])]);
    return { scripts, steps, variables };
  });
}

function collect(node: DataNode, scripts: DataScalar[], steps: DataMapping[], depth: number): void {
  if (depth > largestDepth) return;
  if (node.kind === 'sequence') for (const item of node.items) collect(item, scripts, steps, depth + 1);
  if (node.kind !== 'mapping') return;
  if (node.entries.some(({ key }) => key === 'uses')) steps.push(node);
  for (const { key, value } of node.entries) {
    if (!scriptKeys.test(key)) collect(value, scripts, steps, depth + 1);
    else if (value.kind === 'scalar') scripts.push(value);
    else if (value.kind === 'sequence') {
      for (const item of value.items) if (item.kind === 'scalar') scripts.push(item);
    } else collect(value, scripts, steps, depth + 1);
  }
}

/** `env:` of GitHub, `variables:` of GitLab, `env.variables` of CodeBuild. */
function variablesIn(node: DataNode): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  if (node.kind !== 'mapping') return variables;
  for (const { key, value } of node.entries) {
    if (!/^(env|variables|environment)$/.test(key) || value.kind !== 'mapping') continue;
    const inner = value.entries.find((entry) => entry.key === 'variables')?.value;
    for (const entry of [...value.entries, ...(inner?.kind === 'mapping' ? inner.entries : [])])
      if (entry.value.kind === 'scalar' && entry.value.value !== null) variables.set(entry.key, entry.value.source);
  }
  return variables;
}

/** The scripts as the shell reads them, at their places in a text of the same length in which all else is blank. */
export function shellTextOf(text: string, scripts: readonly DataScalar[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const script of [...scripts].sort((first, second) => first.span.start - second.span.start)) {
    const { start, end } = script.span;
    if (start < done) continue;
    pieces.push(blank(text.slice(done, start)), scriptText(text.slice(start, end), script.style));
    done = end;
    // The next script of a list in one line is a command of its own.
    if (done < text.length && !/[\r\n]/.test(text[done] ?? '')) {
      pieces.push('\n');
      done++;
    }
  }
  pieces.push(blank(text.slice(done)));
  return pieces.join('');
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function scriptText(written: string, style: DataScalar['style']): string {
  const tag = /^(![^\s]*\s+)?/.exec(written)?.[0] ?? '';
  const own = written.slice(tag.length);
  return (
    ' '.repeat(tag.length) + expressionsAsVariables(style === 'quoted' ? unquoted(own) : style === 'block' ? blockText(own) : folded(own))
  );
}

function blockText(written: string): string {
  const header = /^[|>][^\r\n]*/.exec(written)?.[0] ?? '';
  const body = written.slice(header.length);
  if (!header.startsWith('>')) return ' '.repeat(header.length) + body;
  // Lines of the same depth are one line; a blank one ends it.
  return ' '.repeat(header.length) + body.replace(/(?<=\S)(\r?\n)(?=( *)\S)/g, (lineBreak) => ' '.repeat(lineBreak.length));
}

function folded(written: string): string {
  return written.replace(/\r?\n/g, (lineBreak) => ' '.repeat(lineBreak.length));
}

/** Without its quotes; what is escaped in it becomes an empty text of the shell and the character. */
function unquoted(written: string): string {
  const inner = folded(written.slice(1, -1));
  const text = written.startsWith('"') ? inner.replace(/\\["\\/]/g, (pair) => (pair === '\\"' ? '""' : `${pair[1] ?? ''} `)) : inner;
  return ` ${text}\n`.slice(0, written.length);
}

/** `${{ env.NAME }}` becomes a variable of the same length. */
function expressionsAsVariables(text: string): string {
  return text.replace(/\$\{\{([^}\r\n]*)\}\}/g, (written, inner: string) => {
    const name = inner
      .trim()
      .replace(/\W/g, '_')
      .slice(0, written.length - 3);
    return `\${${name}${'_'.repeat(written.length - 3 - name.length)}}`;
  });
}

/** The values of the variables around a job's scripts. */
export function jobVariables(variables: ReadonlyMap<string, string>): OuterVariables {
  const expand = (name: string, depth: number): string | undefined => {
    const value = variables.get(name) ?? variables.get(/^env_(.*?)_*$/.exec(name)?.[1] ?? '');
    return value === undefined || depth > 6
      ? undefined
      : expressionsAsVariables(value).replace(
          /\$\{(\w+)\}|\$([A-Za-z_]\w*)/g,
          (written, braced?: string, plain?: string) => expand(braced ?? plain ?? '', depth + 1) ?? written,
        );
  };
  return (name) => expand(name, 0);
}

/** A text of an input as the shell would see it: expressions as variables, which are resolved where they can be. */
export function inputText(text: string, outer: OuterVariables): string {
  return expressionsAsVariables(text).replace(/\$\{(\w+)\}/g, (written, name: string) => outer(name) ?? written);
}
