import assert from 'node:assert/strict';
import { createConfigurations } from '../../src/linter/configuration.js';
import { createConfigurationReader } from '../../src/linter/configuration-file.js';
import { filesFromMemory, type ProjectFiles } from '../../src/project/files.js';

const rules = [
  { id: 'SM103', name: 'entrypoint-shell-form' },
  { id: 'SM122', name: 'non-root-user' },
];
const reader = createConfigurationReader(rules);

/** The problems of a text, each as what it marks and what it says. */
function problemsOf(text: string): { marked: string; message: string }[] {
  return reader('sagelint.yaml', text).problems.map(({ at, message }) => ({ marked: text.slice(at.span.start, at.span.end), message }));
}

describe('a configuration file', () => {
  it('says the profile, and the severity of rules by id or name', () => {
    const file = reader('sagelint.yaml', 'profile: pedantic\nrules:\n  sm103: off\n  non-root-user: error\n');
    assert.deepEqual(file.problems, []);
    assert.equal(file.profile, 'pedantic');
    assert.deepEqual(
      [...file.rules],
      [
        ['SM103', 'off'],
        ['SM122', 'error'],
      ],
    );
  });

  it('may be empty, or comments only', () => {
    assert.deepEqual(problemsOf(''), []);
    assert.deepEqual(problemsOf('# nothing yet\n'), []);
    assert.deepEqual(problemsOf('rules:\nignore:\noverrides:\n'), []);
  });

  it('takes false for off, as YAML of old did', () => {
    assert.equal(reader('sagelint.yaml', 'rules: {SM103: false}').rules.get('SM103'), 'off');
  });

  it('names the nearest key, rule and value', () => {
    assert.deepEqual(problemsOf('profil: pedantic\n'), [{ marked: 'profil', message: 'There is no key `profil`. Did you mean profile?' }]);
    assert.deepEqual(problemsOf('rules:\n  SM1O3: off\n'), [{ marked: 'SM1O3', message: 'There is no rule `SM1O3`. Did you mean SM103?' }]);
    assert.deepEqual(problemsOf('rules: {non-rot-user: off}'), [
      { marked: 'non-rot-user', message: 'There is no rule `non-rot-user`. Did you mean SM122?' },
    ]);
    assert.deepEqual(problemsOf('rules:\n  SM103: warn\n'), [
      { marked: 'warn', message: '`warn` is not known for the rule SM103; write off, hint, information, warning or error.' },
    ]);
    assert.deepEqual(problemsOf('profile: pedantc'), [
      { marked: 'pedantc', message: '`pedantc` is not known for `profile`; write recommended or pedantic. Did you mean pedantic?' },
    ]);
  });

  it('marks what has another shape than it should', () => {
    assert.equal(problemsOf('just a text')[0]?.marked, 'just a text');
    assert.equal(problemsOf('- a\n- b\n').length, 1);
    assert.match(problemsOf('rules: [SM103]')[0]?.message ?? '', /one line for each rule/);
    assert.match(problemsOf('overrides: {files: ["a"]}')[0]?.message ?? '', /is a list/);
    assert.match(problemsOf('overrides: [{rules: {SM103: off}}]')[0]?.message ?? '', /says no `files`/);
    assert.match(problemsOf('ignore: [{a: 1}]')[0]?.message ?? '', /holds globs/);
    assert.match(problemsOf('ignore: ["!keep"]')[0]?.message ?? '', /cannot take files back out/);
    assert.match(problemsOf('rules: {SM103: [1]}')[0]?.message ?? '', /Nothing is said for the rule SM103/);
  });

  it('keeps the good rest of a broken file', () => {
    const file = reader('sagelint.yaml', 'rules:\n  SM103: off\n  SM999: off\nprofile: pedantic\nignore: ["a"\n');
    assert.equal(file.rules.get('SM103'), 'off');
    assert.equal(file.profile, 'pedantic');
    assert.ok(file.problems.some(({ message }) => message.startsWith('This is not valid YAML: ')));
  });

  it('never throws, whatever is typed', () => {
    const text =
      'profile: pedantic\nrules: {SM103: off, &a x: *a}\noverrides:\n  - files: ["a/**", !x "b"]\n    rules: {SM122: hint}\nignore: ["**/{a,b}/[c", 1]\n? [1, 2]\n: 3\n---\nmore: |\n  text\n';
    for (let end = 0; end <= text.length; end++) {
      for (const { at } of reader('sagelint.yaml', text.slice(0, end)).problems)
        assert.ok(at.span.start <= at.span.end && at.span.end <= end);
    }
  });
});

