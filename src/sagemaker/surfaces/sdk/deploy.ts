import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import { booleanIn, type ServiceRequest } from '../../request/model.js';
import type { ListNode, Member, ObjectNode, RequestNode } from '../../request/tree.js';
import { tagList } from './conversions.js';
import { isLocal } from './local.js';
import type { Maker, SdkSurface } from './makers.js';
import { asyncInferenceConfig, dataCaptureConfig, serverlessConfig } from './objects.js';
import { objectReference, referenceTo, sdkRequest } from './request.js';
import { translate } from './translate.js';
import type { Conversion, Words } from './words.js';

/** One parameter of ModelBuilder takes what version 2 has three for. */
const ofType =
  (type: RegExp, convert: Conversion): Conversion =>
  (node) =>
    node.kind === 'object' && node.type !== undefined && type.test(node.type) ? convert(node) : node.kind === 'unknown' ? node : undefined;

/** Members of the variant that a serverless endpoint is not sent. */
const instanceWords: Words = {
  InitialInstanceCount: 'initial_instance_count',
  InstanceType: 'instance_type',
  VolumeSizeInGB: 'volume_size',
  ModelDataDownloadTimeoutInSeconds: 'model_data_download_timeout',
  ContainerStartupHealthCheckTimeoutInSeconds: 'container_startup_health_check_timeout',
  RoutingConfig: 'routing_config',
  InferenceAmiVersion: 'inference_ami_version',
};

const variantWords: Words = {
  AcceleratorType: 'accelerator_type',
  ManagedInstanceScaling: 'managed_instance_scaling',
  ServerlessConfig: ['serverless_inference_config', serverlessConfig],
};

/** `session.production_variant(...)`. */
const ownVariantWords: Words = {
  VariantName: 'variant_name',
  ModelName: 'model_name',
  InitialVariantWeight: 'initial_weight',
};

const configurationWords: Words = {
  DataCaptureConfig: ['data_capture_config', dataCaptureConfig],
  AsyncInferenceConfig: ['async_inference_config', asyncInferenceConfig],
  KmsKeyId: 'kms_key',
  Tags: ['tags', tagList],
};

const builderConfigurationWords: Words = {
  AsyncInferenceConfig: ['inference_config', ofType(/AsyncInferenceConfig$/, asyncInferenceConfig)],
};

/** The parameters that may be given by position. Version 3 begins with the endpoint's name. */
function positionalOf(maker: Maker | undefined): readonly string[] {
  return maker?.kind === 'builder'
    ? ['endpoint_name', 'initial_instance_count', 'instance_type']
    : ['initial_instance_count', 'instance_type'];
}

/** The requests of `.deploy(...)`: the configuration of an endpoint, and the endpoint. None for one on the machine at hand. */
export function deployRequests(
  call: CallExpression,
  makers: readonly Maker[],
  modelCalls: readonly CallExpression[],
  reading: LaunchReading,
): readonly ServiceRequest[] {
  const [maker] = makers;
  const surface: SdkSurface = maker?.surface ?? 'sdk-v2';
  const isBuilder = maker?.kind === 'builder';
  const written = reading.reader.readCall(call, undefined, positionalOf(maker));
  if (isLocal(written)) return [];
  const { document } = reading;
  const place = { document, span: call.span };
  const variant = variantOf(written, isBuilder, referenceTo(reading, call, modelCalls));
  const variants: ListNode = { kind: 'list', ...place, items: [variant], isOpen: false };
  const own = callMember(call, reading);
  const words = isBuilder ? { ...configurationWords, ...builderConfigurationWords } : configurationWords;
  const content = translate(place, [{ written, words }], { members: { ProductionVariants: { ...own, value: variants } } });
  const configuration = sdkRequest(reading, call, { operation: 'CreateEndpointConfig', surface, written: 'deploy', content });
  const isUpdate = booleanIn(written.members.get('update_endpoint')?.value) === true;
  const endpoint = translate(
    place,
    [{ written, words: { EndpointName: 'endpoint_name', ...(isUpdate ? {} : { Tags: ['tags', tagList] }) } }],
    {
      members: { EndpointConfigName: { ...own, value: { ...referenceTo(reading, call, [call]) } } },
    },
  );
  return [
    configuration,
    sdkRequest(reading, call, { operation: isUpdate ? 'UpdateEndpoint' : 'CreateEndpoint', surface, written: 'deploy', content: endpoint }),
  ];
}

