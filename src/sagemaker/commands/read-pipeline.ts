import type { DataDocument } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { readAction } from './action.js';
import { readCompose } from './compose.js';
import type { Command } from './model.js';
import { jobVariables, readJobs, shellTextOf } from './pipeline-text.js';
import { readShellCommands } from './read-shell.js';

/**
 * Reads the commands of a pipeline's file, one list for each job: buildspec.yml of CodeBuild, workflows of GitHub,
 * `.gitlab-ci.yml`, CircleCI, and the images that docker compose builds. What is none of them has none.
 */
export function readPipelineCommands(document: SourceDocument, data: readonly DataDocument[]): readonly Command[][] {
  return data.flatMap(({ root, language }) => {
    if (!root || language !== 'yaml') return [];
    const composed = readCompose(root, document);
    if (composed) return [composed];
    return readJobs(root).map(({ scripts, steps, variables }) => {
      const outer = jobVariables(variables);
      const text = shellTextOf(document.text, scripts);
      const commands = readShellCommands({ document, text, notation: 'pipeline', outer });
      const actions = steps.flatMap((step) => readAction(step, document, outer) ?? []);
      return [...commands, ...actions].sort((first, second) => first.span.start - second.span.start);
    });
  });
}
