import { cloudFormationData } from '../facts/cloudformation.generated.js';

/** What the product carries of CloudFormation's specification; tools/generate/cloudformation.ts writes it. */
export interface CloudFormationData {
  /** When the specification was published, `2026-09-29`. */
  readonly date: string;
  /** The types without `AWS::SageMaker::`. */
  readonly types: string;
  /** The properties of a type, each with its flags: `!` it is required, `*` a change of it replaces the resource, `~` it may. */
  readonly properties: Readonly<Record<string, string>>;
  /** The names of what stands within these properties, at any depth, that the API does not have. */
  readonly ownNames: string;
}

/** A property of a resource type. */
export interface ResourceProperty {
  readonly name: string;
  readonly isRequired: boolean;
  /** Whether a change of it makes CloudFormation replace the resource. */
  readonly replaces: 'always' | 'sometimes' | 'never';
}

const prefix = 'AWS::SageMaker::';
/**
 * Types that AWS documents while its specification does not have them yet.
 * Source: AWS::SageMaker::TrainingJob of the CloudFormation template reference.
 */
const documented = ['TrainingJob'];

/** When the data about CloudFormation were published, `2026-09-29`. */
export const cloudFormationDate = cloudFormationData.date;

/** SageMaker's resource types in full, `AWS::SageMaker::Model`. */
export function resourceTypes(): readonly string[] {
  return [...cloudFormationData.types.split(' '), ...documented].map((type) => prefix + type);
}

/** The properties of a type that is read as a request, `AWS::SageMaker::Model`; undefined for any other. */
export function propertiesOf(type: string): readonly ResourceProperty[] | undefined {
  const name = type.startsWith(prefix) ? type.slice(prefix.length) : '';
  const text = Object.hasOwn(cloudFormationData.properties, name) ? cloudFormationData.properties[name] : undefined;
  return text?.split(' ').map((entry) => {
    const [, name = '', required, replaces] = /^(\w+)(!?)([*~]?)$/.exec(entry) ?? [];
    return { name, isRequired: required === '!', replaces: replaces === '*' ? 'always' : replaces === '~' ? 'sometimes' : 'never' };
  });
}

/** Whether CloudFormation has a name within some property where the API has none. */
export function isOwnName(name: string): boolean {
  return cloudFormationData.ownNames.split(' ').includes(name);
}
