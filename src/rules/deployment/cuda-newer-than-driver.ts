import { defineRule } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import type { Project } from '../../project/project.js';
import { cudaMajorOf } from '../../sagemaker/facts/gpu-drivers.js';
import { textOf } from '../../sagemaker/request/containers.js';
import { modelOf, seenVariants } from '../../sagemaker/request/deployment.js';
import { findIn, wordFor } from '../../sagemaker/request/model.js';
import { contains } from '../../text/span.js';

export default defineRule({
  id: 'SM539',
  name: 'cuda-newer-than-driver',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'An image is made for a CUDA that the driver of its endpoint does not run',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/inference-gpu-drivers.html'],
  appliesTo: 'image',
  *check({ image, document, project }) {
    const { reference, span } = image.base;
    const major = reference && /(^|\/)nvidia\/cuda$/.test(reference.repository) ? Number.parseInt(reference.tag ?? '', 10) : Number.NaN;
    // With the compatibility package a container brings what the driver lacks.
    if (!reference || !span || Number.isNaN(major) || /cuda[-/]compat/.test(document.text)) return;
    for (const link of project.launchesOf(document.path) ?? []) {
      const isNamed = link.images.some(({ dockerfile, how }) => dockerfile === document.path && how === 'name');
      for (const { type, member, word } of isNamed ? instancesOf(link, project) : []) {
        const newest = cudaMajorOf(type);
        if (newest === undefined || newest >= major) continue;
        yield {
          at: span,
          message: `${reference.repository}:${reference.tag} is made for CUDA ${major}, and the endpoint runs on ${type}, whose driver runs CUDA ${newest} where nothing else is asked for: the model finds no GPU ("CUDA driver version is insufficient for CUDA runtime version"). Give \`${word}\` a newer driver, or build upon CUDA ${newest}.`,
          related: [{ at: member.place, message: 'The instances of the endpoint' }],
        };
        return;
      }
    }
  },
});

/** The instance types of the endpoints that a model is deployed to, where nothing chooses their driver. */
function* instancesOf({ launch }: LinkedLaunch, project: Project) {
  const requests = project.requestsIn(launch.document);
  for (const configuration of requests) {
    if (configuration.operation !== 'CreateEndpointConfig') continue;
    for (const variant of seenVariants(configuration)) {
      const model = modelOf(variant, configuration, requests);
      if (!model || !(contains(launch.span, model.span) || contains(model.span, launch.span))) continue;
      const type = textOf(configuration, variant, 'InstanceType');
      if (!type || findIn(configuration, variant, 'InferenceAmiVersion').kind !== 'absent') continue;
      yield { type: type.text, member: type.member, word: wordFor(variant, 'InferenceAmiVersion') };
    }
  }
}
