import { editDistance, nearestName } from '../../linter/nearest-name.js';
import { defineRule, type RuleReport } from '../../linter/rule.js';
import { isTest } from '../../project/evidence.js';
import { violationsOf } from '../../sagemaker/api/check.js';
import { patternInWords } from '../../sagemaker/api/pattern-words.js';
import { ruleThatSays } from '../../sagemaker/api/said-elsewhere.js';
import { apiDataDate } from '../../sagemaker/api/shapes.js';
import type { MissingMembers, UnknownMember, UnknownValue, Violation, WrongSize, WrongType } from '../../sagemaker/api/violation.js';
import { type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';

type Said = Pick<RuleReport, 'message' | 'severity'>;

export default defineRule({
  id: 'SM390',
  name: 'api-constraint',
  area: 'launch',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A request lacks what the API requires, or gives what it does not take',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/Welcome.html'],
  appliesTo: 'request',
  operations: 'all',
  *check({ request }) {
    // A unit test calls what stands in for the service.
    if (isTest(request.document.path)) return;
    for (const violation of violationsOf(request)) {
      const said = describe(withoutOthers(violation, request), request);
      if (said) yield { at: violation.at, ...said };
    }
  },
});

/** What is left of a violation when the rules that are about one member have said theirs. */
function withoutOthers(violation: Violation, { operation }: ServiceRequest): Violation | undefined {
  const { path } = violation;
  if (violation.kind === 'unknown-member') return violation;
  if (violation.kind !== 'missing') return ruleThatSays(operation, path, violation) ? undefined : violation;
  const names = violation.names.filter((name) => !ruleThatSays(operation, path === '' ? name : `${path}.${name}`, violation));
  return names.length > 0 ? { ...violation, names } : undefined;
}

function describe(violation: Violation | undefined, request: ServiceRequest): Said | undefined {
  switch (violation?.kind) {
    case undefined:
      return undefined;
    case 'missing':
      return describeMissing(violation);
    case 'unknown-member':
      return describeUnknown(violation, request);
    case 'wrong-type':
      return {
        message: `\`${violation.member.name}\` is ${seen(violation)}, and SageMaker's API takes ${wanted[violation.wanted]} there.`,
      };
    case 'wrong-size':
      return describeSize(violation);
    case 'not-matching':
      return {
        message: `\`${violation.member.name}\` is "${shortened(violation.text)}": SageMaker takes ${patternInWords(violation.pattern)}, and refuses the request.`,
      };
    case 'unknown-value':
      return describeValue(violation);
  }
}

function describeMissing({ names, object, holder }: MissingMembers): Said {
  const words = listed(
    names.map((name) => `\`${wordFor(object, name)}\``),
    'and',
  );
  const them = names.length === 1 ? 'it' : 'them';
  const where = holder
    ? `\`${holder.name}\` has no ${words.replace(' and ', ' and no ')}`
    : `${words} ${names.length === 1 ? 'is' : 'are'} missing`;
  return { message: `${where}: SageMaker's API requires ${them}, and refuses the request. Add ${them}.` };
}

function describeUnknown({ member: { name }, members, belongsIn }: UnknownMember, { surface }: ServiceRequest): Said | undefined {
  const nearest = nearMember(name, members);
  if (surface === 'cloudformation') {
    return nearest === undefined
      ? undefined
      : { message: `\`${name}\` is no property of SageMaker's here: CloudFormation refuses the template. Did you mean \`${nearest}\`?` };
  }
  if (nearest !== undefined && nearest.toLowerCase() === name.toLowerCase()) {
    return { message: `\`${name}\` is written \`${nearest}\` in SageMaker's API, which refuses members that it does not know.` };
  }
  if (belongsIn !== undefined) {
    const place = belongsIn === '' ? 'the request itself' : `\`${belongsIn}\``;
    return { message: `\`${name}\` is no member here: SageMaker's API has it in ${place}, and refuses the request. Move it there.` };
  }
  if (nearest !== undefined)
    return { message: `\`${name}\` is no member here: SageMaker's API refuses the request. Did you mean \`${nearest}\`?` };
  return {
    severity: 'warning',
    message: `\`${name}\` is no member here, as SageMaker's API was on ${apiDataDate}: if it is none today either, the request is refused.`,
  };
}

/** A member that differs in a letter or two. Members have long names, of which many differ in a third. */
function nearMember(name: string, members: readonly string[]): string | undefined {
  const plain = name.replace(/[_-]/g, '').toLowerCase();
  const limit = plain.length < 6 ? 2 : 3;
  const near = members.filter((member) => editDistance(plain, member.toLowerCase(), limit) < limit);
  return nearestName(plain, near);
}

const wanted: Readonly<Record<WrongType['wanted'], string>> = {
  text: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object with members',
};

function seen({ value }: WrongType): string {
  if (value.kind === 'scalar') return value.value.known ? shortened(JSON.stringify(value.value.value)) : 'a value';
  return value.kind === 'list' ? 'a list' : 'an object';
}

function describeSize({ member: { name }, what, size, min, max }: WrongSize): Said {
  const range =
    min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : min === max ? `exactly ${min}` : `${min} to ${max}`;
  if (what === 'value') return { message: `\`${name}\` is ${size}: SageMaker takes ${range}, and refuses the request.` };
  const noun = what === 'letters' ? 'character' : 'entry';
  const nouns = what === 'letters' ? 'characters' : 'entries';
  return { message: `\`${name}\` has ${size} ${size === 1 ? noun : nouns}: SageMaker takes ${range}, and refuses the request.` };
}

function describeValue({ member, path, text, values, mayBeNewer }: UnknownValue & Pick<Violation, 'path'>): Said {
  // An option that stands in a list for itself has no name of its own.
  const name = member.name === text ? path.slice(path.lastIndexOf('.') + 1) : member.name;
  const nearest = nearestName(text, values);
  const takes = values.length <= 8 ? `SageMaker takes ${listed(values, values.length === 1 ? '' : 'or')}` : 'SageMaker does not know it';
  const advice =
    nearest === undefined ? '' : ` ${values.length <= 8 ? 'Write' : 'Did you mean'} ${nearest}${values.length <= 8 ? '.' : '?'}`;
  if (!mayBeNewer || nearest?.toLowerCase() === text.toLowerCase())
    return { message: `\`${name}\` is "${shortened(text)}": ${takes}, and refuses the request.${advice}` };
  return {
    severity: 'information',
    message: `\`${name}\` is "${shortened(text)}", which SageMaker's API did not have on ${apiDataDate}.${advice}`,
  };
}

function listed(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
