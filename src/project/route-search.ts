import type { ScriptModel } from '../sagemaker/script/model.js';
import type { Route } from '../sagemaker/script/server.js';
import { routeMatch } from '../sagemaker/script/web/match.js';
import { readNginx } from '../sagemaker/server/nginx.js';
import { routeOf } from '../sagemaker/server/nginx-locations.js';
import type { SourceDocument } from '../text/document.js';
import { isTest } from './evidence.js';
import { fileKindOf } from './file-kind.js';
import type { ProjectFiles } from './files.js';
import { type JoinedRoutes, joinRoutes } from './joined-routes.js';
import type { ScriptUse } from './links.js';
import { parentFolder } from './paths.js';
import type { Project } from './project.js';

/** What is known of a path that SageMaker asks a server for. */
export interface RouteSearch {
  /** The routes that certainly answer the path. */
  readonly routes: readonly { readonly document: SourceDocument; readonly route: Route }[];
  /** Something else may answer it, or nobody can tell. */
  readonly mayBeElsewhere: boolean;
  /** The Python files that answer anything over HTTP. */
  readonly servers: number;
}

/** The routes of a script and of those that run with it, with the prefixes that they register each other's parts with. */
export function routesAround(project: Project, script: ScriptModel, use: ScriptUse): JoinedRoutes & { readonly others: readonly Route[] } {
  const around = scriptsAround(project, script, use);
  const joined = joinRoutes(around);
  const others = around.flatMap((other) => (other === script ? [] : (joined.get(other)?.routes ?? [])));
  return { ...(joined.get(script) ?? script.server), others };
}

/** A script with what it imports, what imports it, and what that imports besides. */
function scriptsAround(project: Project, script: ScriptModel, { imports, importedBy }: ScriptUse): readonly ScriptModel[] {
  const beside = importedBy.flatMap(({ document }) => project.useOf(document)?.imports ?? []);
  return [...new Set([script, ...imports, ...importedBy, ...beside])];
}

/** Files are looked through in this many folders and of this number at most. */
const mostFolders = 40;
const mostFiles = 300;
const readable =
  /\.(py|js|mjs|ts|go|java|scala|kt|r|jl|rb|php|cs|cpp|cc|c|rs|sh|bash|ya?ml|json|toml|ini|conf|cfg|template|tmpl|j2|properties)$|(^|\/)[^.]+$/i;

/**
 * Looks for whatever answers a path, around a script: in the scripts that belong to it, in nginx, and in the text of any
 * other file of its folders. A mere mention is enough for `mayBeElsewhere`.
 */
export function searchRoute(project: Project, script: ScriptModel, use: ScriptUse, path: string): RouteSearch {
  const files = project.filesFor(script.document.path);
  const scripts = new Map(scriptsAround(project, script, use).map((one) => [one.document.path, one]));
  const folder = use.images.reduce(
    (common, { dockerfile }) => commonFolder(common, parentFolder(dockerfile)),
    parentFolder(script.document.path),
  );
  const nearby = filesBelow(files, folder);
  let mayBeElsewhere = nearby === undefined;
  for (const candidate of nearby ?? []) {
    if (isTest(candidate) || scripts.has(candidate) || !readable.test(candidate)) continue;
    const read = files.read(candidate);
    if (read.kind === 'pending') mayBeElsewhere = true;
    if (read.kind !== 'text') continue;
    const document = project.document(candidate);
    const python = document && /\.py$/.test(candidate) ? project.scriptIn(document) : undefined;
    if (python) scripts.set(candidate, python);
    else if (document && fileKindOf(candidate) === 'nginx') mayBeElsewhere ||= nginxAnswers(document, path);
    else mayBeElsewhere ||= mentions(read.text, path);
  }
  const routes: { document: SourceDocument; route: Route }[] = [];
  let servers = 0;
  const joined = joinRoutes(scripts.values());
  for (const each of scripts.values()) {
    const { document, server } = each;
    const { routes: own, isOpen } = joined.get(each) ?? server;
    if (isOpen || server.modelServers.length > 0 || server.starts.some(({ command }) => command?.kind === 'model')) mayBeElsewhere = true;
    if (own.length > 0) servers++;
    const matching = own.map((route) => ({ document, route, match: routeMatch(route, path) }));
    const certain = matching.filter(({ match }) => match === 'yes');
    routes.push(...certain.map(({ route }) => ({ document, route })));
    if (matching.some(({ match }) => match === 'maybe')) mayBeElsewhere = true;
    // A text of the path that belongs to no route: a loop that adds routes, a client, a middleware.
    if (certain.length === 0 && mentions(document.text, path)) mayBeElsewhere = true;
  }
  return { routes, mayBeElsewhere, servers };
}

/** Whether a text names a path by itself; behind a host it is what a client asks for. */
function mentions(text: string, path: string): boolean {
  const name = path.slice(1);
  return new RegExp(`["'\`]/?${name}\\b|(^|[\\s(|])/${name}\\b`, 'm').test(text);
}

/** Whether nginx answers a path itself, or hands it on under another name. */
function nginxAnswers(document: SourceDocument, path: string): boolean {
  return readNginx(document).servers.some(({ locations, isOpen }) => {
    const route = routeOf(locations, path);
    if (isOpen || route === 'unknown') return true;
    return (
      route !== 'none' &&
      (route.answer.kind === 'unknown' || (route.answer.kind === 'forwards' && route.answer.isRenamed) || isSuccess(route.answer))
    );
  });
}

function isSuccess(answer: { readonly kind: string; readonly status?: number }): boolean {
  return answer.kind === 'returns' && answer.status !== undefined && answer.status < 400;
}

/** Every file below a folder; undefined where there are too many. */
function filesBelow(files: ProjectFiles, folder: string): string[] | undefined {
  const found: string[] = [];
  const open = [folder];
  for (let folders = 0; open.length > 0; folders++) {
    const next = open.pop() ?? '';
    if (folders >= mostFolders || found.length > mostFiles) return undefined;
    for (const { name, kind } of files.entries(next) ?? []) {
      const path = next === '' ? name : `${next}/${name}`;
      if (kind === 'file') found.push(path);
      else if (!/^(\.|node_modules$|__pycache__$|venv$)/.test(name)) open.push(path);
    }
  }
  return found;
}

function commonFolder(first: string, second: string): string {
  const parts = first.split('/');
  const others = second.split('/');
  const length = parts.findIndex((part, index) => part !== others[index]);
  return first === second ? first : parts.slice(0, Math.max(0, length < 0 ? parts.length : length)).join('/');
}
