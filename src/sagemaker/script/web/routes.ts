import type { ScriptContext } from '../context.js';
import type { Route } from '../server.js';
import { readCalledRoutes } from './called-routes.js';
import { readClassRoutes } from './class-routes.js';
import { readDecoratedRoutes } from './decorated-routes.js';
import type { RouteReading } from './found-route.js';
import type { WebObjects } from './objects.js';
import { type Prefixes, readPrefixes } from './prefixes.js';

/** The routes of a file, and what else may answer. */
export interface FoundRoutes {
  readonly routes: readonly Route[];
  readonly prefixes: Prefixes;
  /** Routes may be there that are not seen, besides those of parts that other modules make. */
  readonly isOpen: boolean;
}

/** Reads the routes of a file. */
export function readRoutes(context: ScriptContext, objects: WebObjects): FoundRoutes {
  const prefixes = readPrefixes(context, objects);
  const reading: RouteReading = { context, objects, prefixes };
  const decorated = readDecoratedRoutes(reading);
  const called = readCalledRoutes(reading);
  const ofClasses = readClassRoutes(reading);
  const routes = [...decorated.routes, ...called.routes, ...ofClasses].sort((first, second) => first.span.start - second.span.start);
  return { routes, prefixes, isOpen: objects.hasOpaque || prefixes.hasUnknown || decorated.isOpen || called.isOpen };
}
