import { readdirSync, readFileSync } from 'node:fs';

/** The Markdown of a rule's page; undefined where there is none. `folder` holds the pages by id, or in a checkout the rules' own folders. */
export function readPage(folder: URL, rule: string): string | undefined {
  try {
    return readFileSync(new URL(`${rule}.md`, folder), 'utf8');
  } catch {
    return readSourcePage(folder, rule);
  }
}

/** Finds a page beside its rule: there files have the rule's name, and the id stands in the title. */
function readSourcePage(folder: URL, rule: string): string | undefined {
  try {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.md')) continue;
      const text = readFileSync(new URL(name.replace(/\\/g, '/'), folder), 'utf8');
      if (text.startsWith(`# ${rule} `)) return text;
    }
  } catch {
    // No such folder, no page.
  }
  return undefined;
}
