import type { ApiTable } from '../refresh/api-table.js';
import type { TableResource } from '../refresh/cloudformation.js';

interface Source {
  readonly source: { readonly date: string };
  readonly types: Readonly<Record<string, TableResource>>;
}

/** The types that are read as requests of the API, and so are looked at property by property; of the others only the name is carried. */
const requestTypes = new Set([
  'Endpoint',
  'EndpointConfig',
  'InferenceComponent',
  'InferenceExperiment',
  'Model',
  'ModelPackage',
  'ProcessingJob',
]);

/**
 * Makes what the product carries of CloudFormation's specification: of the names within properties only those that the API
 * does not have, since the API's are carried anyway. Returns the files to write, paths from the project's root.
 */
export function generateCloudFormation(sourceJson: string, apiJson: string): Map<string, string> {
  const { source, types } = JSON.parse(sourceJson) as Source;
  const { shapes } = JSON.parse(apiJson) as ApiTable;
  const apiNames = new Set(Object.values(shapes).flatMap(({ members }) => Object.keys(members ?? {})));
  const ownNames = new Set(resourcesOf(types).flatMap(([, { inner }]) => inner.filter((name) => !apiNames.has(name))));
  const text = (record: Readonly<Record<string, string>>) =>
    Object.entries(record)
      .map(([name, flags]) => `${name}${flags}`)
      .join(' ');
  const lines = [
    '// Generated from cloudformation.json by `npm run generate`; `npm run refresh-api` renews that file.',
    "import type { CloudFormationData } from '../api/cloudformation.js';",
    '',
    'export const cloudFormationData: CloudFormationData = {',
    `  date: ${JSON.stringify(source.date)},`,
    `  types: ${JSON.stringify(Object.keys(types).join(' '))},`,
    '  properties: {',
    ...resourcesOf(types).map(([type, { properties }]) => `    ${type}: ${JSON.stringify(text(properties))},`),
    '  },',
    `  ownNames: ${JSON.stringify([...ownNames].sort().join(' '))},`,
    '};',
    '',
  ];
  return new Map([['src/sagemaker/facts/cloudformation.generated.ts', lines.join('\n')]]);
}

function resourcesOf(types: Source['types']): [string, TableResource][] {
  return Object.entries(types).filter(([type]) => requestTypes.has(type));
}
