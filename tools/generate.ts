import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../src/linter/rule.js';
import { generateRegistry } from './generate/registry.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Writes a file where it differs, so that an unchanged tree stays untouched. */
function write(path: string, text: string): void {
  const target = join(root, path);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`wrote ${path}`);
}

for (const [path, text] of generateRegistry(root)) write(path, text);

const { rules } = (await import('../src/rules/registry.generated.js')) as { rules: readonly Rule[] };
const { generateApi } = await import('./generate/api.js');
const { generateCloudFormation } = await import('./generate/cloudformation.js');
const { generateImages } = await import('./generate/images.js');
const { generateRuleTables } = await import('./generate/rule-tables.js');
const { generateSchema } = await import('./generate/schema.js');
const { generateSettings } = await import('./generate/settings.js');

for (const [path, text] of generateImages(readFileSync(join(root, 'src/sagemaker/facts/images.json'), 'utf8'))) write(path, text);
const factsText = (name: string) => readFileSync(join(root, 'src/sagemaker/facts', name), 'utf8');
for (const [path, text] of generateApi(factsText('api.json'))) write(path, text);
for (const [path, text] of generateCloudFormation(factsText('cloudformation.json'), factsText('api.json'))) write(path, text);
for (const [path, text] of generateSchema(rules)) write(path, text);
for (const [path, text] of generateRuleTables(rules, root)) write(path, text);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { contributes?: { configuration?: unknown } };
manifest.contributes = { ...manifest.contributes, configuration: generateSettings(rules) };
write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
