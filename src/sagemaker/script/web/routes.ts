import type { ScriptContext } from '../context.js';
import type { Route } from '../server.js';
import { readCalledRoutes } from './called-routes.js';
import { readClassRoutes } from './class-routes.js';
import { readDecoratedRoutes } from './decorated-routes.js';
import type { RouteReading } from './found-route.js';
import type { WebObjects } from './objects.js';
import { readPrefixes } from './prefixes.js';

/** Reads the routes of a file. */
export function readRoutes(context: ScriptContext, objects: WebObjects): { readonly routes: readonly Route[]; readonly isOpen: boolean } {
  const reading: RouteReading = { context, objects, prefixes: readPrefixes(context, objects) };
  const decorated = readDecoratedRoutes(reading);
  const called = readCalledRoutes(reading);
  const ofClasses = readClassRoutes(reading);
  const routes = [...decorated.routes, ...called.routes, ...ofClasses].sort((first, second) => first.span.start - second.span.start);
  return { routes, isOpen: objects.hasOpaque || reading.prefixes.hasForeign || decorated.isOpen || called.isOpen };
}
