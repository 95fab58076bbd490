import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@lezer/python';
import { parsePython } from '../src/languages/python/parse.js';
import { lintFile } from '../src/linter/lint.js';
import { createProject } from '../src/project/create-project.js';
import { speaksOfSageMaker } from '../src/project/evidence.js';
import { filesFromMemory } from '../src/project/files.js';
import type { Project } from '../src/project/project.js';
import { rules } from '../src/rules/registry.generated.js';
import { readRulePages } from '../test/support/rule-page.js';
import type { BenchDocument } from './documents.js';

/** The Python files of all examples on the rules' pages. */
export function exampleScripts(): BenchDocument[] {
  return readRulePages().flatMap((page) =>
    page.examples.flatMap((example) =>
      example.files.filter((file) => /\.py$/.test(file.path)).map((file) => ({ path: 'train.py', text: file.text })),
    ),
  );
}

/** The Python files below a folder of real repositories that have to do with SageMaker. */
export function scriptsBelow(root: string): BenchDocument[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.py$/i.test(name))
    .sort()
    .flatMap((path) => {
      try {
        return [{ path: path.replace(/[\\]/g, '/'), text: readFileSync(join(root, path), 'utf8') }];
      } catch {
        // A folder of that name, or a broken link.
        return [];
      }
    })
    .filter(({ text }) => speaksOfSageMaker(text) && text.length < 200_000);
}

/** Reads the index to its end and lints one file. */
export function lintScript({ path, text }: BenchDocument): void {
  const project = createProject(filesFromMemory(new Map([[path, text]])));
  advance(project);
  lintFile(project, path, { rules });
}

/** What the budget is a multiple of: the grammar's parser alone. */
export function parseWithLezer({ text }: BenchDocument): void {
  parser.parse(text);
}

/** Our own tree, from the parser's. */
export function parseScript({ text }: BenchDocument): void {
  parsePython(text);
}

/** A training script of about that many lines, put together from what such scripts usually have. */
export function longScript(lines: number): string {
  const parts = ['import argparse', 'import os', '', 'import torch', ''];
  for (let index = 0; parts.length < lines - 14; index++) {
    parts.push(
      `class Block${index}(torch.nn.Module):`,
      `    """Layer number ${index}, with what such layers have."""`,
      '',
      '    def __init__(self, width=128, rate=0.1):',
      '        super().__init__()',
      `        self.linear = torch.nn.Linear(width, width + ${index})`,
      '        self.drop = torch.nn.Dropout(p=rate)',
      '',
      '    def forward(self, batch):',
      '        hidden = torch.relu(self.linear(batch["input"]))',
      '        if self.training and hidden.shape[0] > 1:',
      '            hidden = self.drop(hidden)',
      `        return {"output": hidden, "layer": f"block-{${index}}", "size": [hidden.shape[0], hidden.shape[1]]}`,
      '',
    );
  }
  return [
    ...parts,
    'def main():',
    '    parser = argparse.ArgumentParser()',
    '    parser.add_argument("--epochs", type=int, default=1)',
    '    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))',
    '    args, _ = parser.parse_known_args()',
    '    model = Block0()',
    '    torch.save(model.state_dict(), os.path.join(args.model_dir, "model.pt"))',
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
    '',
  ].join('\n');
}

/** Types one character at 60 places of a long script, and gives the milliseconds that each lint took. */
export function typeInScript(lines: number): { readonly times: readonly number[]; readonly lines: number } {
  const text = longScript(lines);
  const texts = new Map([['train.py', text]]);
  const project = createProject(filesFromMemory(texts));
  advance(project);
  const times: number[] = [];
  for (let count = 0; count < 80; count++) {
    const at = Math.floor((text.length * count) / 80);
    texts.set('train.py', `${text.slice(0, at)}x${text.slice(at)}`);
    const before = performance.now();
    project.changed('train.py');
    advance(project);
    lintFile(project, 'train.py', { rules });
    if (count >= 20) times.push(performance.now() - before);
  }
  return { times, lines: text.split('\n').length };
}

/** Milliseconds that the first lint of one huge script and of one huge notebook take. */
export function lintHuge(): { readonly script: number; readonly notebook: number; readonly scriptParse: number } {
  // What speaks of SageMaker comes first: the end is cut off.
  const script = `${longScript(14)}${longScript(42_000)}`.slice(0, 1_600_000);
  const source = longScript(2_000).split(/(?<=\n)/);
  const output = {
    output_type: 'stream',
    name: 'stdout',
    text: Array.from({ length: 9_000 }, (_, index) => `step ${index}: loss 0.${index}\n`),
  };
  const cells = Array.from({ length: 12 }, () => ({ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [output], source }));
  const notebook = JSON.stringify(
    { cells: [...cells, { ...cells[0], source: ['import sagemaker\n'] }], metadata: {}, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
  const time = (work: () => void): number => {
    const before = performance.now();
    work();
    return performance.now() - before;
  };
  return {
    scriptParse: time(() => parseWithLezer({ path: 'train.py', text: script })),
    script: time(() => lintScript({ path: 'train.py', text: script })),
    notebook: time(() => lintScript({ path: 'launch.ipynb', text: notebook })),
  };
}

function advance(project: Project): void {
  while (!project.advance(Number.POSITIVE_INFINITY));
}
