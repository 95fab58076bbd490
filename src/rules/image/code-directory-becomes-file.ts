import { defineRule } from '../../linter/rule.js';
import { likely } from '../../sagemaker/value.js';

/** What ADD unpacks into a folder, as it says by its name. */
const archive = /\.(tar(\.\w+)?|tgz|tbz2?|txz)$/i;

export default defineRule({
  id: 'SM143',
  name: 'code-directory-becomes-file',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'COPY of one file to a folder path without a slash makes a file of that name',
  sources: ['https://docs.docker.com/reference/dockerfile/#copy'],
  appliesTo: 'image',

  *check({ image }) {
    for (const copy of image.copies) {
      const path = likely(copy.destination.path);
      const [source] = copy.sources;
      // Only where the one source is certainly a file, and the folder is certainly not there yet.
      if (copy.sources.length !== 1 || !source?.isSingleFile || copy.destination.endsWithSlash) continue;
      if (copy.instruction.keyword === 'ADD' && archive.test(source.name)) continue;
      if (path !== '/opt/ml/code' && path !== '/opt/program') continue;
      if (image.directoryExistsBefore(copy, path) !== false) continue;
      yield {
        at: copy.destination.span,
        message: `${copy.instruction.keyword} makes a file named ${path}, not ${path}/${source.name}: a single file that is copied to a path without a slash at its end takes that path as its name. SageMaker then finds no ${source.name}. Write ${path}/.`,
        fix: { title: `Copy into ${path}/`, edits: [copy.destination.insertAfter('/')] },
      };
    }
  },
});
