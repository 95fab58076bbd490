import { type HereDocument, readShellWrites } from '../languages/shell/here-documents.js';
import { createDocument, type SourceDocument } from '../text/document.js';
import type { DocumentParts } from './parts.js';
import { parentFolder } from './paths.js';
import { pathInProject, type Writing, writtenFiles } from './written-paths.js';

/** The files that a shell script writes. The folder it is started in is held to be its own. */
export function shellParts(document: SourceDocument): DocumentParts {
  let written: DocumentParts['written'] | undefined;
  return {
    program: undefined,
    get written() {
      written ??= writtenFiles(shellWritings(document, parentFolder(document.path)));
      return written;
    },
    commands: [],
  };
}

/** What a shell text writes, in its order; additions and edits of files come last. `folder` is where it starts, undefined where nobody can tell. */
export function shellWritings(document: SourceDocument, folder: string | undefined): Writing[] {
  const { hereDocuments, changed } = readShellWrites(document.text);
  return [
    ...hereDocuments.map((hereDocument): Writing => {
      const path = pathInProject(folder, hereDocument.folder, hereDocument.name);
      return {
        path,
        document: path === undefined ? undefined : hereDocumentOf(document, path, hereDocument),
        isExpanded: hereDocument.isExpanded,
      };
    }),
    ...changed.map((file): Writing => ({ path: pathInProject(folder, file.folder, file.name), document: undefined, isExpanded: false })),
  ];
}

function hereDocumentOf(container: SourceDocument, path: string, { text, map, encode }: HereDocument): SourceDocument {
  return createDocument(path, text, { container, toContainer: map.toSource, encode });
}
