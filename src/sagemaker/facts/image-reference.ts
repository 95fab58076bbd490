import { type Span, span } from '../../text/span.js';

/** Where each part stands in the text that was parsed: UTF-16 offsets, 0-based, from the start of that text. */
export interface ImageReferenceSpans {
  /** The reference without blanks around it. */
  readonly whole: Span;
  readonly registry: Span | undefined;
  readonly account: Span | undefined;
  readonly region: Span | undefined;
  readonly dnsSuffix: Span | undefined;
  readonly repository: Span;
  /** Without the colon. */
  readonly tag: Span | undefined;
  /** With its algorithm, without the at sign. */
  readonly digest: Span | undefined;
}

/** The name of a container image, taken apart. */
export interface ImageReference {
  /** The text without blanks around it. */
  readonly text: string;
  /** The host, with its port if it has one; `docker.io` where none is written. */
  readonly registry: string;
  /** 12 digits, for private registries of Amazon ECR only. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** What follows the region in the host of a private ECR registry, such as `amazonaws.com`. */
  readonly dnsSuffix: string | undefined;
  /** Without the registry; Docker Hub's own `library/` is left out, so `python` and `docker.io/library/python` are the same. */
  readonly repository: string;
  /** As written; undefined where none is (which means `latest`, unless there is a digest). */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly spans: ImageReferenceSpans;
}

// The grammar is that of the distribution project's reference package: a path is lower case, a tag is not.
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
const registryPattern = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?$/;

// Hosts of private registries, by partition, and the dual-stack ones.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
const privateRegistryPattern =
  /^(\d{12})(?:\.dkr\.ecr(?:-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\.(amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk)|\.dkr-ecr(?:-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\.(on\.aws|on\.amazonwebservices\.com\.cn))$/;

const dockerHubHosts = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/**
 * Takes an image's name apart. Returns undefined for anything that is not one literal name: variables, template
 * holes, `<account>` and the like, or text that no registry would accept.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const start = text.indexOf(trimmed);

  const at = trimmed.indexOf('@');
  const digest = at < 0 ? undefined : trimmed.slice(at + 1);
  if (digest !== undefined && !digestPattern.test(digest)) return undefined;
  const name = at < 0 ? trimmed : trimmed.slice(0, at);

  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (hasRegistry && !registryPattern.test(first)) return undefined;
  const pathStart = hasRegistry ? slash + 1 : 0;

  const colon = name.indexOf(':', pathStart);
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  const pathEnd = colon < 0 ? name.length : colon;
  const path = name.slice(pathStart, pathEnd);
  if (!repositoryPattern.test(path)) return undefined;

  const isDockerHub = !hasRegistry || dockerHubHosts.has(first);
  const isOfficial = isDockerHub && /^library\/[^/]+$/.test(path);
  const repository = isOfficial ? path.slice('library/'.length) : path;

  const host = hasRegistry ? privateRegistryPattern.exec(first) : null;
  const account = host?.[1];
  const region = host?.[2] ?? host?.[4];
  const dnsSuffix = host?.[3] ?? host?.[5];
  const place = (from: number, length: number): Span => span(start + from, start + from + length);
  const regionStart = region === undefined ? -1 : first.indexOf(`.${region}.`) + 1;
  return {
    text: trimmed,
    registry: isDockerHub ? 'docker.io' : first,
    account,
    region,
    dnsSuffix,
    repository,
    tag,
    digest,
    spans: {
      whole: place(0, trimmed.length),
      registry: hasRegistry ? place(0, first.length) : undefined,
      account: account === undefined ? undefined : place(0, account.length),
      region: region === undefined ? undefined : place(regionStart, region.length),
      dnsSuffix: dnsSuffix === undefined ? undefined : place(first.length - dnsSuffix.length, dnsSuffix.length),
      repository: place(pathEnd - repository.length, repository.length),
      tag: tag === undefined ? undefined : place(colon + 1, tag.length),
      digest: digest === undefined ? undefined : place(at + 1, digest.length),
    },
  };
}
