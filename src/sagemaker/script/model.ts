import type { PythonNames } from '../../languages/python/names.js';
import type { PythonSyntax } from '../../languages/python/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { ArgumentReading } from './arguments/arguments.js';
import type { EnvironmentReading } from './environment/environment.js';
import type { ScriptFlow } from './flow.js';
import type { HandlerReading } from './handlers.js';
import type { ProcessReading } from './process/process.js';
import type { ServerReading } from './server.js';
import type { StorageReading } from './storage/storage.js';
import type { Evaluator } from './values/evaluate.js';
import type { XlaReading } from './xla/xla.js';

/**
 * A Python file as SageMaker will run it. Each part is read when it is first asked for. A script says nothing of what
 * SageMaker does with it: that is in its ScriptUse, which the project puts together.
 */
export interface ScriptModel {
  readonly document: SourceDocument;
  readonly syntax: PythonSyntax;
  readonly names: PythonNames;
  readonly evaluator: Evaluator;
  /** Command line arguments: argparse, click, HfArgumentParser and the like. */
  readonly arguments: ArgumentReading;
  /** Environment variables that are read and set. */
  readonly environment: EnvironmentReading;
  /** Paths: what is saved, loaded, listed and written where; channels and checkpoints. */
  readonly storage: StorageReading;
  /** How the process ends and what it is told: swallowed exceptions, exits, signals, host names, hyperparameters.json. */
  readonly process: ProcessReading;
  /** Web routes, and the servers that it starts. */
  readonly server: ServerReading;
  /** model_fn and the other functions that a serving toolkit calls. */
  readonly handlers: HandlerReading;
  /** PyTorch/XLA. */
  readonly xla: XlaReading;
  /** Which functions of the file its own code calls: whether something is run at all, and when. */
  readonly flow: ScriptFlow;
}
