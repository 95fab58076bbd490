// Made by `npm run generate` from the files beside it; edit those.
import type { Rule } from '../linter/rule.js';
import SM000 from './linter/rule-failed.js';
import SM001 from './linter/suppression-unused.js';
import SM002 from './linter/suppression-unknown-rule.js';
import SM003 from './linter/configuration-invalid.js';
import SM004 from './linter/file-skipped.js';
import SM143 from './image/code-directory-becomes-file.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [SM000, SM001, SM002, SM003, SM004, SM143];
