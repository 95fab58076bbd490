import { defineRule } from '../../linter/rule.js';
import { joinPath } from '../../project/paths.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { scalarOf, toSetting } from '../../sagemaker/launch/settings.js';
import { uploadedProgram } from '../../sagemaker/launch/uploaded-program.js';
import { lookUp } from '../../sagemaker/request/tree.js';

/** The runners that start a file, and refuse a package. */
const runners = ['torch_distributed', 'pytorchxla'];

export default defineRule({
  id: 'SM224',
  name: 'setup-py-changes-entry',
  area: 'training',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A setup.py in source_dir makes the entry point a module of a package',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/entry_point_type.py',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/process.py',
  ],
  appliesTo: 'launch',

  *check({ launch, link, document, project }) {
    if (launch.kind !== 'training' || launch.entryPoint.kind !== 'given' || link.sourceFolder === undefined) return;
    const entry = uploadedProgram(launch);
    if (entry === undefined || !/^[\w./-]+\.py$/.test(entry) || !link.images.every(({ image }) => toolkitRunsProgram(image))) return;
    const setup = joinPath(link.sourceFolder, 'setup.py');
    if (project.filesFor(document.path).read(setup).kind !== 'text') return;
    const module = entry.replace(/\.py$/, '');
    const folder = link.sourceFolder === '' ? 'this folder' : link.sourceFolder;
    const means = `setup.py makes ${folder} a package for the training toolkit: it runs \`pip install .\` and then \`python -m ${module}\`, not \`python ${entry}\``;
    const runner = runnerOf(launch);
    const isNested = module.includes('/');
    const what = runner
      ? `${means}. ${runner} starts files only, and the job fails. Move setup.py out of source_dir.`
      : isNested
        ? `${means}. No module has a name with a slash, so the job ends with "No module named ${module}". Name the file at the top of source_dir, or move setup.py out of it.`
        : `${means}. Where that is not meant, move setup.py out of source_dir.`;
    const { argument: span, document: at } = launch.entryPoint;
    yield {
      at: { document: at, span },
      message: what,
      severity: runner || isNested ? 'error' : 'information',
      related: [{ at: { file: setup, span: { start: 0, end: 0 } }, message: 'The file that does it' }],
    };
  },
});

/** The runner of the launch that starts no package. */
function runnerOf({ distribution }: TrainingLaunch): string | undefined {
  if (distribution.kind !== 'given' || distribution.node.kind !== 'object') return undefined;
  const { node } = distribution;
  return runners.find((name) => {
    const found = lookUp(node, `${name}.enabled`);
    return found.kind === 'given' && scalarOf(toSetting(found)) === true;
  });
}
