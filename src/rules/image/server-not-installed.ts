import { defineRule } from '../../linter/rule.js';
import type { ProjectFiles } from '../../project/files.js';
import { knownPythonPackage } from '../../sagemaker/facts/packages.js';
import { appendBehind } from '../../sagemaker/image/edit-instruction.js';
import { runsAsRoot } from '../../sagemaker/image/insert-instruction.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { baseName, resolveImagePath } from '../../sagemaker/image/paths.js';
import { mayHaveProgram } from '../../sagemaker/image/system-programs.js';
import { likely } from '../../sagemaker/value.js';

const servers = ['nginx', 'gunicorn'] as const;
type Server = (typeof servers)[number];

export default defineRule({
  id: 'SM129',
  name: 'server-not-installed',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The serve program starts nginx or gunicorn, which the image does not install',
  sources: [
    'https://github.com/aws/amazon-sagemaker-examples/issues/210',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    if (image.purpose.serve.length === 0 || !image.base.known) return;
    const files = project.filesFor(document.path);
    for (const script of serveFiles(image, files)) {
      for (const server of servers) {
        if (!starts(script.text, server) || mayBeInstalled(image, server)) continue;
        yield {
          at: script.at,
          message: `${script.contextPath} starts ${server}, but nothing installs it: the container ends with "No such file or directory: '${server}'", and the SageMaker endpoint does not pass the ping health check. Install ${server}.`,
          related: [{ at: { file: script.contextPath, span: script.found(server) }, message: `${server} is started here` }],
          fix: fixOf(image, server),
        };
      }
    }
  },
});

interface ServeFile {
  readonly contextPath: string;
  readonly text: string;
  readonly at: { readonly start: number; readonly end: number };
  found(server: Server): { start: number; end: number };
}

/** What `docker run IMAGE serve` runs or is meant to run, as far as it comes out of the build context. */
function serveFiles(image: ImageModel, files: ProjectFiles): ServeFile[] {
  const directory = likely(image.workingDirectory);
  const start = image.entrypoint ?? image.command;
  const paths = new Set(start && directory !== undefined ? start.words.map(({ text }) => resolveImagePath(directory, text)) : []);
  // Where it is not on PATH yet, it is still what is meant to serve.
  if (!image.entrypoint)
    for (const { path } of image.copies.flatMap((copy) => copy.landed)) if (baseName(path) === 'serve') paths.add(path);
  return [...paths].flatMap((path): ServeFile[] => {
    const fact = image.fileAt(path);
    if (fact.kind !== 'file' || fact.contextPath === undefined) return [];
    const { contextPath } = fact;
    const read = files.read(contextPath);
    const copy = image.copies.findLast((candidate) =>
      candidate.landed.some((file) => file.path === path && file.contextPath === contextPath),
    );
    if (read.kind !== 'text' || !copy) return [];
    const at = copy.sources.find((source) => source.contextPaths.some((file) => file.path === contextPath))?.span ?? copy.instruction.span;
    const found = (server: Server) => {
      const offset = Math.max(0, read.text.search(startOf(server)));
      const begin = read.text.indexOf(server, offset);
      return { start: begin, end: begin + server.length };
    };
    return [{ contextPath, text: read.text, at, found }];
  });
}

/** The first word of a list that Python runs, of `os.system(...)`, or of a line of a shell script. */
function startOf(server: Server): RegExp {
  const program = `(?:/usr/(?:local/)?s?bin/)?${server}`;
  return new RegExp(
    `(?:Popen|call|run|check_call|check_output|spawn)\\(\\s*\\[\\s*['"]${program}['"]|os\\.system\\(\\s*['"]${program}\\b|^\\s*(?:exec\\s+|service\\s+)?${program}(?:[ \\t]+(?!=)|\\s*[;&]|[ \\t]*$)`,
    'm',
  );
}

function starts(text: string, server: Server): boolean {
  // A script that looks first, or minds its absence, knows what it does.
  return startOf(server).test(text) && !/\bwhich\b|command -v|FileNotFoundError|pip3? install|apt(-get)? install/.test(text);
}

function mayBeInstalled(image: ImageModel, server: Server): boolean {
  if (mayHaveProgram(image, server, new RegExp(`(^|/)${server}([-=<>\\[:].*)?$`)) || image.unreadInstalls.length > 0) return true;
  if (server === 'nginx') return image.base.hasNginx !== false;
  const isPlain = /^(python|debian|ubuntu|amazonlinux|miniconda3)$/.test(baseName(image.base.reference?.repository ?? ''));
  // Packages bring others with them: only of the well-known ones is it certain that gunicorn is not among those.
  const isPython = (manager: string): boolean => manager === 'pip' || manager === 'conda';
  return (
    !isPlain ||
    image.packages.some(
      ({ name, manager }) =>
        isPython(manager) && (name === undefined || /^(gunicorn|apache-airflow|notebook)$/.test(name) || !knownPythonPackage(name)),
    )
  );
}

function fixOf(image: ImageModel, server: Server) {
  const from = image.base.instruction;
  const pip = image.packages.findLast((item) => item.manager === 'pip')?.run;
  if (server === 'gunicorn') {
    const edit =
      pip && !pip.command.conditional && pip.program
        ? appendBehind(image, pip.instruction, [`RUN ${pip.program.startsWith('pip') ? pip.program : 'pip'} install gunicorn`])
        : undefined;
    return edit && { title: 'Install gunicorn', edits: [edit], safety: 'unsafe' as const };
  }
  if (!from || image.base.packageManager !== 'apt' || !runsAsRoot(image, from)) return undefined;
  const edit = appendBehind(image, from, [
    'RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*',
  ]);
  return edit && { title: 'Install nginx', edits: [edit] };
}
