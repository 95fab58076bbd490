import type { Argument, Expression, Parameter, Statement } from '../../src/languages/python/syntax.js';
import type { Span } from '../../src/text/span.js';

/** Prints statements in the notation of test/support/python-ast.py, so that both can be compared as text. */
export function printStatements(statements: readonly Statement[]): string[] {
  return statements.map((statement) => printStatement(statement));
}

/** Whether spans are left out: CPython gives no right ones within f-strings before 3.12. */
let isSilent = false;

function at(span: Span): string {
  return isSilent ? '' : `@${span.start}-${span.end}`;
}

function many(expressions: readonly Expression[]): string {
  return expressions.map(print).join(', ');
}

function optional(expression: Expression | undefined): string {
  return expression ? print(expression) : '';
}

function print(node: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name + at(node.span);
    case 'attribute':
      return `(${print(node.object)}).${node.name}${at(node.span)}`;
    case 'call':
      return `call(${print(node.callee)}; ${printArguments(node.arguments)})${at(node.span)}`;
    case 'subscript':
      return `(${print(node.object)})[${print(node.index)}]${at(node.span)}`;
    case 'slice':
      return [0, 1, 2].map((index) => optional(node.parts[index])).join(':');
    case 'list':
    case 'set':
      return `${node.kind}(${many(node.elements)})${at(node.span)}`;
    case 'tuple':
      return `tuple(${many(node.elements)})`;
    case 'dictionary':
      return `dictionary(${node.entries.map((entry) => `${entry.key ? print(entry.key) : '**'}: ${print(entry.value)}`).join(', ')})${at(node.span)}`;
    case 'binary':
      return `(${print(node.left)} ${node.operator} ${print(node.right)})`;
    case 'unary':
      return `(${node.operator} ${print(node.operand)})`;
    case 'conditional':
      return `(${print(node.then)} if ${print(node.test)} else ${print(node.otherwise)})`;
    case 'lambda':
      return `lambda(${printParameters(node.parameters)}: ${print(node.body)})`;
    case 'comprehension': {
      const clauses = node.clauses.map(
        ({ target, iterable, conditions }) =>
          ` for ${print(target)} in ${print(iterable)}${conditions.map((condition) => ` if ${print(condition)}`).join('')}`,
      );
      return `each-${node.form}(${many(node.elements)}${clauses.join('')})`;
    }
    case 'named':
      return `(${print(node.target)} := ${print(node.value)})`;
    case 'yield':
      return `(yield ${optional(node.value)})`;
    case 'constant':
      return node.value === null ? 'None' : node.value ? 'True' : 'False';
    case 'number':
      return `number(${printNumber(node.value)})`;
    case 'string': {
      if (node.holes.length === 0) {
        // The names of characters are not resolved here.
        if (node.value === undefined) return `text(?)${at(node.span)}`;
        return `${node.isBytes ? 'bytes' : 'text'}(${ascii(node.value)})${at(node.span)}`;
      }
      const before = isSilent;
      isSilent = true;
      const parts = node.parts.map((part) => (typeof part === 'string' ? ascii(part) : print(part)));
      const text = `format(${parts.join(', ')}; ${many(node.holes)})`;
      isSilent = before;
      return text;
    }
    case 'unknown':
      return '?';
  }
}

function ascii(text: string): string {
  const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, toEscape);
}

/** The bits of a number, which both languages print alike. */
function printNumber(value: number | undefined): string {
  if (value === undefined) return 'complex';
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return bytes.getBigUint64(0).toString(16).padStart(16, '0');
}

function printArguments(given: readonly Argument[]): string {
  return given.map(({ name, star, value }) => (name === undefined ? star : `${name}=`) + print(value)).join(', ');
}

function printParameters(parameters: readonly Parameter[]): string {
  return parameters
    .map(({ name, star, annotation, default: fallback, isKeywordOnly }) => {
      const type = annotation ? `: ${print(annotation)}` : '';
      return (isKeywordOnly ? '!' : star) + name + type + (fallback ? ` = ${print(fallback)}` : '');
    })
    .join(', ');
}

function printBody(statements: readonly Statement[]): string {
  return `{${statements.map(printStatement).join('; ')}}`;
}

function printElse(statements: readonly Statement[]): string {
  return statements.length > 0 ? ` else ${printBody(statements)}` : '';
}

function printStatement(node: Statement): string {
  return `${printWithoutEnd(node)}@${node.span.end}`;
}

function printWithoutEnd(node: Statement): string {
  switch (node.kind) {
    case 'expression':
      return print(node.value);
    case 'assignment': {
      const [first] = node.targets;
      if (node.operator !== '=') return `${optional(first)} ${node.operator} ${optional(node.value)}`;
      if (node.annotation) return `${optional(first)}: ${print(node.annotation)}${node.value ? ` = ${print(node.value)}` : ''}`;
      return `${node.targets.map(print).join(' = ')} = ${optional(node.value)}`;
    }
    case 'import': {
      const names = node.names.map(({ name, alias, span }) => name + (alias ? ` as ${alias}` : '') + at(span));
      return `${node.from === undefined ? '' : `from ${node.from} `}import ${names.join(', ')}`;
    }
    case 'if':
      return node.branches.map(({ test, body }) => `if ${print(test)} ${printBody(body)}`).join(' ') + printElse(node.otherwise);
    case 'for':
      return `${node.isAsync ? 'async ' : ''}for ${print(node.target)} in ${print(node.iterable)} ${printBody(node.body)}${printElse(node.otherwise)}`;
    case 'while':
      return `while ${print(node.test)} ${printBody(node.body)}${printElse(node.otherwise)}`;
    case 'try': {
      const handlers = node.handlers.map(
        ({ type, name, body }) => ` except ${optional(type)}${name ? ` as ${name}` : ''} ${printBody(body)}`,
      );
      const last = node.finally.length > 0 ? ` finally ${printBody(node.finally)}` : '';
      return `try ${printBody(node.body)}${handlers.join('')}${printElse(node.otherwise)}${last}`;
    }
    case 'with': {
      const items = node.items.map(({ value, target }) => print(value) + (target ? ` as ${print(target)}` : ''));
      return `${node.isAsync ? 'async ' : ''}with ${items.join(', ')} ${printBody(node.body)}`;
    }
    case 'function': {
      const returns = node.returns ? ` -> ${print(node.returns)}` : '';
      const head = `${printDecorators(node.decorators)}def ${node.name}(${printParameters(node.parameters)})${returns}`;
      return `${node.isAsync ? 'async ' : ''}${head} ${printBody(node.body)}`;
    }
    case 'class':
      return `${printDecorators(node.decorators)}class ${node.name}(${printArguments(node.bases)}) ${printBody(node.body)}`;
    case 'match':
      return `match ${print(node.subject)} ${node.cases.map(({ body }) => printBody(body)).join(' ')}`;
    case 'global':
    case 'nonlocal':
      return `${node.kind} ${node.values.map((value) => (value.kind === 'name' ? value.name : '?')).join(' ')}`;
    case 'unknown':
      return '?';
    default:
      return node.kind + node.values.map((value) => ` ${print(value)}`).join('');
  }
}

function printDecorators(decorators: readonly Expression[]): string {
  return decorators.map((decorator) => `@${print(decorator)} `).join('');
}
