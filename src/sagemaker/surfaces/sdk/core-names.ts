import type { Member, ObjectNode, RequestNode } from '../../request/tree.js';
import { objectReferenceAt } from './object-reference.js';

/** Names whose words are not all written with one capital, in the API's way. */
const exceptions: Readonly<Record<string, string>> = {
  supported_response_mime_types: 'SupportedResponseMIMETypes',
  volume_size_in_gb: 'VolumeSizeInGB',
  memory_size_in_mb: 'MemorySizeInMB',
  enable_ssm_access: 'EnableSSMAccess',
  max_payload_in_mb: 'MaxPayloadInMB',
};

/** Mappings whose keys are the user's own. */
const mappings = new Set([
  'CustomerMetadataProperties',
  'StaticHyperParameters',
  'ProfilingParameters',
  'CollectionParameters',
  'HyperParameters',
  'RuleParameters',
  'Environment',
  'HookParameters',
]);

/** Members that name what another request makes. */
const named = new Set(['ModelName', 'EndpointConfigName', 'EndpointName']);

/** Arguments that are none of the API's. */
const ownArguments = new Set(['session', 'region']);

/** `MaxPayloadInMB` as sagemaker.core has it, `max_payload_in_mb`: its classes are generated from the API by this rule. */
export function coreName(name: string): string {
  return name
    .replace(/([^.])([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** The API's name for one of sagemaker.core; a name that is written in another way stays as it is. */
export function apiName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return name;
  const exception = Object.hasOwn(exceptions, name) ? exceptions[name] : undefined;
  return exception ?? name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Arguments of sagemaker.core's classes and functions under the names of the API, through all objects and lists. */
export function fromCore(written: ObjectNode): ObjectNode {
  const members = new Map<string, Member>();
  for (const [name, member] of written.members) {
    if (ownArguments.has(name)) continue;
    const inApi = apiName(name);
    members.set(inApi, { ...member, value: mappings.has(inApi) ? member.value : valueFromCore(member.value, inApi) });
  }
  const objectOf = (member: string) => (member.includes('.') ? undefined : written);
  return { ...written, type: undefined, members, spelling: { object: written, objectOf, nameOf: coreName } };
}

function valueFromCore(node: RequestNode, name: string): RequestNode {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => valueFromCore(item, name)) };
  // What names another thing is there, or nothing would work.
  if (node.kind === 'unknown' && node.reference !== undefined && named.has(name)) return { ...node, isGiven: true };
  // What a function is given, as `image_uris.retrieve(...)`, is no object of the API.
  if (node.kind !== 'object' || /(^|\.)[a-z]\w*$/.test(node.type ?? '')) return node;
  // `model_name=model`: a resource stands for its name.
  return node.type !== undefined && /(Name|Arn)$/.test(name) ? objectReferenceAt(node) : fromCore(node);
}
