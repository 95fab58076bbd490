import { normalizePackageName, parseRequirement, parseRequirements, type Requirement } from '../../languages/requirements/parse.js';
import type { Place } from '../../text/document.js';
import { knownPythonPackage } from '../facts/packages.js';
import { resolveShellPath } from './filesystem.js';
import type { InstalledPackage, RunCommand } from './model.js';

/** Finds the project's file behind a path in the image. */
export type ImageFileReader = (path: string) => { readonly file: string; readonly text: string } | undefined;

/** What a command installs, and what it installs from that cannot be read here. */
export interface Installation {
  readonly packages: readonly InstalledPackage[];
  /** Named in the metadata of a local project, perhaps only for an extra or its tests: enough to be silent, not to report. */
  readonly mentioned?: readonly InstalledPackage[];
  readonly unread: readonly string[];
}

const optionsWithValue = new Set(
  `-i --index-url --extra-index-url -f --find-links -t --target --prefix --root --trusted-host --timeout --retries --proxy --cert -c --constraint
  --platform --python-version --implementation --abi --no-binary --only-binary --progress-bar --cache-dir --log -p --python --upgrade-strategy
  -n --name --channel --file --repo --repository -X -o --virtual --option --releasever --index-strategy --src --global-option --build-option`.split(
    /\s+/,
  ),
);

/** Reads package manager commands: pip, conda, apt, apk, yum, dnf, npm, poetry and `pip install .`. */
export function readInstallation(run: RunCommand, file: string, readFile: ImageFileReader): Installation {
  const words = run.words;
  const program = run.program ?? '';
  if (/^pip[\d.]*$/.test(program)) return pipInstallation(run, 1, file, readFile);
  if (/^(python[\d.]*|pypy3?)$/.test(program) && words[1] === '-m' && words[2] === 'pip') return pipInstallation(run, 3, file, readFile);
  if (program === 'uv') return words[1] === 'pip' ? pipInstallation(run, 2, file, readFile) : projectInstallation(run, readFile);
  if (/^(conda|mamba|micromamba)$/.test(program)) return condaInstallation(run, file, readFile);
  if (program === 'poetry' || program === 'pipenv') return projectInstallation(run, readFile);
  if (/^(apt-get|apt|aptitude)$/.test(program)) return systemInstallation(run, 'apt', file, 'install');
  if (program === 'apk') return systemInstallation(run, 'apk', file, 'add');
  if (/^(yum|dnf|microdnf|tdnf)$/.test(program)) return systemInstallation(run, 'yum', file, 'install');
  if (program === 'npm' && (words.includes('-g') || words.includes('--global'))) return systemInstallation(run, 'npm', file, 'install');
  return { packages: [], unread: [] };
}

function operandsFrom(run: RunCommand, start: number): number[] {
  const indexes: number[] = [];
  for (let index = start; index < run.words.length; index++) {
    const word = run.words[index];
    if (word?.startsWith('-')) {
      if (optionsWithValue.has(word)) index++;
    } else indexes.push(index);
  }
  return indexes;
}

function systemInstallation(run: RunCommand, manager: 'apt' | 'apk' | 'yum' | 'npm', file: string, verb: string): Installation {
  const [verbIndex, ...rest] = operandsFrom(run, 1);
  if (
    verbIndex === undefined ||
    !(
      run.words[verbIndex] === verb ||
      (verb === 'install' && /^(install|groupinstall|localinstall|reinstall|i)$/.test(run.words[verbIndex] ?? ''))
    )
  ) {
    return { packages: [], unread: [] };
  }
  const packages = rest.flatMap((index): InstalledPackage[] => {
    const word = run.words[index];
    const span = run.command.words[index]?.span;
    if (word === undefined || !span) return [];
    const name = word.replace(/(?<!^)[=@].*$/, '').replace(/:(amd64|arm64|any)$/, '');
    return [{ manager, name, requirement: undefined, at: { file, span }, order: run.order, instruction: run.instruction, run }];
  });
  return { packages, unread: [] };
}

