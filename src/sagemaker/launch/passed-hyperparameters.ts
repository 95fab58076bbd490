import type { Member, RequestPlace, Scalar } from '../request/tree.js';
import { likely } from '../value.js';
import type { TrainingLaunch } from './model.js';

/** A hyperparameter that a job gives its script on the command line. */
export interface PassedHyperparameter {
  readonly name: string;
  /** `--epochs`; `-e` for a name of one letter, but with SDK v3. */
  readonly option: string;
  /** Where the name is written; for one that the SDK adds, what is launched. */
  readonly place: RequestPlace;
  /** undefined for one that the SDK adds. */
  readonly member: Member | undefined;
  /** The text that follows the option, as far as it is known. */
  readonly text: string | undefined;
}

/** Names that the toolkit keeps for itself. */
const ofToolkit = /^(?:sagemaker_|_tuning_objective_metric$|default_user_module_name$)/;

/**
 * The hyperparameters that a launch certainly passes to its script. None where it starts the container with a command of
 * its own, which gets none, and where nobody can tell.
 */
export function passedHyperparameters(launch: TrainingLaunch): readonly PassedHyperparameter[] {
  const { hyperparameters, document, nameSpan, surface } = launch;
  if (launch.command.kind !== 'absent') return [];
  const members =
    hyperparameters.kind === 'given' && hyperparameters.node.kind === 'object' ? [...hyperparameters.node.members.values()] : [];
  const written = members
    .filter(({ name }) => !ofToolkit.test(name) && /^[\w.-]+$/.test(name) && !name.startsWith('-'))
    .map(
      (member): PassedHyperparameter => ({
        name: member.name,
        option: optionOf(member.name, surface),
        place: member.namePlace,
        member,
        text: textOf(member, surface),
      }),
    );
  const added = launch.addedHyperparameters
    .filter((name) => !members.some((member) => member.name === name))
    .map(
      (name): PassedHyperparameter => ({
        name,
        option: optionOf(name, surface),
        place: { document, span: nameSpan },
        member: undefined,
        text: undefined,
      }),
    );
  return [...written, ...added];
}

function optionOf(name: string, surface: TrainingLaunch['surface']): string {
  return name.length === 1 && surface !== 'sdk-v3' ? `-${name}` : `--${name}`;
}

/** The SDKs write values as JSON; the toolkit reads that and passes what Python makes of it, SDK v3 the JSON itself. */
function textOf({ value }: Member, surface: TrainingLaunch['surface']): string | undefined {
  const scalar = value.kind === 'scalar' ? likely<Scalar>(value.value) : undefined;
  if (scalar === undefined) return undefined;
  if (typeof scalar === 'string') {
    const inner = surface === 'boto3' ? scalar.replace(/^"(.*)"$/s, '$1') : scalar;
    return surface === 'boto3' && (inner === 'true' || inner === 'false') ? pythonBoolean(inner === 'true') : inner;
  }
  if (surface === 'sdk-v3') return JSON.stringify(scalar);
  if (scalar === null) return '';
  return typeof scalar === 'boolean' ? pythonBoolean(scalar) : String(scalar);
}

function pythonBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}

/** Whether a text is meant to say no, though Python takes every text that is not empty for true. */
export function meansNo(text: string | undefined): boolean {
  return text !== undefined && /^(?:false|no|off|n|f|0|0\.0|none|null)$/i.test(text.trim());
}
