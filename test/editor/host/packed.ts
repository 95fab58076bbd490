import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './hosts.js';

/** The packed extension of this version, as `npm run package` leaves it. Throws where it has not been packed. */
export function findPackedExtension(): string {
  const manifest: { name: string; version: string } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  const file = join(projectFolder, `${manifest.name}-${manifest.version}.vsix`);
  if (!existsSync(file)) throw new Error('the extension has not been packed: run `npm run package`');
  return file;
}
