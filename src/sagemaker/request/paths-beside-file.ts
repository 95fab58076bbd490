import type { PythonNames } from '../../languages/python/names.js';
import type { CallExpression, Expression, NameExpression } from '../../languages/python/syntax.js';
import type { Evaluator } from '../script/values/evaluate.js';

/** What reading such a path needs to know of the file. */
export interface PathContext {
  readonly names: PythonNames;
  readonly evaluator: Evaluator;
  /** What a name stands for; undefined where that is not one expression. */
  follow(name: NameExpression): Expression | undefined;
}

const deepest = 10;
const samePlace = new Set(['os.path.abspath', 'os.path.realpath', 'os.path.normpath', 'builtins.str', 'pathlib.Path', 'os.fspath']);

/**
 * A path that starts at the Python file itself, as it is seen from the file's folder: `code/train.py` for
 * `os.path.join(os.path.dirname(__file__), "code", "train.py")`. Undefined for every other path.
 */
export function pathBesideFile(expression: Expression, context: PathContext): string | undefined {
  const parts = partsBeside(expression, context, 0);
  // The file itself is no folder that anything could be beside.
  if (!parts || parts.isFile) return undefined;
  return parts.path.length === 0 ? '.' : parts.path.join('/');
}

/** Parts of a path from the folder of the file; `isFile` for the file itself. */
interface PathBeside {
  readonly path: readonly string[];
  readonly isFile: boolean;
}

function partsBeside(expression: Expression, context: PathContext, depth: number): PathBeside | undefined {
  if (depth > deepest) return undefined;
  const read = (inner: Expression) => partsBeside(inner, context, depth + 1);
  switch (expression.kind) {
    case 'name': {
      if (expression.name === '__file__') return { path: [], isFile: true };
      const value = context.follow(expression);
      return value && read(value);
    }
    case 'attribute': {
      const object = expression.name === 'parent' ? read(expression.object) : undefined;
      return object && parentOf(object);
    }
    case 'subscript': {
      if (expression.object.kind !== 'attribute' || expression.object.name !== 'parents') return undefined;
      let found = read(expression.object.object);
      const count = context.evaluator.scalar(expression.index);
      if (!found || !count.known || typeof count.value !== 'number' || count.value > deepest) return undefined;
      for (let index = 0; index <= count.value; index++) found = parentOf(found);
      return found;
    }
    case 'binary': {
      if (expression.operator !== '/' && expression.operator !== '+') return undefined;
      const left = read(expression.left);
      return left && joined(left, [expression.right], context);
    }
    case 'string': {
      const [first, ...rest] = expression.parts.filter((part) => part !== '');
      const start = first !== undefined && typeof first !== 'string' ? read(first) : undefined;
      if (!start || rest.some((part) => typeof part !== 'string')) return undefined;
      return added(start, rest.join(''));
    }
    case 'call':
      return readCall(expression, context, read);
    default:
      return undefined;
  }
}

function readCall(call: CallExpression, context: PathContext, read: (inner: Expression) => PathBeside | undefined): PathBeside | undefined {
  const { callee } = call;
  const [first, ...rest] = call.arguments;
  const qualified = context.names.qualifiedName(callee);
  if (callee.kind === 'attribute' && !first && /^(resolve|absolute|as_posix|expanduser)$/.test(callee.name)) return read(callee.object);
  if (qualified === undefined || first?.star !== '') return undefined;
  if (qualified === 'os.path.dirname') {
    const found = read(first.value);
    return found && parentOf(found);
  }
  if (qualified !== 'os.path.join' && !samePlace.has(qualified)) return undefined;
  const found = read(first.value);
  return (
    found &&
    joined(
      found,
      rest.map((argument) => argument.value),
      context,
    )
  );
}

function parentOf({ path, isFile }: PathBeside): PathBeside {
  if (isFile) return { path, isFile: false };
  const last = path.at(-1);
  return { path: last === undefined || last === '..' ? [...path, '..'] : path.slice(0, -1), isFile: false };
}

function joined(start: PathBeside, parts: readonly Expression[], { evaluator }: PathContext): PathBeside | undefined {
  let found: PathBeside | undefined = start;
  for (const part of parts) {
    const text = evaluator.text(part);
    if (!text.known || text.assumed || !found) return undefined;
    found = added(found, text.value);
  }
  return found;
}

function added({ path, isFile }: PathBeside, text: string): PathBeside | undefined {
  if (isFile) return undefined;
  const result = [...path];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    const last = result.at(-1);
    if (part === '..' && last !== undefined && last !== '..') result.pop();
    else result.push(part);
  }
  return { path: result, isFile: false };
}
