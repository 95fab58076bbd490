import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyPages } from './pages.mjs';
import { buildParts } from './parts.mjs';

/** The files that a run reads one after the other, as far as it needs them; the rest of the command has files of its own. */
const files = {
  'cli.js': ['src/cli/main.ts', 'src/cli/lint-command.ts', 'src/report/text.ts', 'src/report/json.ts', 'src/report/github.ts'],
  'cli/lint.cjs': ['src/cli/lint-projects.ts'],
  'cli/request.cjs': ['src/rules/request.generated.ts', 'src/project/read-json.ts'],
  'cli/code.cjs': ['src/project/read-code.ts', 'src/rules/code.generated.ts'],
  'cli/yaml.cjs': ['src/project/read-yaml.ts'],
};

/**
 * Makes the command line tool: dist/cli.js, which is small, its other files in dist/cli, and the rules' pages by id in
 * dist/rules. dist/package.json says that dist/cli.js is CommonJS: Node starts ES modules a third of its own start later.
 * Gives the files, as `buildParts` does.
 */
export async function buildCli(root) {
  const built = await buildParts(root, {
    files,
    folder: 'cli',
    define: { 'import.meta.url': 'thisFile' },
    banner: '#!/usr/bin/env node\nconst thisFile=require("node:url").pathToFileURL(__filename).href;\n',
  });
  writeFileSync(join(root, 'dist', 'package.json'), '{ "type": "commonjs" }\n');
  copyPages(root);
  return built;
}
