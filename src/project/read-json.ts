import { parseJson } from '../languages/json/parse.js';
import { readDataRequests } from '../sagemaker/surfaces/read-data.js';
import type { DataReading } from './data-reading.js';

/** The reading of JSON itself. What is loaded at the start of a host imports no more than its type. */
export const jsonReading: DataReading = { parse: parseJson, requests: readDataRequests, commands: () => [] };
