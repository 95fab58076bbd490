import type { Route } from '../server.js';

/** Whether a route answers a path; maybe where variables, patterns or prefixes decide. */
export type RouteMatch = 'yes' | 'no' | 'maybe';

/** Says whether a route answers a path such as `/ping`. */
export function routeMatch({ path, ownPath, framework }: Pick<Route, 'path' | 'ownPath' | 'framework'>, wanted: string): RouteMatch {
  if (path.known) return pathMatch(path.value, wanted, framework === 'tornado');
  if (!ownPath.known) return 'maybe';
  // A prefix that is not known: what stands behind it must still fit the end.
  const own = ownPath.value;
  if (isPattern(own, framework === 'tornado')) return 'maybe';
  return wanted.endsWith(own.replace(/\/$/, '')) ? 'maybe' : 'no';
}

function isPattern(path: string, isRegex: boolean): boolean {
  return /[<{*]|(^|\/):/.test(path) || (isRegex && /[\\()[\]|^$.+?]/.test(path));
}

function pathMatch(path: string, wanted: string, isRegex: boolean): RouteMatch {
  if (path === wanted || `/${path}` === wanted) return 'yes';
  if (!isPattern(path, isRegex)) return path === `${wanted}/` ? 'maybe' : 'no';
  // What stands in front of the first variable must fit.
  const literal = /^[^<{*:\\()[\]|^$.+?]*/.exec(isRegex ? path.replace(/^\^/, '') : path)?.[0] ?? '';
  return wanted.startsWith(literal) || `${wanted}/`.startsWith(literal) ? 'maybe' : 'no';
}
