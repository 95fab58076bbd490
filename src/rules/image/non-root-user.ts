import { defineRule } from '../../linter/rule.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { hasTrainingToolkit } from '../../sagemaker/image/training-toolkit.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM122',
  name: 'non-root-user',
  area: 'image',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'The container runs as a user who may not write to /opt/ml',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://github.com/aws/sagemaker-inference-toolkit/issues/72',
  ],
  appliesTo: 'image',

  *check({ image }) {
    const user = image.user;
    const name = user && certain(user.value);
    if (!user || !name || /^(root|0)(:|$)/.test(name) || image.purpose.train.length + image.purpose.serve.length === 0) return;
    if (image.purpose.train.length > 0 && usesMpi(image)) {
      yield {
        at: user.span,
        message: `The container runs as ${name}. MPI needs root: the training toolkit of SageMaker writes to /etc/environment and starts sshd before mpirun. Add USER root at the end.`,
        severity: 'warning',
      };
      return;
    }
    yield {
      at: user.span,
      message: `The container runs as ${name}. SageMaker expects containers to run as root: the folders that it mounts below /opt/ml belong to root. Keep USER root, or try an endpoint or a job before you rely on this user.`,
    };
  },
});

/** The toolkit's MPI runner, which is the one that needs root, has what it asks for. */
function usesMpi(image: ImageModel): boolean {
  return (
    hasTrainingToolkit(image) &&
    image.packages.some(({ name }) => name !== undefined && /^(lib)?openmpi|^mpi4py$|^horovod$|^mpich/.test(name))
  );
}
