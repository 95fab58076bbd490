import type { DataDocument } from '../languages/data/syntax.js';
import type { Command } from '../sagemaker/commands/model.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import type { SourceDocument } from '../text/document.js';

/** How a project reads YAML or JSON: the parser, and what is made of its trees. */
export interface DataReading {
  /** Never throws. */
  parse(text: string): readonly DataDocument[];
  requests(document: SourceDocument, documents: readonly DataDocument[]): readonly ServiceRequest[];
  /** The commands of a pipeline, one list for each job. */
  commands(document: SourceDocument, documents: readonly DataDocument[]): readonly (readonly Command[])[];
}

/** How a project reads the command lines of a shell text that call SageMaker; never throws. `text` is the document's, where other things in it are masked at equal length. */
export type ShellReading = (document: SourceDocument, text?: string) => readonly ServiceRequest[];

/** Where a project gets the reading of templates and command lines from, when a text first takes it: most folders have no template for SageMaker. */
export interface DataSource {
  /** Undefined while it is not loaded: to ask is to want it, and who made the source loads it then and lints again. */
  reading(language: 'yaml' | 'json'): DataReading | undefined;
  /** The same for command lines. */
  shellReading(): ShellReading | undefined;
}

/** For a project whose templates nobody asks for. */
export const noData: DataSource = { reading: () => undefined, shellReading: () => undefined };
