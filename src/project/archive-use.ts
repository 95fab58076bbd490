import type { PackCommand, PackedMember } from '../sagemaker/commands/model.js';
import { launchImage } from '../sagemaker/launch/image.js';
import type { ModelLaunch } from '../sagemaker/launch/model.js';
import { textPieces } from '../sagemaker/request/tree.js';
import { likely } from '../sagemaker/value.js';
import type { SourceDocument } from '../text/document.js';
import { joinPath, parentFolder } from './paths.js';
import type { Project } from './project.js';

/** The kind of server that opens a model's archive, as far as what it wants of it differs. */
export type ArchiveReader = 'pytorch' | 'huggingface' | 'mxnet' | 'sklearn' | 'xgboost' | 'other' | 'unknown';

/** What an archive is for, as far as the project tells. */
export interface ArchiveUse {
  /** It is the archive of a model or of its code: by its name, or because a launch names it. */
  readonly isForModel: boolean;
  /** The models that may be made of it: those that name it, else those of the same file, where it is the only archive for them. */
  readonly models: readonly ModelLaunch[];
}

/** Finds the models of an archive, in its own file and in those beside it. `archives` are all of its list. */
export function archiveUse(project: Project, pack: PackCommand, document: SourceDocument, archives: readonly PackCommand[]): ArchiveUse {
  const name = pack.archive?.isKnown ? lastPart(pack.archive.text) : undefined;
  const own = modelsIn(project, document.path);
  const named = name === undefined ? [] : [...own, ...modelsBeside(project, document.path)].filter((model) => dataName(model) === name);
  const isOnly = archives.filter(({ archive }) => archive?.text !== pack.archive?.text).length === 0;
  // What is uploaded under its own name is passed on in a variable.
  const models =
    named.length > 0 ? named : isOnly ? own.filter((model) => model.modelData.kind !== 'absent' && dataName(model) === undefined) : [];
  return {
    isForModel: named.length > 0 || (name !== undefined && /^(\w+[-_])?(model|sourcedir)([-_.]\w+)*\.(tar\.gz|tgz)$/.test(name)),
    models,
  };
}

/** What reads an archive of such a model. */
export function archiveReader(model: ModelLaunch): ArchiveReader {
  const framework = model.framework ?? frameworkOf(likely(launchImage(model).repository));
  switch (framework) {
    case 'pytorch':
    case 'huggingface':
    case 'mxnet':
    case 'sklearn':
    case 'xgboost':
      return framework;
    default:
      return framework === undefined ? 'unknown' : 'other';
  }
}

function frameworkOf(repository: string | undefined): ArchiveReader | undefined {
  const name = repository?.split('/').at(-1) ?? '';
  if (/^huggingface-pytorch-inference$|^huggingface-tensorflow-inference$/.test(name)) return 'huggingface';
  if (/^(pytorch|mxnet)-inference$/.test(name)) return name.startsWith('pytorch') ? 'pytorch' : 'mxnet';
  return undefined;
}

/** Whether a member is a folder: by its slash, or because the project or the same text shows it as one. */
export function isFolder(project: Project, { source, from }: PackedMember, pack: PackCommand, document: SourceDocument): boolean {
  const name = source.text.replace(/\/+$/, '');
  if (!source.isKnown) return false;
  if (source.text.endsWith('/')) return true;
  if (from && !from.isKnown) return false;
  const escaped = name.replace(/^\.\//, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const made = new RegExp(`\\b(mkdir(\\s+-\\w+)*|makedirs\\(|save_pretrained\\(|Path\\()\\s*["']?(\\./)?${escaped}["'/\\s)]`);
  if (made.test(document.text) || made.test(pack.document.text)) return true;
  if (pack.folder === undefined || from) return false;
  const isFixed = pack.folder.startsWith('/');
  const start = isFixed ? pack.folder.slice(1) : joinPath(parentFolder(document.path), pack.folder);
  return project.filesFor(document.path).entries(joinPath(start, name)) !== undefined;
}

/** The name that a member has in the archive, without `./`; undefined where it is not known. */
export function nameInArchive({ source, name }: PackedMember): string | undefined {
  const word = name ?? source;
  return word.isKnown ? word.text.replace(/^(\.?\/)+|^\.$/, '').replace(/\/+$/, '') : undefined;
}

function modelsIn(project: Project, path: string): readonly ModelLaunch[] {
  return project.launchesIn(path).flatMap(({ launch }) => (launch.kind === 'model' ? [launch] : []));
}

function modelsBeside(project: Project, path: string): readonly ModelLaunch[] {
  const folder = parentFolder(path);
  const files = project.filesFor(path);
  return (files.entries(folder) ?? []).flatMap(({ name, kind }) => {
    const other = joinPath(folder, name);
    if (kind !== 'file' || other === path || !/\.(py|ipynb)$/i.test(name)) return [];
    // Asked through the files of the text, so that an edit of the other one has the text judged again.
    return files.read(other).kind === 'text' ? modelsIn(project, other) : [];
  });
}

/** The file's name that the data of a model end in; undefined where it is not known. */
function dataName({ modelData }: ModelLaunch): string | undefined {
  const last = modelData.kind === 'given' ? textPieces(modelData.node)?.at(-1) : undefined;
  return last === undefined || !/\/|^[\w.-]+$/.test(last) ? undefined : lastPart(last);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
