import assert from 'node:assert/strict';
import { addArgument, removeArgument } from '../../src/sagemaker/launch/edits.js';
import { applyEdits } from '../../src/text/edit.js';
import { channelsOf, launchesIn, modelIn, processingIn, settingValue, trainingIn } from '../support/launches.js';

const client = 'import boto3\nsm = boto3.client("sagemaker")\n';
const request = `{
    "TrainingJobName": "job",
    "AlgorithmSpecification": {"TrainingImage": "mine:1", "TrainingInputMode": "File", "ContainerEntrypoint": ["python"]},
    "HyperParameters": {"sagemaker_program": '"train.py"', "epochs": "3"},
    "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    "EnableManagedSpotTraining": True,
    "CheckpointConfig": {"S3Uri": "s3://b/c"},
    "Environment": {"A": "b"},
    "InputDataConfig": [
        {"ChannelName": "train", "InputMode": "FastFile", "DataSource": {"S3DataSource": {"S3Uri": "s3://b/a"}}},
        {"ChannelName": "files", "DataSource": {"FileSystemDataSource": {"FileSystemAccessMode": "rw"}}},
    ],
}`;

describe('create_training_job', () => {
  it('is read with its settings, however the request is passed', () => {
    for (const text of [
      `${client}sm.create_training_job(**${request})`,
      `${client}request = ${request}\nsm.create_training_job(**request)`,
    ]) {
      const launch = trainingIn(text);
      assert.equal(launch.surface, 'boto3');
      assert.equal(launch.written, 'create_training_job');
      assert.equal(settingValue(launch.image), 'mine:1');
      assert.deepEqual(settingValue(launch.command), ['python']);
      assert.equal(settingValue(launch.entryPoint), 'train.py');
      assert.equal(launch.sourceDirectory.kind, 'absent');
      assert.deepEqual(settingValue(launch.hyperparameters), { sagemaker_program: '"train.py"', epochs: '3' });
      assert.equal(settingValue(launch.instanceType), 'ml.m5.large');
      assert.equal(settingValue(launch.useSpot), true);
      assert.equal(settingValue(launch.checkpointUri), 's3://b/c');
      assert.equal(settingValue(launch.inputMode), 'File');
      assert.deepEqual(settingValue(launch.environment), { A: 'b' });
      assert.equal(channelsOf(launch), 'started, complete: train:FastFile files');
      assert.deepEqual(
        launch.channels.channels.map(({ isReadOnly }) => isReadOnly),
        [true, false],
      );
    }
  });

  it('counts by its members, or by the client', () => {
    assert.equal(launchesIn('self.sagemaker_client.create_training_job(TrainingJobName="a", RoleArn=role)').length, 1);
    assert.equal(launchesIn(`${client}sm.create_training_job(**load())`).length, 1);
    assert.equal(launchesIn('boto3.Session().client("sagemaker").create_training_job(**load())').length, 1);
    assert.equal(launchesIn('client.create_training_job(**load())').length, 0);
    assert.equal(launchesIn('platform.create_training_job(name="a")').length, 0);
  });

  it('is not complete where channels are not known', () => {
    const channels = (given: string) => channelsOf(trainingIn(`${client}sm.create_training_job(TrainingJobName="a", ${given})`));
    assert.equal(channels('InputDataConfig=data'), 'started, incomplete:');
    assert.equal(channels('InputDataConfig=[{"ChannelName": "a"}, other]'), 'started, incomplete: a');
    assert.equal(channels('RoleArn=role'), 'started, complete:');
    assert.equal(channels('**rest'), 'started, incomplete:');
  });

  it('may be the definition of a tuning job, whose ranges are not seen', () => {
    const launch = trainingIn(`${client}sm.create_hyper_parameter_tuning_job(
    HyperParameterTuningJobName="t",
    TrainingJobDefinition={"AlgorithmSpecification": {"TrainingImage": "mine"}, "StaticHyperParameters": {"a": "1"}},
)`);
    assert.equal(settingValue(launch.image), 'mine');
    assert.deepEqual(settingValue(launch.hyperparameters), { a: '1', '...': true });
  });

  it('can be edited where the request is written', () => {
    const text = `${client}request = {\n    "TrainingJobName": "a",\n    "RoleArn": role,\n}\nsm.create_training_job(**request)`;
    const launch = trainingIn(text);
    const removed = removeArgument(launch, 'RoleArn');
    const added = addArgument(launch, 'Tags=[]');
    assert.ok(removed && added);
    assert.equal(
      applyEdits(text, [removed, added]),
      `${client}request = {\n    "TrainingJobName": "a",\n}\nsm.create_training_job(**request, Tags=[])`,
    );
  });
});

describe('create_model', () => {
  it('has a launch for its container', () => {
    const model = modelIn(`${client}sm.create_model(
    ModelName="m", ExecutionRoleArn=role,
    PrimaryContainer={"Image": "mine", "ModelDataUrl": "s3://b/m.tar.gz", "Environment": {"SAGEMAKER_PROGRAM": "inference.py"}},
)`);
    assert.equal(settingValue(model.image), 'mine');
    assert.equal(settingValue(model.modelData), 's3://b/m.tar.gz');
    assert.equal(settingValue(model.entryPoint), 'inference.py');
    assert.equal(model.sourceDirectory.kind, 'absent');
    assert.equal(model.isInPipeline, false);
  });

  it('has one for each of several containers', () => {
    const models = launchesIn(`${client}sm.create_model(ModelName="m", Containers=[{"Image": "a"}, {"Image": "b", "Mode": "MultiModel"}])`);
    assert.deepEqual(
      models.map((model) => model.kind === 'model' && [settingValue(model.image), model.isInPipeline, model.isMultiModel]),
      [
        ['a', true, false],
        ['b', true, true],
      ],
    );
  });

  it('knows nothing of a container that is not seen', () => {
    const model = modelIn(`${client}sm.create_model(ModelName="m", PrimaryContainer=container)`);
    assert.equal(model.image.kind, 'unknown');
    assert.equal(model.entryPoint.kind, 'unknown');
  });

  it('is not a method of something else', () => {
    assert.deepEqual(launchesIn('import timm\ntimm.create_model("resnet50", pretrained=True)'), []);
    assert.deepEqual(launchesIn('import sagemaker\nsession.create_model("name", role, containers)'), []);
  });
});

describe('create_processing_job', () => {
  it('has its image', () => {
    const text = `${client}sm.create_processing_job(ProcessingJobName="p", AppSpecification={"ImageUri": "mine"})`;
    assert.equal(settingValue(processingIn(text).image), 'mine');
  });
});