function pipInstallation(run: RunCommand, start: number, file: string, readFile: ImageFileReader): Installation {
  const installIndex = run.words.findIndex((word, index) => index >= start && word !== undefined && !word.startsWith('-'));
  if (run.words[installIndex] !== 'install') return { packages: [], unread: [] };
  const packages: InstalledPackage[] = [];
  const mentioned: InstalledPackage[] = [];
  const unread: string[] = [];
  for (let index = installIndex + 1; index < run.words.length; index++) {
    const word = run.words[index];
    const span = run.command.words[index]?.span;
    const requirementsFlag = word === undefined ? null : /^(?:-r|--requirement)=?(.*)$/.exec(word);
    if (word === undefined) {
      // `sagemaker-training==${VERSION}`: the version is not known, the package is.
      const [first] = run.command.words[index]?.parts ?? [];
      const name = first?.kind === 'literal' ? /^([A-Za-z0-9][\w.-]*?)(?:\[[^\]]*\])?(?:[=~!<>]=|[<>])/.exec(first.value)?.[1] : undefined;
      if (name !== undefined && span)
        packages.push({
          manager: 'pip',
          name: normalizePackageName(name),
          requirement: undefined,
          at: { file, span },
          order: run.order,
          instruction: run.instruction,
          run,
        });
      else unread.push('a package that is named by a variable');
    } else if (requirementsFlag) {
      const path = requirementsFlag[1] !== '' ? requirementsFlag[1] : run.words[++index];
      readRequirementsFile(run, path, readFile, packages, unread, 0);
    } else if (word === '-e' || word === '--editable') {
      readProject(run, run.words[++index], readFile, mentioned, unread);
    } else if (word.startsWith('-')) {
      if (optionsWithValue.has(word)) index++;
    } else if (span) {
      const quoteLength = run.command.words[index]?.quoted ? 1 : 0;
      const requirement = parseRequirement(word, span.start + quoteLength);
      if (requirement.name !== undefined) packages.push(pythonPackage(run, requirement, { file, span }));
      else if (/[*?[]/.test(word) || /\.(whl|zip|gz|tgz|bz2)$/.test(word) || /^[a-z+]+:/.test(word)) {
        packages.push(pythonPackage(run, archiveRequirement(requirement), { file, span }));
        if (archiveRequirement(requirement).name === undefined) unread.push(word);
      } else readProject(run, word, readFile, mentioned, unread);
    }
  }
  return { packages, mentioned, unread };
}

function pythonPackage(run: RunCommand, requirement: Requirement, at: Place): InstalledPackage {
  return { manager: 'pip', name: requirement.name, requirement, at, order: run.order, instruction: run.instruction, run };
}

/** The name that an archive's file name tells: `/dist/sagemaker_training-4.tar.gz` is sagemaker-training. */
function archiveRequirement(requirement: Requirement): Requirement {
  const file = /([^/]*)$/.exec(requirement.location ?? '')?.[1] ?? '';
  const name = /^([A-Za-z][A-Za-z0-9_.]*?(?:-[A-Za-z][A-Za-z0-9_.]*?)*)(?:-?[\d*].*)?(?:\.(?:tar\.gz|tgz|zip|whl|tar\.bz2))$/.exec(
    file,
  )?.[1];
  return name?.toLowerCase().includes('sagemaker') ? { ...requirement, name: normalizePackageName(name) } : requirement;
}

function readRequirementsFile(
  run: RunCommand,
  path: string | undefined,
  readFile: ImageFileReader,
  packages: InstalledPackage[],
  unread: string[],
  depth: number,
): void {
  const target = path === undefined || !run.directory.known ? undefined : resolveShellPath(run.directory.value, path);
  const found = target === undefined ? undefined : readFile(target);
  if (!found || target === undefined) {
    unread.push(path ?? 'a requirements file');
    return;
  }
  const parsed = parseRequirements(found.text);
  for (const requirement of parsed.requirements) {
    packages.push(pythonPackage(run, archiveRequirement(requirement), { file: found.file, span: requirement.span }));
    if (requirement.name === undefined && archiveRequirement(requirement).name === undefined) unread.push(requirement.text);
  }
  // Another index may hold packages of anybody's own.
  if (parsed.otherIndex && parsed.requirements.some(({ name }) => name !== undefined && !knownPythonPackage(name)))
    unread.push(`${found.file}, which draws from another index,`);
  for (const include of parsed.includes) {
    if (depth < 4)
      readRequirementsFile(
        { ...run, directory: { known: true, value: target.replace(/\/[^/]*$/, '') || '/', assumed: false } },
        include,
        readFile,
        packages,
        unread,
        depth + 1,
      );
  }
}

