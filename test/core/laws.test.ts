import { strict as assert } from 'node:assert';
import { parseDockerfile } from '../../src/languages/dockerfile/parse.js';
import { type Finding, severityRank } from '../../src/linter/finding.js';
import { rules } from '../../src/rules/registry.generated.js';
import { lintDockerfile, lintExample, lintTexts, textsOf } from '../support/lint-texts.js';
import { type Example, type ExampleFile, readRulePages } from '../support/rule-page.js';

/** The laws on top of the rule catalogue, each proven over every wrong example of every rule that it can be asked of. */

const imageRules = new Set(rules.filter((rule) => rule.appliesTo === 'image').map((rule) => rule.id));
const sageMakerRules = new Set(rules.filter((rule) => rule.appliesTo !== 'run').map((rule) => rule.id));
const wrongOf = (of: ReadonlySet<string>) =>
  readRulePages()
    .flatMap((page) => page.examples)
    .filter((example): example is Example & { expect: string } => example.expect !== undefined && of.has(example.expect));
const isDockerfile = (file: ExampleFile): boolean => /dockerfile/i.test(file.path);
/** The wrong examples of the rules about images that have a Dockerfile, and those of all rules about SageMaker. */
const wrong = wrongOf(imageRules).filter(({ files }) => files.some(isDockerfile));
const wrongOfAll = wrongOf(sageMakerRules);

const loud = (findings: readonly Finding[]): string[] =>
  findings
    .filter((finding) => severityRank[finding.severity] > severityRank.information)
    .map((finding) => `${finding.rule} ${finding.severity} ${finding.message}`);

/** Lints an example with its Dockerfile changed. */
function lintChanged(example: Example, change: (text: string, file: ExampleFile) => string): Finding[] {
  const texts = textsOf(example.files);
  for (const file of example.files) if (isDockerfile(file)) texts.set(file.path, change(file.text, file));
  return lintExample(example.files, texts);
}

