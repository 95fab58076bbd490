import { strict as assert } from 'node:assert';
import { parseDockerfile } from '../../src/languages/dockerfile/parse.js';
import { parseJson } from '../../src/languages/json/parse.js';
import { parseYaml } from '../../src/languages/yaml/parse.js';
import { asNotebook, assertConverges, assertLints, assertMends, exampleProjects, mutatedProjects } from '../support/mutated-projects.js';

const dockerfile = /dockerfile/i;
const script = /\.(py|sh)$|(^|\/)Makefile$|(^|\/)(train|serve)$|nginx/;
const notebook = /\.ipynb$/;
const template = /\.(ya?ml|json|template)$/;

const kinds = [
  { name: 'Dockerfiles', kind: dockerfile, projects: exampleProjects(dockerfile), count: 10_000, fixed: 1_500 },
  { name: 'scripts', kind: script, projects: exampleProjects(script), count: 10_000, fixed: 1_500 },
  { name: 'templates', kind: template, projects: exampleProjects(template).filter(hasTemplate), count: 3_000, fixed: 500 },
  { name: 'notebooks', kind: notebook, projects: exampleProjects(/\.py$/).map(asNotebook), count: 2_000, fixed: 500 },
];

/** Not a configuration alone. */
function hasTemplate(texts: ReadonlyMap<string, string>): boolean {
  return [...texts.keys()].some((path) => template.test(path) && !path.endsWith('sagelint.yaml'));
}

function parses(path: string, text: string): boolean {
  const documents = /\.json$/.test(path) ? parseJson(text) : parseYaml(text);
  return !documents.some(({ isBroken }) => isBroken);
}

for (const { name: what, kind, projects, count, fixed } of kinds) {
  describe(`mutated ${what}`, () => {
    it(`lints ${count} of them without a throw, a failed rule, or a place outside the text`, () => {
      assert.ok(projects.length > 20);
      for (const mutated of mutatedProjects(projects, kind, count, 1)) assertLints(mutated);
    }).timeout(900_000);

    it('mends each finding with its own fix: it is gone, nothing new has come, the file still parses', () => {
      const check = (path: string, text: string, before: string): void => {
        if (dockerfile.test(path)) assert.ok(parseDockerfile(text).instructions.length > 0, text);
        // Commands are read from pipelines that do not parse as well.
        if (template.test(path) && parses(path, before)) assert.ok(parses(path, text), text);
        if (notebook.test(path)) assert.doesNotThrow(() => JSON.parse(text.replace(/^\uFEFF/, '')), text);
      };
      for (const mutated of mutatedProjects(projects, kind, fixed, 2)) assertMends(mutated, check);
    }).timeout(900_000);

    it('converges when all fixes are applied', () => {
      for (const mutated of mutatedProjects(projects, kind, fixed, 3)) assertConverges(mutated);
    }).timeout(900_000);
  });
}
