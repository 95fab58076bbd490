import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import { positionalParameters } from '../../launch/signatures.js';
import type { ServiceRequest } from '../../request/model.js';
import type { Member, ObjectNode, RequestNode } from '../../request/tree.js';
import { changedBefore, changedBeforeAll } from './changes.js';
import { each, notLocal, roleArn, tagList } from './conversions.js';
import type { Maker } from './makers.js';
import { sdkRequest } from './request.js';
import { defaultMember, translate } from './translate.js';
import type { Conversion, Words } from './words.js';

/** `model_data` is a location, or what the API has in ModelDataSource. */
const location: Conversion = (node) => (node.kind === 'object' ? undefined : notLocal(node));
const source: Conversion = (node) => (node.kind === 'object' && node.type === undefined ? node : undefined);

/** What a model of the SDK says of its container. */
const containerWords: Words = {
  Image: 'image_uri image',
  ModelDataUrl: ['model_data', location],
  ModelDataSource: ['model_data', source],
  AdditionalModelDataSources: 'additional_model_data_sources',
  Environment: 'env',
  ImageConfig: 'image_config',
};

/** The same of the model itself. */
const modelWords: Words = {
  ModelName: 'name',
  ExecutionRoleArn: ['role', roleArn],
  VpcConfig: 'vpc_config',
  EnableNetworkIsolation: 'enable_network_isolation',
};

/** `MultiDataModel(...)`: what it does not say itself it has from the model that it is made with. */
const multiModelWords: Words = {
  ModelName: 'name',
  ExecutionRoleArn: ['role model.role', roleArn],
  VpcConfig: 'vpc_config model.vpc_config',
  EnableNetworkIsolation: 'enable_network_isolation model.enable_network_isolation',
  'PrimaryContainer.Image': 'image_uri model.image_uri',
  'PrimaryContainer.ModelDataUrl': ['model_data_prefix', notLocal],
  'PrimaryContainer.Environment': 'env model.env',
};

/** `ModelBuilder(...)` of version 3. */
const builderWords: Words = {
  ExecutionRoleArn: ['role_arn', roleArn],
  'PrimaryContainer.Image': 'image_uri',
  'PrimaryContainer.ModelDataUrl': ['s3_model_data_url', location],
  'PrimaryContainer.ModelDataSource': ['s3_model_data_url', source],
  'PrimaryContainer.Environment': 'env_vars',
  'PrimaryContainer.ImageConfig': 'image_config',
  'VpcConfig.Subnets': 'network.subnets',
  'VpcConfig.SecurityGroupIds': 'network.security_group_ids',
  EnableNetworkIsolation: 'network.enable_network_isolation',
};

const pipelineWords: Words = {
  ...modelWords,
  Containers: ['models', each((node) => (node.kind === 'object' ? containerOf(node) : node))],
};

/** `ModelPackage(...)`: the package has the container. */
const packageWords: Words = {
  ...modelWords,
  'PrimaryContainer.ModelPackageName': 'model_package_arn',
  'PrimaryContainer.Environment': 'env',
};

/** The container of a model that is one of several. What makes no model of the SDK is not known. */
function containerOf(model: ObjectNode): RequestNode {
  const place = { document: model.document, span: model.span };
  if (model.type === undefined || !/Model$/.test(model.type) || /(PipelineModel|MultiDataModel)$/.test(model.type)) {
    return { kind: 'unknown', ...place, why: 'it is no model of the SDK', reference: `object ${model.span.start}` };
  }
  return translate(place, [{ written: model, words: containerWords }]);
}

/** The request of `Model(...)`, `PyTorchModel(...)`, `PipelineModel(...)`, `MultiDataModel(...)`, `ModelPackage(...)` and `ModelBuilder(...)`. */
export function modelRequest(maker: Maker, reading: LaunchReading): ServiceRequest {
  const { call, name, surface } = maker;
  const given = reading.reader.readCall(call, name, positionalOf(maker, reading));
  const written = changedBeforeAll(given, call, ['deploy', 'transformer', 'create', 'build', 'right_size', 'register'], reading);
  const place = { document: reading.document, span: call.span };
  const content = translate(place, [{ written, words: wordsFor(maker) }], { members: membersOf(maker, reading, written) });
  return sdkRequest(reading, call, { operation: 'CreateModel', surface, written: name, content });
}

function wordsFor({ kind, name }: Maker): Words {
  if (kind === 'pipeline') return pipelineWords;
  if (kind === 'package') return packageWords;
  if (kind === 'builder') return builderWords;
  if (name === 'MultiDataModel') return multiModelWords;
  return {
    ...modelWords,
    ...Object.fromEntries(Object.entries(containerWords).map(([member, word]) => [`PrimaryContainer.${member}`, word])),
  };
}

