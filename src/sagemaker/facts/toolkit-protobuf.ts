import { isAtLeast, isBelow, parseVersionRange, reachesDownTo } from '../../languages/requirements/specifier.js';

/** What sagemaker-training 5.0 and later requires of protobuf: the `install_requires` of its setup.py and its change log. */
export const toolkitProtobuf = '5.28.1';
/** The last protobuf that the versions before 5.0 admit. */
const lastProtobufBefore = '3.20.3';

/** How a pin of protobuf and a requirement of sagemaker-training miss each other. */
export interface ProtobufConflict {
  /** The requirement admits 5.0 and later only. */
  readonly needsNewToolkit: boolean;
  /** There are older versions of the toolkit that go with the pin. */
  readonly fitsOlderToolkit: boolean;
}

/** Judges two version specifiers; undefined where they go together, and where that cannot be told for certain. */
export function protobufConflict(toolkit: string, protobuf: string): ProtobufConflict | undefined {
  const wanted = parseVersionRange(toolkit);
  const pinned = parseVersionRange(protobuf);
  if (!wanted || !pinned || isBelow(wanted, '5') || !isBelow(pinned, toolkitProtobuf)) return undefined;
  const needsNewToolkit = isAtLeast(wanted, '5');
  return { needsNewToolkit, fitsOlderToolkit: !needsNewToolkit && reachesDownTo(pinned, lastProtobufBefore) };
}
