import type { DataMapping, DataNode, DataScalar } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { platformsOf } from './docker.js';
import type { BuildCommand, Command, CommandOption, CommandWord } from './model.js';

/** The images that a file of docker compose builds; undefined where it is none. */
export function readCompose(root: DataNode, document: SourceDocument): Command[] | undefined {
  const services = member(root, 'services');
  if (services?.kind !== 'mapping' || member(root, 'jobs') || member(root, 'phases')) return undefined;
  return services.entries.flatMap(({ value, keySpan }) => {
    const build = member(value, 'build');
    return value.kind === 'mapping' && build ? [readService(value, build, keySpan, document)] : [];
  });
}

function readService(service: DataMapping, build: DataNode, nameSpan: BuildCommand['nameSpan'], document: SourceDocument): BuildCommand {
  const platform = member(service, 'platform');
  const platforms = member(build, 'platforms');
  const listed = platforms?.kind === 'sequence' ? platforms.items : [];
  const option = (name: string, node: DataNode | undefined): CommandOption[] =>
    node?.kind === 'scalar' ? [{ name, value: wordOf(node), span: node.span }] : [];
  const options = [...option('platform', platform), ...listed.flatMap((item) => option('platform', item))];
  const image = member(service, 'image');
  const context = build.kind === 'scalar' ? build : member(build, 'context');
  const file = member(build, 'dockerfile');
  return {
    kind: 'build',
    document,
    notation: 'action',
    program: 'compose',
    isBuildx: false,
    pushesItself: false,
    span: service.span,
    nameSpan,
    options,
    operands: [],
    isConditional: false,
    folder: '',
    environment: () => undefined,
    tags: image?.kind === 'scalar' ? [wordOf(image)] : [],
    file: file?.kind === 'scalar' ? wordOf(file) : undefined,
    context: context?.kind === 'scalar' ? wordOf(context) : undefined,
    platforms: options.length === 0 ? undefined : options.flatMap(({ value }) => platformsOf(value) ?? []),
    addOption: () => undefined,
    replaceOption: ({ value: old }, value) => (old ? { document, span: old.span, newText: value } : undefined),
  };
}

function member(node: DataNode | undefined, key: string): DataNode | undefined {
  return node?.kind === 'mapping' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

function wordOf(node: DataScalar): CommandWord {
  const text = node.source;
  return { text, isKnown: !text.includes('$'), span: node.span };
}
