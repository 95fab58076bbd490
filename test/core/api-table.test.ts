import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isOwnName, propertiesOf, resourceTypes } from '../../src/sagemaker/api/cloudformation.js';
import { instanceTypes, instanceUses, isKnownFamily, usesOf } from '../../src/sagemaker/api/instance-types.js';
import { apiDataDate, isMemberName, placesOf, type Shape, shapeAt, shapeOf } from '../../src/sagemaker/api/shapes.js';
import type { Operation } from '../../src/sagemaker/request/model.js';
import type { ApiTable, TableShape } from '../../tools/refresh/api-table.js';

const table = JSON.parse(readFileSync(new URL('../../src/sagemaker/facts/api.json', import.meta.url), 'utf8')) as ApiTable;
const operations = Object.entries(table.operations) as [Operation, string][];

/** A shape of the full table and what the product makes of it say the same, as deep as they go. */
function compare(name: string, shape: Shape | undefined, where: string, seen: Set<string>): void {
  const wanted = table.shapes[name];
  assert.ok(wanted && shape, `${where} is missing`);
  if (seen.has(name)) return;
  seen.add(name);
  const range = 'min' in shape ? { min: shape.min, max: shape.max } : {};
  if ('min' in shape) assert.deepEqual(range, { min: wanted.min, max: wanted.max }, where);
  switch (wanted.type) {
    case 'structure': {
      assert.ok(shape.kind === 'structure', where);
      assert.deepEqual([...shape.members.keys()], Object.keys(wanted.members ?? {}), where);
      const required = [...shape.members.values()].filter(({ isRequired }) => isRequired).map((member) => member.name);
      assert.deepEqual(required.sort(), [...(wanted.required ?? [])].sort(), where);
      for (const [member, inner] of Object.entries(wanted.members ?? {})) {
        compare(inner, shape.members.get(member)?.shape(), `${where}.${member}`, seen);
      }
      return;
    }
    case 'list':
      assert.ok(shape.kind === 'list', where);
      compare(wanted.member ?? '', shape.item(), `${where}[]`, seen);
      return;
    case 'map':
      assert.ok(shape.kind === 'map', where);
      compare(wanted.key ?? '', shape.key(), `${where}.key`, seen);
      compare(wanted.value ?? '', shape.value(), `${where}.value`, seen);
      return;
    default:
      compareScalar(wanted, shape, where);
  }
}

function compareScalar(wanted: TableShape, shape: Shape, where: string): void {
  const kinds = {
    string: 'text',
    integer: 'integer',
    long: 'integer',
    float: 'number',
    number: 'number',
    boolean: 'boolean',
    timestamp: 'time',
  };
  assert.equal(shape.kind, wanted.type in kinds ? kinds[wanted.type as keyof typeof kinds] : 'bytes', where);
  if (shape.kind !== 'text') return;
  if (shape.pattern !== undefined) assert.equal(shape.pattern, wanted.pattern, where);
  const values = shape.instances === undefined ? shape.values : instanceTypes(shape.instances);
  assert.deepEqual([...(values ?? [])].sort(), [...(wanted.enum ?? [])].sort(), where);
}

describe('the table of the API', () => {
  it('is carried whole', () => {
    const seen = new Set<string>();
    for (const [operation, input] of operations) compare(input, shapeOf(operation), operation, seen);
    assert.equal(seen.size, Object.keys(table.shapes).length);
  });

  it('has every operation that requests are read of, and the date of its data', () => {
    assert.equal(operations.length, 16);
    assert.match(apiDataDate, /^20\d\d-\d\d-\d\d$/);
  });

  it('has patterns that are regular expressions here', () => {
    for (const [name, { pattern }] of Object.entries(table.shapes)) {
      if (pattern !== undefined) assert.doesNotThrow(() => new RegExp(`^(?:${pattern})$`, 'su'), name);
    }
  });

  it('says what the API requires', () => {
    const required = (operation: Operation) =>
      [...(shapeOf(operation)?.members.values() ?? [])].filter((member) => member.isRequired).map(({ name }) => name);
    assert.deepEqual(required('CreateTransformJob'), [
      'TransformJobName',
      'ModelName',
      'TransformInput',
      'TransformOutput',
      'TransformResources',
    ]);
    assert.deepEqual(required('CreateModel'), ['ModelName']);
    assert.deepEqual(required('InvokeEndpoint'), ['EndpointName', 'Body']);
  });

  it('finds shapes by path and members by name', () => {
    const memory = shapeAt('CreateEndpointConfig', 'ProductionVariants.ServerlessConfig.MemorySizeInMB');
    assert.deepEqual(memory && 'min' in memory ? [memory.kind, memory.min, memory.max] : memory, ['integer', 1024, 6144]);
    assert.equal(shapeAt('CreateModel', 'PrimaryContainer.Environment.ANY')?.kind, 'text');
    assert.equal(shapeAt('CreateModel', 'PrimaryContainer.Nothing'), undefined);
    assert.deepEqual(placesOf('CreateEndpoint', 'TerminationWaitInSeconds'), ['DeploymentConfig.BlueGreenUpdatePolicy']);
    assert.ok(isMemberName('ModelDataUrl') && !isMemberName('ModelDataURL'));
  });
});

describe('instance types', () => {
  it('have the uses that the API lists', () => {
    assert.deepEqual(
      instanceUses.map((use) => instanceTypes(use).length),
      [225, 116, 277, 207],
    );
    assert.deepEqual(usesOf('ml.m5.xlarge'), ['training', 'transform', 'hosting', 'processing']);
    assert.deepEqual(usesOf('ml.t2.medium'), ['hosting']);
    assert.deepEqual(usesOf('m5.xlarge'), []);
    assert.ok(isKnownFamily('m7i-flex') && !isKnownFamily('m99'));
  });
});

describe('the types of CloudFormation', () => {
  it('are those of its specification, and what AWS documents besides', () => {
    assert.equal(resourceTypes().length, 48);
    for (const type of ['Model', 'ProcessingJob', 'TrainingJob']) assert.ok(resourceTypes().includes(`AWS::SageMaker::${type}`), type);
    for (const type of ['TransformJob', 'CompilationJob', 'HyperParameterTuningJob']) {
      assert.ok(!resourceTypes().includes(`AWS::SageMaker::${type}`), type);
    }
  });

  it('say which properties replace a resource', () => {
    const properties = (type: string) => new Map(propertiesOf(type)?.map((property) => [property.name, property]));
    assert.equal(properties('AWS::SageMaker::EndpointConfig').get('ProductionVariants')?.replaces, 'always');
    assert.equal(properties('AWS::SageMaker::Endpoint').get('EndpointConfigName')?.replaces, 'never');
    assert.equal(properties('AWS::SageMaker::Endpoint').get('EndpointConfigName')?.isRequired, true);
    assert.equal(propertiesOf('AWS::SageMaker::Domain'), undefined);
    assert.ok(isOwnName('DesiredCopyCount') && !isOwnName('ModelName'));
  });
});
