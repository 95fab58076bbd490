import { parseMakefile } from '../../languages/makefile/parse.js';
import type { SourceDocument } from '../../text/document.js';
import { mayBuildOrPack } from './may-command.js';
import type { Command } from './model.js';
import { readShellCommands } from './read-shell.js';
import type { OuterVariables } from './words.js';

const deepest = 8;

/** Reads the commands in the recipes of a Makefile. Never throws. */
export function readMakefileCommands(document: SourceDocument): Command[] {
  if (!mayBuildOrPack(document.text)) return [];
  const { recipes, variables } = parseMakefile(document.text);
  const outer = makeVariables(variables);
  // A shell of its own runs each line, with those that it goes on in.
  return [...recipes.matchAll(/(?:[^\n]*\\\r?\n)*[^\n]+/g)].flatMap((line) =>
    readShellCommands({ document, text: line[0], offset: line.index, notation: 'makefile', outer }),
  );
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