describe('the configuration of a file', () => {
  const texts = new Map([
    ['sagelint.yaml', 'profile: pedantic\nrules: {SM103: error}\nignore: ["vendor/", "*.old"]\n'],
    [
      'team/sagelint.yaml',
      'rules: {SM122: off}\noverrides:\n  - {files: "a/**", rules: {SM122: warning}}\n  - {files: ["a/b/**"], rules: {SM122: error}}\n',
    ],
  ]);
  const configurations = createConfigurations(filesFromMemory(texts), reader);

  it('is the nearest one upward, alone', () => {
    assert.equal(configurations.forFile('Dockerfile').settingOf('SM103'), 'error');
    assert.equal(configurations.forFile('deep/er/Dockerfile').source, 'sagelint.yaml');
    const team = configurations.forFile('team/x/Dockerfile');
    assert.equal(team.source, 'team/sagelint.yaml');
    assert.equal(team.settingOf('SM103'), undefined);
    assert.equal(team.profile, 'recommended');
  });

  it('lets the last override that matches win, with globs from the folder of the file', () => {
    assert.equal(configurations.forFile('team/Dockerfile').settingOf('SM122'), 'off');
    assert.equal(configurations.forFile('team/a/Dockerfile').settingOf('SM122'), 'warning');
    assert.equal(configurations.forFile('team/a/b/Dockerfile').settingOf('SM122'), 'error');
  });

  it('ignores folders, and globs without a slash in every folder', () => {
    const isIgnored = (path: string): boolean => configurations.forFile(path).ignored;
    assert.equal(isIgnored('vendor/a/Dockerfile'), true);
    assert.equal(isIgnored('vendored/Dockerfile'), false);
    assert.equal(isIgnored('Dockerfile.old'), true);
    assert.equal(isIgnored('x/.y/Dockerfile.old'), true);
    assert.equal(isIgnored('team/Dockerfile.old'), false);
  });

  it('is the default where there is none, and where the reader is not loaded', () => {
    assert.equal(createConfigurations(filesFromMemory(new Map()), reader).forFile('a/Dockerfile').source, undefined);
    assert.equal(createConfigurations(filesFromMemory(texts), undefined).forFile('Dockerfile').source, undefined);
  });

  it('is the given one for every file, with globs from the root', () => {
    const given = createConfigurations(filesFromMemory(texts), reader, {
      path: 'ci/strict.yaml',
      text: 'ignore: ["team/"]\nrules: {SM1: off}',
    });
    assert.equal(given.forFile('team/Dockerfile').ignored, true);
    assert.equal(given.forFile('Dockerfile').source, 'ci/strict.yaml');
    assert.equal(given.problemsOf('ci/strict.yaml').length, 1);
    assert.deepEqual(given.problemsOf('Dockerfile'), []);
  });

  it('is read again when its text changes, and only then', () => {
    const changing = new Map([['sagelint.yaml', 'rules: {SM103: off}']]);
    let reads = 0;
    const counted = createConfigurations(filesFromMemory(changing), (path, text) => {
      reads++;
      return reader(path, text);
    });
    counted.forFile('a/Dockerfile');
    counted.forFile('b/Dockerfile');
    assert.equal(reads, 1);
    changing.set('sagelint.yaml', 'rules: {SM103: hint}');
    assert.equal(counted.forFile('a/Dockerfile').settingOf('SM103'), 'hint');
    assert.equal(reads, 2);
  });

  it('says of a file that cannot be read that the defaults count', () => {
    const unreadable: ProjectFiles = { ...filesFromMemory(new Map()), read: () => ({ kind: 'skipped', why: 'it is not text' }) };
    const [problem] = createConfigurations(unreadable, reader).problemsOf('sagelint.yaml');
    assert.equal(problem?.message, 'sagelint.yaml was not read: it is not text. The defaults count instead.');
  });
});
