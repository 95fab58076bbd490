import { knownPythonPackage } from '../facts/packages.js';
import type { ImageModel } from './model.js';
import { baseName } from './paths.js';
import { mayHaveProgram } from './system-programs.js';

/** Servers that a serve program starts as programs of their own, as AWS's samples do. */
export const installedServers = ['nginx', 'gunicorn'] as const;
export type InstalledServer = (typeof installedServers)[number];

/** Whether the image may have a server; true wherever nobody can tell. */
export function mayHaveServer(image: ImageModel, server: InstalledServer): boolean {
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
