import type { DataDocument } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { ServiceRequest } from '../request/model.js';
import { customResourcesOf, readCustomResource } from './ack.js';
import { readTemplate, resourcesOf, type TemplateResource } from './cloudformation.js';
import { mappingOf } from './data-nodes.js';
import { readSavedRequest } from './json-request.js';
import { readOperatorResource } from './retired-operator.js';
import { isStateMachine, readStateMachine } from './step-functions.js';

/**
 * Reads what a YAML or JSON file asks SageMaker to do, in the order of the text: a template, Kubernetes resources, a saved
 * request, a state machine. Empty for what is none of these, and for files that a template engine fills in first.
 */
export function readDataRequests(document: SourceDocument, documents: readonly DataDocument[]): readonly ServiceRequest[] {
  return areAsWritten(document, documents) ? documents.flatMap((each) => readOne(document, each)) : [];
}

/** The resources of the templates that a file holds; empty where nobody can tell what they will be. */
export function readTemplateResources(document: SourceDocument, documents: readonly DataDocument[]): readonly TemplateResource[] {
  if (!areAsWritten(document, documents)) return [];
  return documents.flatMap(({ root }) => {
    const mapping = mappingOf(root);
    return (mapping && resourcesOf(mapping)) ?? [];
  });
}

/** Whether a file says what it will be deployed as: it parses, no template engine fills it in first, and it is not wrong on purpose. */
function areAsWritten(document: SourceDocument, documents: readonly DataDocument[]): boolean {
  return !documents.some(({ isBroken }) => isBroken) && !isWrittenByEngine(document.text) && !isSpoiled(document.path);
}

function readOne(document: SourceDocument, { root, language }: DataDocument): readonly ServiceRequest[] {
  const mapping = mappingOf(root);
  if (!mapping) return [];
  const resources = resourcesOf(mapping);
  if (resources) return readTemplate(document, mapping, resources, language);
  if (isStateMachine(mapping)) return readStateMachine(document, mapping, language);
  const customResources = customResourcesOf(mapping);
  if (customResources) {
    // A Helm chart's.
    if (document.text.includes('{{')) return [];
    return customResources.flatMap(
      (resource) => readCustomResource(document, resource, language) ?? readOperatorResource(document, resource, language) ?? [],
    );
  }
  const request = readSavedRequest(document, mapping, language);
  return request ? [request] : [];
}

/** Conditions and loops of Helm, Jinja and the like on lines of their own, in comments, too. Placeholders of values are another matter. */
function isWrittenByEngine(text: string): boolean {
  return /^[ \t]*(?:#[ \t]*)?(?:\{[{%][-~+]?[ \t]*(?:[#/]|(?:if|else|elif|end\w*|for|range|with|include|template|block|define|set|macro|import|extends|raw|toYaml)\b)|<%)/m.test(
    text,
  );
}

/** Templates that tests expect to be wrong, and what tools have recorded. */
function isSpoiled(path: string): boolean {
  if (/(^|\/)(__snapshots__|snapshots|fixtures|__fixtures__|testdata|test[-_]data|test[-_]?files)\//i.test(path)) return true;
  const isTest = /(^|\/)(tests?|spec|e2e|__tests__)\//i.test(path);
  return isTest && /(^|[/_.-])(bad|invalid|wrong|broken|malformed|negative|fail(s|ed|ing|ure)?|errors?)(?=[/_.-])/i.test(path);
}
