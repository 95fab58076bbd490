import type { Expression, Statement } from '../../../languages/python/syntax.js';
import { type Enclosure, forEachChild, forEachExpression } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { mayHold, offsetsOfWords } from '../mentions.js';
import { libraryOf } from './parser-looks.js';
import type { ParserThing } from './parsers.js';
import { parseMethods } from './parses.js';
import type { ValueFlow } from './value-flow.js';

/** What of a parser may be named without calling it, and adds nothing. */
const harmlessAttributes =
  /^(?:prog|usage|description|epilog|formatter_class|argument_default|_actions|_option_string_actions|_action_groups|_defaults)$/;

/**
 * Marks the parsers open that get away from what is followed: into a list or dictionary, through a method that is handed on,
 * as a member of a class. `names` are the last names that parsers go by.
 */
export function openEscaped(context: ScriptContext, flow: ValueFlow<ParserThing>, names: ReadonlySet<string>): void {
  const open = (expression: Expression, why: string) => {
    for (const { draft } of flow(expression)) draft.whyOpen ??= why;
  };
  const lastName = (node: Expression) => (node.kind === 'name' || node.kind === 'attribute' ? node.name : undefined);

  const mentions = offsetsOfWords(context.document.text, names);

  const look = (node: Expression, parent: Expression | undefined, around: Expression | undefined): void => {
    if (!mayHold(node, mentions)) return;
    const name = lastName(node);
    if (name !== undefined && names.has(name)) lookAt(node, parent, around);
    if (node.kind !== 'name') forEachChild(node, (child) => look(child, node, parent));
  };

  function lookAt(node: Expression, parent: Expression | undefined, around: Expression | undefined): void {
    if (parent?.kind === 'attribute') {
      const isCalled = around?.kind === 'call' && around.callee === parent;
      const isAdding = parent.name.startsWith('add_');
      if (!isCalled && !parseMethods.has(parent.name) && !harmlessAttributes.test(parent.name)) open(node, `${parent.name} is handed on`);
      // `app.parser.add_argument(...)`, where the parser is held as `self.parser`.
      if (isAdding && node.kind === 'attribute' && flow(node).size === 0) openHeld(node.name);
    } else if (parent?.kind === 'list' || parent?.kind === 'tuple' || parent?.kind === 'set') {
      const isParents = around?.kind === 'call' && libraryOf(around.callee, context) !== undefined;
      const isSubcommand = around?.kind === 'call' && around.callee.kind === 'attribute' && around.callee.name === 'add_parser';
      if (!isParents && !isSubcommand) open(node, 'it is one of several in a list');
    } else if (parent?.kind === 'dictionary' || parent?.kind === 'yield' || parent?.kind === 'comprehension') {
      open(node, 'it is handed on');
    }
  }

  /** Whatever is assigned to an attribute of that name. */
  function openHeld(name: string): void {
    for (const { statement } of context.statements) {
      if (statement.kind !== 'assignment' || !statement.value) continue;
      const { value } = statement;
      if (statement.targets.some((target) => target.kind === 'attribute' && target.name === name)) open(value, 'other code adds to it');
    }
  }

  for (const { statement, within } of context.statements) readStatement(statement, within);

  function readStatement(statement: Statement, within: Enclosure | undefined): void {
    if (statement.kind === 'assignment' && statement.value) {
      for (const target of statement.targets) {
        // A member of a class is reached by the class, its objects and their heirs.
        if (target.kind === 'name' && names.has(target.name) && within?.statement.kind === 'class')
          open(statement.value, 'it is a member of a class');
        // The targets of `a, b = make()` are no list that a parser is put into.
        if (target.kind === 'attribute' || target.kind === 'subscript') look(target, undefined, undefined);
        if (target.kind === 'subscript') open(statement.value, 'it is handed on');
      }
      // `add = parser.add_argument`: what is called by that name is known.
      const isMethod = statement.value.kind === 'attribute' && statement.value.name === 'add_argument';
      if (!isMethod || statement.targets.some((target) => target.kind !== 'name')) look(statement.value, undefined, undefined);
      return;
    }
    if (mayHold(statement, mentions)) forEachExpression(statement, (expression) => look(expression, undefined, undefined));
  }
}
