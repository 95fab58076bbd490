import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../../src/rules/registry.generated.js';

const docs = join(dirname(fileURLToPath(import.meta.url)), '../../docs');
const rows = readFileSync(join(docs, 'notes.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| the notes say'));

describe('the table from the notes to the rules', () => {
  it('has a row for each statement, and rules in each row', () => {
    assert.equal(rows.length, 15);
    for (const row of rows) assert.match(row, /\[SM\d{3}\]/);
  });

  it('names rules that there are, and leads to their pages', () => {
    const known = new Set(rules.map(({ id }) => id));
    const named = rows.flatMap((row) => [...row.matchAll(/\[(SM\d{3})\]\(([^)]*)\)/g)]);
    assert.ok(named.length > 60);
    for (const [, id = '', path = ''] of named) {
      assert.ok(known.has(id), `${id} is no rule`);
      const page = join(docs, path);
      assert.ok(existsSync(page), `${id}: ${path} is not there`);
      assert.match(readFileSync(page, 'utf8'), new RegExp(`^# ${id} `));
    }
  });
});
