// Generated from cloudformation.json by `npm run generate`; `npm run refresh-api` renews that file.
import type { CloudFormationData } from '../api/cloudformation.js';

export const cloudFormationData: CloudFormationData = {
  date: "2026-09-29",
  types: "AIWorkloadConfig Action Algorithm App AppImageConfig Artifact Cluster ClusterSchedulerConfig CodeRepository Context DataQualityJobDefinition Device DeviceFleet Domain Endpoint EndpointConfig Experiment ExperimentTrialComponent FeatureGroup Hub HumanTaskUi Image ImageVersion InferenceComponent InferenceExperiment MlflowApp MlflowTrackingServer Model ModelBiasJobDefinition ModelCard ModelExplainabilityJobDefinition ModelPackage ModelPackageGroup ModelQualityJobDefinition MonitoringSchedule NotebookInstance NotebookInstanceLifecycleConfig PartnerApp Pipeline ProcessingJob Project Space StudioLifecycleConfig TrialComponent UserProfile Workforce Workteam",
  properties: {
    Endpoint: "DeploymentConfig EndpointConfigName! EndpointName* ExcludeRetainedVariantProperties RetainAllVariantProperties RetainDeploymentConfig Tags",
    EndpointConfig: "AsyncInferenceConfig* DataCaptureConfig* EnableNetworkIsolation* EndpointConfigName* ExecutionRoleArn* ExplainerConfig* KmsKeyId* MetricsConfig* ProductionVariants!* ShadowProductionVariants* Tags VpcConfig*",
    InferenceComponent: "DeploymentConfig EndpointArn EndpointName! InferenceComponentName RuntimeConfig Specification Specifications Tags VariantName",
    InferenceExperiment: "DataStorageConfig Description DesiredState EndpointName!* KmsKey* ModelVariants! Name!* RoleArn!* Schedule ShadowModeConfig StatusReason Tags Type!*",
    Model: "Containers* EnableNetworkIsolation* ExecutionRoleArn* InferenceExecutionConfig* ModelName* PrimaryContainer* Tags VpcConfig*",
    ModelPackage: "AdditionalInferenceSpecifications AdditionalInferenceSpecificationsToAdd ApprovalDescription CertifyForMarketplace ClientToken* CustomerMetadataProperties Domain* DriftCheckBaselines* InferenceSpecification* LastModifiedTime MetadataProperties* ModelApprovalStatus ModelCard ModelMetrics* ModelPackageDescription* ModelPackageGroupName* ModelPackageName ModelPackageStatusDetails ModelPackageVersion SamplePayloadUrl* SecurityConfig* SkipModelValidation SourceAlgorithmSpecification* SourceUri Tags Task* ValidationSpecification*",
    ProcessingJob: "AppSpecification!* Environment* ExperimentConfig* NetworkConfig* ProcessingInputs* ProcessingJobName* ProcessingOutputConfig* ProcessingResources!* RoleArn!* StoppingCondition* Tags*",
  },
  ownNames: "CurrentCopyCount CurrentDataCacheConfig DeployedImage DesiredCopyCount EndpointStatus FailureReason PlacementStatus ResolutionTime ResolvedImage SpecifiedImage ValidationStatuses",
};
