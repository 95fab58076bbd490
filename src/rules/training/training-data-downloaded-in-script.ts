import { defineRule } from '../../linter/rule.js';
import { scriptFamily } from '../../project/script-family.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import { isInServingFunction } from '../../sagemaker/script/storage/storage-call.js';
import type { Span } from '../../text/span.js';

const dataName =
  /\.(csv|tsv|parquet|jsonl?|npy|npz|tfrecords?|rec|libsvm|svmlight|feather|orc|avro|txt|h5|hdf5)(\.gz)?$|(^|[/_.-])(train(ing)?|test|val(id(ation)?)?|data(set)?s?|images?|samples?)([/_.-]|$)/i;
const otherName = /model|weight|checkpoint|ckpt|config|vocab|tokenizer|requirements|\.py$|\.whl$/i;

export default defineRule({
  id: 'SM220',
  name: 'training-data-downloaded-in-script',
  area: 'training',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A training script fetches its data from S3 itself, where a channel would bring it',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-access-training-data.html'],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.trains.length === 0 || !use.isEntry || use.processes.length > 0) return;
    if (use.launches.some(({ launch }) => launch.channels.channels.length > 0)) return;
    const [first, ...others] = fetches(script);
    if (!first) return;
    if (scriptFamily(script, use, project).some(({ storage }) => storage.namesChannel)) return;
    yield {
      at: first.span,
      message: `\`${first.name}\` fetches data from S3 while the job runs, and is paid for. Give the data to fit() as a channel: SageMaker brings it to /opt/ml/input/data/NAME before the script starts, or streams it with FastFile, and the script reads it from SM_CHANNEL_NAME.`,
      related: others.map(({ span, name }) => ({ at: span, message: `\`${name}\` fetches data, too` })),
    };
  },
});

/** What certainly is data: it is read as a table, or its path says so. The name of a bucket says little. */
function fetches({ storage }: ScriptModel): { readonly name: string; readonly span: Span }[] {
  const downloads = storage.downloads.flatMap(({ name, site, texts }) =>
    texts.some((text) => /[./]/.test(text) && dataName.test(text)) &&
    !texts.some((text) => otherName.test(text)) &&
    !isInServingFunction(site)
      ? [{ name, span: site.call.span }]
      : [],
  );
  const tables = storage.reads.flatMap(({ name, site, path }) =>
    /(^|\.)read_(csv|parquet|json|table|excel)$/.test(name) &&
    path.root.kind === 'literal' &&
    /^s3[an]?:/.test(path.root.text) &&
    !isInServingFunction(site)
      ? [{ name, span: site.call.span }]
      : [],
  );
  return [...downloads, ...tables].sort((first, second) => first.span.start - second.span.start);
}
