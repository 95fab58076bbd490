import type { DataDocument } from '../languages/data/syntax.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import { withDefaults } from '../sagemaker/sdk-configuration/defaults.js';
import { mayConfigureSdk, readSdkConfiguration, type SdkConfiguration } from '../sagemaker/sdk-configuration/read.js';
import type { SourceDocument } from '../text/document.js';
import type { ProjectFiles } from './files.js';

/** What of a project the defaults of the SDK are found with. */
export interface DefaultsContext {
  /** Files whose reading is noted for a path. */
  filesFor(path: string): ProjectFiles;
  documentOf(path: string): SourceDocument | undefined;
  dataIn(document: SourceDocument): readonly DataDocument[];
}

/** Folders in which it may lie beside the code or above it. */
const folders = ['.sagemaker', 'sagemaker', 'config'];

/**
 * Gives the requests of a text what the SDK's own configuration has for them, where one lies near. The SDK looks for it
 * in the folders of the machine's user, or where SAGEMAKER_USER_CONFIG_OVERRIDE says: that it is this one is likely, no more.
 */
export function createSdkDefaults({ filesFor, documentOf, dataIn }: DefaultsContext) {
  const known = new WeakMap<readonly ServiceRequest[], { readonly from: SdkConfiguration; readonly requests: readonly ServiceRequest[] }>();
  const configurations = new WeakMap<SourceDocument, SdkConfiguration>();

  function configurationIn(path: string, files: ProjectFiles): SdkConfiguration | undefined {
    if (files.read(path).kind !== 'text') return undefined;
    const document = documentOf(path);
    if (!document || !mayConfigureSdk(document.text)) return undefined;
    const found = configurations.get(document) ?? readSdkConfiguration(document, dataIn(document));
    if (found) configurations.set(document, found);
    return found;
  }

  /** The nearest, from the folder of a path upwards. */
  function nearest(path: string): SdkConfiguration | undefined {
    const files = filesFor(path);
    for (let folder = folderOf(path); folder !== undefined; folder = folderOf(folder)) {
      const entries = files.entries(folder) ?? [];
      for (const { name, kind } of entries) {
        const isFile = kind === 'file' && name === 'config.yaml';
        if (!isFile && !(kind === 'directory' && folders.includes(name))) continue;
        const found = configurationIn(joined(folder, isFile ? name : `${name}/config.yaml`), files);
        if (found) return found;
      }
    }
    return undefined;
  }

  return (document: SourceDocument, requests: readonly ServiceRequest[]): readonly ServiceRequest[] => {
    if (!requests.some(({ surface }) => surface.startsWith('sdk'))) return requests;
    let whole = document;
    while (whole.part) whole = whole.part.container;
    const from = nearest(whole.path);
    if (!from) return requests;
    const before = known.get(requests);
    if (before?.from === from) return before.requests;
    const given = requests.map((request) => withDefaults(request, from));
    known.set(requests, { from, requests: given });
    return given;
  };
}

/** The folder of a path, which is empty for the root; undefined for the root itself. */
function folderOf(path: string): string | undefined {
  return path === '' ? undefined : path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
