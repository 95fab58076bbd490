/** What may stand at a place of the SDK's configuration. */
export type Expected = Leaf | Keys | { readonly each: Keys };
/** Keys and what they hold. */
export interface Keys {
  readonly [key: string]: Expected;
}
/**
 * `role`: the ARN of a role. `texts`: a list of texts. `mapping`: keys of the user's own with texts. `any`: whatever the
 * SDK's class takes.
 */
export type Leaf = 'text' | 'role' | 'switch' | 'version' | 'bucket' | 'uri' | 'texts' | 'tags' | 'mapping' | 'any';

const vpc: Keys = { SecurityGroupIds: 'texts', Subnets: 'texts' };
const key: Keys = { KmsKeyId: 'text' };
const volume: Keys = { VolumeKmsKeyId: 'text' };
const container: Keys = { Environment: 'mapping' };
const network: Keys = { EnableInterContainerTrafficEncryption: 'switch', EnableNetworkIsolation: 'switch', VpcConfig: vpc };
const security: Keys = { EnableInterContainerTrafficEncryption: 'switch', VolumeKmsKeyId: 'text', VpcConfig: vpc };
const transform: Keys = { Environment: 'mapping', TransformOutput: key, TransformResources: volume };

/**
 * What the mapping SageMaker of the SDK's configuration takes: config_schema.py of github.com/aws/sagemaker-python-sdk
 * at v2.257.6 and v3.20.0, which differ in `Estimator` only.
 */
export const sectionKeys: Keys = {
  AutoMLJob: { AutoMLJobConfig: { SecurityConfig: security }, OutputDataConfig: key, RoleArn: 'role', Tags: 'tags' },
  AutoMLJobV2: { OutputDataConfig: key, RoleArn: 'role', SecurityConfig: security, Tags: 'tags' },
  CompilationJob: { OutputConfig: key, RoleArn: 'role', Tags: 'tags', VpcConfig: vpc },
  EdgePackagingJob: { OutputConfig: key, ResourceKey: 'text', RoleArn: 'role', Tags: 'tags' },
  Endpoint: { Tags: 'tags' },
  EndpointConfig: {
    AsyncInferenceConfig: { OutputConfig: key },
    DataCaptureConfig: key,
    KmsKeyId: 'text',
    ProductionVariants: { each: { CoreDumpConfig: key } },
    Tags: 'tags',
  },
  FeatureGroup: {
    OfflineStoreConfig: { S3StorageConfig: key },
    OnlineStoreConfig: { SecurityConfig: key },
    RoleArn: 'role',
    Tags: 'tags',
  },
  Model: {
    Containers: { each: container },
    EnableNetworkIsolation: 'switch',
    ExecutionRoleArn: 'role',
    PrimaryContainer: container,
    Tags: 'tags',
    VpcConfig: vpc,
  },
  ModelPackage: {
    InferenceSpecification: { Containers: { each: container } },
    ValidationSpecification: { ValidationProfiles: { each: { TransformJobDefinition: transform } }, ValidationRole: 'role' },
  },
  MonitoringSchedule: {
    MonitoringScheduleConfig: {
      MonitoringJobDefinition: {
        Environment: 'mapping',
        MonitoringOutputConfig: key,
        MonitoringResources: { ClusterConfig: volume },
        NetworkConfig: network,
        RoleArn: 'role',
      },
    },
    Tags: 'tags',
  },
  Pipeline: { RoleArn: 'role', Tags: 'tags' },
  ProcessingJob: {
    Environment: 'mapping',
    NetworkConfig: network,
    ProcessingInputs: {
      each: {
        DatasetDefinition: { AthenaDatasetDefinition: key, RedshiftDatasetDefinition: { KmsKeyId: 'text', ClusterRoleArn: 'role' } },
      },
    },
    ProcessingOutputConfig: key,
    ProcessingResources: { ClusterConfig: volume },
    RoleArn: 'role',
    Tags: 'tags',
  },
  PythonSDK: {
    Modules: {
      Estimator: { DebugHookConfig: 'switch' },
      // Version 3 looks here for images, and its schema does not say so.
      ImageRetriever: 'any',
      ModelTrainer: 'any',
      NotebookJob: { RoleArn: 'role', S3KmsKeyId: 'text', S3RootUri: 'uri', VolumeKmsKeyId: 'text', VpcConfig: vpc },
      RemoteFunction: {
        CustomFileFilter: { IgnoreNamePatterns: 'texts' },
        Dependencies: 'text',
        EnableInterContainerTrafficEncryption: 'switch',
        EnvironmentVariables: 'mapping',
        ImageUri: 'text',
        IncludeLocalWorkDir: 'switch',
        InstanceType: 'text',
        JobCondaEnvironment: 'text',
        PreExecutionCommands: 'texts',
        PreExecutionScript: 'text',
        RoleArn: 'role',
        S3KmsKeyId: 'text',
        S3RootUri: 'uri',
        Tags: 'tags',
        VolumeKmsKeyId: 'text',
        VpcConfig: vpc,
      },
      Serve: { EnvironmentVariables: 'mapping', InstanceType: 'text', RoleArn: 'role', S3ModelDataUri: 'uri' },
      Session: { DefaultS3Bucket: 'bucket', DefaultS3ObjectKeyPrefix: 'text' },
      TelemetryOptOut: 'switch',
    },
  },
  TrainingJob: {
    EnableInterContainerTrafficEncryption: 'switch',
    EnableNetworkIsolation: 'switch',
    Environment: 'mapping',
    OutputDataConfig: key,
    ProfilerConfig: { DisableProfiler: 'switch' },
    ResourceConfig: volume,
    RoleArn: 'role',
    Tags: 'tags',
    VpcConfig: vpc,
  },
  TransformJob: { DataCaptureConfig: key, Environment: 'mapping', Tags: 'tags', TransformOutput: key, TransformResources: volume },
};

/** The keys of the whole file. */
export const configurationKeys: Keys = { SchemaVersion: 'version', CustomParameters: 'mapping', SageMaker: sectionKeys };
