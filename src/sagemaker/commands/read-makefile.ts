import { parseMakefile } from '../../languages/makefile/parse.js';
import type { SourceDocument } from '../../text/document.js';
import type { Command } from './model.js';
import { mayBuildOrPack, readShellCommands } from './read-shell.js';
import type { OuterVariables } from './words.js';

const deepest = 8;

/** Reads the commands in the recipes of a Makefile. Never throws. */
export function readMakefileCommands(document: SourceDocument): Command[] {
  if (!mayBuildOrPack(document.text)) return [];
  const { recipes, variables } = parseMakefile(document.text);
  return readShellCommands({ document, text: recipes, notation: 'makefile', outer: makeVariables(variables) });
}

/** The values of make's variables, with those within them as far as they are known. */
function makeVariables(variables: ReadonlyMap<string, string>): OuterVariables {
  const expand = (name: string, depth: number): string | undefined => {
    const value = variables.get(name);
    if (value === undefined) return undefined;
    return value.replace(/\$[({]([A-Za-z_][\w.-]*)[)}]/g, (written, inner: string) =>
      depth < deepest ? (expand(inner, depth + 1) ?? `\${${inner}}`) : written,
    );
  };
  return (name) => expand(name, 0);
}
