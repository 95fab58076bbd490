import type { PythonSyntax } from '../languages/python/syntax.js';
import type { Command } from '../sagemaker/commands/model.js';
import type { Launch } from '../sagemaker/launch/model.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { SourceDocument } from '../text/document.js';

/** How a project reads Python: the parser, and the models that are made of its trees. It is half of the program. */
export interface CodeReading {
  /** The tree of a text; that of a text before, which is mostly the same, saves work. */
  parse(text: string, before: PythonSyntax | undefined): PythonSyntax;
  scriptModel(document: SourceDocument, syntax: PythonSyntax): ScriptModel;
  launches(script: ScriptModel): readonly Launch[];
  requests(script: ScriptModel): readonly ServiceRequest[];
  commands(script: ScriptModel): readonly Command[];
}

/** Where a project gets the reading of code from, when a text first takes it. */
export interface CodeSource {
  /** Undefined while it is not loaded: to ask is to want it, and who made the source loads it then. */
  reading(): CodeReading | undefined;
}
