import type { Tags } from 'yaml';
import { intrinsicNames } from '../../src/languages/yaml/template-schema.js';

/** CloudFormation's functions as the YAML library wants them declared. */
export const intrinsicTags: Tags = intrinsicNames.flatMap((name) => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (value: string) => value },
    { tag, collection: 'seq' as const },
    { tag, collection: 'map' as const },
  ];
});
