/** What the API's patterns ask for, in words, by how they begin or as a whole; those that nobody meets are left to the pattern itself. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^\^?\[a-zA-Z0-9\]\(-\*\[a-zA-Z0-9\]\)(\*|\{0,\d+\})\$?$/, 'letters, digits and hyphens, beginning and ending with a letter or digit'],
  [
    /^\^?\[a-zA-Z0-9\]\(\[\\-a-zA-Z0-9\]\*\[a-zA-Z0-9\]\)\?\$?$/,
    'letters, digits and hyphens, beginning and ending with a letter or digit',
  ],
  [/^\^?\(https\|s3\):\/\//, 'an address that begins with `s3://` or `https://`'],
  [/^arn:aws\[a-z\\-\]\*:iam::/, 'the ARN of a role, such as `arn:aws:iam::111122223333:role/name`'],
  [/^arn:aws\[a-z\\-\]\*:sns:/, 'the ARN of an SNS topic'],
  [/^\[a-zA-Z_\]\[a-zA-Z0-9_\]\*$/, 'letters, digits and underscores, beginning with a letter or underscore'],
  [/^\[A-Za-z0-9\\\.\\-_\]\+$/, 'letters, digits, dots, hyphens and underscores'],
  [/^\[-0-9a-zA-Z\]\+$/, 'letters, digits and hyphens'],
  [/^\[\\S\]\+$/, 'a text without blanks'],
  [/^\(fs-/, 'the id of a file system, such as `fs-0123456789abcdef0`'],
];

/** What a pattern of the API asks for. */
export function patternInWords(pattern: string): string {
  const known = words.find(([each]) => each.test(pattern))?.[1];
  return known ?? (pattern.length > 80 ? 'a text of another form' : `a text of the form \`${pattern}\``);
}
