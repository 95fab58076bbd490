import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A rule's file and what the registry needs of it; read as text, since the registry must exist before rules can be loaded. */
export interface RuleFile {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly appliesTo: string;
}

/** Finds the files of all rules, by id. A rule without an id, or two with the same, is said with the files' names. */
export function findRuleFiles(root: string): RuleFile[] {
  const folder = join(root, 'src/rules');
  const files: RuleFile[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.generated.ts')) continue;
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const id = /\bid: '(SM\d{3})'/.exec(text)?.[1];
    const ruleName = /\bname: '([a-z\d-]+)'/.exec(text)?.[1];
    const appliesTo = /\bappliesTo: '([a-z-]+)'/.exec(text)?.[1];
    if (!id || !ruleName || !appliesTo)
      throw new Error(`${relative(root, path)} has no rule in it: a rule has an id like 'SM101', a name, and says what it applies to`);
    const other = files.find((file) => file.id === id);
    if (other) throw new Error(`${relative(root, path)} and ${relative(root, other.path)} are both ${id}`);
    files.push({ path, id, name: ruleName, appliesTo });
  }
  return files.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Rules that are loaded with what they are about: hardly any Dockerfile has to do with them. All others are there from the start. */
const laterGroups: Readonly<Record<string, readonly string[]>> = { code: ['script', 'launch'], request: ['request', 'template'] };

const head = '// Made by `npm run generate` from the files beside it; edit those.';

/** The files of src/rules that name all rules: those that are loaded at the start, each group that is loaded later, and all together. */
export function generateRegistry(root: string): Map<string, string> {
  const files = findRuleFiles(root);
  const isLater = Object.values(laterGroups).flat();
  const group = (name: string, what: string, kinds: (appliesTo: string) => boolean, rest: readonly string[] = []): [string, string] => {
    const own = files.filter(({ appliesTo }) => kinds(appliesTo));
    return [
      `src/rules/${name}.generated.ts`,
      [
        head,
        "import type { Rule } from '../linter/rule.js';",
        ...(rest.length > 0 ? ["import type { KnownRule, LaterParts } from '../linter/toolbox.js';"] : []),
        ...own.map(
          ({ path, id }) => `import ${id} from './${relative(join(root, 'src/rules'), path).replace(/\\/g, '/').replace(/\.ts$/, '.js')}';`,
        ),
        '',
        `/** ${what} */`,
        `export const ${name}Rules: readonly Rule[] = [${own.map(({ id }) => id).join(', ')}];`,
        ...rest,
        '',
      ].join('\n'),
    ];
  };
  return new Map([
    group('early', 'The rules that are loaded at the start, by id.', (appliesTo) => !isLater.includes(appliesTo), [
      '',
      '/** What is known of all rules from the start, by id. */',
      'export const knownRules: readonly KnownRule[] = [',
      ...files.map(({ id, name, appliesTo }) => `  { id: '${id}', name: '${name}', appliesTo: '${appliesTo}' },`),
      '];',
      '',
      '/** What is loaded when it is first wanted. */',
      'export const laterParts: LaterParts = {',
      "  code: async () => (await import('../project/read-code.js')).codeReading,",
      "  yaml: async () => (await import('../project/read-yaml.js')).yamlReading,",
      "  json: async () => (await import('../project/read-json.js')).jsonReading,",
      "  shell: async () => (await import('../project/read-shell.js')).shellReading,",
      "  codeRules: async () => (await import('./code.generated.js')).codeRules,",
      "  requestRules: async () => (await import('./request.generated.js')).requestRules,",
      '};',
    ]),
    ...Object.entries(laterGroups).map(([name, kinds]) =>
      group(name, `The rules over ${kinds.join(' and ')}, by id.`, (appliesTo) => kinds.includes(appliesTo)),
    ),
    [
      'src/rules/registry.generated.ts',
      [
        head,
        "import type { Rule } from '../linter/rule.js';",
        ...['code', 'early', 'request'].map((name) => `import { ${name}Rules } from './${name}.generated.js';`),
        '',
        '/** Every rule, by id. */',
        'export const rules: readonly Rule[] = [...earlyRules, ...codeRules, ...requestRules].sort((first, second) => (first.id < second.id ? -1 : 1));',
        '',
      ].join('\n'),
    ],
  ]);
}
