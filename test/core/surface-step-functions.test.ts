import assert from 'node:assert/strict';
import { fileEdit, locationOf } from '../../src/linter/locate.js';
import { replaceValue } from '../../src/sagemaker/request/edit.js';
import { objectsAt, referredIn, valueAt } from '../../src/sagemaker/request/model.js';
import { textPieces } from '../../src/sagemaker/request/tree.js';
import { applyEdits } from '../../src/text/edit.js';
import { hole, plain, requestsIn, written } from '../support/data-requests.js';

const machine = {
  StartAt: 'Train',
  States: {
    Train: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      Parameters: {
        'TrainingJobName.$': '$$.Execution.Name',
        AlgorithmSpecification: { 'TrainingImage.$': '$.image', TrainingInputMode: 'File' },
        HyperParameters: { epochs: '3', 'rate.$': "States.Format('{}', $.rate)" },
        EnableManagedSpotTraining: true,
      },
      Next: 'Make',
    },
    Make: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createModel',
      Parameters: {
        'ModelName.$': "States.Format('model-{}', $$.Execution.Name)",
        Containers: [{ 'Image.$': "States.Format('{}.dkr.ecr.us-east-1.amazonaws.com/app:1', $.account)" }],
      },
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'Fork',
        States: {
          Fork: {
            Type: 'Parallel',
            Branches: [
              {
                StartAt: 'Score',
                States: {
                  Score: {
                    Type: 'Task',
                    Resource: 'arn:aws-cn:states:::sagemaker:createTransformJob.sync',
                    Parameters: {
                      'ModelName.$': "States.Format('model-{}', $$.Execution.Name)",
                      'TransformJobName.$': '$.name',
                      TransformInput: { ContentType: 'text/csv', SplitType: 'Line' },
                      TransformOutput: { Accept: 'text/csv', AssembleWith: 'Line' },
                      DataProcessing: { JoinSource: 'Input' },
                    },
                    End: true,
                  },
                },
              },
            ],
            End: true,
          },
        },
      },
      Next: 'Config',
    },
    Config: {
      Type: 'Task',
      QueryLanguage: 'JSONata',
      Resource: 'arn:aws:states:::aws-sdk:sagemaker:createEndpointConfig',
      Arguments: {
        EndpointConfigName: '{% $states.context.Execution.Name %}',
        ProductionVariants: [
          { VariantName: 'blue', InitialInstanceCount: '{% $states.input.count %}' },
          { VariantName: 'green', ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
        ],
        ShadowProductionVariants: '{% $states.input.shadows %}',
      },
      Next: 'Deploy',
    },
    Deploy: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sagemaker:createEndpoint',
      Arguments: { EndpointName: 'endpoint', EndpointConfigName: '{% $states.context.Execution.Name %}' },
      Next: 'Ask',
    },
    Ask: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sagemakerruntime:invokeEndpoint', Next: 'Other' },
    Other: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'sagemaker' }, End: true },
  },
};

