import { known, unknown, type Value } from '../value.js';

/** Finds a variable's value; undefined where the Dockerfile does not set it. */
export type VariableLookup = (name: string) => Value<string> | undefined;

/**
 * Removes quotes and replaces variables of a word the way `docker build` does for ENV, COPY, WORKDIR, USER, LABEL and FROM.
 * One variable that is not known makes the whole word unknown.
 */
export function expandWord(text: string, lookup: VariableLookup, escapeCharacter: string): Value<string> {
  let result = '';
  let assumed = false;
  let why: string | undefined;
  let quote = '';

  const take = (name: string, operator: string | undefined, operand: string | undefined): void => {
    const value = lookup(name);
    if (operator === ':-' || operator === '-' || operator === ':+' || operator === '+') {
      const inner = expandWord(operand ?? '', lookup, escapeCharacter);
      // Whether the variable is set decides; where nobody can tell (a build argument, the base image), neither can we.
      const isSet = value === undefined ? undefined : value.known ? operator.length === 1 || value.value !== '' : undefined;
      const picked = operator.endsWith('-')
        ? isSet === true
          ? value
          : isSet === undefined && value !== undefined
            ? undefined
            : inner
        : isSet
          ? inner
          : known('');
      if (!picked?.known) why ??= `\${${name}} is not known here`;
      else {
        result += picked.value;
        assumed = true;
      }
      return;
    }
    if (operator !== undefined) why ??= `\${${name}${operator}...} is computed while building`;
    else if (!value) why ??= `$${name} is not set in this Dockerfile`;
    else if (!value.known) why ??= value.why;
    else {
      result += value.value;
      assumed ||= value.assumed;
    }
  };

  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote === "'") {
      if (character === "'") quote = '';
      else result += character;
    } else if (character === escapeCharacter) {
      // Within double quotes Docker drops the escape only before `"`, `$` and itself.
      const next = text[index + 1] ?? '';
      if (quote === '"' && next !== '"' && next !== '$' && next !== escapeCharacter) result += character;
      result += next;
      index++;
    } else if (character === '"') {
      quote = quote === '"' ? '' : '"';
    } else if (character === "'" && quote === '') {
      quote = "'";
    } else if (character === '$') {
      const braced = /^\$\{([A-Za-z_]\w*)(?:(:[-+?]|[-+?#%/]+)([^}]*))?\}/.exec(text.slice(index));
      const simple = braced ? undefined : /^\$([A-Za-z_]\w*)/.exec(text.slice(index));
      if (braced?.[1]) take(braced[1], braced[2], braced[3]);
      else if (simple?.[1]) take(simple[1], undefined, undefined);
      else if (text[index + 1] === '{' || text[index + 1] === '(') why ??= 'it is computed while building';
      else result += character;
      index += (braced?.[0].length ?? simple?.[0].length ?? 1) - 1;
    } else {
      result += character;
    }
  }
  if (why === undefined && isPlaceholder(result)) why = 'it holds a placeholder';
  return why === undefined ? known(result, assumed) : unknown(why);
}

/** Whether a text waits to be filled in: `<account>`, `{{ image }}`, `__REGION__`. */
export function isPlaceholder(text: string): boolean {
  return /<[\w .-]+>|\{\{|\{%|__[A-Z][A-Z_]*__|\$\{/.test(text);
}
