import assert from 'node:assert/strict';
import { chmodSync, linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDiskFiles } from '../../src/cli/disk-files.js';
import { brief, broken, buildOnce, cleanUp, folderWith, sagelint, someoneWithoutRights } from './command.js';

describe('bad input is met with a clear sentence', function () {
  this.timeout(300_000);
  before(buildOnce);
  afterEach(cleanUp);

  it('no such path: the others are linted all the same', () => {
    const { code, out, notes } = sagelint(folderWith({ Dockerfile: broken }), ['gone', 'Dockerfile']);
    assert.match(notes, /^sagelint: gone: there is no such file or folder\.\n/);
    assert.deepEqual(brief(out), ['Dockerfile:3:15 SM143']);
    assert.equal(code, 2);
  });

  it('a file that is none of ours', () => {
    const folder = folderWith({ 'notes.txt': '' });
    const { code, notes } = sagelint(folder, ['notes.txt']);
    assert.match(
      notes,
      /^sagelint: notes\.txt was not linted: by its name it is no Dockerfile, Python file, notebook, shell script, Makefile, nginx\.conf, template \(YAML or JSON\) or sagelint\.yaml\.\n/,
    );
    assert.equal(code, 0);
    assert.equal(JSON.parse(sagelint(folder, ['notes.txt', '--format', 'json']).out).skipped[0].file, 'notes.txt');
  });

  it('a binary file and one of 50 MB, once each, and in the list of JSON', () => {
    const folder = folderWith({ 'a/Dockerfile': Buffer.from([1, 0, 2]), 'b/Dockerfile': '', 'c/Dockerfile': broken });
    truncateSync(join(folder, 'b/Dockerfile'), 50 * 1024 * 1024);
    const { code, out, notes } = sagelint(folder, []);
    assert.deepEqual(brief(out), ['a/Dockerfile:1:1 SM004', 'b/Dockerfile:1:1 SM004', 'c/Dockerfile:3:15 SM143']);
    assert.match(
      out,
      /b\/Dockerfile:1:1: information SM004 file-skipped: This file was not linted: it has 50 MB, and no more than 10 MB are read\./,
    );
    assert.match(notes, /2 files were not linted/);
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(sagelint(folder, ['--format', 'json']).out).skipped, [
      { file: 'a/Dockerfile', why: 'it is not UTF-8 text but has NUL bytes in it' },
      { file: 'b/Dockerfile', why: 'it has 50 MB, and no more than 10 MB are read' },
    ]);
  });

  it('a file or folder without the rights to read it', function () {
    const user = someoneWithoutRights();
    if (!user) this.skip();
    const folder = folderWith({ Dockerfile: broken, 'shut/Dockerfile': broken });
    chmodSync(join(folder, 'Dockerfile'), 0);
    chmodSync(join(folder, 'shut'), 0);
    assert.match(
      sagelint(folder, ['Dockerfile'], { user }).out,
      /SM004 file-skipped: This file was not linted: the rights to read it are missing\./,
    );
    assert.match(sagelint(folder, ['shut'], { user }).notes, /^sagelint: shut: the rights to read it are missing\./);
    chmodSync(join(folder, 'shut'), 0o755);
  });

  it('a pipe that would never end', function () {
    if (process.platform === 'win32') this.skip();
    const folder = folderWith({ 'big.Dockerfile': '' });
    symlinkSync('/dev/zero', join(folder, 'Dockerfile'));
    const { out } = sagelint(folder, ['Dockerfile']);
    assert.match(out, /it is a link to a file outside the project/);
  });
});

describe('files of the disk', () => {
  afterEach(cleanUp);

  it('are read within their root only, whatever a path or a link says', function () {
    if (process.platform === 'win32') this.skip();
    const folder = folderWith({ 'secret.txt': 'secret', 'project/a.txt': 'a', 'project/sub/b.txt': 'b' });
    const project = join(folder, 'project');
    symlinkSync('../secret.txt', join(project, 'out.txt'));
    symlinkSync('..', join(project, 'up'));
    symlinkSync('a.txt', join(project, 'in.txt'));
    symlinkSync('gone', join(project, 'dangling'));
    symlinkSync('loop', join(project, 'loop'));
    const files = createDiskFiles(project);
    assert.deepEqual(files.read('in.txt'), { kind: 'text', text: 'a' });
    assert.deepEqual(files.read('out.txt'), { kind: 'skipped', why: 'it is a link to a file outside the project' });
    for (const path of [
      '../secret.txt',
      '/etc/passwd',
      'up/secret.txt',
      'dangling',
      'loop',
      'sub',
      'a.txt/x',
      'sub/../../secret.txt',
      '',
      'a\0b',
      'x'.repeat(5000),
    ]) {
      assert.deepEqual(files.read(path), { kind: 'absent' }, path);
    }
    assert.equal(files.entries('up'), undefined);
    assert.equal(files.entries('..'), undefined);
    assert.deepEqual(files.entries('sub'), [{ name: 'b.txt', kind: 'file' }]);
    assert.equal(files.isExecutable('up/secret.txt'), undefined);
  });

  it('know the executable bit', function () {
    if (process.platform === 'win32') this.skip();
    const files = createDiskFiles(folderWith({ 'train*': '#!/bin/sh', serve: '' }));
    assert.equal(files.isExecutable('train'), true);
    assert.equal(files.isExecutable('serve'), false);
    assert.equal(files.isExecutable('gone'), undefined);
  });

  it('are one state of the disk for a run', () => {
    const folder = folderWith({ 'a.txt': 'before' });
    const files = createDiskFiles(folder);
    files.read('a.txt');
    writeFileSync(join(folder, 'a.txt'), 'after');
    assert.deepEqual(files.read('a.txt'), { kind: 'text', text: 'before' });
  });

  it('have no endless folders, even if links go round in circles', function () {
    if (process.platform === 'win32') this.skip();
    const folder = folderWith({ 'a/x': '', 'b/y': '' });
    symlinkSync('../b', join(folder, 'a/to-b'));
    symlinkSync('../a', join(folder, 'b/to-a'));
    symlinkSync('.', join(folder, 'self'));
    const files = createDiskFiles(folder);
    let listed = 0;
    const visit = (path: string): void => {
      assert.ok(listed++ < 100, 'the folders have no end');
      for (const { name, kind } of files.entries(path) ?? []) if (kind === 'directory') visit(path === '' ? name : `${path}/${name}`);
    };
    visit('');
  });

  it('keep a BOM and CRLF, and take hard links for files', () => {
    const folder = folderWith({ Dockerfile: '\uFEFFFROM x\r\n' });
    mkdirSync(join(folder, 'sub'));
    linkSync(join(folder, 'Dockerfile'), join(folder, 'sub/hard'));
    assert.deepEqual(createDiskFiles(folder).read('sub/hard'), { kind: 'text', text: '\uFEFFFROM x\r\n' });
  });
});
