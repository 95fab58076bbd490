import { readShellRequests } from '../sagemaker/surfaces/shell.js';
import type { ShellReading } from './data-reading.js';

/** The reading of command lines itself. What is loaded at the start of a host imports no more than its type. */
export const shellReading: ShellReading = readShellRequests;