/** `pip install .`: the project's own metadata says what it depends on and which programs it brings. */
function readProject(
  run: RunCommand,
  path: string | undefined,
  readFile: ImageFileReader,
  mentioned: InstalledPackage[],
  unread: string[],
): void {
  const folder =
    path === undefined || !run.directory.known ? undefined : resolveShellPath(run.directory.value, path.replace(/\[.*\]$/, ''));
  const metadata =
    folder === undefined
      ? []
      : ['setup.py', 'setup.cfg', 'pyproject.toml'].flatMap((name) => readFile(`${folder === '/' ? '' : folder}/${name}`) ?? []);
  if (metadata.length === 0) unread.push(path ?? 'a local package');
  for (const { file, text } of metadata) readMetadata(run, file, text, mentioned, unread);
}

/** Finds SageMaker packages and programs called train or serve in a project's metadata without running it. */
function readMetadata(run: RunCommand, file: string, text: string, mentioned: InstalledPackage[], unread: string[]): void {
  for (const match of text.matchAll(/['"\s]((?:sagemaker|multi[-_]model)[\w.-]*)\s*((?:\[[^\]]*\])?\s*[<>=!~^][^'",\n]*)?['"\s=]/gi)) {
    const start = match.index + match[0].indexOf(match[1] ?? '');
    const requirement = parseRequirement(`${match[1] ?? ''}${(match[2] ?? '').replace(/\^/, '>=')}`, start);
    if (requirement.name !== undefined && requirement.name !== 'sagemaker')
      mentioned.push(pythonPackage(run, requirement, { file, span: { start, end: start + (match[1]?.length ?? 0) } }));
  }
  if (/\b(train|serve)\s*['"]?\s*=\s*['"]?[\w.]+:\w+/.test(text) || /scripts\s*=|console_scripts/.test(text))
    unread.push(`${file} installs programs of its own`);
}

function projectInstallation(run: RunCommand, readFile: ImageFileReader): Installation {
  const mentioned: InstalledPackage[] = [];
  const unread: string[] = [];
  if (!['install', 'sync'].includes(run.words.find((word, index) => index > 0 && word !== undefined && !word.startsWith('-')) ?? ''))
    return { packages: [], mentioned, unread };
  const folder = run.directory.known ? run.directory.value.replace(/\/$/, '') : undefined;
  const found =
    folder === undefined
      ? []
      : ['pyproject.toml', 'Pipfile', 'poetry.lock', 'uv.lock'].flatMap((name) => readFile(`${folder}/${name}`) ?? []);
  if (found.length === 0) unread.push('the project that is installed');
  for (const { file, text } of found) readMetadata(run, file, text, mentioned, unread);
  return { packages: [], mentioned, unread };
}

function condaInstallation(run: RunCommand, file: string, readFile: ImageFileReader): Installation {
  const operands = operandsFrom(run, 1);
  const verbs = operands.map((index) => run.words[index]);
  const packages: InstalledPackage[] = [];
  const unread: string[] = [];
  const fileFlag = run.words.findIndex((word) => word === '-f' || word === '--file' || word?.startsWith('--file='));
  const path = run.words[fileFlag]?.startsWith('--file=') ? run.words[fileFlag]?.slice(7) : run.words[fileFlag + 1];
  if (fileFlag > 0 && (verbs[0] === 'env' || verbs[0] === 'install' || verbs[0] === 'create' || verbs[0] === 'update')) {
    const target = path === undefined || !run.directory.known ? undefined : resolveShellPath(run.directory.value, path);
    const found = target === undefined ? undefined : readFile(target);
    if (!found) unread.push(path ?? 'an environment file');
    else {
      for (const match of found.text.matchAll(/^\s*-?\s*([A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?\s*(?:[<>=!~][^\s#]*)?)\s*(?:#.*)?$/gm)) {
        const start = match.index + match[0].indexOf(match[1] ?? '');
        const requirement = parseRequirement(match[1] ?? '', start);
        if (requirement.name !== undefined)
          packages.push({ ...pythonPackage(run, requirement, { file: found.file, span: requirement.span }), manager: 'conda' });
      }
    }
  }
  if (verbs[0] === 'install' || verbs[0] === 'create') {
    for (const index of operands.slice(1)) {
      const word = run.words[index];
      const span = run.command.words[index]?.span;
      if (word === undefined || !span || index === fileFlag + 1) continue;
      const requirement = parseRequirement(word.replace(/^[\w-]+::/, '').replace(/([^=<>!~])=([^=])/, '$1==$2'), span.start);
      if (requirement.name !== undefined) packages.push({ ...pythonPackage(run, requirement, { file, span }), manager: 'conda' });
    }
  }
  return { packages, unread };
}
