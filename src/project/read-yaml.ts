import { parseYaml } from '../languages/yaml/parse.js';
import { readPipelineCommands } from '../sagemaker/commands/read-pipeline.js';
import { readDataRequests } from '../sagemaker/surfaces/read-data.js';
import type { DataReading } from './data-reading.js';

/** The reading of YAML itself. What is loaded at the start of a host imports no more than its type. */
export const yamlReading: DataReading = { parse: parseYaml, requests: readDataRequests, commands: readPipelineCommands };
