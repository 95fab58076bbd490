import type { ServiceRequest } from '../sagemaker/request/model.js';
import type { LinkedLaunch } from './links.js';
import type { Project } from './project.js';

/** The launch that sends a request, with the files that it leads to; undefined for what is not written in Python. */
export function launchOfRequest({ document, span, notation }: ServiceRequest, project: Project): LinkedLaunch | undefined {
  if (notation !== 'python') return undefined;
  return project
    .launchesIn(document.path)
    .find(({ launch }) => launch.document === document && launch.span.start === span.start && launch.span.end === span.end);
}
