import type { SourceDocument } from '../../text/document.js';

/** A shell script as SageMaker would run it. */
export interface ShellScriptModel {
  readonly document: SourceDocument;
}
