import type { FileEvent } from './filesystem.js';
import { resolveShellPath } from './filesystem.js';
import type { RunCommand } from './model.js';
import { baseName } from './paths.js';

type Effect = FileEvent extends infer Event
  ? Event extends FileEvent
    ? Omit<Event, 'order' | 'instruction' | 'conditional'>
    : never
  : never;

/**
 * Programs that bring no program called `train` or `serve` (package managers are looked at for what they install,
 * elsewhere). Whatever is not named here may bring one, and then rules are silent.
 */
const harmless = new Set(
  `add-apt-repository addgroup adduser apk apt apt-get apt-key apt-mark aptitude aws awk basename break cat cd chgrp chown
  command conda continue corepack curl date debconf-set-selections dirname dnf docker-php-ext-install dpkg
  dpkg-reconfigure du echo egrep env exit export false fc-cache file find fold gem getconf git-lfs gpg gpgconf grep groupadd
  groupmod head hostname id install2.r jupyter ldconfig locale locale-gen localedef ls mamba md5sum micromamba microdnf mkfifo mktemp
  mv nvidia-smi npm nproc openssl passwd pip pip2 pip3 pipenv poetry printenv printf pwd python-config R read readlink
  realpath return rm rmdir Rscript rustup sed set sha1sum sha256sum sha512sum shopt sleep sort ssh-keygen ssh-keyscan stat
  strip sync tail tee test touch tr true type tzselect ulimit umask uname uniq unset update-alternatives
  update-ca-certificates useradd usermod uv wait wc wget which whoami xargs yes yum yum-config-manager zypper [ [[ : yarn pnpm
  alternatives chpasswd tdnf rpm apt-file a2enmod service source . local eval trap pushd popd virtualenv nltk spacy
  safety pip-compile pipx deactivate activate pyenv nvm node java javac go cargo`.split(/\s+/),
);

/** Installers of tools that put nothing of the user's own on PATH. */
const knownInstallers =
  /(mini|ana)(conda|forge)\d?|mambaforge|micromamba|get-pip|get-poetry|rustup|nodesource|awscli|awscliv2|aws\/install|install-poetry|apt\.llvm/i;

