import type { CallExpression } from '../../../languages/python/syntax.js';
import { certain, known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import { argumentOf } from './arguments.js';
import { prefixKeywords, type WebFramework } from './frameworks.js';
import type { WebMeaning, WebObject, WebObjects } from './objects.js';

/** The prefixes that blueprints, routers and mounted applications stand behind. */
export interface Prefixes {
  /** What stands in front of the paths of an object: unknown where it is registered elsewhere. */
  prefixOf(object: WebObject): Value<string>;
  /** The prefix that a part is made with. */
  ownPrefixOf(object: WebObject): Value<string> | undefined;
  /** The parts of other modules that are registered here, as far as their names are seen. */
  readonly foreign: readonly ForeignPart[];
  /** Others of which nobody can tell what they are. */
  readonly hasUnknown: boolean;
}

/** A blueprint or router of another module that is registered: `app.include_router(routes.router, prefix="/v1")`. */
export interface ForeignPart {
  /** Its full name, with the dots of a relative import: `.routes.router`. */
  readonly name: string;
  /** What stands in front of what it is registered with. */
  readonly above: Value<string>;
  /** undefined where none is given here. */
  readonly prefix: Value<string> | undefined;
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
/** What is registered by these is a part, and never a whole application. */
const isPlain = /^(register_blueprint|include_router)$/;
const partKeywords = ['blueprint', 'router', 'ns', 'app', 'subapp'];
const tooMany = unknown('it is registered in several places');
const elsewhere = unknown('it is registered in another file');

/** Reads what is registered where. */
export function readPrefixes(context: ScriptContext, objects: WebObjects): Prefixes {
  const registrations = new Map<WebObject, Registration[]>();
  const foreign: { readonly name: string; readonly registration: Registration }[] = [];
  let hasUnknown = false;
  for (const { call } of context.calls) {
    const { callee } = call;
    const name = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
    const where = Object.hasOwn(registering, name) ? registering[name] : undefined;
    if (!where || (callee.kind === 'name' && name !== 'Mount')) continue;
    const given = argumentOf(call, partKeywords, where.part);
    const meaning = typeof given === 'string' ? undefined : objects.meaningOf(given.value);
    const parent: WebMeaning = callee.kind === 'attribute' ? objects.meaningOf(callee.object) : { kind: 'unknown' };
    const registration: Registration = { parent, prefix: prefixArgument(context, call, where.keywords, where.prefix) };
    if (meaning?.kind !== 'object') {
      const named = typeof given === 'string' || !isPlain.test(name) ? undefined : context.names.qualifiedName(given.value);
      if (named !== undefined) foreign.push({ name: named, registration });
      // `app.mount("/static", StaticFiles(...))` answers below a path of its own.
      else hasUnknown ||= !(typeof given !== 'string' && given.value.kind === 'call' && /StaticFiles$/.test(calleeName(given.value)));
      continue;
    }
    registrations.set(meaning.object, [...(registrations.get(meaning.object) ?? []), registration]);
  }

  const ownPrefixOf = (object: WebObject) => prefixArgument(context, object.call, prefixKeywords, undefined);

  function prefixOf(object: WebObject, depth = 0): Value<string> {
    const own = ownPrefixOf(object);
    const found = registrations.get(object) ?? [];
    if (depth > 4) return tooMany;
    if (found.length === 0) return object.isPart && object.framework !== 'aiohttp' ? elsewhere : (own ?? known(''));
    const all = found.map(({ parent, prefix }) => partPrefix(object.framework, { above: above(parent, depth), prefix, own }));
    const [first] = all;
    const texts = new Set(all.map((value) => certain(value)));
    return first && texts.size === 1 ? first : tooMany;
  }

  function above(parent: WebMeaning, depth: number): Value<string> {
    if (parent.kind === 'object') return prefixOf(parent.object, depth + 1);
    return parent.kind === 'annotated' && !parent.isPart ? known('') : elsewhere;
  }

  return {
    prefixOf: (object) => prefixOf(object),
    ownPrefixOf,
    foreign: foreign.map(({ name, registration: { parent, prefix } }) => ({ name, above: above(parent, 0), prefix })),
    hasUnknown,
  };
}

/**
 * What stands in front of the paths of a part: `above` is that of what it is registered with, `prefix` the one that it is
 * registered with, `own` the one that it is made with.
 */
export function partPrefix(
  framework: WebFramework,
  { above, prefix, own }: { above: Value<string>; prefix: Value<string> | undefined; own: Value<string> | undefined },
): Value<string> {
  // A blueprint that is registered with a prefix forgets its own; a router keeps it. Sanic's rules are not known here.
  if (framework === 'sanic' && own && prefix) return tooMany;
  const parts = framework === 'flask' || framework === 'quart' ? [above, prefix ?? own] : [above, prefix, own];
  return join(parts.filter((part) => part !== undefined));
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
