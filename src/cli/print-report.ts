import type { Report } from '../report/report.js';
import type { Arguments } from './arguments.js';
import { type Host, wantsColor } from './host.js';
import { readPage } from './pages.js';

/** Prints a report in the format that was asked for; only that format is loaded. */
export async function printReport(report: Report, suppressed: number, args: Arguments, host: Host): Promise<void> {
  switch (args.format) {
    case 'json': {
      const { formatJson } = await import('../report/json.js');
      host.out(formatJson(report));
      return;
    }
    case 'sarif': {
      const { formatSarif } = await import('../report/sarif.js');
      const { rules } = await import('../rules/registry.generated.js');
      host.out(formatSarif(report, { version: host.version, rules, pageOf: (rule) => readPage(host.pages, rule) }));
      return;
    }
    case 'github': {
      const { formatGitHub } = await import('../report/github.js');
      host.out(formatGitHub(report));
      return;
    }
    case 'text': {
      const { formatText, summarize } = await import('../report/text.js');
      const frames = host.isTerminal || args.color === true;
      host.out(formatText(report, { color: wantsColor(host, args.color), frames }));
      // In a pipe there is one line for each finding and nothing else; the sum goes beside it.
      (frames ? host.out : host.note)(`${summarize(report, suppressed)}\n`);
    }
  }
}