function membersOf({ kind, name, call }: Maker, reading: LaunchReading, written: ObjectNode): Readonly<Record<string, Member | undefined>> {
  const place = { document: reading.document, span: call.span };
  // The class says it.
  if (name === 'MultiDataModel') return { 'PrimaryContainer.Mode': defaultMember(name, 'MultiModel', place) };
  if (kind !== 'builder') return {};
  const builds = reading.origins.usesOf(call).filter(({ method }) => method === 'build');
  const [only] = builds.length === 1 ? builds : [];
  const modelName = only && reading.reader.readCall(only.call.call, undefined, ['model_name']).members.get('model_name');
  // `model=[...]`: a pipeline, whose containers the builder takes from models that were made elsewhere.
  const several = written.members.get('model');
  const isPipeline = several?.value.kind === 'list';
  return {
    ModelName: modelName,
    ...(isPipeline && several
      ? { Containers: { ...several, value: { ...several.value, kind: 'unknown', why: 'the models have them' } } }
      : {}),
  };
}

/** Version 1 began with the model's data, version 2 begins with the image. */
function positionalOf({ call, name }: Maker, { evaluator, names }: LaunchReading): readonly string[] {
  const first = call.arguments[0];
  const qualified = names.qualifiedName(call.callee) ?? `sagemaker.${name}`;
  const positional = positionalParameters(qualified);
  if (name !== 'Model' || !first || first.name !== undefined) return positional;
  const text = evaluator.text(first.value);
  return text.known && text.value.startsWith('s3://') ? ['model_data', 'image', 'role'] : positional;
}

/** What an estimator hands on to the models that it makes: its image where it was given one, its network, its role. */
const estimatorModelWords: Words = {
  ExecutionRoleArn: ['role', roleArn],
  'VpcConfig.Subnets': 'subnets',
  'VpcConfig.SecurityGroupIds': 'security_group_ids',
  EnableNetworkIsolation: 'enable_network_isolation',
  'PrimaryContainer.Image': 'image_uri image_name',
};

/** What `.deploy(...)`, `.create_model(...)` and `.transformer(...)` of an estimator say of the model. */
const ownModelWords: Words = {
  ModelName: 'model_name name',
  ExecutionRoleArn: ['role', roleArn],
  'PrimaryContainer.Image': 'image_uri',
  'PrimaryContainer.Environment': 'env',
  EnableNetworkIsolation: 'enable_network_isolation',
};

/** The request of the model that a method of an estimator makes. `vpc_config_override` may give it another network. */
export function estimatorModelRequest(call: CallExpression, method: string, maker: Maker, reading: LaunchReading): ServiceRequest {
  const own = reading.reader.readCall(call, undefined, method === 'create_model' ? [] : ['initial_instance_count', 'instance_type']);
  const estimator = changedBefore(reading.reader.readCall(maker.call, maker.name, positionalOf(maker, reading)), call, reading);
  const words = own.members.has('vpc_config_override')
    ? Object.fromEntries(Object.entries(estimatorModelWords).filter(([path]) => !path.startsWith('VpcConfig')))
    : estimatorModelWords;
  const place = { document: reading.document, span: call.span };
  const content = translate(place, [
    // A transformer's environment is the job's.
    { written: own, words: method === 'transformer' ? withoutEnvironment(ownModelWords) : ownModelWords },
    { written: estimator, words },
  ]);
  return sdkRequest(reading, call, { operation: 'CreateModel', surface: maker.surface, written: method, content });
}

function withoutEnvironment(words: Words): Words {
  return Object.fromEntries(Object.entries(words).filter(([path]) => path !== 'PrimaryContainer.Environment'));
}

const registerWords: Words = {
  ModelPackageName: 'model_package_name',
  ModelPackageGroupName: 'model_package_group_name',
  ModelPackageDescription: 'description',
  ModelApprovalStatus: 'approval_status',
  'InferenceSpecification.SupportedContentTypes': 'content_types',
  'InferenceSpecification.SupportedResponseMIMETypes': 'response_types',
  'InferenceSpecification.SupportedRealtimeInferenceInstanceTypes': 'inference_instances',
  'InferenceSpecification.SupportedTransformInstanceTypes': 'transform_instances',
  CertifyForMarketplace: 'marketplace_cert',
  CustomerMetadataProperties: 'customer_metadata_properties',
  Domain: 'domain',
  Task: 'task',
  SamplePayloadUrl: 'sample_payload_url',
  SkipModelValidation: 'skip_model_validation',
  SourceUri: 'source_uri',
  Tags: ['tags', tagList],
};

/** The request of `model.register(...)`. */
export function registerRequest(call: CallExpression, surface: Maker['surface'], reading: LaunchReading): ServiceRequest {
  const positional = surface === 'sdk-v2' ? ['content_types', 'response_types', 'inference_instances', 'transform_instances'] : [];
  const written = reading.reader.readCall(call, undefined, positional);
  const content = translate({ document: reading.document, span: call.span }, [{ written, words: registerWords }]);
  return sdkRequest(reading, call, { operation: 'CreateModelPackage', surface, written: 'register', content });
}
