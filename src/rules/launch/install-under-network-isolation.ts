import { defineRule, type RuleReport } from '../../linter/rule.js';
import { fetchedRequirements } from '../../project/installed-requirements.js';
import { launchOfRequest } from '../../project/launch-of-request.js';
import type { Project } from '../../project/project.js';
import { containersOf } from '../../sagemaker/request/containers.js';
import { booleanIn, find, findIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';
import type { Member } from '../../sagemaker/request/tree.js';
import { networkUse } from '../../sagemaker/script/network-use.js';

export default defineRule({
  id: 'SM310',
  name: 'install-under-network-isolation',
  area: 'launch',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A container without a network is to install packages or fetch a model when it starts',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/entry_point.py',
  ],
  appliesTo: 'request',
  operations: ['CreateTrainingJob', 'CreateModel'],
  *check({ request, project }) {
    const isolation = find(request, 'EnableNetworkIsolation');
    if (isolation.kind !== 'given' || booleanIn(isolation.member.value) !== true) return;
    yield* ofRequirements(request, isolation.member, project);
    for (const container of request.operation === 'CreateModel' ? containersOf(request) : []) {
      const model = findIn(request, container, 'Environment.HF_MODEL_ID');
      const id = model.kind === 'given' ? textIn(model.member.value) : undefined;
      const hasData = ['ModelDataUrl', 'ModelDataSource'].some((name) => findIn(request, container, name).kind !== 'absent');
      if (model.kind !== 'given' || id === undefined || hasData || !/^[\w.-]+(\/[\w.-]+)?$/.test(id)) continue;
      yield {
        at: model.member.place,
        severity: 'warning',
        message: `The container fetches ${id} from the Hugging Face Hub when it starts, and has no network (\`${isolation.member.name}\`). Put the model into S3 and give it to the container from there.`,
        related: [{ at: isolation.member.place, message: 'Network isolation is turned on' }],
      };
    }
  },
});

/** What the toolkit installs, and what the script itself fetches. */
function* ofRequirements(request: ServiceRequest, { name, place }: Member, project: Project): Iterable<RuleReport> {
  const link = launchOfRequest(request, project);
  if (!link) return;
  const isJob = request.operation === 'CreateTrainingJob';
  const found = fetchedRequirements(link, project.filesFor(request.document.path));
  if (found) {
    const { file, first, others } = found;
    yield {
      at: place,
      ...(isJob ? {} : { severity: 'warning' }),
      message: `\`${name}\` cuts the container off the network, and ${file} has ${first.text}${others > 0 ? ` and ${others} more` : ''} to be installed when it starts: pip cannot reach its index. Install the packages in the image, or bring them as files.`,
      related: [{ at: { file, span: first.span }, message: 'This is to be installed' }],
    };
  }
  const script = isJob && link.script !== undefined ? project.scriptOf(link.script) : undefined;
  const [use] = script ? networkUse(script) : [];
  if (!script || !use) return;
  yield {
    at: place,
    severity: 'warning',
    message: `\`${name}\` cuts the container off the network, and the script calls \`${use.name}\`, which needs it. Give the job what it fetches as a channel.`,
    related: [{ at: { document: script.document, span: use.span }, message: 'The script fetches something here' }],
  };
}
