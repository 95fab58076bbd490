import { defineRule } from '../../linter/rule.js';
import { baseName } from '../../sagemaker/image/paths.js';
import { laterCopy, mayBeMade, requirementsIn } from '../../sagemaker/image/requirements-files.js';

export default defineRule({
  id: 'SM130',
  name: 'requirements-never-installed',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A requirements file is installed as if it were a package, or before it is copied',
  sources: ['https://pip.pypa.io/en/stable/cli/pip_install/', 'https://pypi.org/project/requirements-txt/'],
  appliesTo: 'image',

  *check({ image }) {
    for (const run of image.runs) {
      for (const { file, span, as, isJson } of requirementsIn(run)) {
        const later = laterCopy(image, run, file);
        if (as === 'package') {
          const edit = { span: { start: span.start, end: span.start }, newText: isJson ? '"-r", ' : '-r ' };
          yield {
            at: span,
            message: `pip takes ${file} for a package: without -r nothing that the file lists is installed, and either the build fails or what SageMaker starts ends with ModuleNotFoundError. Write -r ${file}.`,
            // In front of its COPY the file would still not be there.
            fix: later ? undefined : { title: `Install from ${baseName(file)} with -r`, edits: [edit] },
          };
        } else if (later && !mayBeMade(image, run, file)) {
          yield {
            at: span,
            message: `pip installs from ${file} before it is in the image: the ${later.keyword} that brings it comes only afterwards, and the build of the image for SageMaker fails. Move that ${later.keyword} in front of this RUN.`,
            related: [{ at: later.span, message: `${baseName(file)} arrives here` }],
          };
        }
      }
    }
  },
});
