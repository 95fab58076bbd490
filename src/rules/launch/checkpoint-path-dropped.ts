import { defineRule } from '../../linter/rule.js';
import { findIn, textIn, wordFor } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM326',
  name: 'checkpoint-path-dropped',
  area: 'launch',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A folder for checkpoints is given without a place in S3, and SDK v2 then drops it',
  sources: ['https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/session.py'],
  appliesTo: 'request',
  operations: ['CreateTrainingJob'],
  *check({ request }) {
    // The API requires the place, and version 3 makes one up.
    if (request.surface !== 'sdk-v2') return;
    const folder = findIn(request, request.content, 'CheckpointConfig.LocalPath');
    if (folder.kind !== 'given' || findIn(request, request.content, 'CheckpointConfig.S3Uri').kind !== 'absent') return;
    const { name, place, value } = folder.member;
    const text = textIn(value);
    yield {
      at: place,
      message: `\`${name}\` does nothing without \`${wordFor(request.content, 'CheckpointConfig.S3Uri')}\`: the SDK asks for no checkpoints then, and what the script writes to ${text ?? 'the folder'} is gone when the job ends. Give the place in S3.`,
    };
  },
});
