import type { CommandNode, Redirection, SyntaxNode, Word, WordPart } from 'unbash';
import { forEachChild, parse } from 'unbash';
import type { Span } from '../../text/span.js';
import type { ShellCommand, ShellFlow, ShellPart, ShellRedirect, ShellScript, ShellWord } from './syntax.js';

interface Surroundings {
  readonly conditional: boolean;
  readonly scope: number;
  readonly reads: boolean;
  readonly flow: ShellFlow;
}

/** Of a command that is a whole script. */
export const scriptFlow: ShellFlow = {
  decidesStatus: true,
  isTested: false,
  fallback: undefined,
  pipe: undefined,
  isBackground: false,
  functionName: undefined,
};

/**
 * Reads shell text into its simple commands, in the order in which they stand. `offset` is added to every span,
 * so that they are offsets of the file that holds the text. Never throws; what is not shell gives few or no commands.
 */
export function parseShell(text: string, offset = 0): ShellScript {
  const commands: ShellCommand[] = [];
  let scopes = 0;

  const withFlow = (around: Surroundings, flow: Partial<ShellFlow>): Surroundings => ({ ...around, flow: { ...around.flow, ...flow } });
  const visit = (node: SyntaxNode, around: Surroundings): void => {
    switch (node.type) {
      case 'Command':
        commands.push(readCommand(node, offset, around));
        return;
      case 'Script':
      case 'CompoundList':
        node.commands.forEach((statement, index) => {
          const isLast = index === node.commands.length - 1;
          visit(statement, isLast || (around.flow.decidesStatus === undefined && !around.flow.fallback) ? around : inFront(around));
        });
        return;
      case 'Statement':
        visit(node.command, node.background ? withFlow(around, { isBackground: true, decidesStatus: false }) : around);
        return;
      case 'AndOr':
        node.commands.forEach((command, index) => {
          const handler = node.operators.findIndex((operator, position) => position >= index && operator === '||');
          const fallback = node.commands[handler + 1];
          const flow: Partial<ShellFlow> = {
            ...(index < node.commands.length - 1 ? { isTested: true } : {}),
            ...(handler >= 0 && fallback ? { decidesStatus: false, fallback: spanOf(fallback, offset) } : {}),
          };
          // What stands behind `||` runs only after a failure, which `docker build` mostly does not see.
          const operator = index > 0 ? node.operators[index - 1] : undefined;
          visit(command, withFlow(operator === '||' ? { ...around, conditional: true } : around, flow));
        });
        return;
      case 'Pipeline': {
        const { length } = node.commands;
        const negated = node.prefixes.some(({ type }) => type === 'Negation') ? { isTested: true, decidesStatus: false } : {};
        node.commands.forEach((command, index) => {
          scopes++;
          const pipe = length > 1 ? { pipe: { span: spanOf(node, offset), index, length } } : {};
          const piped = index < length - 1 ? { decidesStatus: false, fallback: undefined } : {};
          const within = withFlow(around, { ...negated, ...pipe, ...piped });
          visit(command, { ...within, scope: length > 1 ? scopes : around.scope, reads: index > 0 });
        });
        return;
      }
      case 'Subshell':
        scopes++;
        visit(node.body, { ...around, scope: scopes });
        return;
      case 'If': {
        const branch = { ...around, conditional: true };
        visit(node.clause, inTest(around));
        visit(node.then, branch);
        for (const { clause, then } of node.elif) {
          visit(clause, inTest(branch));
          visit(then, branch);
        }
        if (node.else) visit(node.else, branch);
        return;
      }
      case 'While':
        visit(node.clause, inTest({ ...around, conditional: true }));
        visit(node.body, inLoop(around));
        return;
      case 'For':
      case 'Select':
      case 'ArithmeticFor':
        visitChildren(node, inLoop(around));
        return;
      case 'Function':
        // It runs where it is called, if at all.
        visitChildren(
          node,
          withFlow({ ...around, conditional: true }, { ...scriptFlow, decidesStatus: undefined, functionName: node.name.text }),
        );
        return;
      case 'Coproc':
        visitChildren(node, withFlow({ ...around, conditional: true }, { isBackground: true, decidesStatus: false }));
        return;
      case 'Case':
        for (const item of node.items) visit(item.body, { ...around, conditional: true });
        return;
      case 'Word':
        return;
      default:
        visitChildren(node, around);
    }
  };
  const inFront = (around: Surroundings): Surroundings =>
    withFlow(around, { decidesStatus: around.flow.decidesStatus === undefined ? undefined : false, fallback: undefined });
  const inTest = (around: Surroundings): Surroundings => withFlow(around, { decidesStatus: false, isTested: true, fallback: undefined });
  const inLoop = (around: Surroundings): Surroundings => withFlow({ ...around, conditional: true }, { decidesStatus: undefined });
  const visitChildren = (node: SyntaxNode, around: Surroundings): void => forEachChild(node, (child) => visit(child, around));

  let script: SyntaxNode;
  try {
    script = parse(text);
  } catch {
    // The parser recovers from nearly everything; what it cannot read has no commands that could be trusted.
    return { commands };
  }
  visit(script, { conditional: false, scope: 0, reads: false, flow: scriptFlow });
  return { commands };
}

