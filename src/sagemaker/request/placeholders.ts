/**
 * What people and their tools put in the place of a value: `{{ name }}`, `${NAME}`, `$NAME`, `$(command)`, `<your-role>`,
 * `{name}`, `%(name)s`, `%NAME%`, `@NAME@`, `__NAME__`, `[[ name ]]`, `YOUR_BUCKET`, `REPLACE_ME`, `...`. A JSONPath
 * (`$.features`, `$[0]`) is none.
 */
const placeholder = new RegExp(
  [
    // No end is looked for without end: each text is searched from each of its brackets.
    /\{\{[\s\S]{0,400}?\}\}|\{%[\s\S]{0,400}?%\}|\[\[[^[\]]{1,80}\]\]/,
    /\$\{[^}]{0,400}\}?|\$\([^)]{0,400}\)?|\$[A-Za-z_]\w*/,
    /<[^<>\s][^<>]{0,200}>|\{[A-Za-z_][\w.-]{0,80}\}|\{\}|%\(\w{1,80}\)\w|%[A-Za-z_]\w{0,80}%|%[sd]\b|@@?[A-Za-z_]\w{0,80}@@?|__[A-Za-z]\w{0,80}?__/,
    /\b(?:YOUR|REPLACE|CHANGE|INSERT|FIXME|TODO)(?:[_-][A-Z0-9_-]*|ME)?\b|\.{3}|…/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** The parts of a text with placeholders, undefined for each of these: `[undefined, '.dkr.ecr.']`; undefined for a text without any. */
export function placeholderPieces(text: string): readonly (string | undefined)[] | undefined {
  const pieces: (string | undefined)[] = [];
  let done = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > done) pieces.push(text.slice(done, match.index));
    pieces.push(undefined);
    done = match.index + match[0].length;
  }
  if (pieces.length === 0) return undefined;
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}
