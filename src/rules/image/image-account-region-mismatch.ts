import { defineRule, type RuleReport } from '../../linter/rule.js';
import { checkAccount } from '../../sagemaker/facts/images.js';
import { baseNameOf, launchNameOf, type NamedImage, requestNamesOf } from '../../sagemaker/named-image.js';
import type { Span } from '../../text/span.js';

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

  check: ({ image }) => checkName(baseNameOf(image)),
  checkLaunch: ({ launch }) => checkName(launchNameOf(launch)),
  *checkRequest({ request }) {
    for (const { name } of requestNamesOf(request)) yield* checkName(name);
  },
});

function* checkName(image: NamedImage | undefined): Iterable<RuleReport> {
  if (!image?.isWhole) return;
  const { reference, document } = image;
  const { account, region, dnsSuffix, repository, spans } = reference;
  const { expectedAccount, expectedDnsSuffix } = checkAccount(reference);
  const place = (part: Span) => ({
    document,
    span: image.isLiteral ? { start: image.span.start + part.start, end: image.span.start + part.end } : image.span,
  });
  const fix = (title: string, part: Span, newText: string) =>
    image.isLiteral ? { title, edits: [{ ...place(part), newText }] } : undefined;

  if (expectedAccount !== undefined && spans.account) {
    yield {
      at: place(spans.account),
      message: `${account} is not the account from which AWS serves ${repository} in ${region}: the pull is refused, as if the image did not exist. Write ${expectedAccount}.`,
      fix: fix(`Use account ${expectedAccount}`, spans.account, expectedAccount),
    };
  }
  if (expectedDnsSuffix !== undefined && spans.dnsSuffix) {
    yield {
      at: place(spans.dnsSuffix),
      message: `AWS's registries in ${region} do not end in ${dnsSuffix}: no such host answers, and the pull fails. Write ${expectedDnsSuffix}.`,
      fix: fix(`Use ${expectedDnsSuffix}`, spans.dnsSuffix, expectedDnsSuffix),
    };
  }
}
