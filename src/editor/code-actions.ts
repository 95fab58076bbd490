import type { CodeAction, Command, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { constructsOf } from '../linter/construct.js';
import type { Finding, Fix } from '../linter/finding.js';
import { fileEdit } from '../linter/locate.js';
import type { Rule } from '../linter/rule.js';
import { suppressionEdit } from '../linter/suppression.js';
import type { Project } from '../project/project.js';
import { changeByEdits, type FileChange } from './changes.js';
import { type Addresses, toDiagnostic } from './diagnostics.js';

/** The kind under which editors find the action that applies all safe fixes, also on save. */
export const fixAllKind = 'source.fixAll.sagelint';
/** The command that shows a rule's page; its argument is the rule's id. */
export const explainCommand = 'sagelint.explainRule';

/** What code actions are made from. */
export interface ActionContext {
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly addresses: Addresses;
}

/** What goes with an action that the protocol's edits cannot say: line endings by URI. */
export interface ActionData {
  readonly lineBreaks: Readonly<Record<string, '\n' | '\r\n'>>;
}

/**
 * The actions for the findings of a file that touch a range: safe fixes, then unsafe ones, then what the rule is about,
 * and last of all how to silence it.
 */
export function codeActionsFor(context: ActionContext, path: string, findings: readonly Finding[], range: Range): CodeAction[] {
  const touched = findings.filter((finding) => finding.file === path && touches(finding, range));
  const fixable = touched.flatMap((finding) => (finding.fix ? [{ finding, fix: finding.fix }] : []));
  return [
    ...fixable.filter(({ fix }) => fix.safety === 'safe').flatMap(({ finding, fix }) => fixAction(context, finding, fix)),
    ...fixable.filter(({ fix }) => fix.safety === 'unsafe').flatMap(({ finding, fix }) => fixAction(context, finding, fix)),
    ...oncePerRule(touched).map((finding) => explainAction(context, finding)),
    ...oncePerRule(touched).flatMap((finding) => suppressAction(context, finding)),
  ];
}

/** Changes of files as an edit of the protocol, and what that cannot say. */
export function toWorkspaceEdit(changes: readonly FileChange[], addresses: Addresses): { edit: WorkspaceEdit; data: ActionData } {
  const edits: Record<string, TextEdit[]> = {};
  const lineBreaks: Record<string, '\n' | '\r\n'> = {};
  for (const change of changes) {
    const uri = addresses.uriOf(change.file);
    edits[uri] = [...(edits[uri] ?? []), ...change.edits];
    if (change.lineBreak !== undefined) lineBreaks[uri] = change.lineBreak;
  }
  return { edit: { changes: edits }, data: { lineBreaks } };
}

function fixAction({ project, addresses }: ActionContext, finding: Finding, fix: Fix): CodeAction[] {
  const changes: FileChange[] = [];
  for (const file of new Set(fix.edits.map((edit) => edit.file))) {
    const document = project.document(file);
    // A file that has gone since cannot be mended, and half a fix is none.
    if (!document) return [];
    const edits = fix.edits.filter((edit) => edit.file === file);
    changes.push(changeByEdits(document, edits));
  }
  const isSafe = fix.safety === 'safe';
  return [
    {
      title: isSafe ? fix.title : `${fix.title} (unsafe)`,
      kind: 'quickfix',
      diagnostics: [toDiagnostic(finding, addresses)],
      isPreferred: isSafe,
      ...toWorkspaceEdit(changes, addresses),
    },
  ];
}

function explainAction({ addresses }: ActionContext, finding: Finding): CodeAction {
  const title = `Explain ${finding.rule} (${finding.name})`;
  const command: Command = { title, command: explainCommand, arguments: [finding.rule] };
  return { title, kind: 'quickfix', diagnostics: [toDiagnostic(finding, addresses)], command };
}

function suppressAction({ project, rules, addresses }: ActionContext, finding: Finding): CodeAction[] {
  const container = project.document(finding.file);
  // What the linter says of itself is mended, not silenced.
  if (!container || rules.find((rule) => rule.id === finding.rule)?.area === 'linter') return [];
  const { document, span } = finding.origin ?? { document: container, span: finding.span };
  const edit = suppressionEdit(document, span.start, finding.rule, constructsOf(document, project.languageOf(document)));
  return [
    {
      title: `Ignore ${finding.rule} here`,
      kind: 'quickfix',
      diagnostics: [toDiagnostic(finding, addresses)],
      ...toWorkspaceEdit([changeByEdits(container, [fileEdit({ document, span: edit.span }, edit.newText)])], addresses),
    },
  ];
}

function oncePerRule(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
}

/** Whether a finding and a range have a place in common; touching ends count, since a cursor stands between characters. */
function touches(finding: Finding, range: Range): boolean {
  const { start, end } = finding.range;
  const isBefore = end.line < range.start.line || (end.line === range.start.line && end.column < range.start.character);
  const isAfter = start.line > range.end.line || (start.line === range.end.line && start.column > range.end.character);
  return !isBefore && !isAfter;
}
