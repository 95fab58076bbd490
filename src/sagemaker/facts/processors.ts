/** The two kinds of processors that containers are built for, in Docker's words. */
export type Processor = 'amd64' | 'arm64';

/**
 * The processor of an instance type; undefined for what is no instance type. AWS Graviton has a `g` behind the generation
 * (`ml.c7g.xlarge`, `ml.r6gd.large`), and the hosts of GB200 are Arm, too. Source: the enums of the SageMaker API; only
 * endpoints have Graviton.
 */
export function processorOf(instanceType: string): Processor | undefined {
  const family = /^ml\.([a-z][a-z0-9-]*)\./.exec(instanceType)?.[1];
  if (family === undefined) return undefined;
  return /^[cmrtx]\d+g[a-z]*$|-gb\d+$/.test(family) ? 'arm64' : 'amd64';
}

/** The processor that an image of one platform is built for; undefined for any other platform. */
export function processorOfPlatform(platform: string): Processor | undefined {
  const [system, processor] = platform.split('/');
  if (system !== 'linux' && !(processor === undefined && /^(amd64|x86_64|arm64|aarch64)$/.test(platform))) return undefined;
  const name = processor ?? system ?? '';
  return /^(amd64|x86_64)$/.test(name) ? 'amd64' : /^(arm64|aarch64)$/.test(name) ? 'arm64' : undefined;
}
