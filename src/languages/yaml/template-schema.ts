import { Schema } from 'yaml';

/** The short forms of CloudFormation's functions, and of rain, a tool for its templates. */
export const intrinsicNames: readonly string[] =
  'And Base64 Cidr Condition Contains EachMemberEquals EachMemberIn Equals FindInMap ForEach GetAtt GetAZs If ImportValue Join Length Not Or Ref RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll Rain::Constant Rain::Embed Rain::Env Rain::Include Rain::Module Rain::S3'.split(
    ' ',
  );

/**
 * The schema of templates, made once: YAML's core with the functions as tags. They are put where the parser looks when a
 * value has a tag. Declared as custom tags, each of them would be looked at for every value without one.
 */
export const templateSchema = new Schema({ schema: 'core' });
templateSchema.knownTags = Object.fromEntries(
  intrinsicNames.map((name) => [`!${name}`, { tag: `!${name}`, resolve: (value: string) => value }]),
);
