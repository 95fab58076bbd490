import { defineRule } from '../../linter/rule.js';
import { checkAccount } from '../../sagemaker/facts/images.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM138',
  name: 'image-account-region-mismatch',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The account of a prebuilt image does not serve that image in the region of its address',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html'],
  appliesTo: 'image',

  *check({ image }) {
    const { reference, span, text } = image.base;
    if (!reference || !span || certain(text) === undefined) return;
    const { account, region, dnsSuffix, repository, spans } = reference;
    const { expectedAccount, expectedDnsSuffix } = checkAccount(reference);
    const place = (part: { start: number; end: number }) => ({ start: span.start + part.start, end: span.start + part.end });

    if (expectedAccount !== undefined && spans.account) {
      yield {
        at: place(spans.account),
        message: `${account} is not the account from which AWS serves ${repository} in ${region}: the pull is refused, as if the image did not exist. Write ${expectedAccount}.`,
        fix: { title: `Use account ${expectedAccount}`, edits: [{ span: place(spans.account), newText: expectedAccount }] },
      };
    }
    if (expectedDnsSuffix !== undefined && spans.dnsSuffix) {
      yield {
        at: place(spans.dnsSuffix),
        message: `AWS's registries in ${region} do not end in ${dnsSuffix}: no such host answers, and the pull fails. Write ${expectedDnsSuffix}.`,
        fix: { title: `Use ${expectedDnsSuffix}`, edits: [{ span: place(spans.dnsSuffix), newText: expectedDnsSuffix }] },
      };
    }
  },
});
