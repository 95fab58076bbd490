import { defineRule, type ImageRuleContext, type RuleReport } from '../../linter/rule.js';
import { launchesWithRole } from '../../project/container-entry-point.js';
import { programsGivenRole, rejectedBy } from '../../project/given-role.js';
import { textEvidence } from '../../project/script-use.js';
import { rewriteArguments } from '../../sagemaker/image/edit-instruction.js';
import { rejectionOf } from '../../sagemaker/image/entry-point.js';
import { execForm } from '../../sagemaker/image/exec-form.js';
import type { StartCommand } from '../../sagemaker/image/model.js';
import { outOfSight } from '../../sagemaker/image/move-command.js';
import { parseAllKnown } from '../../sagemaker/script/arguments/parse-known.js';

export default defineRule({
  id: 'SM105',
  name: 'entrypoint-rejects-argument',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The program of ENTRYPOINT ends because of the `train` or `serve` that SageMaker appends',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
  ],
  appliesTo: 'image',

  *check(context) {
    const { entrypoint } = context.image;
    if (entrypoint?.form !== 'exec') return;
    yield* checkServer(context, entrypoint);
    yield* checkScript(context, entrypoint);
  },
});

/** Servers with a command line of their own. */
function* checkServer({ image }: ImageRuleContext, entrypoint: StartCommand): Iterable<RuleReport> {
  const words = entrypoint.words.map(({ text }) => text);
  const rejection = image.purpose.serve.length === 0 ? undefined : rejectionOf(words);
  if (!rejection) return;
  // Options that stand in CMD are lost as well, and a fix would have to guess where they belong.
  const isWhole = image.command === undefined || /^(train|serve)$/.test(image.command.words[0]?.text ?? '');
  const better = isWhole ? outOfSight(words) : undefined;
  const exec = better && execForm(better);
  const edit = exec === undefined ? undefined : rewriteArguments(image, entrypoint.instruction, exec);
  const word = entrypoint.words.find(({ text }) => text === rejection.program || text.endsWith(`/${rejection.program}`));
  const problem = rejection.reordered
    ? `gunicorn takes nothing behind its options but the application, and SageMaker appends \`serve\``
    : `SageMaker appends \`serve\` to this ENTRYPOINT, and ${rejection.program} takes no such argument`;
  yield {
    at: word?.span ?? entrypoint.span,
    message: `${problem}: it ends with "${rejection.error}", and the endpoint never answers /ping. Write ${exec ? `ENTRYPOINT ${exec}` : 'an ENTRYPOINT that starts a script of your own, which ignores its arguments'}.`,
    fix:
      exec && edit ? { title: `Write ENTRYPOINT ${exec}`, edits: [edit], ...(rejection.reordered ? {} : { safety: 'unsafe' }) } : undefined,
  };
}

/** A script of the project that knows only the options it declares. */
function* checkScript({ image, document, project }: ImageRuleContext, entrypoint: StartCommand): Iterable<RuleReport> {
  const { train, serve, processing, general } = image.purpose;
  if (processing.length > 0) return;
  for (const { script, at, name, given, by } of programsGivenRole(project, image, entrypoint)) {
    const strict = rejectedBy(project, script, given);
    const launches = strict && launchesWithRole(project, document.path);
    if (!strict || !launches) continue;
    const own = textEvidence(script.document);
    const speaking = [...own.trains, ...own.serves, ...[...train, ...serve].filter((evidence) => evidence.span?.start === at.start)];
    // A tool that prepares models may have the programs of a server with it.
    if (launches.length + speaking.length === 0) continue;
    const isSure = launches.length > 0 || [...train, ...serve, ...general].some(({ weak }) => !weak);
    const trains =
      train.length > 0 ? serve.length === 0 || own.serves.length <= own.trains.length : serve.length === 0 && own.trains.length > 0;
    const role = trains ? 'train' : 'serve';
    const edits = parseAllKnown(strict.script);
    yield {
      at,
      message: `SageMaker appends \`${role}\` to this ENTRYPOINT, ${by ? `whose ${document.text.slice(at.start, at.end)} hands it on, ` : ''}and ${name} knows no such argument: ${strict.parse.method}() ends it with "error: unrecognized arguments: ${role}". Write parse_known_args(), which puts aside what it does not know.`,
      severity: isSure ? 'error' : 'information',
      related: [
        ...(by ? [{ at: by, message: `It is handed on to ${name} here.` }] : []),
        {
          at: { document: strict.script.document, span: strict.parse.methodSpan },
          message: 'Whatever is not declared ends the program here.',
        },
      ],
      fix: edits && { title: 'Parse with parse_known_args()', edits: edits.map((edit) => ({ ...edit, document: strict.script.document })) },
    };
  }
}
