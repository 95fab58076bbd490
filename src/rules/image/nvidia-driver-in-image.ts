import { defineRule } from '../../linter/rule.js';
import type { RunCommand } from '../../sagemaker/image/model.js';

export default defineRule({
  id: 'SM120',
  name: 'nvidia-driver-in-image',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: "NVIDIA's driver is installed in the image, though SageMaker brings its own",
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
    'https://docs.nvidia.com/cuda/cuda-installation-guide-linux/',
  ],
  appliesTo: 'image',

  *check({ image }) {
    for (const { manager, name, at } of image.packages) {
      if ((manager !== 'apt' && manager !== 'yum') || name === undefined) continue;
      const isMeta = /^cuda(-\d+-\d+|-runtime-\d+-\d+)?$/.test(name);
      if (!isMeta && !drivers.test(name)) continue;
      const version = /-\d+-\d+$/.exec(name)?.[0] ?? '';
      const instead = isMeta
        ? `Install ${name.startsWith('cuda-runtime') ? 'cuda-libraries' : 'cuda-toolkit'}${version} in its place, which has no driver.`
        : 'Leave it out: the CUDA toolkit is all that the image needs.';
      yield {
        at,
        message: `${name} ${isMeta ? "draws in NVIDIA's driver" : "is NVIDIA's driver"}: SageMaker gives the container the driver of its machine, and one in the image does not fit it. ${instead}`,
      };
    }
    for (const run of image.runs) {
      const script = driverScript(run);
      if (!script) continue;
      yield {
        at: script.span,
        message: `${script.text} installs NVIDIA's driver: SageMaker gives the container the driver of its machine, and one in the image does not fit it. Leave it out: the CUDA toolkit is all that the image needs.`,
      };
    }
  },
});

/** Not cuda-compat, cuda-toolkit, cuda-libraries, libcudnn or nvidia-cuda-toolkit: those belong in an image. */
const drivers = /^(nvidia-(driver|headless|dkms|kernel-(source|common))(-.*)?|nvidia-\d{3}|cuda-drivers(-\d+)?)$/;

/** NVIDIA-Linux-x86_64-535.54.03.run, started by itself or by a shell, and not only unpacked. */
function driverScript({
  program,
  words,
  command,
}: RunCommand): { readonly text: string; readonly span: { start: number; end: number } } | undefined {
  const index = words.findIndex((word) => word !== undefined && /(^|\/)NVIDIA-[\w.-]+\.run$/.test(word));
  const isStarted = index === 0 || (index > 0 && program !== undefined && /^(ba|da)?sh$/.test(program));
  if (!isStarted || words.some((word) => word === '-x' || word === '--extract-only')) return undefined;
  return command.words[index];
}
