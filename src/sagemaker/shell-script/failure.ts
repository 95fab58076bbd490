import { contains, type Span } from '../../text/span.js';
import type { FailureOutcome, ScriptCommand } from './model.js';
import { literalText } from './words.js';

/** Commands that as good as never fail. */
const harmless = /^(echo|printf|true|:|date|sleep|unset|export|set|hostname|whoami|pwd|env|printenv|tee|df|free|du)$/;
/** The same of commands with certain words: what lies in a folder that is always there, what is made or removed in any case. */
const harmlessWith: Readonly<Record<string, RegExp>> = {
  ls: /^(-\w+ )*(\/opt\/ml(\/(model|output|code|input))?\/?( |$))*$/,
  mkdir: /^-\w*p/,
  rm: /^-\w*f/,
  aws: /^s3 (sync|cp|mv)( -.*)? \/opt\/ml\/(model|output)\/? /,
};

/** Says what becomes of a failure of a command, from all commands of its script. */
export function failureOf(command: ScriptCommand, commands: readonly ScriptCommand[], text: string): FailureOutcome {
  const { flow } = command;
  // With Windows line endings, options and names are others than they look: `pipefail\r`.
  if (text.includes('\r')) return { kind: 'unknown' };
  // Whoever asks for a status, or is told of failures, may end the script in ways of their own.
  if (/\$\?|\$\{\?\}|PIPESTATUS|pipestatus/.test(text.slice(command.span.end))) return { kind: 'unknown' };
  if (
    commands.some(
      (other) => other.program === 'trap' && other.started.some(({ text: word }) => /^["']?(SIG)?(ERR|EXIT|DEBUG|0)["']?$/.test(word)),
    )
  )
    return { kind: 'unknown' };
  if (command.stopsOnFailure === 'unknown') return { kind: 'unknown' };

  if (flow.pipe && flow.pipe.index < flow.pipe.length - 1) {
    if (command.pipefail === 'unknown') return { kind: 'unknown' };
    if (command.pipefail === 'off') {
      const next = commands.find(
        (other) => other.flow.pipe && sameSpan(other.flow.pipe.span, flow.pipe?.span) && other.flow.pipe.index > (flow.pipe?.index ?? 0),
      );
      return next && flow.fallback === undefined
        ? { kind: 'lost', to: 'pipe', span: { start: next.span.start, end: flow.pipe.span.end }, isCertain: true }
        : { kind: 'unknown' };
    }
  }
  if (flow.fallback) return fallbackOutcome(flow.fallback, commands);
  if (flow.isBackground) return backgroundOutcome(command, commands);
  if (command.isExec && command.scope === 0) return { kind: 'kept' };
  const decides = decidesStatus(command, commands);
  if (flow.isTested) return decides === true && !flow.fallback ? { kind: 'kept' } : { kind: 'unknown' };
  if (command.stopsOnFailure === 'on' || decides === true) return { kind: 'kept' };
  if (decides === undefined) return { kind: 'unknown' };
  return nextOutcome(command, commands);
}

/** With pipefail, the status of the pipe is that of any command in it. */
function decidesStatus({ flow }: ScriptCommand, commands: readonly ScriptCommand[]): boolean | undefined {
  const { pipe } = flow;
  if (!pipe || pipe.index === pipe.length - 1) return flow.decidesStatus;
  return commands.find((other) => sameSpan(other.flow.pipe?.span, pipe.span) && other.flow.pipe?.index === pipe.length - 1)?.flow
    .decidesStatus;
}

function fallbackOutcome(fallback: Span, commands: readonly ScriptCommand[]): FailureOutcome {
  const handlers = commands.filter(({ span }) => contains(fallback, span));
  const isHarmless = handlers.length > 0 && handlers.every((handler) => isHarmlessCommand(handler) || isExitZero(handler));
  return isHarmless ? { kind: 'lost', to: 'fallback', span: fallback, isCertain: true } : { kind: 'unknown' };
}

/** `wait` without a process ends with 0 whatever the jobs ended with. */
function backgroundOutcome(command: ScriptCommand, commands: readonly ScriptCommand[]): FailureOutcome {
  const waits = commands.filter(({ program, span }) => program === 'wait' && span.start > command.span.end);
  const [wait] = waits;
  if (!wait || waits.some(({ started }) => started.length > 1)) return { kind: 'unknown' };
  return { kind: 'lost', to: 'background', span: wait.span, isCertain: true };
}

function nextOutcome(command: ScriptCommand, commands: readonly ScriptCommand[]): FailureOutcome {
  const behind = commands.filter(({ span, flow }) => span.start > command.span.end && flow.functionName === undefined);
  // An `exit 1` or a `return` further on looks at something that the program leaves behind.
  if (behind.some((other) => /^(exit|return|kill)$/.test(other.program ?? '') && !isExitZero(other))) return { kind: 'unknown' };
  const last = behind.at(-1);
  if (!last) return { kind: 'unknown' };
  const decisive = behind.filter(({ flow }) => flow.decidesStatus !== false);
  return {
    kind: 'lost',
    to: 'next',
    span: last.span,
    isCertain: decisive.length > 0 && decisive.every((other) => isHarmlessCommand(other) || isExitZero(other)),
  };
}

function isHarmlessCommand({ program, words, assignments, started }: ScriptCommand): boolean {
  if (program === undefined) return words.length === 0 && assignments.length > 0;
  const rest = started.slice(1).map((word) => literalText(word) ?? word.text);
  return harmless.test(program) || harmlessWith[program]?.test(rest.join(' ')) === true;
}

function isExitZero({ program, started }: ScriptCommand): boolean {
  const [, status] = started;
  return program === 'exit' && status !== undefined && literalText(status) === '0';
}

function sameSpan(first: Span | undefined, second: Span | undefined): boolean {
  return first !== undefined && second !== undefined && first.start === second.start && first.end === second.end;
}
