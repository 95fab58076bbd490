import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const source = join(root, 'src');

/** What each room may import besides itself. Arrows point one way: see docs/architecture.md. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  languages: ['text'],
  sagemaker: ['text', 'languages'],
  project: ['text', 'languages', 'sagemaker'],
  linter: ['text', 'languages', 'sagemaker', 'project'],
  // Rules see models and facts, never a parser; what a parser made is a type to them.
  rules: ['text', 'sagemaker', 'project', 'linter'],
  report: ['text', 'linter'],
  editor: ['text', 'project', 'linter', 'rules'],
  cli: ['text', 'project', 'linter', 'rules', 'report'],
  vscode: ['text', 'project', 'linter', 'rules', 'editor'],
};
/** Rooms that run in a web worker as well: no node, no editor. */
const isPure = (room: string): boolean => room !== 'cli' && room !== 'vscode';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

function roomOf(path: string): string {
  return relative(source, path).split(/[\\/]/)[0] ?? '';
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(source, name));
const imports: Import[] = files.flatMap((from) =>
  [
    ...readFileSync(from, 'utf8').matchAll(
      /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ].map((match) => ({
    from,
    to: match[2] ?? match[3] ?? '',
    isType: match[1] !== undefined,
  })),
);
const inside = imports.filter(({ to }) => to.startsWith('.')).map((item) => ({ ...item, target: join(dirname(item.from), item.to) }));
const show = (items: readonly Import[]): string[] => items.map(({ from, to }) => `${relative(root, from)} -> ${to}`);

describe('architecture', () => {
  it('has no room that this test does not know', () => {
    assert.ok(files.length > 50 && inside.length > 100);
    assert.deepEqual(
      [...new Set(files.map(roomOf))].filter((room) => !(room in mayImport)),
      [],
    );
  });

  it('imports point one way', () => {
    const wrong = inside.filter(({ from, target, isType }) => {
      const room = roomOf(from);
      const other = roomOf(target);
      if (room === other) return false;
      if (room === 'rules' && other === 'languages') return !isType;
      return !(mayImport[room] ?? []).includes(other);
    });
    assert.deepEqual(show(wrong), []);
  });

  it('rules know no other rule, and the linter no single one', () => {
    const wrong = inside.filter(
      ({ from, target }) => roomOf(from) === 'rules' && roomOf(target) === 'rules' && !from.endsWith('.generated.ts'),
    );
    assert.deepEqual(show(wrong), []);
  });

  it('the pure rooms import no node module and no editor', () => {
    const wrong = imports.filter(({ from, to }) => isPure(roomOf(from)) && (to.startsWith('node:') || to === 'vscode'));
    assert.deepEqual(show(wrong), []);
  });

  it('the pure rooms compile without the types of node and of VS Code', () => {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.core.json')], {
      cwd: root,
      encoding: 'utf8',
    });
  }).timeout(600_000);
});
