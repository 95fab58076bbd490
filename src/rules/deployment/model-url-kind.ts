import { defineRule, type RuleReport } from '../../linter/rule.js';
import { containersOf, isPlaceholder, isWritten, textOf } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { findIn, type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM524',
  name: 'model-url-kind',
  area: 'deployment',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The location of a model is an archive where a prefix is needed, or the reverse',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html'],
  appliesTo: 'request',
  operations: ['CreateModel'],
  *check({ request }) {
    for (const container of containersOf(request)) {
      yield* checkUrl(request, container);
      yield* checkSource(request, container);
    }
  },
});

function* checkUrl(request: ServiceRequest, container: ObjectNode): Iterable<RuleReport> {
  const url = textOf(request, container, 'ModelDataUrl');
  const mode = findIn(request, container, 'Mode');
  if (!url?.text.startsWith('s3://') || isPlaceholder(url.text) || mode.kind === 'unknown') return;
  const isMultiModel = textOf(request, container, 'Mode')?.text === 'MultiModel';
  if (mode.kind === 'given' && !isMultiModel && textOf(request, container, 'Mode')?.text !== 'SingleModel') return;
  const isArchive = /\.tar\.gz$/.test(url.text);
  if (isMultiModel === !isArchive) return;
  // These fetch the model themselves, and what the URL holds is theirs to read.
  const environment = findIn(request, container, 'Environment');
  if (!isMultiModel && environment.kind !== 'absent' && /HF_MODEL_ID|JUMPSTART|SAGEMAKER_MODEL_DATA/i.test(textIn(environment))) return;
  if (!isMultiModel && findIn(request, container, 'ModelPackageName').kind !== 'absent') return;
  const { name, place } = url.member;
  // The argument of the SDK's classes for models takes both.
  const isBoth = name === 'model_data' || name === 's3_model_data_url';
  const folder = isBoth ? 'a dictionary with `S3DataSource`' : `\`${wordFor(container, 'ModelDataSource')}\``;
  yield {
    at: place,
    severity: isMultiModel ? 'error' : 'warning',
    message: isMultiModel
      ? `\`${name}\` names an archive: a container with many models is given the prefix below which their archives lie, and SageMaker finds none in here. Write the prefix.`
      : `\`${name}\` does not end in .tar.gz: SageMaker downloads a model as one gzipped archive, and nothing else. Pack it, or give its folder as ${folder}.`,
  };
}

function textIn(found: ReturnType<typeof findIn>): string {
  if (found.kind !== 'given') return '';
  const { document, span } = found.member.value;
  return document.text.slice(span.start, span.end);
}

function* checkSource(request: ServiceRequest, container: ObjectNode): Iterable<RuleReport> {
  const type = textOf(request, container, 'ModelDataSource.S3DataSource.S3DataType');
  const uri = textOf(request, container, 'ModelDataSource.S3DataSource.S3Uri');
  const compression = textOf(request, container, 'ModelDataSource.S3DataSource.CompressionType');
  if (type?.text !== 'S3Prefix') return;
  if (compression?.text === 'Gzip') {
    yield {
      at: compression.member.place,
      message: `\`${compression.member.name}\` is Gzip and \`${type.member.name}\` is S3Prefix: a prefix is many files, and only one object can be an archive. Write None, or S3Object.`,
    };
  }
  if (!uri || uri.text.endsWith('/') || isPlaceholder(uri.text)) return;
  const { value, name } = uri.member;
  yield {
    at: { document: value.document, span: value.span },
    message: `\`${name}\` is ${uri.text}, which does not end in a slash, and \`${type.member.name}\` is S3Prefix: SageMaker takes the prefix of a model only with the slash at its end.`,
    fix: isWritten(value, uri.text) ? { title: 'Add the slash', edits: [replaceValue(request, value, `${uri.text}/`)] } : undefined,
  };
}
