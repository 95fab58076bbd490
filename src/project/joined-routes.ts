import type { ScriptModel } from '../sagemaker/script/model.js';
import type { Route, WebApplication } from '../sagemaker/script/server.js';
import { join, partPrefix } from '../sagemaker/script/web/prefixes.js';
import { certain, unknown, type Value } from '../sagemaker/value.js';
import { localName, type ScriptsByPath } from './local-names.js';

/** What a script answers, where its own blueprints and routers are registered in other scripts. */
export interface JoinedRoutes {
  readonly routes: readonly Route[];
  /** Routes may be there that none of the scripts shows. */
  readonly isOpen: boolean;
}

/** Where a part is made: by a call of a script. */
interface Made {
  readonly script: ScriptModel;
  readonly application: WebApplication;
}

const tooMany = unknown('it is registered in several places');

/**
 * The routes of scripts that belong together. A part that one of them makes and another one registers has its whole paths;
 * one that is registered and not found leaves the script open.
 */
export function joinRoutes(scripts: Iterable<ScriptModel>): ReadonlyMap<ScriptModel, JoinedRoutes> {
  const all = new Map([...scripts].map((script) => [script.document.path, script]));
  const prefixes = new Map<WebApplication, Value<string>>();
  const open = new Set<ScriptModel>();
  for (const script of all.values()) {
    const { foreignParts, isOpenItself } = script.server;
    const made = foreignParts.map((part) => ({ part, made: findMade(part.name, script, all) }));
    const isOpen = isOpenItself || made.some((one) => !one.made?.application.isPart);
    if (isOpen) open.add(script);
    for (const { part, made: found } of made) {
      if (!found) continue;
      // What else the application does it does in front of this, too.
      if (isOpen) open.add(found.script);
      const { framework, ownPrefix } = found.application;
      const before = prefixes.get(found.application);
      const prefix = partPrefix(framework, { ...part, own: ownPrefix });
      prefixes.set(found.application, before && certain(before) !== certain(prefix) ? tooMany : prefix);
    }
  }
  return new Map([...all.values()].map((script) => [script, { routes: routesOf(script, prefixes), isOpen: open.has(script) }]));
}

function routesOf({ server }: ScriptModel, prefixes: ReadonlyMap<WebApplication, Value<string>>): readonly Route[] {
  return server.routes.map((route) => {
    const owner = server.applications.find(({ span }) => span.start === route.owner);
    const prefix = owner && prefixes.get(owner);
    return prefix ? { ...route, path: route.path.known ? tooMany : join([prefix, route.ownPath]) } : route;
  });
}

/** The application or part that a full name means where it stands in a script. */
function findMade(name: string, from: ScriptModel, scripts: ScriptsByPath): Made | undefined {
  const found = localName(name, from, scripts);
  const { kind, value, position } = found?.binding ?? {};
  if (!found || kind !== 'assignment' || value?.kind !== 'call' || (position ?? []).length > 0) return undefined;
  const application = found.script.server.applications.find(({ span }) => span.start === value.span.start);
  return application && { script: found.script, application };
}
