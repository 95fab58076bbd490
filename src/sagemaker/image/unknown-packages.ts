import { publicIndex } from '../../languages/requirements/parse.js';
import { knownPythonPackage, servingToolkits, trainingToolkits } from '../facts/packages.js';
import type { ImageModel } from './model.js';

type Model = Pick<ImageModel, 'packages' | 'runs' | 'environment' | 'copies' | 'instructions'>;

/**
 * A package that may be a toolkit of somebody's own, and bring `train` or `serve`: one named for SageMaker that is not
 * in the lists, or any that is not well known and may come from a private index. Undefined where there is none.
 */
export function packageOfUnknownContents(model: Model): string | undefined {
  const unknown = model.packages.filter(
    ({ manager, name }) =>
      manager === 'pip' &&
      name !== undefined &&
      !knownPythonPackage(name) &&
      !trainingToolkits.has(name) &&
      !servingToolkits.has(name) &&
      name !== 'sagemaker',
  );
  const named = unknown.find(({ name }) => name?.includes('sagemaker'));
  return (named ?? (usesPrivateIndex(model) ? unknown[0] : undefined))?.name;
}

function usesPrivateIndex({ runs, environment, copies, instructions }: Model): boolean {
  if (environment.has('PIP_INDEX_URL') || environment.has('PIP_EXTRA_INDEX_URL') || environment.has('UV_INDEX_URL')) return true;
  if (copies.some((copy) => copy.sources.some(({ name }) => /^\.?pip(\.conf|rc)?$|^\.netrc$|^\.pypirc$/.test(name)))) return true;
  if (
    instructions.some(
      ({ keyword, argumentsText, flags }) =>
        isSetting(keyword, argumentsText) || flags.some(({ value }) => /pip\.conf|netrc/.test(value ?? '')),
    )
  )
    return true;
  return runs.some(({ words, command }) =>
    command.words.some(({ text }, index) => {
      if (/codeartifact/.test(text)) return true;
      const option = /^(?:-i|--index-url|--extra-index-url|-f|--find-links|--index)(?:=(.*))?$/.exec(text);
      if (!option) return false;
      return !publicIndex.test(option[1] ?? words[index + 1] ?? '');
    }),
  );
}

function isSetting(keyword: string, text: string): boolean {
  return (keyword === 'ARG' || keyword === 'RUN') && /\bPIP_(EXTRA_)?INDEX_URL\b|pip3? config set/.test(text);
}
