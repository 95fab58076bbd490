import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Rule } from '../../src/linter/rule.js';
import { findRuleFiles } from './registry.js';

const areas: Readonly<Record<Rule['area'], string>> = {
  image: 'The image contract (Dockerfile)',
  training: 'Training scripts',
  launch: 'Training launch',
  serving: 'Serving code and servers',
  deployment: 'Deployment',
  compiler: 'Training Compiler and PyTorch/XLA',
  build: 'Build and push',
  data: 'Data',
  packaging: 'Packaging',
  linter: 'The linter itself',
};

/** The tables of all rules: docs/rules.md whole, and the part of README.md between its two marks. */
export function generateRuleTables(rules: readonly Rule[], root: string): Map<string, string> {
  const pages = new Map(findRuleFiles(root).map(({ id, path }) => [id, relative(root, path).replace(/\\/g, '/').replace(/\.ts$/, '.md')]));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const marks = /(<!-- rules: begin -->\n)[\s\S]*?(<!-- rules: end -->)/;
  return new Map([
    [
      'docs/rules.md',
      `# Rules\n\nMade by \`npm run generate\`. Each rule has a page: what it finds, why, examples that the tests run, its fix.\n\n${tables(rules, pages, '../', '##')}`,
    ],
    ['README.md', readme.replace(marks, (_, begin: string, end: string) => `${begin}\n${tables(rules, pages, '', '###')}\n${end}`)],
  ]);
}

function tables(rules: readonly Rule[], pages: ReadonlyMap<string, string>, prefix: string, level: string): string {
  return Object.entries(areas)
    .filter(([area]) => rules.some((rule) => rule.area === area))
    .map(([area, title]) => {
      const rows = rules
        .filter((rule) => rule.area === area)
        .map(
          (rule) =>
            `| [${rule.id}](${prefix}${pages.get(rule.id) ?? ''}) | ${rule.name} | ${rule.severity} | ${rule.fix} | ${rule.summary.replace(/\|/g, '\\|')} |`,
        );
      return [`${level} ${title}`, '', '| id | name | severity | fix | what it finds |', '|---|---|---|---|---|', ...rows, ''].join('\n');
    })
    .join('\n');
}
