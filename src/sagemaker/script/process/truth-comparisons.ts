import type { BinaryExpression, Expression, StringExpression } from '../../../languages/python/syntax.js';
import { functionAround } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { type StringSite, stringSites } from '../expression-sites.js';
import type { PathRoot } from '../values/evaluate.js';

/** `args.shuffle == "True"`. */
export interface TruthComparison {
  readonly string: StringExpression;
  /** True, False. */
  readonly text: string;
  readonly comparison: BinaryExpression;
  /** What is compared. */
  readonly operand: Expression;
  /** Where it comes from; a parameter of a function is unknown. */
  readonly source: PathRoot;
  /** The function it stands in, which may be the converter of an argument. */
  readonly functionName: string | undefined;
  /** Another spelling is looked for as well, here or elsewhere in the function. */
  readonly knowsOtherSpellings: boolean;
}

const truths = /^(True|False)$/;

/** Finds the comparisons of something with "True" or "False". */
export function readTruthComparisons(context: ScriptContext): TruthComparison[] {
  return stringSites(context.syntax, truths, /(?:True|False)["']/g).flatMap((site): TruthComparison[] => {
    const comparison = comparisonAround(site);
    if (!comparison) return [];
    const { node } = site;
    const operand = comparison.left === node || isListWith(comparison.left, node) ? comparison.right : comparison.left;
    const around = functionAround(site.within);
    const { start, end } = around?.span ?? { start: 0, end: context.syntax.text.length };
    return [
      {
        string: node,
        text: site.start,
        comparison,
        operand,
        source: context.evaluator.path(operand).root,
        functionName: around?.name,
        knowsOtherSpellings: /(["'])(true|false|TRUE|FALSE|[tT]|[yY]es|1|on)\1|\.(lower|upper|casefold|capitalize|title)\(/.test(
          context.syntax.text.slice(start, end),
        ),
      },
    ];
  });
}

/** The comparison that a text takes part in, itself or as one of a list. */
function comparisonAround({ node, ancestors }: StringSite): BinaryExpression | undefined {
  const [parent, outer] = ancestors;
  if (parent?.kind === 'binary') return /^(==|!=)$/.test(parent.operator) ? parent : undefined;
  if (outer?.kind === 'binary' && parent !== undefined && isListWith(parent, node) && outer.right === parent)
    return /^(not )?in$/.test(outer.operator) ? outer : undefined;
  return undefined;
}

function isListWith(list: Expression, element: Expression): boolean {
  return (list.kind === 'list' || list.kind === 'tuple' || list.kind === 'set') && list.elements.includes(element);
}
