import { defineRule } from '../../linter/rule.js';
import { commandProgram } from '../../project/command-program.js';
import { textOf } from '../../sagemaker/launch/settings.js';
import { sourceCodeOf } from '../../sagemaker/launch/source-code.js';

/** Where a script finds its hyperparameters without a command line. */
const otherSources = /\bSM_HPS\b|\bSM_HP_|\bSM_TRAINING_ENV\b|hyperparameters\.json/;

export default defineRule({
  id: 'SM320',
  name: 'command-drops-hyperparameters',
  area: 'launch',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'The script reads arguments, and the command that starts it gets no hyperparameters',
  sources: ['https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/templates.py'],
  appliesTo: 'launch',

  *check({ launch, link, project }) {
    if (launch.kind !== 'training' || !sourceCodeOf(launch)) return;
    const { command, hyperparameters } = launch;
    const text = textOf(command);
    // A shell may put them into the command itself.
    if (command.kind !== 'given' || text === undefined || otherSources.test(text)) return;
    if (hyperparameters.kind !== 'given' || hyperparameters.node.kind !== 'object') return;
    const program = commandProgram({ ...link, launch }, project);
    if (!program) return;
    const { script, modules } = program;
    if ([script, ...modules].some(({ document }) => otherSources.test(document.text))) return;
    const declared = [script, ...modules].flatMap(({ arguments: reading }) => reading.arguments.flatMap((argument) => argument.names));
    const dropped = [...hyperparameters.node.members.keys()].filter(
      (name) => declared.some((each) => each.text === `--${name}`) && !text.includes(`--${name}`),
    );
    if (dropped.length === 0) return;
    const file = script.document.path.slice(script.document.path.lastIndexOf('/') + 1);
    const [first = '', ...others] = dropped;
    yield {
      at: { document: hyperparameters.document, span: hyperparameters.argument },
      message: `${file} never gets \`--${first}\`${others.length > 0 ? ` and ${others.length} more` : ''}: SDK v3 runs \`command\` as it is and adds no hyperparameters to it, so the defaults count. Name the script in \`entry_script\` instead, write the arguments into the command, or read SM_HPS.`,
      related: [{ at: { document: command.document, span: command.argument }, message: 'The command that is run' }],
    };
  },
});
