import { defineRule } from '../../linter/rule.js';
import { find, findIn, objectsIn, textIn, valueAt, wordFor } from '../../sagemaker/request/model.js';
import type { Member } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM521',
  name: 'pipeline-host-names',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Some containers of a model have a host name and others none, or two have the same',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html'],
  appliesTo: 'request',
  operations: ['CreateModel'],
  *check({ request }) {
    const list = find(request, 'Containers');
    if (list.kind !== 'given' || list.member.value.kind !== 'list' || list.member.value.isOpen) return;
    const containers = objectsIn(list.member.value);
    if (containers.length < 2 || containers.length !== list.member.value.items.length) return;
    const names = containers.map((container) => findIn(request, container, 'ContainerHostname'));
    const isDirect = textIn(valueAt(request, 'InferenceExecutionConfig.Mode')) === 'Direct';
    const missing = containers.find((_, index) => names[index]?.kind === 'absent');
    const isNamed = names.some((name) => name.kind === 'given');
    if (missing && (isNamed || isDirect)) {
      const word = wordFor(missing, 'ContainerHostname');
      const [first] = missing.members.values();
      const which = first ? `The container with this \`${first.name}\`` : 'This container';
      yield {
        at: { document: missing.document, span: missing.span },
        message: isDirect
          ? `${which} has no \`${word}\`: with the mode Direct each request names its container, and SageMaker refuses a model with one that has no name. Add \`${word}\`.`
          : `${which} has no \`${word}\`, and others of the model have one: SageMaker takes names for all containers or for none. Add \`${word}\`, or remove the others.`,
      };
    }
    const first = new Map<string, Member>();
    for (const found of names) {
      const name = found.kind === 'given' ? textIn(found.member.value) : undefined;
      if (found.kind !== 'given' || name === undefined) continue;
      const before = first.get(name);
      if (before) {
        yield {
          at: found.member.place,
          message: `Two containers are called "${name}": SageMaker could not tell them apart, and refuses the model. Give this one another name.`,
          related: [{ at: before.place, message: 'The first of that name' }],
        };
      } else first.set(name, found.member);
    }
  },
});