describe('requests of state machines', () => {
  const requests = requestsIn('flow.asl.json', JSON.stringify(machine, undefined, 2));
  const [train, model, transform, config, endpoint, asked] = requests;

  it('has one for each task of SageMaker, however deep it stands', () => {
    assert.deepEqual(
      requests.map(({ operation, written: action, isWhole }) => [operation, action, isWhole]),
      [
        ['CreateTrainingJob', 'createTrainingJob', true],
        ['CreateModel', 'createModel', true],
        ['CreateTransformJob', 'createTransformJob', true],
        ['CreateEndpointConfig', 'createEndpointConfig', true],
        ['CreateEndpoint', 'createEndpoint', true],
        ['InvokeEndpoint', 'invokeEndpoint', false],
      ],
    );
    assert.equal(model && written({ document: model.document, span: model.nameSpan }), '"arn:aws:states:::sagemaker:createModel"');
  });

  it('knows what is constant, and not what a path or an expression gives', () => {
    assert.ok(train && model && config && asked);
    assert.deepEqual(plain(train.content), {
      TrainingJobName: hole,
      AlgorithmSpecification: { TrainingImage: hole, TrainingInputMode: 'File' },
      HyperParameters: { epochs: '3', rate: hole },
      EnableManagedSpotTraining: true,
    });
    assert.equal(train.content.members.get('TrainingJobName')?.name, 'TrainingJobName.$');
    assert.deepEqual(plain(model.content), { ModelName: 'model-?', Containers: [{ Image: '?.dkr.ecr.us-east-1.amazonaws.com/app:1' }] });
    assert.deepEqual(plain(config.content), {
      EndpointConfigName: hole,
      ProductionVariants: [
        { VariantName: 'blue', InitialInstanceCount: hole },
        { VariantName: 'green', ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      ],
      ShadowProductionVariants: hole,
    });
    assert.deepEqual(plain(asked.content), { '...': true });
  });

  it('follows what the execution names alike', () => {
    assert.ok(transform && endpoint);
    assert.equal(referredIn(requests, 'CreateModel', valueAt(transform, 'ModelName')), model);
    assert.equal(referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName')), config);
    assert.equal(referredIn(requests, 'CreateTransformJob', valueAt(transform, 'TransformJobName')), undefined);
  });

  it('reads a definition in YAML and within a template', () => {
    const template = `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Make
        States:
          Make:
            Type: Task
            Resource: !Sub arn:\${AWS::Partition}:states:::sagemaker:createModel
            Parameters:
              ModelName: !Ref Name
              PrimaryContainer: { Image: !Sub "\${AWS::AccountId}.dkr.ecr.us-east-1.amazonaws.com/app:1" }
            End: true
  Model:
    Type: AWS::SageMaker::Model
    Properties: { ModelName: !Ref Name }
`;
    const found = requestsIn('template.yaml', template);
    assert.deepEqual(
      found.map(({ surface, operation }) => [surface, operation]),
      [
        ['step-functions', 'CreateModel'],
        ['cloudformation', 'CreateModel'],
      ],
    );
    const image = found[0] && valueAt(found[0], 'PrimaryContainer.Image');
    assert.deepEqual(image && textPieces(image), [undefined, '.dkr.ecr.us-east-1.amazonaws.com/app:1']);
  });

  it('reads a definition that a template has as a text, and edits it where it stands', () => {
    const template = `Resources:
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          "StartAt": "Make",

          "States": {
            "Make": {
              "Type": "Task",
              "Resource": "arn:\${AWS::Partition}:states:::sagemaker:createEndpointConfig",
              "Parameters": {
                "EndpointConfigName": "\${Name}",
                "ProductionVariants": [{"ServerlessConfig": {"MemorySizeInMB": 2000}}]
              },
              "End": true
            }
          }
        }
      RoleArn: !GetAtt Role.Arn
`;
    const [found, ...others] = requestsIn('template.yaml', template);
    assert.ok(found);
    assert.equal(others.length, 0);
    assert.deepEqual(plain(found.content), {
      EndpointConfigName: hole,
      ProductionVariants: [{ ServerlessConfig: { MemorySizeInMB: 2000 } }],
    });
    const [variant] = objectsAt(found, 'ProductionVariants');
    const serverless = variant?.members.get('ServerlessConfig')?.value;
    const memory = serverless?.kind === 'object' ? serverless.members.get('MemorySizeInMB') : undefined;
    assert.ok(memory);
    const { document, span, newText } = replaceValue(found, memory.value, 2048);
    const edit = fileEdit({ document, span }, newText);
    assert.equal(applyEdits(template, [edit]), template.replace('2000', '2048'));
    const place = locationOf({ document: found.document, span: found.nameSpan });
    assert.equal(template.slice(place.span.start, place.span.end), '"arn:${AWS::Partition}:states:::sagemaker:createEndpointConfig"');
  });
});
