import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { lintFile } from '../src/linter/lint.js';
import { createProject } from '../src/project/create-project.js';
import { mayConcernSageMaker } from '../src/project/evidence.js';
import { fileKindOf } from '../src/project/file-kind.js';
import { filesFromMemory } from '../src/project/files.js';
import { rules } from '../src/rules/registry.generated.js';
import { intrinsicTags } from '../test/support/intrinsic-tags.js';
import { readRulePages } from '../test/support/rule-page.js';
import type { BenchDocument } from './documents.js';

/** The templates of all examples on the rules' pages. */
export function exampleTemplates(): BenchDocument[] {
  return readRulePages().flatMap((page) =>
    page.examples.flatMap((example) => example.files.filter((file) => fileKindOf(file.path) === 'template')),
  );
}

/** The largest file of YAML below a folder of real repositories that has a word of SageMaker, and is parsed for it. */
export function largestTemplateBelow(root: string): BenchDocument | undefined {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/i.test(name) && fileKindOf(name) === 'template')
    .flatMap((path) => {
      try {
        return [{ path: path.replace(/[\\]/g, '/'), text: readFileSync(join(root, path), 'utf8') }];
      } catch {
        // A folder of that name, or a broken link.
        return [];
      }
    });
  return found
    .filter(({ text }) => mayConcernSageMaker('template', text))
    .sort((first, second) => second.text.length - first.text.length)[0];
}

/** Lints one template, which needs no index. */
export function lintTemplate({ path, text }: BenchDocument): void {
  lintFile(createProject(filesFromMemory(new Map([[path, text]]))), path, { rules });
}

/** What the budget is a multiple of: the library's parser alone, with the tags of CloudFormation declared. */
export function parseWithLibrary({ path, text }: BenchDocument): void {
  if (/\.json$/i.test(path)) parseJsonc(text);
  else parseAllDocuments(text, { customTags: intrinsicTags, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
}

/** A template of CloudFormation of about that many lines: a deployment of SageMaker among what such stacks usually have. */
export function longTemplate(lines: number): string {
  const parts = ['AWSTemplateFormatVersion: "2010-09-09"', 'Parameters:', '  Stage:', '    Type: String', 'Resources:'];
  for (let index = 0; parts.length < lines - 52; index++) {
    parts.push(
      `  Function${index}:`,
      '    Type: AWS::Lambda::Function # one of many',
      '    Properties:',
      `      FunctionName: !Sub "\${AWS::StackName}-function-${index}"`,
      '      Runtime: python3.12',
      `      Handler: 'module_${index}.handler'`,
      '      Role: !GetAtt Role.Arn',
      '      Environment:',
      '        Variables:',
      '          STAGE: !Ref Stage',
      `          TABLE: !ImportValue table-${index}`,
      '      Code:',
      '        ZipFile: |',
      '          def handler(event, context):',
      '              return {"statusCode": 200}',
      '      Tags: [{ Key: part, Value: "yes" }]',
    );
    if (index % 10 === 0) parts.push(...deployment(index));
  }
  return [...parts, ...deployment(lines), ''].join('\n');
}

function deployment(index: number): string[] {
  return [
    `  Model${index}:`,
    '    Type: AWS::SageMaker::Model',
    '    Properties:',
    '      ExecutionRoleArn: !GetAtt Role.Arn',
    '      PrimaryContainer:',
    '        Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/churn:1"',
    '        ModelDataUrl: s3://models/churn/model.tar.gz',
    `  Configuration${index}:`,
    '    Type: AWS::SageMaker::EndpointConfig',
    '    Properties:',
    '      ProductionVariants:',
    '        - VariantName: AllTraffic',
    `          ModelName: !GetAtt Model${index}.ModelName`,
    '          InstanceType: ml.m5.large',
    '          InitialInstanceCount: 2',
    '          InitialVariantWeight: 1',
    `  Endpoint${index}:`,
    '    Type: AWS::SageMaker::Endpoint',
    '    Properties:',
    `      EndpointConfigName: !GetAtt Configuration${index}.EndpointConfigName`,
    '      DeploymentConfig:',
    '        AutoRollbackConfiguration:',
    '          Alarms:',
    '            - AlarmName: !Ref Alarm',
    '        BlueGreenUpdatePolicy:',
    '          TrafficRoutingConfiguration:',
    '            Type: CANARY',
    '            CanarySize: { Type: CAPACITY_PERCENT, Value: 10 }',
    '            WaitIntervalInSeconds: 600',
    '          TerminationWaitInSeconds: 300',
  ];
}
