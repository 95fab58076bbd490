import { defineRule, type RuleReport } from '../../linter/rule.js';
import { containersOf, isPlaceholder, textOf } from '../../sagemaker/request/containers.js';
import { find, findIn, type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

/** Private registries of Amazon ECR, in all partitions. */
const privateRegistry =
  /^\d{12}\.dkr(\.ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.(com(\.cn)?|eu)|(s?c2s)\.(ic|sgov)\.gov)|-ecr\.[a-z0-9-]+\.on\.aws)\//;
const publicRegistry = /^(public\.ecr\.aws|docker\.io|registry-1\.docker\.io|ghcr\.io|quay\.io|nvcr\.io|gcr\.io|mcr\.microsoft\.com)\//;
/** `churn:latest`, `team/churn:1`: a name that only Docker Hub has. */
const bareName = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9._-]+)?:[\w.-]+$/;

export default defineRule({
  id: 'SM527',
  name: 'image-not-pullable',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A model names an image in a registry that SageMaker does not pull from',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html'],
  appliesTo: 'request',
  operations: ['CreateModel'],
  *check({ request }) {
    // In local mode Docker pulls, from wherever it likes.
    if (request.surface.startsWith('sdk') && /['"]local(_gpu|_code)?['"]|LocalSession/.test(request.document.text)) return;
    for (const container of containersOf(request)) {
      yield* checkImage(request, container);
      yield* checkAccess(request, container);
    }
  },
});

function* checkImage(request: ServiceRequest, container: ObjectNode): Iterable<RuleReport> {
  const image = textOf(request, container, 'Image');
  if (!image || isPlaceholder(image.text) || privateRegistry.test(image.text) || /dkr\.ecr/.test(image.text)) return;
  if (findIn(request, container, 'ImageConfig').kind !== 'absent') return;
  const isElsewhere = publicRegistry.test(image.text) || bareName.test(image.text);
  if (!isElsewhere && !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\//.test(image.text)) return;
  yield {
    at: image.member.place,
    severity: isElsewhere ? 'error' : 'warning',
    message: `\`${image.member.name}\` is ${image.text}: SageMaker pulls the images of models from private repositories of Amazon ECR, and from other registries only through a VPC (\`${wordFor(container, 'ImageConfig')}\`). Push the image to ECR, and write its full name there.`,
  };
}

function* checkAccess(request: ServiceRequest, container: ObjectNode): Iterable<RuleReport> {
  const mode = textOf(request, container, 'ImageConfig.RepositoryAccessMode');
  if (!mode) return;
  if (mode.text === 'Vpc' && find(request, 'VpcConfig').kind === 'absent') {
    const word = wordFor(request.content, 'VpcConfig');
    yield {
      at: mode.member.place,
      message: `\`${mode.member.name}\` is Vpc, and the model has no \`${word}\`: SageMaker has no network to reach the registry through. Add \`${word}\` with subnets and security groups.`,
    };
  }
  const login = findIn(request, container, 'ImageConfig.RepositoryAuthConfig');
  if (mode.text === 'Platform' && login.kind === 'given') {
    yield {
      at: login.member.namePlace,
      message: `\`${login.member.name}\` is for registries within a VPC, and \`${mode.member.name}\` is Platform, which is Amazon ECR: SageMaker refuses the two together. Write Vpc, or remove \`${login.member.name}\`.`,
    };
  }
}
