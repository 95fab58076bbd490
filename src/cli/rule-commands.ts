import { createRuleNames } from '../linter/rule-names.js';
import { pagePath } from '../report/report.js';
import { createStyle, type Style } from '../report/style.js';
import { rules } from '../rules/registry.generated.js';
import { type Arguments, UsageError } from './arguments.js';
import { exitCodes, type Host, wantsColor } from './host.js';
import { readPage } from './pages.js';

/** `sagelint rules`: every rule, as a table or as JSON. */
export function listRules(args: Arguments, host: Host): number {
  if (args.format === 'json') {
    const described = rules.map(({ id, name, area, severity, confidence = 'high', fix, since, summary, sources }) => {
      return { id, name, area, severity, confidence, fix, since, summary, sources, docs: pagePath(id) };
    });
    host.out(`${JSON.stringify({ version: 1, rules: described }, null, 2)}\n`);
    return exitCodes.clean;
  }
  const style = createStyle(wantsColor(host, args.color));
  const width = Math.max(...rules.map(({ name }) => name.length));
  for (const { id, name, severity, fix, summary } of rules) {
    const fixable = { safe: 'fix', unsafe: 'unsafe fix', none: '' }[fix];
    host.out(`${style('strong', id)}  ${name.padEnd(width)}  ${style(severity, severity.padEnd(11))}  ${fixable.padEnd(10)}  ${summary}\n`);
  }
  return exitCodes.clean;
}

/** `sagelint --explain SM103`: the page of a rule, by id or name. */
export function explainRule(written: string, args: Arguments, host: Host): number {
  const names = createRuleNames(rules);
  const id = names.idOf(written);
  if (id === undefined) {
    const near = names.nearestId(written);
    throw new UsageError(
      `There is no rule \`${written}\`. ${near === undefined ? 'See `sagelint rules`.' : `Did you mean ${near} (${names.nameOf(near)})?`}`,
    );
  }
  const page = readPage(host.pages, id);
  if (page === undefined) throw new Error(`the page of ${id} is missing from this installation`);
  host.out(renderPage(page, createStyle(wantsColor(host, args.color))));
  return exitCodes.clean;
}

/** A page for a terminal: headings stand out, code is set in, and what only the tests of the examples need is left out. */
export function renderPage(page: string, style: Style): string {
  let inCode = false;
  const lines = page.split(/\r?\n/).flatMap((line) => {
    const fence = /^```\s*(.*)$/.exec(line);
    if (fence) {
      inCode = !inCode;
      const file = /\bfile=(\S+)/.exec(fence[1] ?? '')?.[1];
      return inCode && file !== undefined ? [style('dim', `    # ${file}`)] : [];
    }
    if (inCode) return [/^#\s*\^+\s*$/.test(line) ? style('error', `    ${line.replace('#', ' ')}`) : `    ${line}`];
    const heading = /^#+\s+(.*)$/.exec(line);
    if (heading) return [style('strong', heading[1] ?? '')];
    return [line.replace(/`([^`]+)`/g, (quoted, code: string) => (style('link', code) === code ? quoted : style('link', code)))];
  });
  return `${lines.join('\n').trimEnd()}\n`;
}
