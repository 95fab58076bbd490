import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, transform } from 'esbuild';

const target = 'node20';

/**
 * Bundles a program for Node and VS Code into few files, each of which is read when it is first needed, with nothing in
 * two of them. esbuild splits what dynamic imports reach into many small parts; each file more costs half a millisecond
 * at the start, so parts are put together again.
 *
 * `files` says by path in dist/ which source files a file holds: theirs is everything that they import statically and no
 * file above has. What is imported dynamically and named nowhere gets a file of its own in `folder`, which is emptied
 * before. The first file is the program; its first source file is run. Gives what `bytesOf` and a listing need of each file.
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
    const own = [...fileOf].flatMap(([id, holder]) => (holder === file ? [id] : []));
    // In parentheses a function is compiled with the file; without, V8 reads it twice when it is called.
    const isNow = (id) => withAll(parts, ids[0]).has(id);
    const texts = own.map((id) => {
      const wrapped = `function(module,exports,require){${parts.get(id).code}}`;
      return `${JSON.stringify(id)}:${isNow(id) ? `(${wrapped})` : wrapped}`;
    });
    const others = [...fileOf].flatMap(([id, holder]) =>
      holder === program ? [] : [`${JSON.stringify(id)}:${JSON.stringify(`./${holder}`)}`],
    );
    const text =
      file === program
        ? `${banner}${loader(`{${texts.join(',\n')}}`, `{${others.join(',')}}`, ids[0])}`
        : `"use strict";module.exports={${texts.join(',\n')}};\n`;
    writeFileSync(join(dist, file), text);
    const needed = new Set(ids.flatMap((id) => [...withAll(parts, id)]).map((id) => fileOf.get(id)));
    built.set(file, {
      sources: ids.map((id) => parts.get(id).entry),
      bytes: Buffer.byteLength(text),
      with: [...needed].filter((other) => other !== file),
    });
  }
  return built;
}

/** The bytes that are read for a file, without those of the files that were read before. */
export function bytesOf(built, file, before = []) {
  const known = new Set(before.flatMap((other) => [other, ...built.get(other).with]));
  return [file, ...built.get(file).with].reduce((sum, name) => (known.has(name) ? sum : sum + built.get(name).bytes), 0);
}

/** Finds a part where it lies and runs it once; a file hands over its parts when the first of them is asked for. */
function loader(parts, files, first) {
  return `"use strict";
var parts=${parts},
files=${files},
loaded={},
load=id=>{
if(!parts[id]){if(!files[id])return require(id);Object.assign(parts,require(files[id]))}
let part=loaded[id];
if(!part){part=loaded[id]={exports:{}};parts[id](part,part.exports,load)}
return part.exports};
module.exports=load(${JSON.stringify(first)});
`;
}

/** What a source file reaches, as esbuild splits it: by id the code as CommonJS, its entry if it is one, and what is loaded with it. */
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
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target,
      minify: true,
      legalComments: 'none',
      // A dynamic import becomes a require, which needs no second loader and is understood by VS Code everywhere.
      supported: { 'dynamic-import': false },
    });
    const { entryPoint, imports } = metafile.outputs[name];
    const linked = imports.filter(({ kind, external: isOutside }) => kind === 'import-statement' && !isOutside);
    parts.set(`./${name}`, { code: code.trim(), entry: entryPoint, with: linked.map(({ path: other }) => `./${other}`) });
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
