import { violationsOf } from '../api/check.js';
import { find, type ServiceRequest, textIn } from './model.js';
import type { Member } from './tree.js';

/** Something that a job of Inference Recommender says, and what it then surely lacks, by path. */
export interface Lack {
  readonly member: Member;
  readonly text: string;
  readonly missing: readonly string[];
}

/** What a load test of one's own lacks: what to send, how long, and to what; and how a load grows that is to grow in a certain way. */
export function lacksOf(request: ServiceRequest): readonly Lack[] {
  // An endpoint that is there has its configuration already.
  const isAtEndpoint = find(request, 'InputConfig.Endpoints').kind !== 'absent';
  const loadTest = ['InputConfig.TrafficPattern', 'StoppingConditions', ...(isAtEndpoint ? [] : ['InputConfig.EndpointConfigurations'])];
  return [
    // The SDK adds what is left out.
    ...(request.isWhole ? lackOf(request, 'JobType', { Advanced: loadTest }) : []),
    ...lackOf(request, 'InputConfig.TrafficPattern.TrafficType', {
      PHASES: ['InputConfig.TrafficPattern.Phases'],
      STAIRS: ['InputConfig.TrafficPattern.Stairs'],
    }),
  ];
}

function lackOf(request: ServiceRequest, path: string, needs: Readonly<Record<string, readonly string[]>>): readonly Lack[] {
  const found = find(request, path);
  const text = found.kind === 'given' ? textIn(found.member.value) : undefined;
  if (found.kind !== 'given' || text === undefined || !Object.hasOwn(needs, text)) return [];
  const missing = (needs[text] ?? []).filter((need) => find(request, need).kind === 'absent');
  return missing.length > 0 ? [{ member: found.member, text, missing }] : [];
}

/** The API takes any text for these members of a container's configuration, and the service only some. */
export const recommenderWords: Readonly<Record<string, readonly string[]>> = {
  Framework: ['TENSORFLOW', 'PYTORCH', 'XGBOOST', 'SAGEMAKER-SCIKIT-LEARN'],
  Domain: ['COMPUTER_VISION', 'NATURAL_LANGUAGE_PROCESSING', 'MACHINE_LEARNING'],
};

/** The word that is meant: `sagemaker_scikit_learn` and `sklearn` for SAGEMAKER-SCIKIT-LEARN. */
export function meantWord(text: string, known: readonly string[]): string | undefined {
  const plain = (word: string): string => word.replace(/[^a-z]/gi, '').toUpperCase();
  return known.find((word) => plain(word) === plain(text) || (/^sklearn$/i.test(text) && word.includes('SCIKIT')));
}

/** Whether a request has members that the data of the API do not know: it may be newer, and what seems to be missing may be said by them. */
export function isNewerThanData(request: ServiceRequest): boolean {
  for (const { kind } of violationsOf(request)) if (kind === 'unknown-member') return true;
  return false;
}