describe('laws of all rules', () => {
  it('there are wrong examples to prove them over', () => {
    assert.ok(wrong.length >= imageRules.size);
  });

  describe('1. unknown is silent', () => {
    const unknownBases: readonly (readonly [string, string])[] = [
      ['a private image', 'FROM registry.example.com/team/base:1'],
      ['a build argument without default', 'ARG BASE_IMAGE_OF_OURS\nFROM ${BASE_IMAGE_OF_OURS}'],
      ['a template', 'FROM {{ base_image }}'],
      ['a placeholder', 'FROM <account>.dkr.ecr.<region>.amazonaws.com/base:latest'],
    ];
    for (const [what, from] of unknownBases) {
      it(`over ${what} nothing is above information`, () => {
        for (const example of wrong) {
          const findings = lintChanged(example, (text) => text.replace(/^FROM (?:--platform=\S+ )?\S+/gim, from));
          assert.deepEqual(loud(findings), [], `${example.title} over ${from}`);
        }
      });
    }

    it('a marked value that becomes a build argument without default is no longer reported', () => {
      let proven = 0;
      for (const example of wrong) {
        const file = example.files.find((candidate) => candidate.marked && isDockerfile(candidate));
        if (!file?.marked) continue;
        const { line, start, end } = file.marked;
        const written = file.text.split(/\r?\n/)[line] ?? '';
        if (!/^\s*(ENV|COPY|ADD|WORKDIR|USER|LABEL)\b/i.test(written)) continue;
        const findings = lintChanged(example, (text) => {
          const lines = text.split('\n');
          const own = lines[line] ?? '';
          lines[line] = `${own.slice(0, start)}$VALUE_OF_OURS${own.slice(end)}`;
          lines.splice(lines.findLastIndex((candidate, index) => index < line && /^FROM /i.test(candidate)) + 1, 0, 'ARG VALUE_OF_OURS');
          return lines.join('\n');
        });
        assert.deepEqual(loud(findings.filter((finding) => finding.rule === example.expect)), [], example.title);
        proven++;
      }
      assert.ok(proven > 5, `only ${proven} examples could be changed`);
    });

    it('a marked value of Python that only the running program knows is no longer reported', () => {
      let proven = 0;
      for (const example of wrongOfAll) {
        const file = example.files.find((candidate) => candidate.marked && /\.py$/.test(candidate.path));
        if (!file?.marked) continue;
        const { line, start, end } = file.marked;
        const lines = file.text.split('\n');
        const own = lines[line] ?? '';
        // A text, a number or a truth value that is given for something.
        if (!/^(["'][^"']*["']|-?[\d.]+|True|False)$/.test(own.slice(start, end)) || !/[=:(,]\s*$/.test(own.slice(0, start))) continue;
        lines[line] = `${own.slice(0, start)}setting_of_ours()${own.slice(end)}`;
        const texts = textsOf(example.files);
        texts.set(file.path, ['from ours import setting_of_ours', ...lines].join('\n'));
        const findings = lintExample(example.files, texts).filter(
          (finding) => finding.rule === example.expect && finding.file === file.path,
        );
        assert.deepEqual(loud(findings.filter(({ range }) => range.start.line === line + 1)), [], example.title);
        proven++;
      }
      assert.ok(proven > 2, `only ${proven} examples could be changed`);
    });
  });

  describe('2. only SageMaker facts', () => {
    it('every message says what SageMaker, its paths, its programs or its images have to do with it', () => {
      const words =
        /sagemaker|\/opt\/ml|\btrain\b|\bserve\b|\bAWS\b|\bSM_[A-Z]|endpoint|the job\b|\bjobs?\b|toolkit|launch|\bSDK\b|\bNeo\b|Recommender|batch transform|container|ModelTrainer/i;
      const silent = wrongOfAll.flatMap(({ files, title }) =>
        lintExample(files).flatMap(({ message }) => (words.test(message) ? [] : [`${title}: ${message}`])),
      );
      assert.deepEqual(silent, []);
    });
  });

  describe('3. a file that is not for SageMaker gets nothing', () => {
    const ordinary: Readonly<Record<string, string>> = {
      'a web service':
        'FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN pip install requirements.txt\nRUN pip install flask>=2\nUSER app\nENTRYPOINT gunicorn -b 127.0.0.1:5000 app:app\n',
      'a web service on port 8080': 'FROM python:3.11\nCOPY app.py /app\nEXPOSE 8080\nENTRYPOINT ["python"]\nCMD ["app.py"]\n',
      'an init':
        'FROM debian:12\nRUN apt-get update && apt-get install -y tini nvidia-driver-535\nENTRYPOINT ["/usr/bin/tini", "--", "server"]\n',
      'a conda environment': 'FROM continuumio/miniconda3\nRUN conda create -n a python=3.11\nRUN conda activate a\nCMD ["python"]\n',
      'a broken exec form': 'FROM node:20\nENTRYPOINT ["node", server.js]\n',
      'Amazon Linux': 'FROM amazonlinux:2023\nRUN apt-get install -y curl\n',
      'a launcher of jobs': 'FROM python:3.11-slim\nRUN pip install sagemaker boto3\nCOPY launch.py .\nCMD ["python", "launch.py"]\n',
      'AgentCore, which answers /invocations on 8080 too':
        'FROM python:3.12-slim\n# not SageMaker: bedrock-agentcore\nRUN pip install bedrock-agentcore\nCOPY app.py .\nEXPOSE 8080\nCMD ["python", "app.py"]\n',
      'a function on Lambda': 'FROM public.ecr.aws/lambda/python:3.11\nCOPY app.py .\nENV MODEL=/opt/ml/model\nCMD ["app.handler"]\n',
      'a stage called train': 'FROM python:3.11 AS train\nCOPY train.py .\nCMD ["python", "train.py"]\n',
    };
    for (const [what, text] of Object.entries(ordinary)) {
      it(`${what}: not even a hint`, () =>
        assert.deepEqual(
          lintDockerfile(text, true).map((finding) => `${finding.rule} ${finding.message}`),
          [],
        ));
    }

    const ordinaryCode: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
      'a command line tool with the arguments that trap jobs': [
        [
          'tool.py',
          'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--fast", type=bool, default=False)\nparser.add_argument("--names", type=list)\nargs = parser.parse_args()\nopen("out.txt", "w").write(str(args.fast))\n',
        ],
      ],
      'a web service with /ping': [
        [
          'app.py',
          'from flask import Flask\napp = Flask(__name__)\n\n\n@app.route("/ping")\ndef ping():\n    return "pong"\n\n\nif __name__ == "__main__":\n    app.run(port=5000)\n',
        ],
        ['nginx.conf', 'http {\n  server {\n    listen 80;\n    location / { proxy_pass http://127.0.0.1:5000; }\n  }\n}\n'],
      ],
      'a training script for another place': [
        [
          'train.py',
          'import os\nimport torch\n\nmodel = torch.nn.Linear(1, 1)\ntry:\n    torch.save(model.state_dict(), "model.pt")\nexcept Exception as error:\n    print(error)\nos.environ["THREADS"] = 4\n',
        ],
        ['train.sh', '#!/bin/bash\npython train.py | tee log.txt\n'],
      ],
      'a script for TPUs': [
        [
          'train_tpu.py',
          'import torch\nimport torch_xla.core.xla_model as xm\n\ndevice = torch.device("cuda")\nmodel = torch.nn.Linear(1, 1).to(device)\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\nfor step in range(3):\n    optimizer.step()\n    print(model.weight.sum().item())\ntorch.save(model.state_dict(), "model.pt")\n',
        ],
      ],
    };
    for (const [what, files] of Object.entries(ordinaryCode)) {
      it(`${what}: not even a hint`, () =>
        assert.deepEqual(
          lintTexts(new Map(files), undefined, true).map((finding) => `${finding.rule} ${finding.message}`),
          [],
        ));
    }

    it('no wrong example has a finding once the Dockerfile says that it is for something else', () => {
      for (const example of wrong) {
        const findings = lintChanged(example, (text) => `# runs on bedrock-agentcore\n${text}`);
        assert.deepEqual(
          findings.filter((finding) => imageRules.has(finding.rule)).map((finding) => finding.rule),
          [],
          example.title,
        );
      }
    });
  });

  describe('4. messages', () => {
    it('quote what was seen', () => {
      const unquoted: string[] = [];
      for (const example of wrongOfAll) {
        const file = example.files.find((candidate) => candidate.marked);
        // Others may have something to say of the same example.
        const finding = lintExample(example.files).find(({ rule }) => rule === example.expect);
        if (!file?.marked || !finding) continue;
        const written = file.text.slice(finding.span.start, finding.span.end);
        // A bare name of a variable stands for what the message names.
        if (/\.py$/.test(file.path) && /^[a-z_]+$/.test(written)) continue;
        const words = (written.match(/[\w./-]{3,}/g) ?? [])
          .flatMap((word) => [
            word.replace(/\/+$/, ''),
            word.slice(0, word.lastIndexOf('/')),
            ...word.split('.').filter((part) => part.length > 2),
          ])
          .filter((word) => !/^__/.test(word));
        if (words.length > 0 && !words.some((word) => word !== '' && finding.message.includes(word))) {
          unquoted.push(`${example.title}: none of "${words.join(' ')}" is in: ${finding.message}`);
        }
      }
      assert.deepEqual(unquoted, []);
    });

    it('are one to four sentences that end like sentences', () => {
      for (const example of wrongOfAll) {
        for (const { message } of lintExample(example.files)) {
          assert.ok(message.length <= 420 && !message.includes('\n'), `${example.title} (${message.length}): ${message}`);
          assert.match(message, /[.!?)]$/, example.title);
        }
      }
    });

    it('name the other file as a related location where they speak of one', () => {
      for (const example of wrongOfAll) {
        const others = example.files.filter((file) => !file.marked && !isDockerfile(file));
        for (const finding of lintExample(example.files)) {
          for (const other of others) {
            if (finding.message.includes(other.path) && other.path.includes('/'))
              assert.ok(
                finding.related.some((related) => related.file === other.path),
                `${example.title}: ${finding.message}`,
              );
          }
        }
      }
    });
  });

  describe('5. every page shows a right example beside the wrong one, and its sources', () => {
    for (const page of readRulePages()) {
      if (!sageMakerRules.has(page.id)) continue;
      it(page.id, () => {
        assert.ok(
          page.examples.some((example) => example.expect === page.id),
          'a wrong example',
        );
        assert.ok(
          page.examples.some((example) => example.expect === undefined),
          'a right example',
        );
        const sources = /^## Sources\n([\s\S]*)$/m.exec(page.markdown)?.[1] ?? '';
        assert.ok(/^- .{10,}/m.test(sources), 'a source');
        for (const example of page.examples)
          for (const file of example.files)
            if (isDockerfile(file)) assert.ok(parseDockerfile(file.text).instructions.length > 0, example.title);
      });
    }
  });
});
