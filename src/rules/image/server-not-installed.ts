import { defineRule } from '../../linter/rule.js';
import { startedServers } from '../../project/started-servers.js';
import { appendBehind } from '../../sagemaker/image/edit-instruction.js';
import { runsAsRoot } from '../../sagemaker/image/insert-instruction.js';
import { type InstalledServer, mayHaveServer } from '../../sagemaker/image/installed-servers.js';
import type { ImageModel } from '../../sagemaker/image/model.js';

export default defineRule({
  id: 'SM129',
  name: 'server-not-installed',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The serve program starts nginx or gunicorn, which the image does not install',
  sources: [
    'https://github.com/aws/amazon-sagemaker-examples/issues/210',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
  ],
  appliesTo: 'image',

  *check({ image, project }) {
    if (image.purpose.serve.length === 0 || !image.base.known) return;
    for (const { server, document, span, at } of startedServers(project, image)) {
      if (mayHaveServer(image, server)) continue;
      yield {
        at,
        message: `${document.path} starts ${server}, but nothing installs it: the container ends with "No such file or directory: '${server}'", and the SageMaker endpoint does not pass the ping health check. Install ${server}.`,
        related: [{ at: { document, span }, message: `${server} is started here` }],
        fix: fixOf(image, server),
      };
    }
  },
});

function fixOf(image: ImageModel, server: InstalledServer) {
  const from = image.base.instruction;
  const pip = image.packages.findLast((item) => item.manager === 'pip')?.run;
  if (server === 'gunicorn') {
    const edit =
      pip && !pip.command.conditional && pip.program
        ? appendBehind(image, pip.instruction, [`RUN ${pip.program.startsWith('pip') ? pip.program : 'pip'} install gunicorn`])
        : undefined;
    return edit && { title: 'Install gunicorn', edits: [edit], safety: 'unsafe' as const };
  }
  if (!from || image.base.packageManager !== 'apt' || !runsAsRoot(image, from)) return undefined;
  const edit = appendBehind(image, from, [
    'RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*',
  ]);
  return edit && { title: 'Install nginx', edits: [edit] };
}
