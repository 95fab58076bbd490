import type { SourceDocument } from '../../text/document.js';

/** Whether a text may hold any of the commands: asked before it is parsed. */
export function mayBuildOrPack(text: string): boolean {
  return /\b(docker|podman|finch|nerdctl|sm-docker)\b|\becr\b|\btar\b/.test(text);
}

/** Whether a text may make an archive with Python's own library. */
export function mayMakeArchives(text: string): boolean {
  return /\btarfile\b/.test(text) && /["'][wx]\b/.test(text);
}

/** Whether Python may start programs that build or pack. */
export function mayStartCommands(text: string): boolean {
  return mayMakeArchives(text) || (mayBuildOrPack(text) && /\b(subprocess|os|pexpect|invoke)\b/.test(text));
}

/** Whether a YAML file may hold commands: asked before it is parsed. */
export function mayBePipeline({ path, text }: SourceDocument): boolean {
  if (!/\b(docker|podman|finch|ecr|tar|build)\b/.test(text)) return false;
  return /^\s*(phases|jobs|script|before_script|stages|steps|services)\s*:/m.test(text) || /buildspec|\.gitlab-ci|workflows\//.test(path);
}
