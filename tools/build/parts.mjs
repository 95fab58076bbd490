import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const target = 'node20';

/**
 * Bundles a program for Node and VS Code into few files, each of which is read when it is first needed, with nothing in
 * two of them. esbuild splits ES modules only, and into many small parts, while each file more costs half a millisecond at
 * the start, and Node starts CommonJS a third of its own start sooner: so the parts are put together again.
 *
 * `files` says by path in dist/ which source files a file holds: theirs is everything that they import statically and no
 * file above has. What is imported dynamically and named nowhere gets a file of its own in `folder`, which is emptied
 * before. The first file is the program; its first source file is run. Gives for each file its `bytes` and the files that are loaded `with` it.
 */
export async function buildParts(root, { files, folder, external = [], banner = '', define = {} }) {
  const parts = await splitParts(root, Object.values(files)[0][0], external, define);
  const dist = join(root, 'dist');
  const holds = new Map(Object.entries(files).map(([file, sources]) => [file, sources.map((source) => entryOf(parts, source))]));
  for (const [id, { entry }] of parts) {
    if (entry && ![...holds.values()].flat().includes(id)) holds.set(`${folder}/${id.slice(2).replace(/-\w+\.js$/, '.cjs')}`, [id]);
  }
  const fileOf = new Map();
  const take = (id, file) => {
    if (fileOf.has(id)) return;
    fileOf.set(id, file);
    for (const other of parts.get(id).with) take(other, file);
  };
  for (const [file, ids] of holds) for (const id of ids) take(id, file);

  rmSync(join(dist, folder), { recursive: true, force: true });
  mkdirSync(join(dist, folder), { recursive: true });
  const [program] = holds.keys();
  const built = new Map();
  for (const [file, ids] of holds) {
    const code = await joinParts(parts, fileOf, file, file === program ? ids.slice(0, 1) : ids, file === program);
    const text = file === program ? banner + code : code;
    writeFileSync(join(dist, file), text);
    const needed = new Set(ids.flatMap((id) => [...withAll(parts, id)]).map((id) => fileOf.get(id)));
    built.set(file, { bytes: Buffer.byteLength(text), with: [...needed].filter((other) => other !== file) });
  }
  return built;
}

/**
 * The text of a file: its parts, joined as if they had never been split, and exported by their ids as far as other files
 * want them. What its own parts import dynamically is run then, and not with the file.
 */
async function joinParts(parts, fileOf, file, ids, isProgram) {
  const isOwn = (id) => fileOf.get(id) === file;
  const wanted = new Set(
    [...parts].flatMap(([id, { with: others, later }]) => (isOwn(id) ? [] : [...others, ...later].filter(isOwn))).concat(ids),
  );
  const lines = [...wanted].map(
    (id, index) => `import * as p${index} from ${JSON.stringify(id)};export { p${index} as ${JSON.stringify(id)} };`,
  );
  if (isProgram) lines.push(`export * from ${JSON.stringify(ids[0])};`);
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n') },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    // A dynamic import becomes a require, which needs no second loader and is understood by VS Code everywhere.
    supported: { 'dynamic-import': false },
    plugins: [
      {
        name: 'parts',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /./ }, ({ path }) =>
            parts.has(path) ? { path, namespace: isOwn(path) ? 'own' : 'other' } : { path, external: true },
          );
          onLoad({ filter: /./, namespace: 'own' }, ({ path }) => ({ contents: parts.get(path).text }));
          onLoad({ filter: /./, namespace: 'other' }, ({ path }) => ({
            // The mark keeps a default export what it is.
            contents: `module.exports = Object.defineProperty(require(${JSON.stringify(pathBetween(file, fileOf.get(path)))})[${JSON.stringify(path)}], '__esModule', { value: true });`,
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

/** What one file of dist/ requires another one by. */
function pathBetween(from, to) {
  const path = relative(dirname(from), to).replace(/\\/g, '/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** What a source file reaches, as esbuild splits it: by id its text, its entry if it is one, and what it loads with itself and later. */
async function splitParts(root, source, external, define) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outdir: root,
    entryNames: '[name]-program',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    external,
    define,
    mainFields: ['module', 'main'],
    // Its build for browsers does the same in ES modules, without the parts of Node that it needs for debugging only.
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
  });
  const parts = new Map();
  for (const { path, text } of outputFiles) {
    const name = relative(root, path).replace(/\\/g, '/');
    const { entryPoint, imports } = metafile.outputs[name];
    const linked = (kind) => imports.flatMap((item) => (item.kind === kind && !item.external ? [`./${item.path}`] : []));
    parts.set(`./${name}`, { text, entry: entryPoint, with: linked('import-statement'), later: linked('dynamic-import') });
  }
  return parts;
}

function entryOf(parts, source) {
  const found = [...parts].find(([, { entry }]) => entry === source)?.[0];
  if (found === undefined) throw new Error(`nothing imports ${source} dynamically: it has no part of its own`);
  return found;
}

function withAll(parts, id, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const other of parts.get(id).with) withAll(parts, other, found);
  return found;
}
