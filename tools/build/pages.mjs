import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Puts the page of each rule where the tool and the reports say it is: dist/rules/SM103.md. */
export function copyPages(root) {
  const target = join(root, 'dist', 'rules');
  mkdirSync(target, { recursive: true });
  const source = join(root, 'src', 'rules');
  const pages = new Set();
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.md')) continue;
    const id = /^# (SM\d{3}) /.exec(readFileSync(join(source, name), 'utf8'))?.[1];
    if (id === undefined) throw new Error(`src/rules/${name} does not begin with "# SM... name"`);
    copyFileSync(join(source, name), join(target, `${id}.md`));
    pages.add(`${id}.md`);
  }
  // Those of rules that are gone; the others stay in place, since something may be reading them.
  for (const name of readdirSync(target)) if (!pages.has(name)) rmSync(join(target, name));
}
