import { strict as assert } from 'node:assert';
import { createLoadedFiles } from '../../src/editor/loaded-files.js';
import type { DirectoryEntry, FileText } from '../../src/project/files.js';

/** A host over a map, which counts what it is asked for. */
function hostOf(texts: Map<string, string>) {
  const asked: string[] = [];
  return {
    asked,
    async read(path: string): Promise<FileText> {
      asked.push(path);
      const text = texts.get(path);
      return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
    },
    async entries(directory: string): Promise<readonly DirectoryEntry[] | undefined> {
      asked.push(`${directory}/`);
      const prefix = directory === '' ? '' : `${directory}/`;
      const inside = [...texts.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      return inside.map((name) => ({ name, kind: name.includes('/') ? 'directory' : 'file' }));
    },
    async isExecutable() {
      return true;
    },
  };
}

const nothingOpen = { openText: () => undefined, loaded: () => undefined };

describe('files that are loaded as they are asked for', () => {
  it('are pending first, and there after loading', async () => {
    const loaded: string[] = [];
    const files = createLoadedFiles(hostOf(new Map([['a/b', 'text']])), { ...nothingOpen, loaded: (path) => loaded.push(path) });
    assert.deepEqual(files.read('a/b'), { kind: 'pending' });
    assert.equal(files.entries('a'), undefined);
    assert.equal(files.isExecutable('a/b'), undefined);
    assert.equal(files.isWaiting, true);
    await files.load();
    assert.equal(files.isWaiting, false);
    assert.deepEqual(files.read('a/b'), { kind: 'text', text: 'text' });
    assert.deepEqual(files.entries('a'), [{ name: 'b', kind: 'file' }]);
    assert.equal(files.isExecutable('a/b'), true);
    assert.deepEqual(loaded.sort(), ['a/', 'a/b', 'a/b']);
  });

  it('are read once, also where they are absent', async () => {
    const host = hostOf(new Map());
    const files = createLoadedFiles(host, nothingOpen);
    for (let time = 0; time < 3; time++) {
      files.read('gone');
      await files.load();
    }
    assert.deepEqual(host.asked, ['gone']);
    assert.deepEqual(files.read('gone'), { kind: 'absent' });
  });

  it('give the text of the editor where one is open', () => {
    const files = createLoadedFiles(hostOf(new Map([['a', 'disk']])), {
      ...nothingOpen,
      openText: (path) => (path === 'a' ? 'typed' : undefined),
    });
    assert.deepEqual(files.read('a'), { kind: 'text', text: 'typed' });
    assert.equal(files.isWaiting, false);
  });

  it('forget a file with the listing of its folder, and a folder with all in it', async () => {
    const texts = new Map([
      ['a/b', '1'],
      ['a/c/d', '2'],
    ]);
    const files = createLoadedFiles(hostOf(texts), nothingOpen);
    for (const path of ['a/b', 'a/c/d']) files.read(path);
    for (const path of ['', 'a', 'a/c']) files.entries(path);
    await files.load();
    assert.deepEqual([...files.forget('a/b')].sort(), ['a/', 'a/b']);
    texts.set('a/b', 'new');
    files.read('a/b');
    await files.load();
    assert.deepEqual(files.read('a/b'), { kind: 'text', text: 'new' });
    assert.deepEqual([...files.forget('a')].sort(), ['/', 'a', 'a/b', 'a/c/', 'a/c/d']);
  });

  it('do not keep an answer that was on its way while the file changed', async () => {
    const texts = new Map([['a', 'old']]);
    const host = hostOf(texts);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const files = createLoadedFiles(
      {
        ...host,
        async read(path) {
          const answer = await host.read(path);
          await held;
          return answer;
        },
      },
      nothingOpen,
    );
    files.read('a');
    const loading = files.load();
    texts.set('a', 'new');
    files.forget('a');
    release();
    await loading;
    assert.deepEqual(files.read('a'), { kind: 'text', text: 'new' });
  });

  it('hold no more than they may: what was not asked for longest goes first', async () => {
    const texts = new Map(['a', 'b', 'c'].map((path) => [path, 'x'.repeat(1000)]));
    const host = hostOf(texts);
    const files = createLoadedFiles(host, { ...nothingOpen, mostText: 2500 });
    for (const path of ['a', 'b']) files.read(path);
    await files.load();
    for (const path of ['b', 'a', 'c']) files.read(path);
    await files.load();
    assert.equal(files.read('a').kind, 'text');
    assert.equal(files.read('c').kind, 'text');
    assert.equal(files.read('b').kind, 'pending');
  });

  it('are not read again where someone else still has what was dropped, unless it has changed', async () => {
    const texts = new Map(['a', 'b'].map((path) => [path, path.repeat(1000)]));
    const host = hostOf(texts);
    const files = createLoadedFiles(host, { ...nothingOpen, mostText: 1500, kept: (path) => path.repeat(1000) });
    for (const path of ['a', 'b', 'a']) {
      files.read(path);
      await files.load();
      assert.deepEqual(files.read(path), { kind: 'text', text: path.repeat(1000) });
    }
    assert.deepEqual(host.asked, ['a', 'b']);
    files.forget('a');
    assert.equal(files.read('a').kind, 'pending');
  });

  it('hold what someone waits for until it has been read', async () => {
    const texts = new Map(['a', 'b', 'c'].map((path) => [path, 'x'.repeat(1000)]));
    const host = hostOf(texts);
    const files = createLoadedFiles(host, { ...nothingOpen, mostText: 1500 });
    for (const path of texts.keys()) files.read(path);
    await files.load();
    for (const path of texts.keys()) assert.equal(files.read(path).kind, 'text');
    assert.equal(host.asked.length, 3);
  });
});
