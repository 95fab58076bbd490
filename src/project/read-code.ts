import { parsePython } from '../languages/python/parse.js';
import { readPythonCommands } from '../sagemaker/commands/read-python.js';
import { readLaunches } from '../sagemaker/launch/read.js';
import { createScriptModel } from '../sagemaker/script/build-model.js';
import { readPythonRequests } from '../sagemaker/surfaces/read-python.js';
import type { CodeReading } from './code-reading.js';

/** The reading of code itself. What is loaded at the start of a host imports no more than its type. */
export const codeReading: CodeReading = {
  parse: parsePython,
  scriptModel: (document, syntax) => createScriptModel(document, syntax),
  launches: readLaunches,
  requests: readPythonRequests,
  commands: readPythonCommands,
};
