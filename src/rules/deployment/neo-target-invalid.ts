import { nearestName } from '../../linter/nearest-name.js';
import { defineRule, type RuleReport } from '../../linter/rule.js';
import { isKnownFamily } from '../../sagemaker/api/instance-types.js';
import { apiDataDate, shapeAt } from '../../sagemaker/api/shapes.js';
import { missingCompilerOptions } from '../../sagemaker/request/compilation.js';
import { isWritten, textOf } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { find, type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';

const device = 'OutputConfig.TargetDevice';
const platform = 'OutputConfig.TargetPlatform';

export default defineRule({
  id: 'SM531',
  name: 'neo-target-invalid',
  area: 'deployment',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Neo is to compile for a target that it does not know, for two targets, or for none',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_OutputConfig.html'],
  appliesTo: 'request',
  operations: ['CreateCompilationJob'],
  *check({ request }) {
    yield* checkDevice(request);
    const [target, os, arch] = [device, `${platform}.Os`, `${platform}.Arch`].map((path) => find(request, path));
    const words = [device, `${platform}.Os`, `${platform}.Arch`].map((path) => `\`${wordFor(request.content, path)}\``);
    if (target?.kind === 'given' && os?.kind === 'given') {
      yield {
        at: os.member.place,
        message: `\`${target.member.name}\` and \`${os.member.name}\` both name what to compile for: SageMaker takes a device or a platform, not both. Remove one of them.`,
      };
    } else if (
      target?.kind === 'absent' &&
      os?.kind === 'absent' &&
      arch?.kind === 'absent' &&
      find(request, 'OutputConfig').kind === 'given'
    ) {
      yield {
        at: request.nameSpan,
        message: `Neither ${words[0]} nor a platform (${words[1]}, ${words[2]}) is given: Neo has to know what to compile for.`,
      };
    } else if ((os?.kind === 'given' && arch?.kind === 'absent') || (os?.kind === 'absent' && arch?.kind === 'given')) {
      const given = os.kind === 'given' ? os : arch;
      if (given?.kind === 'given')
        yield {
          at: given.member.place,
          message: `A platform is an operating system and an architecture, and ${os.kind === 'given' ? words[2] : words[1]} is missing. Add it.`,
        };
    }
    const nvidia = missingCompilerOptions(request);
    if (nvidia) {
      yield {
        at: nvidia.member.place,
        message: `\`${nvidia.member.name}\` is NVIDIA, and the compiler options lack ${nvidia.missing.join(', ')}: Neo has to know the chip and the versions of TensorRT and CUDA. Add them to \`${wordFor(request.content, 'OutputConfig.CompilerOptions')}\`.`,
      };
    }
    const [versioned, own] = [find(request, 'ModelPackageVersionArn'), find(request, 'InputConfig')];
    if (versioned.kind === 'given' && own.kind === 'given' && own.member.value.kind === 'object' && request.isWhole) {
      yield {
        at: versioned.member.place,
        message: `\`${versioned.member.name}\` and \`${own.member.name}\` both say what to compile: SageMaker takes one of them.`,
      };
    }
  },
});

function* checkDevice(request: ServiceRequest): Iterable<RuleReport> {
  const given = textOf(request, request.content, device);
  const shape = shapeAt('CreateCompilationJob', device);
  if (!given || shape?.kind !== 'text' || !shape.values) return;
  const { text, member } = given;
  const at = { document: member.value.document, span: member.value.span };
  if (text === 'ml_eia2') {
    yield { at, message: `\`${member.name}\` is ml_eia2: Elastic Inference has ended, and nothing runs what is compiled for it.` };
  }
  if (shape.values.includes(text)) return;
  const [family] = /^ml[._][a-z0-9]+/.exec(text) ?? [];
  const right = family?.replace('.', '_');
  if (right !== undefined && right !== text && shape.values.includes(right)) {
    yield {
      at,
      message: `\`${member.name}\` is "${text}": Neo calls its targets by family and with an underscore. Write ${right}.`,
      fix: isWritten(member.value, text) ? { title: `Write ${right}`, edits: [replaceValue(request, member.value, right)] } : undefined,
    };
    return;
  }
  // A family that SageMaker has is no slip of the pen: Neo just does not compile for it.
  const near = isKnownFamily(family?.slice(3) ?? '') ? undefined : nearestName(text, shape.values);
  yield {
    at,
    severity: 'warning',
    message: `\`${member.name}\` is "${text}", which Neo did not know on ${apiDataDate}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  };
}
