import * as vscode from 'vscode';
import type { EditorSettings } from '../editor/folder-service.js';
import { type Profile, profiles, type RuleSetting, ruleSettings } from '../linter/configuration.js';

/** What is linted: the files that are open, everything in the workspace, nothing. */
export type Scope = 'openFiles' | 'workspace' | 'off';
const scopes: readonly Scope[] = ['openFiles', 'workspace', 'off'];

/** The settings of a folder. What someone has mistyped counts as not said; VS Code underlines it in the settings file. */
export function readSettings(root: vscode.Uri): EditorSettings & { readonly scope: Scope } {
  const settings = vscode.workspace.getConfiguration('sagelint', root);
  const rules: Record<string, RuleSetting> = {};
  for (const [rule, written] of Object.entries(settings.get<Record<string, unknown>>('rules') ?? {})) {
    const setting = ruleSettings.find((known) => known === written);
    if (setting !== undefined) rules[rule] = setting;
  }
  const profile: Profile = profiles.find((known) => known === settings.get('profile')) ?? 'recommended';
  return { scope: scopes.find((known) => known === settings.get('lint')) ?? 'openFiles', profile, rules };
}
