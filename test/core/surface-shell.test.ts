import assert from 'node:assert/strict';
import { fileEdit } from '../../src/linter/locate.js';
import { removeMember, replaceValue } from '../../src/sagemaker/request/edit.js';
import { objectsAt, referredIn, type ServiceRequest, valueAt, wordFor } from '../../src/sagemaker/request/model.js';
import { readShellRequests } from '../../src/sagemaker/surfaces/shell.js';
import { parseShorthand } from '../../src/sagemaker/surfaces/shorthand.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';
import { plain, written } from '../support/data-requests.js';

const script = String.raw`#!/bin/bash
name=scorer
aws --region eu-west-1 sagemaker create-model \
    --model-name $name \
    --primary-container Image=$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/app:1,ModelDataUrl="s3://$BUCKET/model.tar.gz",Environment={A=1} \
    --vpc-config Subnets=[subnet-1,subnet-2],SecurityGroupIds=[sg-1] \
    --enable-network-isolation

aws sagemaker create-endpoint-config --endpoint-config-name config \
    --production-variants '[{
        "VariantName": "blue", "ModelName": "'$name'", "InitialInstanceCount": '"$COUNT"', "InstanceType": "ml.m5.large"
      }, {"VariantName": "green", "ServerlessConfig": {"MemorySizeInMB": 2000, "MaxConcurrency": 5}}]' \
    --shadow-production-variants VariantName=shadow,ModelName=$name,InitialInstanceCount=1 $MORE \
    --data-capture-config file://capture.json

ARN=$(aws sagemaker create-endpoint --endpoint-name=endpoint --endpoint-config-name "config" \
    --deployment-config "{\"BlueGreenUpdatePolicy\": {\"TrafficRoutingConfiguration\": {\"Type\": \"CANARY\"}}}" | jq -r .EndpointArn)

aws sagemaker create-transform-job --cli-input-json file://job.json --max-payload-in-mb 6 --no-such-option x
aws sagemaker create-endpoint-config --generate-cli-skeleton
echo aws sagemaker create-endpoint --endpoint-name printed
`;

