import { defineRule, type RuleReport } from '../../linter/rule.js';
import { isPlaceholder, textOf } from '../../sagemaker/request/containers.js';
import { find, findIn, numberIn, objectsAt, type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';
import { isNewerThanData, lacksOf, meantWord, recommenderWords } from '../../sagemaker/request/recommendation.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

const container = 'InputConfig.ContainerConfig';
const phaseLimits = [
  ['InitialNumberOfUsers', 1, 3],
  ['SpawnRate', 0, 3],
  ['DurationInSeconds', 120, 3600],
] as const;

export default defineRule({
  id: 'SM534',
  name: 'recommender-request-invalid',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Inference Recommender is asked for something that it does not measure',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceRecommendationsJob.html'],
  appliesTo: 'request',
  operations: ['CreateInferenceRecommendationsJob'],
  *check({ request }) {
    const payload = textOf(request, request.content, `${container}.PayloadConfig.SamplePayloadUrl`);
    if (payload && !payload.text.endsWith('.tar.gz') && !isPlaceholder(payload.text)) {
      yield {
        at: payload.member.place,
        message: `\`${payload.member.name}\` does not end in .tar.gz: Inference Recommender takes the sample requests as one gzipped archive. Pack them, even if it is one.`,
      };
    }
    for (const [name, known] of Object.entries(recommenderWords)) {
      const given = textOf(request, request.content, `${container}.${name}`);
      if (!given || known.includes(given.text) || isPlaceholder(given.text)) continue;
      const right = meantWord(given.text, known);
      yield {
        at: given.member.place,
        message: `\`${given.member.name}\` is "${given.text}": Inference Recommender knows only ${known.join(', ')}${right === undefined ? '' : `. Write ${right}`}.`,
      };
    }
    yield* checkModel(request);
    for (const { member, text, missing } of lacksOf(request)) {
      const list = missing.map((path) => `\`${wordFor(request.content, path)}\``).join(', ');
      yield {
        at: member.place,
        message: `\`${member.name}\` is ${text}, and ${list} ${missing.length === 1 ? 'is' : 'are'} missing: SageMaker has to know how to load the endpoint. Add ${missing.length === 1 ? 'it' : 'them'}.`,
      };
    }
    yield* checkNumber(request, request.content, 'InputConfig.JobDurationInSeconds', 1, 18_000);
    yield* checkNumber(request, request.content, 'InputConfig.TrafficPattern.Stairs.UsersPerStep', 1, 3);
    for (const phase of objectsAt(request, 'InputConfig.TrafficPattern.Phases')) {
      for (const [name, least, most] of phaseLimits) yield* checkNumber(request, phase, name, least, most);
    }
  },
});

function* checkModel(request: ServiceRequest): Iterable<RuleReport> {
  const [name, version] = [find(request, 'InputConfig.ModelName'), find(request, 'InputConfig.ModelPackageVersionArn')];
  // What is newer than the API's data may stand for what seems to be missing.
  if (!request.isWhole || name.kind !== 'given' || isNewerThanData(request)) return;
  if (version.kind === 'given') {
    yield {
      at: name.member.place,
      message: `\`${name.member.name}\` and \`${version.member.name}\` both name the model to measure: SageMaker takes one of them.`,
    };
    // An endpoint that is there knows its container.
  } else if (find(request, container).kind === 'absent' && find(request, 'InputConfig.Endpoints').kind === 'absent') {
    yield {
      at: name.member.place,
      message: `\`${name.member.name}\` is given without \`${wordFor(request.content, container)}\`: of a model that is not in the registry, SageMaker has to be told the framework and a sample request. Add it.`,
    };
  }
}

/** These limits stand in the text of pages, and samples of AWS itself go beyond some of them. */
function* checkNumber(request: ServiceRequest, object: ObjectNode, path: string, least: number, most: number): Iterable<RuleReport> {
  const found = findIn(request, object, path);
  const value = found.kind === 'given' ? numberIn(found.member.value) : undefined;
  if (found.kind !== 'given' || value === undefined || (value >= least && value <= most)) return;
  yield {
    at: found.member.place,
    severity: 'information',
    message: `\`${found.member.name}\` is ${value}: the guide of Inference Recommender speaks of ${least} to ${most}, and SageMaker may refuse others.`,
  };
}
