import type { SourceDocument } from '../../text/document.js';

/** What an nginx.conf says, as far as SageMaker is concerned. */
export interface NginxModel {
  readonly document: SourceDocument;
}

/** Reads an nginx.conf. Never throws. */
export function readNginx(document: SourceDocument): NginxModel {
  return { document };
}
