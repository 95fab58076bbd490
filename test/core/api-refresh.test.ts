import assert from 'node:assert/strict';
import { type ApiTable, renewTable, type SdkPackage, writeTable } from '../../tools/refresh/api-table.js';
import { readCloudFormation } from '../../tools/refresh/cloudformation.js';
import { enumerationsIn, membersOf } from '../../tools/refresh/sdk-schemas.js';

const space = 'com.amazonaws.sagemaker';
// As the package has its schemas: [3, namespace, name, traits, names, types, how many are required].
const Container = [3, space, 'Container', 0, ['Image', 'Mode', 'Shape'], [0, 0, [() => Blob, 16]], 1];
const Blob = [0, space, 'Blob', 8, 21];
const Containers = [1, space, 'Containers', 0, () => Container];
const CreateModelInput = [
  3,
  space,
  'CreateModelInput',
  0,
  ['ModelName', 'Containers', 'Environment', 'Weights', 'IsOpen'],
  [0, () => Containers, 128, 64 | 1, 2],
  1,
];
const exports = {
  CreateModel$: [9, space, 'CreateModel', 0, () => CreateModelInput, () => CreateModelInput],
  CreateModelInput$: CreateModelInput,
  Container$: Container,
  ContainerMode: { SINGLE: 'SingleModel', MULTI: 'MultiModel', ANY: 'AnyModel' },
};
const declarations = `export interface Container {
    Image: string | undefined;
    /**
     * How.
     */
    Mode?: ContainerMode | undefined;
}
`;
const sdk: SdkPackage = { exports, declarations };
const table: ApiTable = {
  source: { ranges: 'elsewhere' },
  operations: { CreateModel: 'CreateModelInput' },
  shapes: {
    CreateModelInput: {
      type: 'structure',
      required: ['ModelName', 'Containers'],
      members: { ModelName: 'Name', Containers: 'Containers', Old: 'Name' },
    },
    Name: { type: 'string', max: 63, pattern: '[a-z]+' },
    Containers: { type: 'list', max: 15, member: 'Container' },
    Container: { type: 'structure', members: { Mode: 'ContainerMode' } },
    ContainerMode: { type: 'string', enum: ['SingleModel', 'MultiModel', 'OldModel'] },
    Gone: { type: 'string' },
  },
};

describe('the renewal of the API table', () => {
  const said: string[] = [];
  const { shapes } = renewTable(table, [sdk], (change) => said.push(change));

  it('takes new members and values, and what is required', () => {
    assert.deepEqual(Object.keys(shapes.CreateModelInput?.members ?? {}), [
      'ModelName',
      'Containers',
      'Old',
      'Environment',
      'Weights',
      'IsOpen',
    ]);
    assert.deepEqual(shapes.CreateModelInput?.required, ['ModelName']);
    assert.deepEqual(shapes.ContainerMode?.enum, ['SingleModel', 'MultiModel', 'OldModel', 'AnyModel']);
    assert.equal(shapes[shapes.CreateModelInput?.members?.Environment ?? '']?.type, 'map');
    assert.equal(shapes[shapes.CreateModelInput?.members?.Weights ?? '']?.type, 'list');
  });

  it('keeps ranges and patterns, which the package lacks', () => {
    assert.deepEqual(shapes.Name, { type: 'string', max: 63, pattern: '[a-z]+' });
    assert.equal(shapes.Containers?.max, 15);
  });

  it('leaves out what nothing leads to, and says what has changed', () => {
    assert.equal(shapes.Gone, undefined);
    assert.ok(said.includes('ContainerMode has 1 more values: AnyModel'), said.join('\n'));
    assert.ok(said.includes('CreateModelInput requires ModelName, before ModelName Containers'), said.join('\n'));
  });

  it('finds the enumeration of a member in the declarations', () => {
    assert.deepEqual([...enumerationsIn(declarations, exports)], [['Container.Mode', 'ContainerMode']]);
  });

  it('is written so that it can be read again', () => {
    assert.deepEqual(JSON.parse(writeTable({ ...table, shapes })), { ...table, shapes });
  });

  it('notices another format of the package', () => {
    const changed = (schema: unknown) => () => membersOf({ Container$: schema }, 'Container');
    for (const schema of [
      [3, space, 'Container', 0, ['Image'], [0, 0], 1],
      [3, space, 'Container', 0, ['Image'], [99], 1],
      [3, space, 'Other', 0, ['Image'], [0], 1],
      [3, space, 'Container', 0, { Image: 0 }],
      { name: 'Container' },
    ]) {
      assert.throws(changed(schema), /the schemas of the SDK have changed/);
    }
  });
});

describe('the reading of the CloudFormation specification', () => {
  it('takes SageMaker’s types with what their properties say', () => {
    const model = {
      cloudFormationType: 'AWS::SageMaker::Model',
      properties: { ModelName: { causesReplacement: 'yes' }, Containers: { required: true }, Tags: {} },
    } as const;
    const bucket = { cloudFormationType: 'AWS::S3::Bucket', properties: {} };
    const spec = {
      all: () => [bucket, model],
      follow: () => [{ entity: { name: 'ContainerDefinition', properties: { Mode: {}, Image: {} } } }],
    };
    assert.deepEqual(readCloudFormation(spec), {
      Model: { properties: { Containers: '!', ModelName: '*', Tags: '' }, inner: ['Image', 'Mode'] },
    });
    assert.throws(() => readCloudFormation({ ...spec, all: () => [bucket] }), /format has changed/);
  });
});
