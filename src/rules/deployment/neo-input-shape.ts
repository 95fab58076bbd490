import { defineRule } from '../../linter/rule.js';
import { inputShapes } from '../../sagemaker/request/compilation.js';
import { textOf } from '../../sagemaker/request/containers.js';
import { find, wordFor } from '../../sagemaker/request/model.js';

/** Frameworks whose inputs have names. */
const named = ['TENSORFLOW', 'KERAS', 'MXNET', 'ONNX', 'TFLITE', 'DARKNET'];
/** Frameworks of which Neo takes a version. */
const versioned = ['TENSORFLOW', 'MXNET', 'PYTORCH', 'TFLITE'];
const channelsFirst = ['KERAS', 'MXNET', 'ONNX', 'PYTORCH'];

export default defineRule({
  id: 'SM532',
  name: 'neo-input-shape',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'The shapes of the inputs that Neo is given do not fit the framework',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InputConfig.html'],
  appliesTo: 'request',
  operations: ['CreateCompilationJob'],
  *check({ request }) {
    const given = textOf(request, request.content, 'InputConfig.Framework');
    const framework = given?.text.toUpperCase();
    if (!given || framework === undefined) return;
    const version = find(request, 'InputConfig.FrameworkVersion');
    if (version.kind === 'given' && request.isWhole && !versioned.includes(framework)) {
      yield {
        at: version.member.place,
        message: `\`${version.member.name}\` is given for ${framework}: Neo takes a version of TensorFlow, TensorFlow Lite, PyTorch and MXNet only. Remove it.`,
      };
    }
    const config = find(request, 'InputConfig.DataInputConfig');
    if (config.kind === 'absent' && named.includes(framework) && find(request, 'InputConfig').kind === 'given') {
      const word = wordFor(request.content, 'InputConfig.DataInputConfig');
      yield {
        at: given.member.place,
        message: `\`${given.member.name}\` is ${given.text} and \`${word}\` is missing: Neo has to know the name and shape of each input of the model. Add \`${word}\`, {"input": [1, 224, 224, 3]} for example.`,
      };
    }
    const input = inputShapes(request);
    if (!input) return;
    const at = { document: input.member.value.document, span: input.member.value.span };
    if (input.shapes.kind === 'not-json')
      yield { at, message: `\`${input.member.name}\` is no JSON: write {"name": [sizes]}, with double quotes around the name.` };
    else if (input.shapes.kind === 'list' && named.includes(framework)) {
      yield {
        at,
        message: `\`${input.member.name}\` is ${input.member.value.document.text.slice(at.span.start, at.span.end)}, a list: Neo knows the inputs of ${framework} by name, only those of PyTorch may stand in a row. Write {"name": [sizes]}.`,
      };
    } else if (input.shapes.kind === 'by-name') {
      for (const [name, shape] of input.shapes.shapes) {
        const order = shape?.length === 4 ? orderMistake(framework, shape) : undefined;
        if (order === undefined) continue;
        yield {
          at,
          severity: 'information',
          message: `The input ${name} is [${shape?.join(', ')}]: Neo reads shapes of ${framework} with the channels ${order}, and ${order === 'first' ? shape?.[3] : shape?.[1]} looks like a number of channels at the other place.`,
        };
      }
    }
  },
});

/** Where the channels should stand, if they seem to stand elsewhere. */
function orderMistake(framework: string, [, second, , fourth]: readonly number[]): 'first' | 'last' | undefined {
  const [isFirst, isLast] = [second === 1 || second === 3, fourth === 1 || fourth === 3];
  if (isFirst === isLast) return undefined;
  if (channelsFirst.includes(framework) && isLast) return 'first';
  return framework === 'TENSORFLOW' && isFirst ? 'last' : undefined;
}
