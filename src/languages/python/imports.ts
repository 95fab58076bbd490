import { compoundSpan } from './compound.js';
import { behind, endOf, firstChild, type Reading, startOf, textOf, typeOf } from './reading.js';
import type { ImportedName, ImportStatement } from './syntax.js';
import { types } from './tree.js';

/** Reads `import a.b as c, d` and `from .a import b as c`. */
export function readImport(reading: Reading, node: number): ImportStatement {
  const end = behind(reading, node);
  let from: string | undefined;
  let next = firstChild(node);
  if (typeOf(reading, next) === types.from) {
    const keyword = next;
    while (next < end && typeOf(reading, next) !== types.import) next = behind(reading, next);
    const stop = next < end ? startOf(reading, next) : endOf(reading, node);
    // Blanks and continued lines may stand between the dots and the names.
    from = reading.text.slice(endOf(reading, keyword), stop).replace(/[\s\\]+/g, '');
  }
  const names: ImportedName[] = [];
  let name = '';
  let alias: string | undefined;
  let start = -1;
  let stop = -1;
  let isAlias = false;
  const finish = () => {
    if (name !== '') names.push({ span: { start, end: stop }, name, alias });
    name = '';
    alias = undefined;
    start = -1;
    isAlias = false;
  };
  for (next = next < end ? behind(reading, next) : end; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.comma) {
      finish();
    } else if (type === types.as) {
      isAlias = true;
    } else if (type === types.variableName || type === types.star || type === types.dot) {
      if (start < 0) start = startOf(reading, next);
      stop = endOf(reading, next);
      if (isAlias) alias = textOf(reading, next);
      else name += textOf(reading, next);
    }
  }
  finish();
  return { kind: 'import', span: compoundSpan(reading, node), from, names };
}
