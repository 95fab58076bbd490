import type { ServiceSpec, SpecProperty } from './service-spec.js';

/** A resource type as `src/sagemaker/facts/cloudformation.json` has it. */
export interface TableResource {
  /** Each property with its flags: `!` it is required, `*` a change of it replaces the resource, `~` it may. */
  readonly properties: Readonly<Record<string, string>>;
  /** The names of the properties of the types within. */
  readonly inner: readonly string[];
}

const prefix = 'AWS::SageMaker::';

/** SageMaker's resource types of the CloudFormation specification, by name without `AWS::SageMaker::`. */
export function readCloudFormation(spec: ServiceSpec): Readonly<Record<string, TableResource>> {
  const resources = [...spec.all('resource')].filter(({ cloudFormationType }) => cloudFormationType.startsWith(prefix));
  if (resources.length === 0) throw new Error('The specification has no type of SageMaker: its format has changed');
  const types = resources.map((resource): [string, TableResource] => {
    const definitions = [...spec.follow('usesType', resource)].map(({ entity }) => entity);
    const properties = Object.entries(resource.properties).map(([name, property]): [string, string] => [name, flagsOf(property)]);
    const inner = new Set(definitions.flatMap((definition) => Object.keys(definition.properties)));
    return [
      resource.cloudFormationType.slice(prefix.length),
      { properties: Object.fromEntries(properties.sort(byName)), inner: [...inner].sort() },
    ];
  });
  return Object.fromEntries(types.sort(byName));
}

function flagsOf({ required, causesReplacement }: SpecProperty): string {
  return `${required ? '!' : ''}${causesReplacement === 'yes' ? '*' : causesReplacement === 'maybe' ? '~' : ''}`;
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** The table as its file has it: one line a type. */
export function writeCloudFormation(source: Readonly<Record<string, string>>, types: Readonly<Record<string, TableResource>>): string {
  const lines = Object.entries(types).map(([name, resource]) => `    ${JSON.stringify(name)}: ${JSON.stringify(resource)}`);
  return `{\n  "source": ${JSON.stringify(source)},\n  "types": {\n${lines.join(',\n')}\n  }\n}\n`;
}
