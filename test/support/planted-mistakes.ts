import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lintTexts } from './lint-texts.js';
import { notebookText } from './notebooks.js';

/** One mistake in a text that is right: a part of it that stands there once, and what is written instead. */
export interface PlantedMistake {
  /** The id of the rule that finds it. */
  readonly rule: string;
  readonly right: string;
  readonly wrong: string;
  /** The beginning of the line that the finding stands on, from the mistake on; the mistake's own first line without. */
  readonly at?: string;
}

/** A file that is linted, made of the fixture's text or of a part of it. */
export interface PlantedFile {
  readonly path: string;
  readonly text: string;
  /** The line of the fixture for a line of the file, or of one of its cells, all 0-based; the same without. */
  lineOf?(line: number, cell: number | undefined): number;
}

/**
 * Describes a deployment that is written on one surface: the fixture `test/fixtures/deployments/NAME` has no finding at
 * all, and with every mistake planted in it exactly those of the mistakes, each at its line.
 */
export function plantedMistakes(
  surface: string,
  fixture: string,
  filesOf: (text: string) => readonly PlantedFile[],
  mistakes: readonly PlantedMistake[],
): void {
  const text = readFileSync(new URL(`../fixtures/deployments/${fixture}`, import.meta.url), 'utf8');
  describe(`a deployment in ${surface}`, () => {
    it('has no finding where it is right', () => {
      assert.deepEqual(findingsIn(filesOf(text), text), []);
    });

    it(`has one finding for each of ${mistakes.length} mistakes`, () => {
      assert.equal(new Set(mistakes.map(({ rule }) => rule)).size, mistakes.length, 'each mistake has a rule of its own');
      const { spoilt, expected } = plant(text, mistakes);
      assert.deepEqual(
        findingsIn(filesOf(spoilt), spoilt).map(({ rule, line, what }) => `${rule} ${line + 1}: ${what}`),
        expected,
      );
    });
  });
}

/** The fixture as one file. */
export function asFile(path: string): (text: string) => readonly PlantedFile[] {
  return (text) => [{ path, text }];
}

/** A notebook with a cell for each part of the fixture behind a line `# %%`. */
export function asNotebook(path: string): (text: string) => readonly PlantedFile[] {
  return (text) => {
    const cells = partsOf(text, /^# %%$/).map((part) => ({ ...part, text: part.text.replace(/\n*$/, '') }));
    const sources = cells.map((cell) => cell.text);
    return [{ path, text: notebookText(sources, { list: true }), lineOf: (line, cell = 0) => line + (cells[cell]?.line ?? 0) }];
  };
}

/** A file for each part of the fixture behind a line `=== PATH`. */
export function asFiles(text: string): readonly PlantedFile[] {
  return partsOf(text, /^=== (.+)$/).map(({ name, text: part, line: first }) => ({
    path: name,
    text: part,
    lineOf: (line) => first + line,
  }));
}

/** The parts of a text behind the lines that a pattern finds, with their names and first lines. */
function partsOf(text: string, head: RegExp): readonly { readonly name: string; readonly text: string; readonly line: number }[] {
  const parts: { name: string; text: string; line: number }[] = [];
  for (const [index, line] of text.split(/(?<=\n)/).entries()) {
    const found = head.exec(line.trimEnd());
    if (found) parts.push({ name: found[1] ?? '', text: '', line: index + 1 });
    else {
      const part = parts.at(-1);
      if (part) part.text += line;
    }
  }
  return parts;
}

interface Found {
  readonly rule: string;
  /** 0-based. */
  readonly line: number;
  readonly what: string;
}

function findingsIn(files: readonly PlantedFile[], text: string): readonly Found[] {
  const lines = text.split('\n');
  return lintTexts(new Map(files.map((file) => [file.path, file.text])))
    .map(({ rule, file, range, cell }) => {
      const { line: written } = (cell?.range ?? range).start;
      const line = files.find(({ path }) => path === file)?.lineOf?.(written, cell?.cell) ?? written;
      return { rule, line, what: (lines[line] ?? '').trim() };
    })
    .sort(inOrder);
}

function inOrder(first: Found, second: Found): number {
  return first.line - second.line || (first.rule < second.rule ? -1 : 1);
}

/** The text with all mistakes in it, and what is to be found there. */
function plant(text: string, mistakes: readonly PlantedMistake[]): { readonly spoilt: string; readonly expected: readonly string[] } {
  const placed = mistakes.map((mistake) => {
    assert.equal(text.split(mistake.right).length, 2, `there is one place with ${mistake.right}`);
    return { ...mistake, start: text.indexOf(mistake.right) };
  });
  placed.sort((first, second) => first.start - second.start);
  let spoilt = '';
  let done = 0;
  const planted = placed.map((mistake) => {
    assert.ok(mistake.start >= done, `no mistake is within another: ${mistake.right}`);
    spoilt += text.slice(done, mistake.start);
    const start = spoilt.length;
    spoilt += mistake.wrong;
    done = mistake.start + mistake.right.length;
    return { ...mistake, start };
  });
  spoilt += text.slice(done);
  const lines = spoilt.split('\n');
  const expected = planted
    .map(({ rule, start, at }): Found => {
      const place = at === undefined ? start : spoilt.indexOf(at, start);
      assert.ok(place >= 0, `there is ${at} behind the mistake`);
      const line = spoilt.slice(0, place).split('\n').length - 1;
      return { rule, line, what: (lines[line] ?? '').trim() };
    })
    .sort(inOrder)
    .map(({ rule, line, what }) => `${rule} ${line + 1}: ${what}`);
  return { spoilt, expected };
}
