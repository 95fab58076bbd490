import { defineRule } from '../../linter/rule.js';
import { isPlaceholder } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { findIn, textIn } from '../../sagemaker/request/model.js';
import { channelsIn, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM807',
  name: 'file-system-path',
  area: 'data',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The folder of an FSx for Lustre file system does not begin with a slash and the mount name',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_FileSystemDataSource.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      for (const channel of channelsIn(request, job)) {
        const type = findIn(request, channel, 'DataSource.FileSystemDataSource.FileSystemType');
        const path = findIn(request, channel, 'DataSource.FileSystemDataSource.DirectoryPath');
        if (type.kind !== 'given' || path.kind !== 'given' || textIn(type.member.value) !== 'FSxLustre') continue;
        const { name, value } = path.member;
        const text = textIn(value);
        if (text === undefined || text === '' || isPlaceholder(text)) continue;
        const at = { document: value.document, span: value.span };
        if (text === '/') {
          yield {
            at,
            severity: 'information',
            message: `\`${name}\` is "/": SageMaker mounts a folder of FSx for Lustre by a path that begins with the mount name of the file system, as in "/fsx/data". The page of the file system shows that name.`,
          };
        } else if (!text.startsWith('/')) {
          yield {
            at,
            message: `\`${name}\` is "${text}": SageMaker mounts a folder of FSx for Lustre by its path from the root, which begins with a slash and the mount name. Write "/${text.replace(/^\.\//, '')}".`,
            fix: { title: 'Begin with a slash', edits: [replaceValue(request, value, `/${text.replace(/^\.\//, '')}`)] },
          };
        }
      }
    }
  },
});
