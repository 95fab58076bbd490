import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { actionsFor, apply, cellOf, closeAll, found, notebook, open, untilRules, write } from '../workbench.js';

const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      InferenceExecutionConfig:
        Mode: DIRECT # each container is called by its name
      Containers:
        - Image: !Sub "\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.amazonaws.com/churn:1"
          ContainerHostname: churn
`;
const saved = `{
  "ModelName": "churn",
  "ExecutionRoleArn": "arn:aws:iam::123456789012:role/churn",
  "InferenceExecutionConfig": { "Mode": "SERIAL" },
  "Containers": [{ "Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:1" }]
}
`;
const launch = `import boto3

from settings import image, role

boto3.client("sagemaker").create_training_job(
    TrainingJobName="churn-1",
    AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
    RoleArn=role,
    OutputDataConfig={"S3OutputPath": "s3://my-bucket/models"},
    ResourceConfig={"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
    StoppingCondition={"MaxRuntimeInSeconds": 3600, "MaxWaitTimeInSeconds": 7200},
)
`;

/** Shows that a rule finds a text, that its code leads to its page, and that its fix makes of the document what it should. */
async function findAndMend(document: vscode.TextDocument, rule: string, marked: string, fix: RegExp, mended: string): Promise<void> {
  await untilRules(document.uri, rule);
  const [diagnostic] = found(document.uri);
  assert.equal(diagnostic && document.getText(diagnostic.range), marked);
  const code = diagnostic?.code;
  assert.ok(typeof code === 'object' && code.target.path.endsWith(`/${rule}.md`), JSON.stringify(code));
  assert.ok((await vscode.workspace.fs.stat(code.target)).size > 0);
  await apply(await actionsFor(document.uri, rule), fix);
  assert.equal(document.getText(), mended);
  await untilRules(document.uri);
}

describe('what SageMaker is asked', () => {
  afterEach(closeAll);

  it('is judged and mended in a template with intrinsics, and its comments stay', async () => {
    const { document } = await open(await write('requests/template.yaml', template));
    await findAndMend(document, 'SM522', 'DIRECT', /Write Direct/, template.replace('DIRECT', 'Direct'));
  });

  it('in a saved request of the command line', async () => {
    const { document } = await open(await write('requests/create-model.json', saved));
    await findAndMend(document, 'SM522', '"SERIAL"', /Write Serial/, saved.replace('SERIAL', 'Serial'));
  });

  it('in a launch script', async () => {
    const { document } = await open(await write('requests/launch.py', launch));
    const mended = launch.replace(', "MaxWaitTimeInSeconds": 7200', '');
    await findAndMend(document, 'SM303', '"MaxWaitTimeInSeconds": 7200', /Remove MaxWaitTimeInSeconds/, mended);
  });

  it('in a cell of a notebook', async () => {
    const cells = ['# Training', 'print("ready")', launch.trimEnd()];
    const document = await notebook('requests/launch.ipynb', cells);
    const mended = launch.trimEnd().replace(', "MaxWaitTimeInSeconds": 7200', '');
    await findAndMend(cellOf(document, 2), 'SM303', '"MaxWaitTimeInSeconds": 7200', /Remove MaxWaitTimeInSeconds/, mended);
    assert.equal(cellOf(document, 1).getText(), 'print("ready")');
  });
});
