import { defineRule } from '../../linter/rule.js';
import { textReader } from '../../project/read-text.js';
import { rewriteArguments } from '../../sagemaker/image/edit-instruction.js';
import { mayTrainOrServe } from '../../sagemaker/image/entry-point.js';
import { execForm, listStrings, looksLikeList, quoted } from '../../sagemaker/image/exec-form.js';
import { isPlaceholder } from '../../sagemaker/image/expand.js';
import { entryPointWorks } from '../../sagemaker/image/started-files.js';

export default defineRule({
  id: 'SM144',
  name: 'entrypoint-malformed-json',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'ENTRYPOINT looks like a list but is not JSON, so a shell runs it as a command',
  sources: ['https://docs.docker.com/reference/dockerfile/#exec-form'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const entrypoint = image.entrypoint;
    const text = entrypoint?.instruction.argumentsText ?? '';
    if (entrypoint?.form !== 'shell' || !looksLikeList(text) || isPlaceholder(text)) return;
    const words = listStrings(text);
    const exec = words && execForm(words);
    const works = words !== undefined && entryPointWorks(image, words, textReader(project.filesFor(document.path)));
    const edit = exec !== undefined && works ? rewriteArguments(image, entrypoint.instruction, exec) : undefined;
    yield {
      at: entrypoint.span,
      message: `ENTRYPOINT ${quoted(text)} looks like a list but is not JSON, so Docker hands it to a shell, which finds no such command, and SageMaker sees a container that ends before anything has started. Write ${exec ? `ENTRYPOINT ${exec}` : 'every word in double quotes, with commas between them'}.`,
      ...(mayTrainOrServe(image) ? {} : { severity: 'warning' }),
      fix: edit && { title: `Write ENTRYPOINT ${exec}`, edits: [edit] },
    };
  },
});
