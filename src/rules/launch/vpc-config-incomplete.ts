import { defineRule, type RuleFix, type RuleReport } from '../../linter/rule.js';
import { findIn, type ServiceRequest, textIn, wordFor } from '../../sagemaker/request/model.js';
import { vpcConfigsIn } from '../../sagemaker/request/network.js';
import type { Member, RequestNode } from '../../sagemaker/request/tree.js';

/** The two halves, each with the most entries that the API takes. */
const limits = { Subnets: 16, SecurityGroupIds: 5 } as const;
const halves = ['Subnets', 'SecurityGroupIds'] as const;

export default defineRule({
  id: 'SM305',
  name: 'vpc-config-incomplete',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A VPC is given without subnets or security groups, or with too many of them, or not as a list',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html'],
  appliesTo: 'request',
  operations: 'all',
  *check({ request }) {
    for (const { member, config } of vpcConfigsIn(request)) {
      const found = halves.map((name) => [name, findIn(request, config, name)] as const);
      const missing = found.filter(([, { kind }]) => kind === 'absent').map(([name]) => `\`${wordFor(config, name)}\``);
      if (missing.length > 0) {
        const given = found.map(([, half]) => half).find((half) => half.kind === 'given');
        const isOther = found.some(([, { kind }]) => kind === 'unknown');
        // What is only there on a condition may go with the other half.
        if (!isOther) yield missingReport(request, given?.kind === 'given' ? given.member : member, missing);
      }
      for (const [name, half] of found) {
        const report = half.kind === 'given' ? listReport(request, half.member, limits[name]) : undefined;
        if (report) yield report;
      }
    }
  },
});

function missingReport(request: ServiceRequest, { name, namePlace }: Member, missing: readonly string[]): RuleReport {
  const what = missing.join(' and ');
  // These classes fill in what a configuration file of the SDK has.
  const mayComeFromFile = request.surface === 'sdk-v3' || (request.surface === 'sdk-v2' && request.operation === 'CreateProcessingJob');
  return {
    at: namePlace,
    ...(mayComeFromFile ? { severity: 'warning' } : {}),
    message: `\`${name}\` is given without ${what}: SageMaker takes subnets and security groups only together. Add ${missing.length > 1 ? 'both' : what}.`,
  };
}

function listReport(request: ServiceRequest, { name, namePlace, value }: Member, most: number): RuleReport | undefined {
  if (value.kind === 'list') {
    const count = value.items.length;
    if (count > most) return { at: namePlace, message: `\`${name}\` has ${count} entries: SageMaker takes at most ${most}.` };
    if (count > 0 || value.isOpen) return undefined;
    return { at: namePlace, message: `\`${name}\` is empty: SageMaker wants at least one. Leave the VPC out if the job needs none.` };
  }
  // The command line makes a list of one by itself.
  const text = request.surface === 'shell' ? undefined : writtenText(request, value);
  if (text === undefined) return undefined;
  const { document, span } = value;
  return {
    at: { document, span },
    message: `\`${name}\` is a text: SageMaker takes a list there, even of one. Write ${text.includes(',') ? 'each id as an entry of its own' : `[${text}]`}.`,
    fix: text.includes(',') ? undefined : wrapFix(value),
  };
}

/** A value that is a text for certain, as it is written; also one of which only a part is known. */
function writtenText({ notation }: ServiceRequest, value: RequestNode): string | undefined {
  const isText = textIn(value) !== undefined || (notation === 'python' && value.kind === 'unknown' && value.pieces !== undefined);
  return isText ? value.document.text.slice(value.span.start, value.span.end) : undefined;
}

function wrapFix({ document, span }: RequestNode): RuleFix {
  const text = document.text.slice(span.start, span.end);
  return { title: 'Make it a list', edits: [{ document, span, newText: `[${text}]` }] };
}