function spanOf(node: SyntaxNode, offset: number): Span {
  return { start: node.pos + offset, end: node.end + offset };
}

function readCommand(node: Extract<CommandNode, { type: 'Command' }>, offset: number, around: Surroundings): ShellCommand {
  const all = [...node.prefix, ...node.suffix];
  const redirections = all.filter((item): item is Redirection => ['Redirect', 'HereString', 'HereDoc'].includes(item.type));
  const suffixWords = node.suffix.filter((item): item is Word => item.type === 'Word');
  const assignments = all.flatMap((item) =>
    item.type === 'Assignment'
      ? [
          {
            name: item.name,
            value: item.value.type === 'Word' ? readWord(item.value, offset) : undefined,
            span: { start: item.pos + offset, end: item.end + offset },
          },
        ]
      : [],
  );
  const heredoc = redirections.find((item) => item.type === 'HereDoc');
  return {
    words: [...(node.name ? [node.name] : []), ...suffixWords].map((word) => readWord(word, offset)),
    assignments,
    redirects: redirections.flatMap((item): ShellRedirect[] =>
      item.type === 'Redirect'
        ? [
            {
              operator: item.operator,
              target: item.target ? readWord(item.target, offset) : undefined,
              descriptor: item.descriptor?.type === 'FileDescriptor' ? item.descriptor.value : undefined,
              span: { start: item.pos + offset, end: item.end + offset },
            },
          ]
        : [],
    ),
    heredoc: heredoc?.type === 'HereDoc' ? heredoc.body.text : undefined,
    span: { start: node.pos + offset, end: node.end + offset },
    conditional: around.conditional,
    scope: around.scope,
    reads: around.reads,
    flow: around.flow,
  };
}

function readWord(word: Word, offset: number): ShellWord {
  const parts = word.parts ? mergeLiterals(word.parts.flatMap(readPart)) : [{ kind: 'literal' as const, value: word.value }];
  return { text: word.text, span: { start: word.pos + offset, end: word.end + offset }, parts, quoted: /^['"]/.test(word.text) };
}

function readPart(part: WordPart): ShellPart[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ kind: 'literal', value: part.value }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.flatMap(readPart);
    case 'SimpleExpansion':
      return [{ kind: 'variable', name: part.text.slice(1), fallback: undefined }];
    case 'ParameterExpansion': {
      const operation = part.operation;
      if (part.prefix !== undefined || part.index !== undefined) return [{ kind: 'opaque', text: part.text }];
      if (!operation) return [{ kind: 'variable', name: part.parameter, fallback: undefined }];
      if (operation.type === 'Default' && (operation.operator === ':-' || operation.operator === '-')) {
        return [{ kind: 'variable', name: part.parameter, fallback: operation.operand.parts ? undefined : operation.operand.value }];
      }
      return [{ kind: 'opaque', text: part.text }];
    }
    default:
      return [{ kind: 'opaque', text: part.text }];
  }
}

function mergeLiterals(parts: readonly ShellPart[]): ShellPart[] {
  const merged: ShellPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.kind === 'literal' && part.kind === 'literal')
      merged[merged.length - 1] = { kind: 'literal', value: last.value + part.value };
    else merged.push(part);
  }
  return merged;
}