/** A member that the call as a whole stands for. */
function callMember({ callee }: CallExpression, { document }: LaunchReading): Omit<Member, 'value'> {
  const place = { document, span: callee.kind === 'attribute' ? callee.nameSpan : callee.span };
  return { name: callee.kind === 'attribute' ? callee.name : '', namePlace: place, place };
}

function variantOf(written: ObjectNode, isBuilder: boolean, model: RequestNode): ObjectNode {
  const serverless = written.members.get(isBuilder ? 'inference_config' : 'serverless_inference_config')?.value;
  const isServerless = serverless?.kind === 'object' && (!isBuilder || /ServerlessInferenceConfig$/.test(serverless.type ?? ''));
  const words: Words = {
    ...(isServerless ? {} : instanceWords),
    ...variantWords,
    ...(isBuilder ? { ServerlessConfig: ['inference_config', ofType(/ServerlessInferenceConfig$/, serverlessConfig)] } : {}),
  };
  const place = { document: written.document, span: written.span };
  const at = { document: model.document, span: model.span };
  return translate(place, [{ written, words }], { members: { ModelName: { name: 'model', namePlace: at, place: at, value: model } } });
}

const positionalVariant =
  'model_name instance_type initial_instance_count variant_name initial_weight accelerator_type serverless_inference_config'.split(' ');

/** `production_variant(...)` as the API has it; undefined for any other call. */
export function variantIn(call: CallExpression, reading: LaunchReading): ObjectNode | undefined {
  const { callee } = call;
  if ((callee.kind !== 'name' && callee.kind !== 'attribute') || callee.name !== 'production_variant') return undefined;
  const written = reading.reader.readCall(call, undefined, positionalVariant);
  const words: Words = { ...instanceWords, ...variantWords, ...ownVariantWords };
  return translate({ document: reading.document, span: call.span }, [{ written, words }]);
}

/** The requests of `session.endpoint_from_production_variants(...)`. */
export function variantsRequests(call: CallExpression, reading: LaunchReading): readonly ServiceRequest[] {
  const written = reading.reader.readCall(call, undefined, ['name', 'production_variants', 'tags', 'kms_key']);
  const place = { document: reading.document, span: call.span };
  const member = written.members.get('production_variants');
  const value = member && variantList(member.value, call, reading);
  const words: Words = {
    KmsKeyId: 'kms_key',
    Tags: ['tags', tagList],
    DataCaptureConfig: 'data_capture_config_dict',
    AsyncInferenceConfig: 'async_inference_config_dict',
    VpcConfig: 'vpc_config',
    EnableNetworkIsolation: 'enable_network_isolation',
  };
  const content = translate(place, [{ written, words }], { members: { ProductionVariants: member && value && { ...member, value } } });
  const endpoint = translate(place, [{ written, words: { EndpointName: 'name' } }], {
    members: { EndpointConfigName: { ...callMember(call, reading), value: referenceTo(reading, call, [call]) } },
  });
  const given = { surface: 'sdk-v2', written: 'endpoint_from_production_variants', references: [objectReference(call)] } as const;
  return [
    sdkRequest(reading, call, { ...given, operation: 'CreateEndpointConfig', content }),
    sdkRequest(reading, call, { ...given, operation: 'CreateEndpoint', content: endpoint }),
  ];
}

/** The variants of a list; each is followed to the call that makes it. */
function variantList(node: RequestNode, call: CallExpression, reading: LaunchReading): RequestNode {
  if (node.kind !== 'list') return node;
  const argument = call.arguments.find(({ name }) => name === 'production_variants') ?? call.arguments[1];
  const list = argument && reading.evaluator.resolve(argument.value);
  if (list?.kind !== 'list' || list.elements.length !== node.items.length) return node;
  const items = node.items.map((item, at) => {
    const element = list.elements[at];
    const [made, ...others] = element ? reading.origins.originsOf(element) : [];
    return (made && others.length === 0 && variantIn(made, reading)) || item;
  });
  return { ...node, items };
}