/** What one command of a RUN does to the files of the image, as far as its words tell. */
export function effectsOf(run: RunCommand): Effect[] {
  const { program, words, command } = run;
  const effects: Effect[] = [];
  const here = run.directory.known ? run.directory.value : undefined;
  const at = (path: string | undefined): string | undefined =>
    path === undefined || (here === undefined && !/^[/~]/.test(path)) ? undefined : resolveShellPath(here ?? '/', path);
  const unknownBelow = (path: string | undefined, why: string): void => {
    effects.push({ kind: 'opaque', path: at(path) ?? '/', why });
  };

  for (const redirect of command.redirects) {
    if (!redirect.operator.includes('>') || redirect.operator === '>&') continue;
    const part = redirect.target?.parts[0];
    const target = at(redirect.target?.parts.length === 1 && part?.kind === 'literal' ? part.value : undefined);
    // The shell makes a file without the executable bit; one that is there keeps its own.
    if (target === undefined) effects.push({ kind: 'opaque', path: '/', why: 'a file is written whose name is not known' });
    else if (!target.startsWith('/dev/')) effects.push({ kind: 'file', path: target, executable: false, keepsMode: true });
  }
  if (program === undefined) {
    if (command.words.length > 0) unknownBelow('/', 'a command is named by a variable');
    return effects;
  }

  // `find -exec chmod`, `xargs chmod`, `python -c "os.chmod(...)"`: which files they reach is not known by name.
  if (program !== 'chmod' && changesModes(run)) effects.push({ kind: 'mode', path: '/', recursive: true, executable: true });

  const operands = words.slice(1).filter((word) => word === undefined || !word.startsWith('-'));
  const hasFlag = (letter: string): boolean => words.some((word) => word !== undefined && new RegExp(`^-[a-zA-Z]*${letter}`).test(word));
  const last = operands.at(-1);
  switch (program) {
    case 'mkdir':
    case 'install':
      if (program === 'mkdir' || hasFlag('d')) {
        for (const operand of operands) {
          const path = at(operand);
          if (path !== undefined) for (const one of expandBraces(path)) effects.push({ kind: 'directory', path: one });
        }
      } else if (at(last) !== undefined) {
        effects.push({ kind: 'file', path: at(last) ?? '', executable: true });
      }
      return effects;
    case 'touch':
      for (const operand of operands) if (at(operand)) effects.push({ kind: 'file', path: at(operand) ?? '', executable: false });
      return effects;
    case 'tee':
      for (const operand of operands) if (at(operand)) effects.push({ kind: 'file', path: at(operand) ?? '', executable: undefined });
      return effects;
    case 'rm':
      for (const operand of operands) if (at(operand)) effects.push({ kind: 'remove', path: at(operand) ?? '' });
      return effects;
    case 'chmod': {
      const named = words.slice(1).filter((word) => word === undefined || !/^-[a-zA-Z]*R|^--|^-[vfc]+$/.test(word));
      // Nobody can tell which mode a variable or another file stands for.
      const byReference = words.some((word) => word?.startsWith('--reference'));
      const mode = byReference ? undefined : named.shift();
      const executable = mode === undefined ? undefined : modeIsExecutable(mode);
      if (mode !== undefined && executable === undefined) return effects;
      const recursive = hasFlag('R') || words.includes('--recursive');
      for (const target of named) {
        const path = at(target);
        // A target that is not known may be any file: what was not executable may be so now.
        if (path === undefined) effects.push({ kind: 'mode', path: '/', recursive: true, executable: true });
        else for (const one of expandBraces(path)) effects.push({ kind: 'mode', path: one, recursive, executable });
      }
      return effects;
    }
    case 'ln':
    case 'mv':
    case 'cp': {
      const to = at(last);
      const sources = operands.slice(0, -1);
      if (to === undefined || sources.some((source) => at(source) === undefined)) {
        unknownBelow(last, `${program} to a place that is not known`);
        return effects;
      }
      for (const source of sources) {
        const from = at(source) ?? '';
        const name = baseName(from);
        if (/[*?[]/.test(from) || (program === 'cp' && /[rRa]/.test(words.filter((word) => word?.startsWith('-')).join('')))) {
          unknownBelow(last, `${program} copies files that are not known by name`);
        } else if (program === 'mv') {
          effects.push({ kind: 'move', path: from, to: last?.endsWith('/') || last === '.' ? `${to}/${name}` : to });
          if (!last?.endsWith('/')) effects.push({ kind: 'opaque', path: `${to}/${name}`, why: `${from} is moved there` });
        } else {
          // A target that is a folder takes the source's name; both readings are kept.
          const target: string = last?.endsWith('/') || last === '.' || isProgramFolder(to) ? `${to}/${name}` : to;
          effects.push({ kind: 'link', path: target, target: from });
          if (target === to) effects.push({ kind: 'opaque', path: `${to}/${name}`, why: `${from} is copied there` });
          // A link may also be that folder itself, which was not there before.
          else if (program === 'ln' && !last?.endsWith('/')) effects.push({ kind: 'opaque', path: to, why: `it may be a link to ${from}` });
        }
      }
      return effects;
    }
    case 'git':
      if (words[1] === 'clone') unknownBelow(operands.length > 2 ? last : undefined, 'a repository is cloned there');
      if (words[1] === 'clone' && operands.length <= 2 && here !== undefined)
        effects[effects.length - 1] = { kind: 'opaque', path: here, why: 'a repository is cloned there' };
      return effects;
    case 'aws':
      if (words[1] === 's3' || words[1] === 's3api') unknownBelow(words[1] === 's3' ? operands[3] : undefined, 'files are brought from S3');
      return effects;
    case 'tar':
    case 'unzip': {
      const flag = words.findIndex((word) => word === (program === 'tar' ? '-C' : '-d') || word === '--directory');
      unknownBelow(flag > 0 ? words[flag + 1] : (here ?? '/'), 'an archive is unpacked there');
      return effects;
    }
    case 'curl':
    case 'wget': {
      const flag = words.findIndex((word) => word !== undefined && /^(-[a-zA-Z]*[oO]|--output|--output-document)$/.test(word));
      const target =
        flag > 0 && words[flag] !== '-O' ? at(words[flag + 1]) : program === 'wget' && flag > 0 ? at(words[flag + 1]) : undefined;
      if (target !== undefined) effects.push({ kind: 'file', path: target, executable: false });
      else if (here !== undefined) {
        const url = operands.find((word) => word === undefined || /^https?:|^ftp:/.test(word));
        if (url !== undefined) effects.push({ kind: 'file', path: `${here === '/' ? '' : here}/${baseName(url)}`, executable: false });
        else effects.push({ kind: 'opaque', path: here, why: 'a file is downloaded there' });
      }
      return effects;
    }
  }
  if (isOpaque(run))
    unknownBelow(
      '/',
      `\`${words
        .slice(0, 3)
        .map((word) => word ?? '...')
        .join(' ')}\` may bring programs of its own`,
    );
  return effects;
}

function isProgramFolder(path: string): boolean {
  return /(^|\/)s?bin$/.test(path) || path === '/opt/program' || path === '/opt/ml/code';
}

/** Whether a command may put programs anywhere: scripts of the user's own, `make install`, `setup.py install`. */
function isOpaque({ program, words, command }: RunCommand): boolean {
  if (program === undefined) return true;
  const text = words.map((word) => word ?? '').join(' ');
  if (knownInstallers.test(text) || command.words.some((word) => knownInstallers.test(word.text))) return false;
  if (/^python[\d.]*$/.test(program)) {
    // `python -m pip`, `python -c "import nltk; ..."` and `python -m spacy download` bring no programs.
    return !(words[1] === '-m' || words[1] === '-c' || words[1] === '--version' || words[1] === '-V');
  }
  if (/^(pip|conda|R|Rscript|python|g?cc|g\+\+|c\+\+|clang)[\d.+-]*$/.test(program)) return false;
  if (/^(ba|da|z|a)?sh$/.test(program)) return words.length > 1 || command.reads;
  return !harmless.has(program);
}

/** Whether a command that is not `chmod` itself sets modes, by what its words or its here-document say. */
function changesModes({ words, command }: RunCommand): boolean {
  const texts = [...words, ...command.words.map((word) => word.text), command.heredoc];
  return texts.some((text) => text !== undefined && /chmod|setfacl/.test(text));
}

/** Whether `chmod MODE` sets or clears an executable bit; undefined where it leaves it. */
export function modeIsExecutable(mode: string): boolean | undefined {
  const octal = /^([+=]?)([0-7]{3,5})$/.exec(mode);
  if (octal?.[2]) {
    const isSet = (Number.parseInt(octal[2].slice(-3, -2), 8) & 1) === 1;
    return octal[1] === '+' && !isSet ? undefined : isSet;
  }
  // A big X alone leaves a file as it is: it is for folders, and for files that have the bit.
  return /(^|,)[augo]*([-+=][rwxXst]*)*[+=][rwstX]*x/.test(mode) ? true : undefined;
}

function expandBraces(path: string): string[] {
  const match = /^(.*)\{([^{}]*,[^{}]*)\}(.*)$/.exec(path);
  return match ? (match[2] ?? '').split(',').flatMap((item) => expandBraces(`${match[1]}${item}${match[3]}`)) : [path];
}
