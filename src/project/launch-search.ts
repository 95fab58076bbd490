import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** What the files near a Dockerfile say of the jobs that are started with its image. */
export interface LaunchSearch {
  /** Files that start SageMaker training jobs, nearest first. */
  readonly launchFiles: readonly string[];
  /** One of them names the program, or may do so: `entry_point=`, `SourceCode(...)`, `**kwargs`. */
  readonly namesProgram: boolean;
  /** Everything near was read; else a file that was passed over may name the program. */
  readonly isComplete: boolean;
}

const mostFiles = 400;
const largestText = 2 * 1024 * 1024;
const readable = /\.(py|ipynb|R|Rmd|md|sh|ya?ml|json|tf|ts|js)$/;
const skippedFolders = /^\.|^(node_modules|__pycache__|site-packages|dist|build|venv|env)$/;

/** Whatever may tell the toolkit which program to run, or starts the container in another way altogether. */
const programNamed =
  /\b(?:entry_point|source_dir|sagemaker_program|sagemaker_submit_directory|source_code|entry_script|container_entry_point|ContainerEntrypoint|SAGEMAKER_PROGRAM|SAGEMAKER_TRAINING_MODULE)\\?["']?\s*[=:,\]]|\bSourceCode\(/;
const launched =
  /@(?:remote|step)\b|\bRemoteExecutor\(|\b\w*Estimator\(|\bModelTrainer\(|create_training_job\(|\bcreate-training-job\b|\b(?:PyTorch|TensorFlow|HuggingFace|SKLearn|MXNet|XGBoost|Chainer)\(/;
const unknownArguments = /(?:Estimator|ModelTrainer|create_training_job)\([^()]*\*\*/;

/**
 * Searches the texts around a Dockerfile for launches of training jobs: its folder, up to two folders above, and the
 * folders right below those. A plain search, made for rules that must be silent where a launch supplies what the
 * image lacks; it claims nothing about which launch uses which image. Pass `project.filesFor(dockerfile)`, so that
 * an edit to a launch lints the Dockerfile again.
 */
export function searchLaunches(files: ProjectFiles, dockerfile: string): LaunchSearch {
  const launchFiles: string[] = [];
  let namesProgram = false;
  let isComplete = true;
  let count = 0;
  for (const folder of foldersNear(files, parentFolder(dockerfile))) {
    for (const entry of files.entries(folder) ?? []) {
      const path = joinPath(folder, entry.name);
      if (entry.kind !== 'file' || !readable.test(entry.name) || path === dockerfile) continue;
      if (++count > mostFiles) return { launchFiles, namesProgram, isComplete: false };
      const file = files.read(path);
      if (file.kind === 'pending' || file.kind === 'skipped' || (file.kind === 'text' && file.text.length > largestText))
        isComplete = false;
      if (file.kind !== 'text' || file.text.length > largestText || !/sagemaker/i.test(file.text)) continue;
      if (programNamed.test(file.text) || unknownArguments.test(file.text)) namesProgram = true;
      else if (!launched.test(file.text)) continue;
      launchFiles.push(path);
    }
  }
  return { launchFiles, namesProgram, isComplete };
}

/** The folder, those below it, then the same for the two above; each once. */
function foldersNear(files: ProjectFiles, folder: string): Set<string> {
  const folders = new Set<string>();
  let parent = folder;
  for (let level = 0; level < 3; level++) {
    folders.add(parent);
    for (const entry of files.entries(parent) ?? []) {
      if (entry.kind === 'directory' && !skippedFolders.test(entry.name)) folders.add(joinPath(parent, entry.name));
    }
    if (parent === '') break;
    parent = parentFolder(parent);
  }
  return folders;
}
