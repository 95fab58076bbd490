import { parseMakefile } from '../languages/makefile/parse.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import { mayCallCommandLine } from '../sagemaker/surfaces/request-words.js';
import type { SourceDocument } from '../text/document.js';
import type { DataSource, ShellReading } from './data-reading.js';
import { partsOf } from './parts.js';
import type { Language } from './project.js';
import { withPythonValues } from './read-commands.js';

/** What the command lines of a text ask SageMaker to do: those of a shell script, of a Makefile's recipes, of a notebook's cells. */
export type CommandLineRequests = (document: SourceDocument, language: Language | undefined) => readonly ServiceRequest[];

/** Makes a memory of them; a document that has changed is another document. The requests of a notebook stand in its cells' own documents. */
export function createCommandLineRequests(source: Pick<DataSource, 'shellReading'>): CommandLineRequests {
  const known = new WeakMap<SourceDocument, readonly ServiceRequest[]>();
  return (document, language) => {
    const texts = textsOf(document, language).filter(({ text }) => mayCallCommandLine(text));
    // While the reading is not there, the host loads it and asks again.
    const read: ShellReading | undefined = texts.length > 0 ? source.shellReading() : undefined;
    if (!read) return [];
    const found = known.get(document) ?? texts.flatMap((each) => read(each.document, each.text));
    known.set(document, found);
    return found;
  };
}

interface ShellText {
  readonly document: SourceDocument;
  /** The document's, as the shell gets it, at equal length. */
  readonly text: string;
}

function textsOf(document: SourceDocument, language: Language | undefined): readonly ShellText[] {
  // Most texts call nothing: they need not be taken apart.
  if (!mayCallCommandLine(document.part?.container.text.replace(/\\n/g, ' ') ?? document.text)) return [];
  const { text, part } = document;
  switch (language) {
    case 'shell':
      return [{ document, text }];
    case 'makefile':
      return [{ document, text: parseMakefile(text).recipes }];
    case 'python': {
      if (part === undefined || part.container.path !== document.path) return [];
      const { commands } = partsOf(part.container);
      return commands.map((each) => ({
        document: each.document,
        text: each.kind === 'line' && !hasData(each.document.text) ? withPythonValues(each.document.text) : each.document.text,
      }));
    }
    default:
      return [];
  }
}

/** Braces of JSON or of the command line's short notation: a notebook that finds no Python in one pair of braces leaves the whole line as it is. */
function hasData(line: string): boolean {
  return /\{[^{}\r\n]*(["']\s*:|\w=(?!=))/.test(line);
}
