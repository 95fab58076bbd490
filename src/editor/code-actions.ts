import type { CodeAction, Command, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { commentPlaceOf, constructsOf } from '../linter/construct.js';
import type { Finding, Fix, Location } from '../linter/finding.js';
import { fileEdit } from '../linter/locate.js';
import type { Rule } from '../linter/rule.js';
import { suppressionEdit } from '../linter/suppression.js';
import type { Project } from '../project/project.js';
import { changesByEdits, type FileChange } from './changes.js';
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

/** What someone points at: a range of a file, or of one cell of a notebook. */
export interface ActionPlace {
  readonly path: string;
  /** 0-based; the range is in its text. */
  readonly cell?: number | undefined;
  readonly range: Range;
}

/**
 * The actions for the findings that touch a place: safe fixes, then unsafe ones, then what the rule is about, and last of
 * all how to silence it.
 */
export function codeActionsFor(context: ActionContext, place: ActionPlace, findings: readonly Finding[]): CodeAction[] {
  const touched = findings.filter((finding) => finding.file === place.path && touches(finding, place));
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
    const uri = change.cell === undefined ? addresses.uriOf(change.file) : addresses.uriOfCell(change.file, change.cell);
    // A cell that has gone meanwhile needs no change.
    if (uri === undefined) continue;
    edits[uri] = [...(edits[uri] ?? []), ...change.edits];
    if (change.lineBreak !== undefined) lineBreaks[uri] = change.lineBreak;
  }
  return { edit: { changes: edits }, data: { lineBreaks } };
}

function fixAction({ project, addresses }: ActionContext, finding: Finding, fix: Fix): CodeAction[] {
  const changes = changesByEdits(fix.edits, (file) => project.document(file), addresses);
  if (!changes) return [];
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
  const language = project.languageOf(document);
  if (commentPlaceOf(language) === 'nowhere') return [];
  const edit = suppressionEdit(document, span.start, finding.rule, constructsOf(document, language, project));
  const changes = changesByEdits([fileEdit({ document, span: edit.span }, edit.newText)], () => container, addresses);
  if (!changes) return [];
  return [
    {
      title: `Ignore ${finding.rule} here`,
      kind: 'quickfix',
      diagnostics: [toDiagnostic(finding, addresses)],
      ...toWorkspaceEdit(changes, addresses),
    },
  ];
}

function oncePerRule(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
}

/** Whether a finding and what someone points at have a place in common; touching ends count, since a cursor stands between characters. */
function touches(location: Location, { cell, range }: ActionPlace): boolean {
  if (cell !== undefined && location.cell?.cell !== cell) return false;
  const { start, end } = cell === undefined ? location.range : (location.cell?.range ?? location.range);
  const isBefore = end.line < range.start.line || (end.line === range.start.line && end.column < range.start.character);
  const isAfter = start.line > range.end.line || (start.line === range.end.line && start.column > range.end.character);
  return !isBefore && !isAfter;
}
