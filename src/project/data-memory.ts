import type { DataDocument } from '../languages/data/syntax.js';
import { mayBePipeline } from '../sagemaker/commands/may-command.js';
import type { Command } from '../sagemaker/commands/model.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import { mayHoldRequests } from '../sagemaker/surfaces/request-words.js';
import type { SourceDocument } from '../text/document.js';
import type { DataReading, DataSource } from './data-reading.js';
import type { Language } from './project.js';

/** What has been read of the templates of a project; a document that has changed is another document. */
export interface DataMemory {
  /** Whether a text may be a pipeline, by its words. */
  isPipeline(document: SourceDocument): boolean;
  /** The documents of a text of YAML or JSON; empty for any other, for one that cannot have to do with SageMaker, and while the reading is not loaded. */
  dataIn(document: SourceDocument): readonly DataDocument[];
  /** What such a text asks SageMaker to do; undefined for a text that is neither YAML nor JSON. */
  requestsIn(document: SourceDocument): readonly ServiceRequest[] | undefined;
  /** The commands of a pipeline, one list for each job; none for any other text. */
  commandsIn(document: SourceDocument): readonly (readonly Command[])[];
}

/** Makes an empty memory. */
export function createDataMemory(source: DataSource, languageOf: (document: SourceDocument) => Language | undefined): DataMemory {
  const known = new WeakMap<SourceDocument, readonly DataDocument[]>();
  const requests = new WeakMap<SourceDocument, readonly ServiceRequest[]>();

  const readingOf = (document: SourceDocument, language: 'yaml' | 'json'): DataReading | undefined =>
    mayHoldRequests(document.text) ? source.reading(language) : undefined;
  const parsed = (document: SourceDocument, reading: DataReading): readonly DataDocument[] => {
    const documents = known.get(document) ?? reading.parse(document.text);
    known.set(document, documents);
    return documents;
  };
  const isPipeline = (document: SourceDocument): boolean => languageOf(document) === 'yaml' && mayBePipeline(document);
  return {
    isPipeline,
    dataIn(document) {
      const language = languageOf(document);
      if (language !== 'yaml' && language !== 'json') return [];
      const reading = readingOf(document, language) ?? (isPipeline(document) ? source.reading('yaml') : undefined);
      return reading ? parsed(document, reading) : [];
    },
    requestsIn(document) {
      const language = languageOf(document);
      if (language !== 'yaml' && language !== 'json') return undefined;
      const reading = readingOf(document, language);
      if (!reading) return [];
      const found = requests.get(document) ?? reading.requests(document, parsed(document, reading));
      requests.set(document, found);
      return found;
    },
    commandsIn(document) {
      const reading = isPipeline(document) ? source.reading('yaml') : undefined;
      return reading ? reading.commands(document, parsed(document, reading)) : [];
    },
  };
}
