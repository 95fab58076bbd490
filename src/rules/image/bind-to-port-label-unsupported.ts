import { defineRule } from '../../linter/rule.js';
import { textReader } from '../../project/read-text.js';
import { servingChain } from '../../project/serving-chain.js';
import { servingFront } from '../../project/serving-front.js';
import { servingToolkits } from '../../sagemaker/facts/packages.js';
import { capabilityLabels } from '../../sagemaker/image/capability-labels.js';
import { certain } from '../../sagemaker/value.js';

const variable = 'SAGEMAKER_BIND_TO_PORT';

export default defineRule({
  id: 'SM125',
  name: 'bind-to-port-label-unsupported',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'The label accept-bind-to-port is set, and the server listens on port 8080 whatever it is told',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const label = image.labels.findLast(({ key }) => key === capabilityLabels.bindToPort);
    if (!label || certain(label.value) !== 'true' || image.base.origin === 'aws') return;
    // The toolkits read the variable.
    if (image.packages.some(({ name }) => name !== undefined && servingToolkits.has(name))) return;
    const chain = project.index.isComplete ? servingChain(project, image) : undefined;
    if (!chain || chain.documents.some(({ text }) => text.includes(variable))) return;
    const front = servingFront(project, image, chain);
    const [listener] = front.listeners;
    if (!front.isComplete || !listener || !front.listeners.every(({ port }) => certain(port.value) === 8080)) return;
    const read = textReader(project.filesFor(document.path));
    if (image.copies.some(({ landed }) => landed.some(({ contextPath }) => read(contextPath)?.includes(variable)))) return;
    yield {
      at: label.keySpan,
      message: `${label.key}=true tells SageMaker that the server listens on the port that ${variable} names, and ${listener.name} listens on 8080 whatever that says: in a pipeline, or beside other containers, it never passes its health check. Listen on the port of the variable, with 8080 as its default.`,
      related: [{ at: { document: listener.document, span: listener.span }, message: `${listener.name} listens here` }],
    };
  },
});
