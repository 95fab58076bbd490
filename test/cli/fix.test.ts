import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFixes } from '../../src/cli/apply-fixes.js';
import { rewriteFile } from '../../src/cli/write-files.js';
import type { FileEdit, Finding } from '../../src/linter/finding.js';
import { broken, buildOnce, cleanUp, folderWith, mended, sagelint, someoneWithoutRights } from './command.js';

const windows = (text: string): string => text.replace(/\n/g, '\r\n');

describe('the command fixes', function () {
  this.timeout(300_000);
  before(buildOnce);
  afterEach(cleanUp);

  it('what has a safe fix, and reports what is left', () => {
    const folder = folderWith({ 'a/Dockerfile': broken, 'b/Dockerfile': `\uFEFF${windows(broken)}`, 'c/Dockerfile': mended });
    const { code, out, notes } = sagelint(folder, ['--fix']);
    assert.deepEqual([code, out], [0, '']);
    assert.equal(notes, 'Mended 2 findings in 2 files.\nNo findings in 3 files.\n');
    assert.equal(readFileSync(join(folder, 'a/Dockerfile'), 'utf8'), mended);
    assert.equal(readFileSync(join(folder, 'b/Dockerfile'), 'utf8'), `\uFEFF${windows(mended)}`);
    assert.deepEqual(readdirSync(join(folder, 'a')), ['Dockerfile'], 'nothing is left beside it');
  });

  it('comments that silence nothing', () => {
    const folder = folderWith({ Dockerfile: mended.replace('COPY', '# sagelint: ignore[SM143] no longer needed\nCOPY') });
    assert.equal(sagelint(folder, ['--fix']).code, 0);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), mended);
  });

  it('nothing with --diff, which prints what would change', () => {
    const folder = folderWith({ 'a/Dockerfile': windows(broken) });
    const { code, out } = sagelint(folder, ['--diff', '--fix']);
    assert.equal(code, 1);
    assert.deepEqual(out.split('\n').slice(0, 3), ['--- a/a/Dockerfile', '+++ b/a/Dockerfile', '@@ -1,4 +1,4 @@']);
    assert.match(out, /^-COPY train\.py \/opt\/ml\/code\r\n\+COPY train\.py \/opt\/ml\/code\/\r$/m);
    assert.equal(readFileSync(join(folder, 'a/Dockerfile'), 'utf8'), windows(broken));
  });

  it('a file as a whole: mode and links stay', function () {
    if (process.platform === 'win32') this.skip();
    const folder = folderWith({ 'Dockerfile.train': broken });
    chmodSync(join(folder, 'Dockerfile.train'), 0o640);
    symlinkSync('Dockerfile.train', join(folder, 'Dockerfile'));
    assert.equal(sagelint(folder, ['--fix', 'Dockerfile']).code, 0);
    assert.equal(statSync(join(folder, 'Dockerfile.train')).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(folder, 'Dockerfile')).isSymbolicLink());
    assert.equal(readFileSync(join(folder, 'Dockerfile.train'), 'utf8'), mended);
  });

  it('no file that would lose bytes', () => {
    const latin = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${broken}`)]);
    const folder = folderWith({ Dockerfile: latin });
    const { code, out, notes } = sagelint(folder, ['--fix']);
    assert.equal(
      notes.split('\n')[0],
      'sagelint: Dockerfile is not all UTF-8, and writing it would lose those bytes; it was left as it is.',
    );
    assert.match(out, /SM143/, 'it is still to be mended');
    assert.equal(code, 2);
    assert.deepEqual(readFileSync(join(folder, 'Dockerfile')), latin);
  });
});

describe('writing a fixed file', () => {
  afterEach(cleanUp);

  it('is refused where the file has changed since it was linted', () => {
    const path = join(folderWith({ Dockerfile: 'FROM other\n' }), 'Dockerfile');
    assert.equal(
      rewriteFile({ path, before: 'FROM x\n', after: 'FROM y\n' }),
      'has changed since it was linted; it was left as it is. Run the command again',
    );
    assert.equal(readFileSync(path, 'utf8'), 'FROM other\n');
  });

  it('is refused where the file is gone', () => {
    const path = join(folderWith({}), 'gone');
    assert.match(rewriteFile({ path, before: '', after: 'x' }) ?? '', /^cannot be written \(ENOENT\)/);
  });

  it('is refused where the file may not be written', function () {
    const user = someoneWithoutRights();
    if (!user) this.skip();
    const folder = folderWith({ Dockerfile: broken });
    chmodSync(join(folder, 'Dockerfile'), 0o444);
    const { code, notes } = sagelint(folder, ['--fix'], { user });
    assert.match(notes, /Dockerfile cannot be written \(E\w+\); it was left as it is\./);
    assert.equal(code, 2);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), broken);
  });

  it('leaves the other files of a fix alone where one of them is refused', () => {
    const folder = folderWith({ Dockerfile: 'a', train: 'b', other: 'c' });
    const absolute = (file: string): string => join(folder, file);
    const texts = new Map([
      ['Dockerfile', 'A'],
      ['train', 'B'],
      ['other', 'C'],
    ]);
    const before = new Map([
      ['Dockerfile', 'a'],
      ['train', 'b'],
      ['other', 'c'],
    ]);
    writeFileSync(absolute('train'), 'changed');
    const written = writeFixes(
      texts,
      [fixOver('Dockerfile', 'train'), fixOver('other')],
      (file) => before.get(file) ?? '',
      absolute,
      (file) => file,
    );
    assert.deepEqual([...written.applied.keys()], ['other']);
    assert.equal(written.refusals.length, 2);
    assert.match(written.refusals[1] ?? '', /^Dockerfile belongs to the same fix as train; it was left as it is\.$/);
    assert.deepEqual(
      ['Dockerfile', 'train', 'other'].map((file) => readFileSync(absolute(file), 'utf8')),
      ['a', 'changed', 'C'],
    );
  });
});

/** A finding whose fix is in these files. */
function fixOver(...files: string[]): Finding {
  const edits = files.map((file): FileEdit => ({ file, span: { start: 0, end: 1 }, newText: 'x' }));
  const range = { start: { line: 0, column: 0 }, end: { line: 0, column: 1 } };
  const said = { rule: 'SM900', name: 'test', severity: 'error', confidence: 'high', message: 'm', related: [] } as const;
  return { ...said, file: files[0] ?? '', span: { start: 0, end: 1 }, range, fix: { title: 't', safety: 'safe', edits } };
}
