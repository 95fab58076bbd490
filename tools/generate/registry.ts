import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A rule's file and what the registry needs of it; read as text, since the registry must exist before rules can be loaded. */
export interface RuleFile {
  readonly path: string;
  readonly id: string;
}

/** Finds the files of all rules, by id. A rule without an id, or two with the same, is said with the files' names. */
export function findRuleFiles(root: string): RuleFile[] {
  const folder = join(root, 'src/rules');
  const files: RuleFile[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.generated.ts')) continue;
    const path = join(folder, name);
    const id = /\bid: '(SM\d{3})'/.exec(readFileSync(path, 'utf8'))?.[1];
    if (!id) throw new Error(`${relative(root, path)} has no rule in it: a rule has an id like 'SM101'`);
    const other = files.find((file) => file.id === id);
    if (other) throw new Error(`${relative(root, path)} and ${relative(root, other.path)} are both ${id}`);
    files.push({ path, id });
  }
  return files.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The text of src/rules/registry.generated.ts. */
export function generateRegistry(root: string): string {
  const files = findRuleFiles(root);
  const imports = files.map(
    ({ path, id }) => `import ${id} from './${relative(join(root, 'src/rules'), path).replace(/\\/g, '/').replace(/\.ts$/, '.js')}';`,
  );
  return [
    '// Made by `npm run generate` from the files beside it; edit those.',
    "import type { Rule } from '../linter/rule.js';",
    ...imports,
    '',
    '/** Every rule, by id. */',
    `export const rules: readonly Rule[] = [${files.map(({ id }) => id).join(', ')}];`,
    '',
  ].join('\n');
}
