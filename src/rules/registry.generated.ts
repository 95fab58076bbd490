// Made by `npm run generate` from the files beside it; edit those.
import type { Rule } from '../linter/rule.js';
import { codeRules } from './code.generated.js';
import { earlyRules } from './early.generated.js';
import { requestRules } from './request.generated.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [...earlyRules, ...codeRules, ...requestRules].sort((first, second) => (first.id < second.id ? -1 : 1));
