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

/** Makes what the product carries of CloudFormation's specification. Returns the files to write, paths from the project's root. */
export function generateCloudFormation(sourceJson: string): Map<string, string> {
  const { source, types } = JSON.parse(sourceJson) as Source;
  const resources = Object.entries(types).filter(([type]) => requestTypes.has(type));
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
    ...resources.map(([type, { properties }]) => `    ${type}: ${JSON.stringify(text(properties))},`),
    '  },',
    '  inner: {',
    ...resources.map(([type, { inner }]) => `    ${type}: ${JSON.stringify(inner.join(' '))},`),
    '  },',
    '};',
    '',
  ];
  return new Map([['src/sagemaker/facts/cloudformation.generated.ts', lines.join('\n')]]);
}
