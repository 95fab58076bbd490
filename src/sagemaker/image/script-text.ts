/** What the first bytes of a script mean to the kernel that is told to execute it. */
export type Shebang =
  | { readonly kind: 'present'; readonly interpreter: string }
  /** `#!` behind a byte order mark, or below other lines: the kernel does not see it. */
  | { readonly kind: 'hidden'; readonly why: 'mark' | 'below'; readonly offset: number }
  | { readonly kind: 'missing' };

/** Reads the first line of a script as the kernel does. */
export function shebangOf(text: string): Shebang {
  const first = /^#![ \t]*([^\r\n]*)/.exec(text);
  if (first) return { kind: 'present', interpreter: (first[1] ?? '').trim() };
  if (text.startsWith('\uFEFF#!')) return { kind: 'hidden', why: 'mark', offset: 1 };
  const below = /^(?:\uFEFF?[ \t]*(?:#[^!\r\n][^\r\n]*|#)?(?:\r\n|\r|\n)[ \t]*)+#![ \t]*\//.exec(text.slice(0, 4000));
  if (below) return { kind: 'hidden', why: 'below', offset: below[0].lastIndexOf('#!') };
  return { kind: 'missing' };
}

/** Whether a file is a script for a shell: by its shebang, else by its name. */
export function isShellScript(path: string, text: string): boolean {
  const shebang = shebangOf(text);
  return shebang.kind === 'present' ? /\b(ba|da|z|a|k)?sh\b/.test(shebang.interpreter) : /\.(sh|bash)$/.test(path);
}

/**
 * The first line break of CRLF that keeps a script from running: the one behind `#!`, which becomes part of the
 * interpreter's name, or any in a shell script. `direct` says that the kernel reads the first line. Python and the like
 * take CRLF everywhere else.
 */
export function harmfulLineBreak(path: string, text: string, direct: boolean): number | undefined {
  const shebang = shebangOf(text);
  if (direct && shebang.kind !== 'present') return undefined;
  const end = direct ? text.search(/\r?\n/) : -1;
  if (end >= 0 && text[end] === '\r') return end;
  if (direct ? !isShellScript(path, text) : false) return undefined;
  const any = text.indexOf('\r\n');
  return any < 0 ? undefined : any;
}
