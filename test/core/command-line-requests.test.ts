import assert from 'node:assert/strict';
import { createToolbox } from '../../src/linter/toolbox.js';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { openProject } from '../../src/project/open-project.js';
import { earlyRules, knownRules, laterParts } from '../../src/rules/early.generated.js';
import { lintTexts } from '../support/lint-texts.js';
import { notebookText } from '../support/notebooks.js';

const config =
  'aws sagemaker create-endpoint-config --endpoint-config-name c \\\n  --production-variants VariantName=blue,ServerlessConfig={MemorySizeInMB=2000,MaxConcurrency=5},ModelName=m\n';

describe('command lines that call SageMaker', () => {
  it('are judged in scripts, whatever they are called, and in the recipes of a Makefile', () => {
    const recipes = `deploy:\n\t@${config.replace('\n  ', '\n\t  ').replace('ModelName=m', 'ModelName=$(MODEL)')}`;
    for (const [path, text] of [
      ['deploy.sh', `#!/bin/bash\n${config}`],
      ['serve', `#!/usr/bin/env bash\n${config}`],
      ['Makefile', recipes],
    ] as const) {
      const findings = lintTexts(new Map([[path, text]]));
      assert.deepEqual(
        findings.map(({ rule, range }) => [rule, range.start.line]),
        [['SM514', 2]],
        path,
      );
    }
  });

  it('are judged in the cells of a notebook, together with its Python', () => {
    const text = notebookText(
      [
        "import boto3\nname = 'c'\nboto3.client('sagemaker').create_endpoint(EndpointName='e', EndpointConfigName='c', DeploymentConfig={\n 'BlueGreenUpdatePolicy': {'TrafficRoutingConfiguration': {'Type': 'CANARY', 'WaitIntervalInSeconds': 60,\n  'CanarySize': {'Type': 'CAPACITY_PERCENT', 'Value': 10}}},\n 'AutoRollbackConfiguration': {'Alarms': [{'AlarmName': 'a'}]}})",
        `%%bash\n${config.replace('2000', '2048')}`,
        '!aws sagemaker create-endpoint-config --endpoint-config-name {name} --production-variants VariantName=a,ModelName=m,ServerlessConfig={MemorySizeInMB=1000,MaxConcurrency=5}',
      ],
      { list: true },
    );
    const findings = lintTexts(new Map([['deploy.ipynb', text]]));
    assert.deepEqual(
      findings.map(({ rule, cell }) => [rule, cell?.cell]),
      [['SM514', 2]],
    );
    const [found] = findings;
    assert.equal(found?.cell?.text.slice(found.cell.span.start, found.cell.span.end), '1000');
  });

  it('refer to what other cells and the Python of a notebook make', () => {
    const text = notebookText(
      ["name = 'c'", `%%bash\n${config}`, '!aws sagemaker create-endpoint --endpoint-name e --endpoint-config-name c'],
      { list: true },
    );
    const project = createProject(filesFromMemory(new Map([['deploy.ipynb', text]])));
    while (!project.advance(Number.POSITIVE_INFINITY));
    const [unit] = project.unitsOf('deploy.ipynb');
    assert.ok(unit);
    assert.deepEqual(
      project.requestsIn(unit.document).map(({ operation }) => operation),
      ['CreateEndpointConfig', 'CreateEndpoint'],
    );
  });

  it('want their reader only where a word says that there may be some', async () => {
    const toolbox = createToolbox(knownRules, earlyRules, laterParts);
    const texts = new Map([
      ['build.sh', '#!/bin/bash\naws ecr get-login-password\naws sagemaker list-models\n'],
      ['deploy.sh', `#!/bin/bash\n${config}`],
    ]);
    const project = openProject(filesFromMemory(texts), toolbox.code, undefined, toolbox.data);
    while (!project.index.isComplete && !toolbox.isWanted) project.advance(Number.POSITIVE_INFINITY);
    const requests = (path: string) => project.unitsOf(path).flatMap(({ document }) => project.requestsIn(document));
    assert.deepEqual(requests('build.sh'), []);
    assert.equal(toolbox.isWanted, false);
    assert.deepEqual(requests('deploy.sh'), []);
    assert.equal(toolbox.isWanted, true);
    await toolbox.load();
    assert.equal(requests('deploy.sh').length, 1);
    assert.equal(toolbox.isWanted, false);
  });
});
