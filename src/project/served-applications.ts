import type { ImageModel } from '../sagemaker/image/model.js';
import { parentOf, resolveImagePath } from '../sagemaker/image/paths.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { Setting } from '../sagemaker/server/address.js';
import { readServerCommand } from '../sagemaker/server/command.js';
import { type CommandWord, plainCommandWords, shellCommandWords } from '../sagemaker/server/command-word.js';
import type { ShellScriptModel } from '../sagemaker/shell-script/model.js';
import { likely } from '../sagemaker/value.js';

/** The modules whose applications a Python program gives to servers: `wsgi` for `gunicorn wsgi:app`. */
export function applicationsOfScript({ server }: ScriptModel): string[] {
  return server.starts.flatMap(({ application }) => moduleOf(application) ?? []);
}

/** The same for a shell script. */
export function applicationsOfShell({ document, commands, textOf }: ShellScriptModel): string[] {
  return commands.flatMap(({ words }) => applicationOfCommand(shellCommandWords(document.text, words, textOf)) ?? []);
}

/** The file of the application that ENTRYPOINT gives to a server, by its path in the image and in the project. */
export function applicationOfEntrypoint(image: ImageModel): { readonly path: string; readonly script: string } | undefined {
  const module = applicationOfCommand(plainCommandWords(image.entrypoint?.words.map(({ text }) => text) ?? []));
  return module === undefined ? undefined : moduleInImage(module, image);
}

/** The file of a module that a program of an image imports, from the working directory or from where the program lies. */
export function moduleInImage(
  module: string,
  image: ImageModel,
  program?: string,
): { readonly path: string; readonly script: string } | undefined {
  for (const directory of [likely(image.workingDirectory), program && parentOf(program)]) {
    if (directory === undefined) continue;
    for (const candidate of filesOfModule(module)) {
      const path = resolveImagePath(directory, candidate);
      const fact = image.fileAt(path);
      if (fact.kind === 'file' && fact.contextPath !== undefined) return { path, script: fact.contextPath };
    }
  }
  return undefined;
}

function filesOfModule(module: string): string[] {
  const place = module.replaceAll('.', '/');
  return [`${place}.py`, `${place}/__init__.py`];
}

function applicationOfCommand(words: readonly CommandWord[]): string | undefined {
  return moduleOf(readServerCommand(words)?.application);
}

/** `api.main` of `api.main:create_app()`; FastAPI's own command takes a file. */
function moduleOf(application: Setting<string> | undefined): string | undefined {
  const text = application && likely(application.value)?.replace(/\.py$/, '');
  return text && /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?::|$)/.exec(text)?.[1];
}
