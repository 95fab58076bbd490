/** What a Makefile has for the shell. */
export interface MakefileSyntax {
  /**
   * The recipes as the shell reads them, at their places in a text of the same length in which all else is blank: without
   * the tab and `@` in front, `$$` as one `$`. Variables of make stay as they are written, `$(NAME)`.
   */
  readonly recipes: string;
  /** Variables that are set once, without their blanks at either end; others are not here. */
  readonly variables: ReadonlyMap<string, string>;
}

const assignment = /^(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(\?=|:{0,3}=|\+=|!=)[ \t]*(.*)$/;

/** Reads the recipes and variables of a Makefile. Never throws; what is no Makefile has none. */
export function parseMakefile(text: string): MakefileSyntax {
  const variables = new Map<string, string>();
  const changed = new Set<string>();
  let recipes = '';
  let inRecipe = false;
  let continues = false;
  let conditions = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const isRecipeLine: boolean = continues ? inRecipe : line.startsWith('\t');
    if (isRecipeLine) {
      const prefix = continues ? 0 : (/^\t[ \t]*[@+-]*/.exec(line)?.[0].length ?? 0);
      recipes += ' '.repeat(prefix) + line.slice(prefix).replaceAll('$$', ' $');
    } else {
      recipes += line.replace(/[^\r\n]/g, ' ');
      if (!continues) {
        if (/^\s*(ifeq|ifneq|ifdef|ifndef)\b/.test(line)) conditions++;
        else if (/^\s*endif\b/.test(line)) conditions--;
        readAssignment(line, conditions > 0, variables, changed);
      }
    }
    inRecipe = isRecipeLine;
    continues = /\\\r?\n$/.test(line);
  }
  for (const name of changed) variables.delete(name);
  return { recipes, variables };
}

function readAssignment(line: string, isConditional: boolean, variables: Map<string, string>, changed: Set<string>): void {
  const found = assignment.exec(line.trimEnd());
  const [, name, operator, value = ''] = found ?? [];
  if (name === undefined) return;
  if (isConditional || variables.has(name) || operator === '+=' || operator === '!=' || value.endsWith('\\')) changed.add(name);
  variables.set(name, value.replace(/(^|\s)#.*$/, '').trim());
}
