import assert from 'node:assert/strict';
import { brief, broken, buildOnce, cleanUp, folderWith, mended, sagelint } from './command.js';

const found = 'Dockerfile:3:15 SM143';

describe('the command lints', function () {
  this.timeout(300_000);
  before(buildOnce);
  afterEach(cleanUp);

  it('the working folder, with one line for each finding in a pipe and the sum beside it', () => {
    const { code, out, notes } = sagelint(folderWith({ Dockerfile: broken, 'train.py': '' }), []);
    assert.deepEqual(brief(out), [found]);
    assert.equal(notes, '1 error in 2 files. `sagelint --fix` mends it.\n');
    assert.equal(code, 1);
  });

  it('says that all is well, or that there is nothing to lint', () => {
    const clean = sagelint(folderWith({ Dockerfile: mended, 'train.py': '' }), []);
    assert.deepEqual([clean.code, clean.out, clean.notes], [0, '', 'No findings in 2 files.\n']);
    const empty = sagelint(folderWith({ 'a.txt': '' }), []);
    assert.deepEqual(
      [empty.code, empty.out, empty.notes],
      [0, '', 'Nothing to lint: no Dockerfile, script, notebook or template was found.\n'],
    );
  });

  it('says nothing of a Dockerfile that is not for SageMaker', () => {
    const { code, out } = sagelint(folderWith({ Dockerfile: 'FROM nginx\nCMD run\n# sagelint: ignore[SM1O3]\n' }), ['--pedantic']);
    assert.deepEqual([code, out], [0, '']);
  });

  it('files and folders, each file once, with paths from the working folder', () => {
    const folder = folderWith({ 'a/Dockerfile': broken, 'a/train.py': '', 'b/gpu.dockerfile': broken, 'b/train.py': '', 'b/x.txt': '' });
    assert.deepEqual(brief(sagelint(folder, ['a/Dockerfile', 'a', '.']).out), ['a/Dockerfile:3:15 SM143', 'b/gpu.dockerfile:3:15 SM143']);
    assert.deepEqual(brief(sagelint(`${folder}/a`, ['../b']).out), ['../b/gpu.dockerfile:3:15 SM143']);
  });

  it('folders as .gitignore files say, but never node_modules or .git', () => {
    const files = Object.fromEntries(
      [
        'out/Dockerfile',
        'keep/Dockerfile',
        'node_modules/x/Dockerfile',
        '.git/Dockerfile',
        'deep/old/Dockerfile',
        'deep/new/Dockerfile',
        '.hidden/Dockerfile',
      ].map((name) => [name, broken]),
    );
    const folder = folderWith({ ...files, '.gitignore': 'out/\n*ew/\n', 'deep/.gitignore': 'old\n!new/\n' });
    const all = ['.hidden/Dockerfile', 'deep/new/Dockerfile', 'keep/Dockerfile'].map((name) => `${name}:3:15 SM143`);
    assert.deepEqual(brief(sagelint(folder, []).out), all);
    assert.deepEqual(brief(sagelint(folder, ['deep']).out), all.slice(1, 2));
    assert.deepEqual(brief(sagelint(folder, ['out']).out), ['out/Dockerfile:3:15 SM143'], 'a folder that is named is meant');
  });

  it('with the nearest sagelint.yaml, and says what is wrong with it', () => {
    const folder = folderWith({
      'sagelint.yaml': 'rules: {SM143: information, SM9: off}\nignore: [old/]\n',
      'a/Dockerfile': broken,
      'old/Dockerfile': broken,
    });
    const { code, out } = sagelint(`${folder}/a`, []);
    assert.deepEqual(brief(out), ['../sagelint.yaml:1:29 SM003', 'Dockerfile:3:15 SM143']);
    assert.match(out, /Dockerfile:3:15: information SM143/);
    assert.equal(code, 2);
    assert.deepEqual(brief(sagelint(folder, ['--rule', 'SM001']).out), ['sagelint.yaml:1:29 SM003'], 'whatever is asked for');
  });

  it('with broken YAML in it, without a loss of the rest', () => {
    const { code, out } = sagelint(folderWith({ 'sagelint.yaml': 'profile: [\n', Dockerfile: broken }), []);
    assert.equal(code, 2);
    assert.match(out, /SM143/);
    assert.match(out, /sagelint\.yaml:\d+:\d+: error SM003 configuration-invalid: This is not valid YAML/);
  });

  it('with the configuration it is given, whatever its name and place', () => {
    const other = folderWith({ 'strict.yml': 'rules: {code-directory-becomes-file: off}\n', 'bad.yml': 'rule: 1\n' });
    const folder = folderWith({ Dockerfile: broken, 'sagelint.yaml': 'nonsense: 1\n' });
    assert.deepEqual(sagelint(folder, ['--config', `${other}/strict.yml`]).code, 0);
    const bad = sagelint(folder, ['--config', `${other}/bad.yml`]);
    assert.match(bad.out, /bad\.yml:1:1: error SM003/);
    assert.equal(bad.code, 2);
    const gone = sagelint(folder, ['--config', 'gone.yml']);
    assert.deepEqual([gone.code, gone.notes.split('\n')[0]], [2, 'sagelint: --config gone.yml: there is no such file.']);
  });

  it('only with the rules it is asked for', () => {
    const folder = folderWith({ Dockerfile: broken });
    assert.equal(sagelint(folder, ['--rule', 'code-directory-becomes-file']).code, 1);
    assert.equal(sagelint(folder, ['--rule', 'SM001,SM002']).code, 0);
    const unknown = sagelint(folder, ['--rule', 'SM1A3']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.notes, /There is no rule `SM1A3`\. Did you mean SM\d{3}/);
  });

  it('and fails from the severity that is asked for', () => {
    const folder = folderWith({ Dockerfile: broken, 'sagelint.yaml': 'rules: {SM143: information}\n' });
    assert.equal(sagelint(folder, []).code, 0);
    assert.equal(sagelint(folder, ['--fail-on', 'information']).code, 1);
    assert.equal(sagelint(folder, ['--fail-on', 'never']).code, 0);
  });

  it('and prints colours and code if asked, NO_COLOR or not', () => {
    const folder = folderWith({ Dockerfile: broken });
    assert.ok(sagelint(folder, ['--color'], { environment: { NO_COLOR: '1' } }).out.includes('\u001B['));
    assert.match(sagelint(folder, ['--color']).out, /\^\^\^\^/);
    const plain = sagelint(folder, ['--no-color']).out;
    assert.ok(!plain.includes('\u001B[') && !plain.includes('^^^'));
  });

  it('and prints JSON, SARIF and GitHub commands', () => {
    const folder = folderWith({ 'docker/Dockerfile': broken });
    const json = JSON.parse(sagelint(folder, ['--format', 'json']).out);
    assert.deepEqual([json.version, json.files, json.skipped], [1, 1, []]);
    assert.equal(json.findings[0].file, 'docker/Dockerfile');
    assert.deepEqual(json.findings[0].range.start, { line: 3, column: 15 });
    const [run] = JSON.parse(sagelint(folder, ['--format', 'sarif']).out).runs;
    assert.equal(run.results[0].ruleId, 'SM143');
    assert.match(run.tool.driver.rules[0].help.markdown, /^# SM143/);
    assert.match(sagelint(folder, ['--format', 'github']).out, /^::error file=docker\/Dockerfile,line=3,/);
    assert.deepEqual(JSON.parse(sagelint(folderWith({}), ['--format', 'json']).out), { version: 1, files: 0, skipped: [], findings: [] });
  });

  it('and says how long rules took', () => {
    assert.match(sagelint(folderWith({ Dockerfile: broken }), ['--timing']).notes, / ms {2}SM143\n[\s\S]* ms {2}together\n$/);
  });
});

describe('the command lints standard input', function () {
  this.timeout(300_000);
  before(buildOnce);
  afterEach(cleanUp);

  it('under the name it is given, with the files beside it', () => {
    const folder = folderWith({ 'a/train.py': '', 'a/Dockerfile': mended, 'sagelint.yaml': 'rules: {SM143: information}' });
    const { code, out } = sagelint(folder, ['--stdin-filename', 'a/Dockerfile'], { input: broken });
    assert.match(out, /^a\/Dockerfile:3:15: information SM143/);
    assert.equal(code, 0);
    assert.deepEqual(brief(sagelint(folder, ['-'], { input: broken }).out), [found]);
  });

  it('and prints the mended text with --fix, the rest beside it', () => {
    const folder = folderWith({});
    const fixed = sagelint(folder, ['-', '--fix'], { input: broken.replace(/\n/g, '\r\n') });
    assert.equal(fixed.out, mended.replace(/\n/g, '\r\n'));
    assert.equal(fixed.code, 0);
    assert.equal(sagelint(folder, ['-', '--fix'], { input: 'FROM x\n' }).out, 'FROM x\n');
    assert.match(sagelint(folder, ['-', '--diff'], { input: broken }).out, /^\+COPY train\.py \/opt\/ml\/code\/$/m);
  });

  it('that is no text', () => {
    const { code, out } = sagelint(folderWith({}), ['-'], { input: Buffer.from([70, 0, 1]) });
    assert.match(out, /information SM004 file-skipped: This file was not linted: it is not UTF-8 text/);
    assert.equal(code, 0);
  });
});

describe('the command explains', function () {
  this.timeout(300_000);
  before(buildOnce);
  afterEach(cleanUp);

  it('a rule, by id or name', () => {
    const folder = folderWith({});
    const { code, out } = sagelint(folder, ['--explain', 'sm143']);
    assert.match(out, /^SM143 code-directory-becomes-file\n/);
    assert.doesNotMatch(out, /```|expect=/);
    assert.equal(code, 0);
    assert.equal(sagelint(folder, ['--explain', 'code-directory-becomes-file']).out, out);
    assert.equal(sagelint(folder, ['--explain', 'SM9']).code, 2);
  });

  it('which rules there are', () => {
    const folder = folderWith({});
    assert.match(sagelint(folder, ['rules']).out, /^SM143 {2}code-directory-becomes-file .*error .*fix /m);
    const { version, rules } = JSON.parse(sagelint(folder, ['rules', '--format', 'json']).out);
    assert.equal(version, 1);
    assert.equal(rules.find(({ id }: { id: string }) => id === 'SM143').docs, 'rules/SM143.md');
  });

  it('itself', () => {
    const folder = folderWith({});
    assert.match(sagelint(folder, ['--help']).out, /^Sagelint finds/);
    assert.match(sagelint(folder, ['--version']).out, /^\d+\.\d+\.\d+\n$/);
  });

  it('what is wrong with a command line', () => {
    for (const [args, said] of [
      [['--fromat', 'json'], 'There is no option --fromat. Did you mean --format?'],
      [['--format', 'jsn'], '--format knows text, json, sarif, github, not `jsn`. Did you mean json?'],
      [['--format'], '--format needs a value.'],
      [['--fix=yes'], '--fix takes no value.'],
      [['--fail-on', 'warn'], '--fail-on knows error, warning, information, hint, never, not `warn`.'],
      [['--profile', 'recommended', '--pedantic'], '--pedantic and --profile recommended say opposite things.'],
      [['rules', 'x'], '`sagelint rules` takes no path. For a folder of that name write ./rules.'],
      [['-', 'x'], 'Lint either standard input or paths, not both.'],
      [['--diff', '--format', 'json'], '--diff prints a diff; it goes without --format.'],
    ] as const) {
      const { code, out, notes } = sagelint(folderWith({}), args);
      assert.deepEqual([code, out, notes.split('\n')[0]], [2, '', `sagelint: ${said}`]);
    }
  });
});
