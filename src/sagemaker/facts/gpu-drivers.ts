/**
 * The major version of CUDA that the driver of an endpoint's instances runs, by family: what SageMaker takes where no
 * InferenceAmiVersion is given. From the developer guide's page on drivers of inference instances.
 */
const byFamily: Readonly<Record<string, number>> = {
  p2: 11,
  p3: 11,
  p4d: 11,
  p4de: 11,
  g4dn: 11,
  g5: 11,
  p5: 12,
  g6: 12,
  p5e: 12,
  p5en: 12,
};

/** The newest major version of CUDA that runs on an endpoint's instance type; undefined for those that are not known, or have no GPU. */
export function cudaMajorOf(instanceType: string): number | undefined {
  const family = /^ml\.([a-z0-9]+)\./.exec(instanceType)?.[1];
  return family !== undefined && Object.hasOwn(byFamily, family) ? byFamily[family] : undefined;
}
