/**
 * What the first line of a compound statement lacks, as it stands while it is typed: `:` and what must come before it. Without
 * that the parser takes the lines below for a part of it. undefined where nothing is lacking, or it is no compound statement.
 */
export function completeHeader(header: string): string | undefined {
  const [, keyword, rest = ''] = headerStart.exec(header) ?? [];
  const operand = rest === '' || openEnd.test(rest) ? ' _' : '';
  switch (keyword) {
    case 'else':
    case 'try':
    case 'finally':
      return ':';
    case 'except':
      return rest === '' ? ':' : `${operand}:`;
    case 'if':
    case 'elif':
    case 'while':
    case 'with':
      return `${operand}:`;
    case 'for':
      if (rest === '') return ' _ in _:';
      return /\bin\b/.test(rest) ? `${operand}:` : ' in _:';
    case 'def':
      if (rest === '') return ' _():';
      return rest.includes('(') ? `${operand}:` : '():';
    case 'class':
      return rest === '' ? ' _:' : ':';
    default:
      return undefined;
  }
}

const headerStart = /^(?:async[ \t]+)?(if|elif|else|for|while|with|try|except|finally|def|class)(?![\w\u0080-\uffff])\*?[\s\\]*([\s\S]*)$/;

/** After these something must follow. */
const openEnd = /(?:[-+*/%=<>|&^~@!,.]|\b(?:in|is|not|and|or|if|else|lambda|as|await|from|yield))$/;
