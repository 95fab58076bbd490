import type { CommandNode, Redirection, SyntaxNode, Word, WordPart } from 'unbash';
import { forEachChild, parse } from 'unbash';
import type { ShellCommand, ShellPart, ShellRedirect, ShellScript, ShellWord } from './syntax.js';

interface Surroundings {
  readonly conditional: boolean;
  readonly scope: number;
  readonly reads: boolean;
}

/**
 * Reads shell text into its simple commands, in the order in which they stand. `offset` is added to every span,
 * so that they are offsets of the file that holds the text. Never throws; what is not shell gives few or no commands.
 */
export function parseShell(text: string, offset = 0): ShellScript {
  const commands: ShellCommand[] = [];
  let scopes = 0;

  const visit = (node: SyntaxNode, around: Surroundings): void => {
    switch (node.type) {
      case 'Command':
        commands.push(readCommand(node, offset, around));
        return;
      case 'AndOr':
        node.commands.forEach((command, index) => {
          // What stands behind `||` runs only after a failure, which `docker build` mostly does not see.
          const operator = index > 0 ? node.operators[index - 1] : undefined;
          visit(command, operator === '||' ? { ...around, conditional: true } : around);
        });
        return;
      case 'Pipeline':
        node.commands.forEach((command, index) => {
          scopes++;
          visit(command, { ...around, scope: node.commands.length > 1 ? scopes : around.scope, reads: index > 0 });
        });
        return;
      case 'Subshell':
        scopes++;
        visitChildren(node, { ...around, scope: scopes });
        return;
      case 'If':
        visitChildren(node.clause, around);
        visitChildren(node.then, { ...around, conditional: true });
        for (const branch of node.elif) visitChildren(branch, { ...around, conditional: true });
        if (node.else) visitChildren(node.else, { ...around, conditional: true });
        return;
      case 'For':
      case 'While':
      case 'Case':
      case 'Select':
      case 'ArithmeticFor':
      case 'Function':
      case 'Coproc':
        visitChildren(node, { ...around, conditional: true });
        return;
      case 'Word':
        return;
      default:
        visitChildren(node, around);
    }
  };
  const visitChildren = (node: SyntaxNode, around: Surroundings): void => forEachChild(node, (child) => visit(child, around));

  let script: SyntaxNode;
  try {
    script = parse(text);
  } catch {
    // The parser recovers from nearly everything; what it cannot read has no commands that could be trusted.
    return { commands };
  }
  visitChildren(script, { conditional: false, scope: 0, reads: false });
  return { commands };
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
