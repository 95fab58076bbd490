import type { CallExpression } from '../../../languages/python/syntax.js';
import { certain, known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import { argumentOf } from './arguments.js';
import { prefixKeywords } from './frameworks.js';
import type { WebMeaning, WebObject, WebObjects } from './objects.js';

/** The prefixes that blueprints, routers and mounted applications stand behind. */
export interface Prefixes {
  /** What stands in front of the paths of an object: unknown where it is registered elsewhere. */
  prefixOf(object: WebObject): Value<string>;
  /** Something of another module is registered here. */
  readonly hasForeign: boolean;
}

/** One registration: `app.include_router(router, prefix="/v1")`. */
interface Registration {
  readonly parent: WebMeaning;
  /** undefined where none is given. */
  readonly prefix: Value<string> | undefined;
}

/** By the name of the method: where the part stands among the arguments, and where its prefix does. */
const registering: Readonly<
  Record<string, { readonly part: number; readonly prefix: number | undefined; readonly keywords: readonly string[] }>
> = {
  register_blueprint: { part: 0, prefix: undefined, keywords: prefixKeywords },
  blueprint: { part: 0, prefix: undefined, keywords: prefixKeywords },
  include_router: { part: 0, prefix: undefined, keywords: prefixKeywords },
  add_namespace: { part: 0, prefix: 1, keywords: ['path'] },
  mount: { part: 1, prefix: 0, keywords: ['path', 'prefix'] },
  Mount: { part: 1, prefix: 0, keywords: ['path'] },
  add_subapp: { part: 1, prefix: 0, keywords: ['prefix'] },
};
const partKeywords = ['blueprint', 'router', 'ns', 'app', 'subapp'];
const tooMany = unknown('it is registered in several places');
const elsewhere = unknown('it is registered in another file');

/** Reads what is registered where. */
export function readPrefixes(context: ScriptContext, objects: WebObjects): Prefixes {
  const registrations = new Map<WebObject, Registration[]>();
  let hasForeign = false;
  for (const { call } of context.calls) {
    const { callee } = call;
    const name = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
    const where = Object.hasOwn(registering, name) ? registering[name] : undefined;
    if (!where || (callee.kind === 'name' && name !== 'Mount')) continue;
    const given = argumentOf(call, partKeywords, where.part);
    const meaning = typeof given === 'string' ? undefined : objects.meaningOf(given.value);
    if (meaning?.kind !== 'object') {
      // `app.mount("/static", StaticFiles(...))` answers below a path of its own.
      hasForeign ||= !(typeof given !== 'string' && given.value.kind === 'call' && /StaticFiles$/.test(calleeName(given.value)));
      continue;
    }
    const parent: WebMeaning = callee.kind === 'attribute' ? objects.meaningOf(callee.object) : { kind: 'unknown' };
    const known = registrations.get(meaning.object) ?? [];
    known.push({ parent, prefix: prefixArgument(context, call, where.keywords, where.prefix) });
    registrations.set(meaning.object, known);
  }

  function prefixOf(object: WebObject, depth = 0): Value<string> {
    const own = prefixArgument(context, object.call, prefixKeywords, undefined);
    const found = registrations.get(object) ?? [];
    if (depth > 4) return tooMany;
    if (found.length === 0) return object.isPart && object.framework !== 'aiohttp' ? elsewhere : (own ?? known(''));
    const all = found.map((registration) => combine(object, own, registration, depth));
    const [first] = all;
    const texts = new Set(all.map((value) => certain(value)));
    return first && texts.size === 1 ? first : tooMany;
  }

  function combine(object: WebObject, own: Value<string> | undefined, { parent, prefix }: Registration, depth: number): Value<string> {
    const above =
      parent.kind === 'object' ? prefixOf(parent.object, depth + 1) : parent.kind === 'annotated' && !parent.isPart ? known('') : elsewhere;
    const isFlask = object.framework === 'flask' || object.framework === 'quart';
    // A blueprint that is registered with a prefix forgets its own; a router keeps it. Sanic's rules are not known here.
    if (object.framework === 'sanic' && own && prefix) return tooMany;
    const parts = isFlask ? [above, prefix ?? own] : [above, prefix, own];
    return join(parts.filter((part) => part !== undefined));
  }

  return { prefixOf: (object) => prefixOf(object), hasForeign };
}

function calleeName({ callee }: CallExpression): string {
  return callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
}

function prefixArgument(
  { evaluator }: ScriptContext,
  call: CallExpression,
  keywords: readonly string[],
  place: number | undefined,
): Value<string> | undefined {
  const given = argumentOf(call, keywords, place);
  if (given === 'absent') return undefined;
  if (given === 'unknown') return unknown('it is handed on with stars');
  if (given.value.kind === 'constant' && given.value.value === null) return undefined;
  return evaluator.text(given.value);
}

/** Puts paths one behind the other, with one slash between them. */
export function join(parts: readonly Value<string>[]): Value<string> {
  let path = '';
  let assumed = false;
  for (const part of parts) {
    if (!part.known) return part;
    assumed ||= part.assumed;
    const text = part.value;
    path = path === '' || text === '' ? path + text : `${path.replace(/\/$/, '')}/${text.replace(/^\//, '')}`;
  }
  return known(path, assumed);
}
