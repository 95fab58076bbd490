import { defineRule, type RuleFix } from '../../linter/rule.js';
import { textReader } from '../../project/read-text.js';
import { insertInstructionBefore, runsAsRoot } from '../../sagemaker/image/insert-instruction.js';
import type { ImageModel, InstalledPackage } from '../../sagemaker/image/model.js';
import { type FileReader, startedFiles } from '../../sagemaker/image/started-files.js';
import { mayHaveProgram } from '../../sagemaker/image/system-programs.js';

export default defineRule({
  id: 'SM123',
  name: 'model-server-without-java',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'multi-model-server is installed, and there is no Java to run it',
  sources: [
    'https://github.com/awslabs/multi-model-server/blob/master/docs/install.md',
    'https://github.com/aws/sagemaker-inference-toolkit/blob/master/setup.py',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    if (image.base.hasJava !== false || image.environment.has('JAVA_HOME')) return;
    const server = image.packages.find(({ manager, name }) => manager === 'pip' && name === 'multi-model-server');
    const toolkit = image.packages.find(({ manager, name }) => manager === 'pip' && name === 'sagemaker-inference');
    const read = textReader(project.filesFor(document.path));
    const item = server ?? (toolkit && startsModelServer(image, read) ? toolkit : undefined);
    if (!item || mayHaveProgram(image, 'java', java) || startsAnotherServer(image, read)) return;

    const isHere = item.at.file === document.path;
    yield {
      at: isHere ? item.at.span : item.run.command.span,
      message: `${server ? 'multi-model-server is a Java program' : 'start_model_server of sagemaker-inference starts multi-model-server, a Java program'}, and this image has no Java: the server never starts, and the SageMaker endpoint fails its health check. Install a JRE, such as default-jre-headless.`,
      ...(isHere ? {} : { related: [{ at: item.at, message: `${item.name} is named here` }] }),
      fix: fixFor(image, item),
    };
  },
});

const java = /jre|jdk|java|corretto|temurin|zulu|graal|sdkman|(^|\/)sdk$|jabba|jenv|maven|gradle|ant$|scala|hadoop|spark|tomcat|kafka|djl/i;

/** Whether a script that is copied into the image starts the model server of the inference toolkit. */
function startsModelServer(image: ImageModel, read: FileReader): boolean {
  return image.copies.some((copy) =>
    copy.landed.some(
      ({ contextPath }) => contextPath.endsWith('.py') && /\bmodel_server\.start_model_server\(/.test(read(contextPath) ?? ''),
    ),
  );
}

/** Whether the program that SageMaker starts can be read and says nothing of a model server: it may be installed and not used. */
function startsAnotherServer(image: ImageModel, read: FileReader): boolean {
  return startedFiles(image).some(({ path, fact }) => {
    if (path.endsWith('/train')) return false;
    const text = fact.contextPath === undefined ? undefined : read(fact.contextPath);
    return text !== undefined && !/multi[-_]model[-_]server|\bmodel_server\b|sagemaker_inference|\bmms\b/.test(text);
  });
}

function fixFor(image: ImageModel, { instruction }: InstalledPackage): RuleFix | undefined {
  if (image.base.packageManager !== 'apt' || !runsAsRoot(image, instruction)) return undefined;
  // Slim images lack a folder that the package of Java links manual pages into.
  const folder = /slim/.test(image.base.reference?.tag ?? '') ? 'mkdir -p /usr/share/man/man1 && ' : '';
  const line = `RUN ${folder}apt-get update && apt-get install -y --no-install-recommends default-jre-headless && rm -rf /var/lib/apt/lists/*`;
  return { title: 'Install a JRE before this RUN', edits: [insertInstructionBefore(image, instruction, line)] };
}
