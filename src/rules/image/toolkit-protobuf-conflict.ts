import { defineRule, type RuleFix } from '../../linter/rule.js';
import { protobufConflict, toolkitProtobuf } from '../../sagemaker/facts/toolkit-protobuf.js';
import type { InstalledPackage } from '../../sagemaker/image/model.js';

export default defineRule({
  id: 'SM118',
  name: 'toolkit-protobuf-conflict',
  area: 'image',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'protobuf is pinned to a version that sagemaker-training 5 does not work with',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/CHANGELOG.md',
    'https://github.com/aws/sagemaker-training-toolkit/issues/234',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const toolkits = image.packages.filter((item) => item.name === 'sagemaker-training');
    const [toolkit] = toolkits;
    // Two requirements, a constraints file or an archive: which version it will be is not written here.
    if (toolkits.length !== 1 || !toolkit || !isPlain(toolkit)) return;
    const pin = image.packages.findLast((item) => item.name === 'protobuf' && item.manager === 'pip');
    if (!pin || !isPlain(pin)) return;
    const conflict = protobufConflict(toolkit.requirement?.specifier ?? '', pin.requirement?.specifier ?? '');
    if (!conflict) return;

    const together = pin.order === toolkit.order;
    const goesBack = together && conflict.fitsOlderToolkit;
    const outcome = together
      ? conflict.needsNewToolkit
        ? 'pip finds no versions that go together, and the build fails'
        : 'pip goes back to an old sagemaker-training to have both'
      : pin.order < toolkit.order
        ? 'pip replaces your protobuf when it installs the toolkit'
        : 'pip puts the old protobuf under the toolkit, which was made for a newer one';
    const written = toolkit.requirement?.text ?? 'sagemaker-training';
    yield {
      at: pin.at,
      severity: goesBack ? 'information' : 'warning',
      message: `${pin.requirement?.text ?? 'protobuf'} and ${written} do not go together: sagemaker-training 5 and later needs protobuf ${toolkitProtobuf} or later, so ${outcome}. Write sagemaker-training<5, or let protobuf be newer.`,
      related: [{ at: toolkit.at, message: `${written} is installed here` }],
      fix: conflict.fitsOlderToolkit
        ? fixFor(toolkit, toolkit.at.file === document.path, project.document(toolkit.at.file)?.text ?? '')
        : undefined,
    };
  },
});

function isPlain({ requirement, run, manager }: InstalledPackage): boolean {
  const hasConstraints = run.words.some((word) => word === undefined || /^(-c|--constraint|--no-deps)/.test(word));
  return (
    manager === 'pip' && requirement !== undefined && requirement.location === undefined && !/;/.test(requirement.text) && !hasConstraints
  );
}

function fixFor({ at, run }: InstalledPackage, isDockerfile: boolean, text: string): RuleFix | undefined {
  const written = text.slice(at.span.start, at.span.end);
  // A quoted word of a script within quotes is left to its writer.
  if (isDockerfile && (/['"]/.test(written) || run.instruction.json || /\b(ba|da)?sh\b.*\s-\w*c\s/.test(run.instruction.argumentsText)))
    return undefined;
  return {
    title: 'Stay with sagemaker-training 4',
    edits: [{ ...at, newText: isDockerfile ? '"sagemaker-training<5"' : 'sagemaker-training<5' }],
  };
}
