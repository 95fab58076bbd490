import type { FileKind } from './project.js';

const notDockerfiles = /\.(md|rst|txt|py|sh|json|ya?ml|html?|ipynb|js|ts|lock|dockerignore|png|svg|log|orig|rej|swp|bak)$/i;

/** What tools keep for themselves: settings, locks, schemas. */
const notTemplates =
  /^((package|npm-shrinkwrap|composer|lerna|nx|turbo|deno|biome|renovate|angular|vercel|project)\.json$|[jt]sconfig[\w.-]*\.json$|pyrightconfig|mkdocs\.ya?ml$|codecov\.ya?ml$)|[-.]lock\.(json|ya?ml)$|[-.]schema\.json$|\.(eslintrc|prettierrc|babelrc)\.json$/i;

/** What a file is, by its name alone: a Dockerfile has many spellings (`Dockerfile.gpu`, `train.dockerfile`, `Dockerfile-cpu`). */
export function fileKindOf(path: string): FileKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'sagelint.yaml') return 'configuration';
  if (/^(docker|container)file([._-].*)?$|[._-](docker|container)file$/i.test(name) && !notDockerfiles.test(name)) return 'dockerfile';
  if (/\.py$/i.test(name)) return 'python';
  if (/\.ipynb$/i.test(name)) return 'notebook';
  if (/\.(sh|bash)$/i.test(name)) return 'shell';
  if (/^nginx[\w.-]*\.conf(\.\w+)?$|^nginx[\w-]*\.(template|tmpl|j2)$/i.test(name)) return 'nginx';
  if (/^(gnu)?makefile$|^makefile\.\w+$|\.mk$/i.test(name)) return 'makefile';
  if (name === 'train' || name === 'serve') return 'program';
  if (/\.(ya?ml|json|template)$/i.test(name) && !notTemplates.test(name)) return 'template';
  return undefined;
}
