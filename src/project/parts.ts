import type { SourceDocument } from '../text/document.js';
import { notebookParts } from './notebook-parts.js';
import { shellParts } from './shell-parts.js';

/** A file that a notebook's cell or a here-document of a shell script writes. */
export interface WrittenFile {
  /** Where it would be, relative to the project's root. */
  readonly path: string;
  /** Its text is what will be in the file, but for a line break at its end that a notebook adds. Findings and fixes land in the container. */
  readonly document: SourceDocument;
  /** A shell puts values in the place of some of it, which the text has as they are written: `${NAME}`, `$(...)`. */
  readonly isExpanded: boolean;
  /** The same notebook or script writes it again, adds to it or edits it: this text alone is not what is used in the end. */
  readonly isOverwritten: boolean;
}

/** A command of the shell in a notebook. */
export interface NotebookCommand {
  /** The command's text; its path is the notebook's. */
  readonly document: SourceDocument;
  /** `cell`: a whole cell (`%%bash`). `line`: `!cmd`, in which `{name}` and `$name` are values of Python first. */
  readonly kind: 'cell' | 'line';
  /** The folder it runs in, relative to the project's root; undefined where nobody can tell, or outside of the project. */
  readonly folder: string | undefined;
}

/** The texts that a notebook or a shell script holds for others than itself. Each is read when it is first asked for. */
export interface DocumentParts {
  /**
   * The Python of a notebook: its code cells one below the other, with everything that is no Python masked at equal length.
   * Undefined for other languages, for shell scripts, and where there is no code.
   */
  readonly program: SourceDocument | undefined;
  /** In the order in which they are written. */
  readonly written: readonly WrittenFile[];
  /** The commands of a notebook; a shell script is its own. */
  readonly commands: readonly NotebookCommand[];
}

const noParts: DocumentParts = { program: undefined, written: [], commands: [] };
const known = new WeakMap<SourceDocument, DocumentParts>();

/** What a notebook (`.ipynb`) or a shell script holds; nothing for any other document. The same for the same document. Never throws for what is in it. */
export function partsOf(document: SourceDocument): DocumentParts {
  let parts = known.get(document);
  if (!parts) {
    parts = readParts(document);
    known.set(document, parts);
  }
  return parts;
}

function readParts(document: SourceDocument): DocumentParts {
  if (/\.ipynb$/i.test(document.path)) return document.part ? noParts : notebookParts(document);
  if (/\.(sh|bash|zsh|ksh)$/i.test(document.path) || /^\uFEFF?#!.*\b(ba|da|k|z|a)?sh\b/.test(document.text)) return shellParts(document);
  return noParts;
}
