import type { NginxDirective } from '../../languages/nginx/syntax.js';

/** Files that come with nginx and hold types, parameters or modules, never servers, listeners or locations. */
const harmless = /(^|\/)(mime\.types|(fastcgi|uwsgi|scgi)_params|fastcgi\.conf|proxy_params|koi-\w+|win-utf)$|\/modules(-enabled)?\//;

/** Whether directives may bring others that are not seen: an include of the user's own, or a placeholder in the place of a directive. */
export function mayHide(directives: readonly NginxDirective[]): boolean {
  return directives.some(({ name, isPlaceholder, words }) => isPlaceholder || (name === 'include' && !harmless.test(words[0]?.text ?? '')));
}
