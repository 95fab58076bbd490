import type { DataNode } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { ReadSpecial } from '../request/read-data.js';
import type { Member, ObjectNode, RequestNode } from '../request/tree.js';
import { type Renaming, renameMembers } from './rename-members.js';

/**
 * The parameters of a task with everything resolved that its state decides when it runs: `"ModelName.$": "$.name"` is a
 * ModelName that is not known, and so is a value that is computed.
 */
export function resolvePaths(object: ObjectNode): ObjectNode {
  const renaming: Renaming = {
    nameOf: ({ name }) => (name.endsWith('.$') ? name.slice(0, -2) : name),
    meantBy: (member) => (member.name.endsWith('.$') ? pathValue(member) : undefined),
  };
  return renameMembers(object, renaming, undefined);
}

function pathValue({ value }: Member): RequestNode {
  const { document, span } = value;
  const text = value.kind === 'scalar' && value.value.known && typeof value.value.value === 'string' ? value.value.value : undefined;
  const expression = text ?? document.text.slice(span.start, span.end).replace(/^["']|["']$/g, '');
  const why = 'it is known when the state machine runs';
  const reference = isSameEverywhere(expression) ? expression : undefined;
  const pieces = piecesOfFormat(expression);
  return { kind: 'unknown', document, span, why, reference, ...(pieces ? { pieces } : {}) };
}

/** The input of a state is its own; what the execution is called, all states see alike. */
function isSameEverywhere(expression: string): boolean {
  return (
    /\$\$\.(Execution|StateMachine)\./.test(expression) && !/\$(?!\$?\.(Execution|StateMachine)\.)/.test(expression.replace(/\$\$/g, '$'))
  );
}

/** `States.Format('model-{}', $.name)`: the parts of the text, with a hole for each pair of braces. */
function piecesOfFormat(expression: string): readonly (string | undefined)[] | undefined {
  const template = /^States\.Format\('((?:[^'\\]|\\.)*)'/.exec(expression.trim())?.[1];
  if (template === undefined) return undefined;
  return template
    .split(/(\{\})/)
    .map((part) => (part === '{}' ? undefined : part.replace(/\\(.)/g, '$1')))
    .filter((part) => part !== '');
}

/** Values of JSONata, `{% $states.input.name %}`, and those that a template's substitutions fill in. */
export function readComputed(document: SourceDocument, special: ReadSpecial): ReadSpecial {
  return (node: DataNode, read) => {
    if (node.kind === 'scalar' && typeof node.value === 'string' && /^\s*\{%[\s\S]*%\}\s*$/.test(node.value)) {
      const constant = /^\s*\{%\s*\$states\.context\.(?:Execution|StateMachine)\.[\w.]+\s*%\}\s*$/.test(node.value);
      const reference = constant ? node.value.replace(/\s+/g, '') : undefined;
      return { value: { kind: 'unknown', document, span: node.span, why: 'it is known when the state machine runs', reference } };
    }
    return special(node, read);
  };
}
