import { defineRule } from '../../linter/rule.js';
import { textOf } from '../../sagemaker/request/containers.js';

export default defineRule({
  id: 'SM533',
  name: 'neo-framework-unsupported',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'Neo does not compile this framework for this target, or the SDK does not pass it on',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/neo-supported-devices-edge.html'],
  appliesTo: 'request',
  operations: ['CreateCompilationJob'],
  *check({ request }) {
    const framework = textOf(request, request.content, 'InputConfig.Framework');
    if (!framework) return;
    const { member } = framework;
    const name = framework.text.toUpperCase();
    if (request.surface === 'sdk-v2' && (name === 'DARKNET' || name === 'SKLEARN')) {
      yield {
        at: member.place,
        severity: 'error',
        message: `\`${member.name}\` is ${framework.text}: the API knows it, and version 2 of the SDK refuses it. Use boto3's \`create_compilation_job\`.`,
      };
    }
    const device = textOf(request, request.content, 'OutputConfig.TargetDevice');
    if (!device) return;
    const why =
      name === 'TFLITE' && device.text.startsWith('ml_')
        ? 'TensorFlow Lite is compiled for devices at the edge only, not for instances of SageMaker'
        : device.text === 'coreml' && name !== 'TENSORFLOW' && name !== 'PYTORCH'
          ? 'Core ML is made of TensorFlow and PyTorch only'
          : undefined;
    if (why === undefined) return;
    yield {
      at: member.place,
      message: `\`${member.name}\` is ${framework.text} and \`${device.member.name}\` is ${device.text}: ${why}.`,
      related: device.member.place.span.start === member.place.span.start ? [] : [{ at: device.member.place, message: 'The target' }],
    };
  },
});
