import { editDistance, nearestName } from '../../linter/nearest-name.js';
import { defineRule, type RuleReport } from '../../linter/rule.js';
import { isTest } from '../../project/evidence.js';
import { type InstanceUse, instanceTypes, isKnownFamily, usesOf } from '../../sagemaker/api/instance-types.js';
import { type GivenInstance, instancesIn } from '../../sagemaker/api/instances-in.js';
import { apiDataDate } from '../../sagemaker/api/shapes.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import type { ServiceRequest } from '../../sagemaker/request/model.js';

/** The machine at hand, which the SDK takes in the place of an instance. */
const local = ['local', 'local_gpu', 'local_code'];
const words: Readonly<Record<InstanceUse, string>> = {
  training: 'training',
  transform: 'batch transform',
  hosting: 'hosting',
  processing: 'processing',
};

export default defineRule({
  id: 'SM328',
  name: 'instance-type-unknown',
  area: 'launch',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'An instance type does not exist, or not for what it is asked for',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html',
  ],
  appliesTo: 'request',
  operations: 'all',
  *check({ request }) {
    if (isTest(request.document.path)) return;
    for (const given of instancesIn(request)) {
      const report = judge(given);
      if (report)
        yield { at: { document: given.value.document, span: given.value.span }, ...report, fix: fixFor(request, given, report.better) };
    }
  },
});

type Judged = Pick<RuleReport, 'message' | 'severity'> & { readonly better: string | undefined };

function judge({ type, use, member }: GivenInstance): Judged | undefined {
  const known = instanceTypes(use);
  if (known.includes(type) || local.includes(type)) return undefined;
  const uses = usesOf(type);
  // SM506 says which types batch transform does not have.
  if (uses.length > 0 && use === 'transform') return undefined;
  const said = `\`${member.name}\` is "${type}"`;
  if (uses.length > 0) {
    const better = nearestName(type, known);
    return {
      message: `${said}: SageMaker has it for ${uses.map((each) => words[each]).join(' and ')}, and did not have it for ${words[use]} on ${apiDataDate}.${advice(better)}`,
      better,
    };
  }
  const meant = [...local, `ml.${type}`].find((word) => plain(word) === plain(type) || (word === `ml.${type}` && known.includes(word)));
  if (meant !== undefined) return { message: `${said}, which SageMaker writes ${meant}.`, better: meant };
  const [, family = '', size = ''] = /^ml\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(type) ?? [];
  if (size === '') {
    // What is no instance type by its form may be a placeholder.
    const better = known.find((each) => editDistance(each, type, 3) < 3);
    return better === undefined ? undefined : { message: `${said}, which is no instance type of SageMaker.${advice(better)}`, better };
  }
  if (!isKnownFamily(family)) {
    const near = nearestFamily(family, size, known);
    return {
      severity: 'information',
      message: `${said}: SageMaker had no instances of the family ${family} on ${apiDataDate}.${advice(near)}`,
      better: near,
    };
  }
  const sizes = known.filter((each) => each.startsWith(`ml.${family}.`));
  // Of two that differ in a letter, 2xlarge is nearer to 3xlarge than xlarge is.
  const better = nearestName(type, [
    ...sizes.filter((each) => each.length === type.length),
    ...sizes.filter((each) => each.length !== type.length),
  ]);
  const there = sizes.map((each) => each.slice(family.length + 4)).join(', ');
  return {
    message: `${said}: SageMaker had no such size on ${apiDataDate}${there === '' ? '' : `; of ${family} it has ${there} for ${words[use]}`}.${advice(better)}`,
    better,
  };
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The same size of a family that differs in one letter. */
function nearestFamily(family: string, size: string, known: readonly string[]): string | undefined {
  return known.find((type) => type.endsWith(`.${size}`) && editDistance(type.split('.')[1] ?? '', family, 2) < 2);
}

function advice(better: string | undefined): string {
  return better === undefined ? '' : ` Did you mean ${better}?`;
}

/** Only where the type itself is written: a name may be used for other things, too. */
function fixFor(request: ServiceRequest, { type, value }: GivenInstance, better: string | undefined): RuleReport['fix'] {
  const written = value.document.text.slice(value.span.start, value.span.end);
  if (better === undefined || !written.includes(type)) return undefined;
  return { title: `Write ${better}`, edits: [replaceValue(request, value, better)] };
}
