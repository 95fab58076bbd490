import { defineRule } from '../../linter/rule.js';
import { passedArguments, takes } from '../../project/passed-arguments.js';
import { parsersOfProgram } from '../../project/program-parses.js';
import { meansNo, type PassedHyperparameter } from '../../sagemaker/launch/passed-hyperparameters.js';
import type { ArgumentParser } from '../../sagemaker/script/arguments/arguments.js';
import { takeValue } from '../../sagemaker/script/arguments/boolean-converter.js';

const flags: ReadonlySet<string> = new Set(['store_true', 'store_false', 'store_const', 'append_const', 'count', 'boolean']);

export default defineRule({
  id: 'SM202',
  name: 'argparse-flag-gets-value',
  area: 'training',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A launch passes a hyperparameter to an argument that takes no value',
  sources: [
    'https://docs.python.org/3/library/argparse.html#action',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py',
    'https://github.com/huggingface/accelerate/issues/980',
  ],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.trains.length === 0) return;
    const passed = passedArguments(use, project);
    for (const parser of parsersOfProgram(script, use, project)) {
      const parse = parser.parses.find(({ source }) => source === 'process');
      if (!parse || parser.library !== 'argparse') continue;
      for (const argument of parser.arguments) {
        const { action, actionArgument } = argument;
        const given = passed.find((each) => takes(argument, each) && (!parse.isLenient || meansNo(each.text)));
        if (!given || !actionArgument || action.kind !== 'flag' || !flags.has(action.name) || mayTakeValue(parser, given)) continue;
        const text = given.text ?? 'VALUE';
        const effect = parse.isLenient
          ? `parse_known_args() drops the value, so that ${given.option} ${action.name === 'store_false' ? 'turns it off' : 'turns it on'} all the same`
          : `the script ends with "error: unrecognized arguments: ${text}"`;
        const edit = takeValue(argument);
        yield {
          at: actionArgument.span,
          message: `\`${given.option}\` takes no value (${action.name}), and SageMaker passes \`${given.option} ${text}\`: ${effect}. Let it take the value.`,
          related: [{ at: given.place, message: `${given.name} is passed here` }],
          fix: edit && {
            title: `Let ${given.option} take true or false`,
            edits: [edit],
            // `--no-shuffle` goes with BooleanOptionalAction.
            safety: action.name === 'store_true' ? 'safe' : 'unsafe',
          },
        };
      }
    }
  },
});

/** Whether another declaration of the same option may be the one that counts. */
function mayTakeValue({ arguments: declared }: ArgumentParser, given: PassedHyperparameter): boolean {
  const same = declared.filter((argument) => takes(argument, given));
  return same.length > 1 || same.some(({ isConditional }) => isConditional);
}
