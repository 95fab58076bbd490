import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import type { Operation, ServiceRequest } from '../../request/model.js';
import { each, objectOf, roleArn, tagList } from './conversions.js';
import { sdkRequest } from './request.js';
import { translate } from './translate.js';
import type { Words } from './words.js';

/** `container_def(...)` of version 2. */
const container = objectOf({
  Image: 'image_uri image',
  ModelDataUrl: 'model_data_url',
  Environment: 'env',
  Mode: 'container_mode',
  ImageConfig: 'image_config',
});

interface SessionMethod {
  readonly operation: Operation;
  readonly positional: string;
  /** Arguments of which one shows that the method is the session's. */
  readonly evidence: readonly string[];
  readonly words: Words;
}

/** Methods of `sagemaker.Session` that send a request each: session.py of v2.257.6. */
const methods: Readonly<Record<string, SessionMethod>> = {
  create_model: {
    operation: 'CreateModel',
    positional: 'name role container_defs vpc_config enable_network_isolation',
    evidence: ['container_defs', 'primary_container'],
    words: {
      ModelName: 'name',
      ExecutionRoleArn: ['role', roleArn],
      Containers: ['container_defs', (node) => (node.kind === 'list' ? each(container)(node) : undefined)],
      PrimaryContainer: ['primary_container container_defs', (node) => (node.kind === 'object' ? container(node) : undefined)],
      VpcConfig: 'vpc_config',
      EnableNetworkIsolation: 'enable_network_isolation',
      Tags: ['tags', tagList],
    },
  },
  create_endpoint_config: {
    operation: 'CreateEndpointConfig',
    positional: 'name model_name initial_instance_count instance_type',
    evidence: ['model_name', 'initial_instance_count'],
    words: {
      EndpointConfigName: 'name',
      KmsKeyId: 'kms_key',
      Tags: ['tags', tagList],
      DataCaptureConfig: 'data_capture_config_dict',
      AsyncInferenceConfig: 'async_inference_config_dict',
    },
  },
  create_endpoint: {
    operation: 'CreateEndpoint',
    positional: 'endpoint_name config_name',
    evidence: ['config_name'],
    words: { EndpointName: 'endpoint_name', EndpointConfigName: 'config_name', Tags: ['tags', tagList] },
  },
};

const variantWords: Words = {
  ModelName: 'model_name',
  InitialInstanceCount: 'initial_instance_count',
  InstanceType: 'instance_type',
  AcceleratorType: 'accelerator_type',
  VolumeSizeInGB: 'volume_size',
  ServerlessConfig: 'serverless_inference_config_dict',
};

/** The request of a method of the SDK's session; undefined for one that another object has under that name. */
export function sessionRequest(call: CallExpression, method: string, reading: LaunchReading): ServiceRequest | undefined {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!known?.evidence.some((name) => call.arguments.some((argument) => argument.name === name))) return undefined;
  const written = reading.reader.readCall(call, undefined, known.positional.split(' '));
  const place = { document: reading.document, span: call.span };
  const own = { name: method, namePlace: place, place };
  const variants =
    method === 'create_endpoint_config'
      ? {
          ProductionVariants: {
            ...own,
            value: { kind: 'list' as const, ...place, items: [translate(place, [{ written, words: variantWords }])], isOpen: false },
          },
        }
      : {};
  const content = translate(place, [{ written, words: known.words }], { members: variants });
  return sdkRequest(reading, call, { operation: known.operation, surface: 'sdk-v2', written: method, content });
}
