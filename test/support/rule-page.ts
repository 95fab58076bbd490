import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of an example, with the span that its caret line marks. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
  readonly executable: boolean | undefined;
  /** 0-based line and columns of the carets, in `text`. */
  readonly marked: { readonly line: number; readonly start: number; readonly end: number } | undefined;
}

/** One example of a page: a small project. */
export interface Example {
  /** Where it stands, for the names of tests. */
  readonly title: string;
  readonly files: readonly ExampleFile[];
  /** The rule that must be found exactly once; undefined where nothing may be found. */
  readonly expect: string | undefined;
  /** The files as the fix leaves them, where the page shows it. */
  readonly fixed: readonly ExampleFile[] | undefined;
}

export interface RulePage {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly markdown: string;
  readonly examples: readonly Example[];
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The name of a file that a block does not name. */
const defaultNames: Readonly<Record<string, string>> = {
  python: 'train.py',
  bash: 'train',
  nginx: 'nginx.conf',
  yaml: 'template.yaml',
  json: 'request.json',
};

interface Block {
  readonly language: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  readonly line: number;
  readonly followsBlock: boolean;
}

/** Reads every page beside the rules. */
export function readRulePages(): RulePage[] {
  const folder = join(root, 'src/rules');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => readRulePage(join(folder, name)));
}

function readRulePage(path: string): RulePage {
  const markdown = readFileSync(path, 'utf8').replace(/\r\n/g, '\n');
  const title = /^# (SM\d{3}) ([a-z0-9-]+)$/m.exec(markdown);
  if (!title?.[1] || !title[2]) throw new Error(`${path}: the page must begin with "# SM000 rule-name"`);
  return {
    id: title[1],
    name: title[2],
    path: relative(root, path),
    markdown,
    examples: examplesOf(readBlocks(markdown), relative(root, path)),
  };
}

function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let followsBlock = false;
  for (let index = 0; index < lines.length; index++) {
    const fence = /^(```+)(\w+)([^`]*)$/.exec(lines[index] ?? '');
    if (!fence) {
      if ((lines[index] ?? '').trim() !== '') followsBlock = false;
      continue;
    }
    const end = lines.indexOf(fence[1] ?? '```', index + 1);
    const attributes = new Map<string, string>();
    for (const part of (fence[3] ?? '').trim().split(/\s+/))
      if (part !== '') attributes.set(part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1));
    blocks.push({ language: fence[2] ?? '', attributes, text: lines.slice(index + 1, end).join('\n'), line: index + 1, followsBlock });
    followsBlock = true;
    index = end;
  }
  return blocks.filter((block) => !block.attributes.has('text') && block.language !== 'text' && block.language !== 'console');
}

function examplesOf(blocks: readonly Block[], page: string): Example[] {
  const examples: { title: string; files: ExampleFile[]; expect: string | undefined; fixed: ExampleFile[] | undefined }[] = [];
  for (const block of blocks) {
    const current = examples.at(-1);
    const file = readFile(block);
    if (block.attributes.has('fixed')) {
      if (!current) throw new Error(`${page}:${block.line}: a fixed block needs an example in front of it`);
      current.fixed = [...(current.fixed ?? []), file];
    } else if (current && continues(current, block, file)) {
      current.files.push(file);
      current.expect ??= block.attributes.get('expect');
    } else {
      examples.push({ title: `${page}:${block.line}`, files: [file], expect: block.attributes.get('expect'), fixed: undefined });
    }
  }
  return examples;
}

/** Blocks with a file's name that follow each other are one project, until a name or a second expectation begins the next. */
function continues(current: { files: readonly ExampleFile[]; expect: string | undefined }, block: Block, file: ExampleFile): boolean {
  if (!block.followsBlock || !block.attributes.has('file') || current.files.some((other) => other.path === file.path)) return false;
  return !block.attributes.has('expect') || current.expect === undefined;
}

function readFile(block: Block): ExampleFile {
  const path = block.attributes.get('file') ?? defaultNames[block.language] ?? 'Dockerfile';
  const mode = block.attributes.get('mode');
  const kept: string[] = [];
  let marked: ExampleFile['marked'];
  for (const line of block.text.split('\n')) {
    // JSON has no comments: its lines of carets begin with `//`, and are taken out like all others.
    const carets = (block.language === 'json' ? /^(\s*\/\/[ ]*)(\^+)\s*$/ : /^([\s#]*#[ ]*|)(\^+)\s*$/).exec(line);
    if (carets && !block.attributes.has('fixed'))
      marked = { line: kept.length - 1, start: carets[1]?.length ?? 0, end: (carets[1]?.length ?? 0) + (carets[2]?.length ?? 0) };
    else kept.push(line);
  }
  const lineBreak = block.attributes.get('eol') === 'crlf' ? '\r\n' : '\n';
  return { path, text: kept.join(lineBreak) + lineBreak, executable: mode === undefined ? undefined : mode === '755', marked };
}
