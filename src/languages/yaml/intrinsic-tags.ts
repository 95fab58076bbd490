import type { Tags } from 'yaml';

/** The short forms of CloudFormation's functions and of rain's, a tool for its templates. */
const names =
  'And Base64 Cidr Condition Contains EachMemberEquals EachMemberIn Equals FindInMap ForEach GetAtt GetAZs If ImportValue Join Length Not Or Ref RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll Rain::Constant Rain::Embed Rain::Env Rain::Include Rain::Module Rain::S3';

/** The tags as the parser wants them declared, for whatever they stand before: each that it does not know costs a warning. */
export const intrinsicTags: Tags = names.split(' ').flatMap((name) => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (value: string) => value },
    { tag, collection: 'seq' as const },
    { tag, collection: 'map' as const },
  ];
});