describe('requests of command lines', () => {
  const requests = readShellRequests(createDocument('deploy.sh', script));
  const [config, model, endpoint, transform] = [1, 0, 2, 3].map((index) => requests[index]) as [
    ServiceRequest,
    ServiceRequest,
    ServiceRequest,
    ServiceRequest,
  ];

  it('has one for each command, those within others included', () => {
    assert.deepEqual(
      requests.map(({ operation, written: verb, isWhole }) => [operation, verb, isWhole]),
      [
        ['CreateModel', 'create-model', true],
        ['CreateEndpointConfig', 'create-endpoint-config', false],
        ['CreateEndpoint', 'create-endpoint', true],
        ['CreateTransformJob', 'create-transform-job', false],
      ],
    );
    assert.equal(written({ document: endpoint.document, span: endpoint.nameSpan }), 'aws sagemaker create-endpoint');
  });

  it('reads options, shorthand and JSON under the names of the API', () => {
    assert.deepEqual(plain(model.content), {
      ModelName: '?',
      PrimaryContainer: {
        Image: '?.dkr.ecr.eu-west-1.amazonaws.com/app:1',
        ModelDataUrl: 's3://?/model.tar.gz',
        Environment: { A: '1' },
      },
      VpcConfig: { Subnets: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
      EnableNetworkIsolation: true,
    });
    assert.deepEqual(plain(config.content), {
      EndpointConfigName: 'config',
      ProductionVariants: [
        { VariantName: 'blue', ModelName: '?', InitialInstanceCount: '?', InstanceType: 'ml.m5.large' },
        { VariantName: 'green', ServerlessConfig: { MemorySizeInMB: 2000, MaxConcurrency: 5 } },
      ],
      ShadowProductionVariants: [{ VariantName: 'shadow', ModelName: '?', InitialInstanceCount: 1 }],
      DataCaptureConfig: '?',
      '...': true,
    });
    assert.deepEqual(plain(endpoint.content), {
      EndpointName: 'endpoint',
      EndpointConfigName: 'config',
      DeploymentConfig: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY' } } },
    });
    assert.deepEqual(plain(transform.content), { MaxPayloadInMB: 6, '...': true });
    assert.equal(transform.content.members.get('MaxPayloadInMB')?.name, '--max-payload-in-mb');
    assert.equal(wordFor(transform.content, 'MaxConcurrentTransforms'), '--max-concurrent-transforms');
    assert.equal(wordFor(model.content, 'EnableNetworkIsolation'), '--enable-network-isolation');
  });

  it('follows names and variables', () => {
    assert.equal(referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName')), config);
    const variants = [...objectsAt(config, 'ProductionVariants'), ...objectsAt(config, 'ShadowProductionVariants')];
    assert.deepEqual(
      variants.map(({ members }) => referredIn(requests, 'CreateModel', members.get('ModelName')?.value)),
      [model, undefined, model],
    );
  });

  it('knows the places of values within quotes, and how an edit is written there', () => {
    const [, green] = objectsAt(config, 'ProductionVariants');
    const serverless = green?.members.get('ServerlessConfig')?.value;
    assert.ok(serverless?.kind === 'object');
    const memory = serverless.members.get('MemorySizeInMB');
    const concurrency = serverless.members.get('MaxConcurrency');
    const type = valueAt(endpoint, 'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.Type');
    const data = valueAt(model, 'PrimaryContainer.ModelDataUrl');
    assert.ok(memory && concurrency && type && data);
    const removal = removeMember(concurrency);
    const edits = [
      replaceValue(config, memory.value, 2048),
      removal,
      replaceValue(endpoint, type, 'LINEAR'),
      replaceValue(model, data, 's3://b/m.tar.gz'),
    ];
    const fixed = applyEdits(
      script,
      edits.flatMap((edit) => (edit ? [fileEdit({ document: edit.document, span: edit.span }, edit.newText)] : [])),
    );
    assert.equal(edits.includes(undefined), false);
    assert.ok(fixed.includes('"ServerlessConfig": {"MemorySizeInMB": 2048}}]\''));
    assert.ok(fixed.includes('{\\"Type\\": \\"LINEAR\\"}'));
    assert.ok(fixed.includes('ModelDataUrl="s3://b/m.tar.gz",Environment'));
  });

  it('does not hold words for items that a comma splits', () => {
    const split = 'aws sagemaker create-endpoint-config --production-variants VariantName=a, \\\n  ModelName=b\n';
    const [found] = readShellRequests(createDocument('deploy.sh', split));
    assert.deepEqual(found && plain(found.content), { ProductionVariants: '?' });
  });

  it('loses an option without losing the rest of the command', () => {
    const without = (text: string): string => {
      const [request] = readShellRequests(createDocument('deploy.sh', text));
      const isolation = request?.content.members.get('EnableNetworkIsolation');
      const edit = isolation && removeMember(isolation);
      assert.ok(edit);
      return applyEdits(text, [edit]);
    };
    const start = 'aws sagemaker create-model --model-name m';
    const option = '--enable-network-isolation';
    assert.equal(without(`${start} ${option} --tags Key=a,Value=b\n`), `${start} --tags Key=a,Value=b\n`);
    assert.equal(without(`${start} \\\n  ${option} \\\n  --tags Key=a,Value=b\n`), `${start} \\\n  --tags Key=a,Value=b\n`);
    assert.equal(without(`${start} \\\r\n  ${option}\r\necho done\r\n`), `${start}\r\necho done\r\n`);
    assert.equal(without(`${start} \\\n  ${option}\necho done\n`), `${start}\necho done\n`);
    assert.equal(without(`${start} \\\n  ${option} | jq .\n`), `${start} \\\n   | jq .\n`);
    assert.equal(without(`${start} ${option}`), start);
  });

  it('turns a switch with the word that it has for that', () => {
    const turned = (option: string, value: boolean): string => {
      const text = `aws sagemaker create-model --model-name m ${option}\n`;
      const [request] = readShellRequests(createDocument('deploy.sh', text));
      const isolation = request && valueAt(request, 'EnableNetworkIsolation');
      assert.ok(isolation);
      return applyEdits(text, [replaceValue(request, isolation, value)])
        .slice(42)
        .trim();
    };
    assert.equal(turned('--no-enable-network-isolation', true), '--enable-network-isolation');
    assert.equal(turned('--enable-network-isolation', false), '--no-enable-network-isolation');
  });

  it('is silent where nothing is asked', () => {
    for (const text of [
      '',
      'aws s3 cp a b\n',
      'aws sagemaker describe-endpoint --endpoint-name a\n',
      "cat <<'EOF'\naws sagemaker create-model\nEOF\n",
    ]) {
      assert.deepEqual(readShellRequests(createDocument('run.sh', text)), []);
    }
  });
});

describe('the short notation of the command line', () => {
  it('is read where it is plain', () => {
    assert.equal(parseShorthand('A=1,B=[x,{C=y}],D={E="a,b"}')?.entries.length, 3);
    assert.equal(parseShorthand('A=,B=2')?.entries.length, 2);
    for (const text of ['', 'a', 'A=1,2', 'A=1,', 'A=[1', 'A={B=1', 'A=1,A=2', 'A=1}']) assert.equal(parseShorthand(text), undefined, text);
  });
});
