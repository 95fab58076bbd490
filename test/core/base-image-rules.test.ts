import { strict as assert } from 'node:assert';
import type { Finding } from '../../src/linter/finding.js';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { lintTexts } from '../support/lint-texts.js';

const registry = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const ec2 = `${registry}/pytorch-training:2.10.0-gpu-py313-cu130-ubuntu22.04-ec2`;

function findings(rule: string, text: string, path = 'Dockerfile'): Finding[] {
  return lintTexts(new Map([[path, text]])).filter((finding) => finding.rule === rule);
}
const severities = (rule: string, text: string, path?: string): string[] => findings(rule, text, path).map((finding) => finding.severity);

describe('builds of prebuilt images for EC2 (SM137)', () => {
  it('make no image for SageMaker by themselves', () => {
    const purposeOf = (text: string, path = 'Dockerfile') => createProject(filesFromMemory(new Map([[path, text]]))).imagesOf(path);
    assert.equal(purposeOf(`FROM ${ec2}\nCOPY train.py .\nCMD ["python", "train.py"]\n`).length, 0);
    assert.equal(purposeOf(`FROM ${ec2}\nENV SAGEMAKER_PROGRAM=train.py\n`)[0]?.purpose.train.length, 2);
  });

  it('are warned of where an instruction or the name of the file speaks of SageMaker', () => {
    assert.deepEqual(severities('SM137', `FROM ${ec2}\nENV PATH=/opt/ml/code:$PATH\nCOPY train.py /opt/ml/code/\n`), ['warning']);
    assert.deepEqual(severities('SM137', `FROM ${ec2}\nCOPY . /app\nCMD ["python", "train.py"]\n`, 'Dockerfile.sagemaker'), ['warning']);
  });

  it('are an information where only a comment or a folder does', () => {
    assert.deepEqual(severities('SM137', `# SageMaker image\nFROM ${ec2}\nCOPY . /app\n`), ['information']);
    assert.deepEqual(severities('SM137', `FROM ${ec2}\nCOPY . /app\n`, 'sagemaker/Dockerfile'), ['information']);
  });

  it('are found where only the region is a variable, and in the public gallery', () => {
    assert.equal(
      findings('SM137', `ARG REGION\nFROM ${ec2.replace('us-east-1', '${REGION}')}\nENV SAGEMAKER_PROGRAM=train.py\n`).length,
      1,
    );
    const gallery = ec2.replace(registry, 'public.ecr.aws/deep-learning-containers');
    assert.equal(findings('SM137', `FROM ${gallery}\nENV SAGEMAKER_PROGRAM=train.py\n`).length, 1);
  });

  it('are renamed to a tag that AWS has', () => {
    const fixes = (image: string) =>
      findings('SM137', `FROM ${registry}/${image}\nCOPY train.py /opt/ml/code/\nENV SAGEMAKER_PROGRAM=train.py\n`).map(
        ({ fix }) => fix?.edits[0]?.newText,
      );
    assert.deepEqual(fixes('pytorch-training:2.10-gpu-py313-ec2'), ['2.10-gpu-py313']);
    assert.deepEqual(fixes('pytorch-training:2.10.0-gpu-py313-cu130-ubuntu22.04-ec2-v1.2-2026-02-03-04-05-06'), [
      '2.10.0-gpu-py313-cu130-ubuntu22.04-sagemaker',
    ]);
    assert.deepEqual(fixes('pytorch-training:1.8.1-gpu-py36-cu111-ubuntu18.04-e3'), ['1.8.1-gpu-py36-cu111-ubuntu18.04']);
    assert.deepEqual(fixes('pytorch:2.13-cpu-amzn2023'), ['2.13-cpu-amzn2023-sagemaker']);
  });

  it('are not renamed where the toolkit would not find its program', () => {
    const [finding] = findings('SM137', `FROM ${ec2}\nCOPY train.py /app/\nENV SAGEMAKER_PROGRAM=train.py\n`);
    assert.ok(finding);
    assert.equal(finding.fix, undefined);
  });

  it('leave the repository `base` alone, which has no other build', () => {
    assert.deepEqual(findings('SM137', `FROM ${registry}/base:13.0.2-gpu-py312-ubuntu22.04-ec2\nENV SAGEMAKER_PROGRAM=train.py\n`), []);
  });
});

describe('severity of the rules about bases and packages', () => {
  it('SM119 warns only where the Python is certainly too new', () => {
    const text = (base: string) => `FROM ${base}\nRUN pip install sagemaker-containers\n`;
    for (const base of ['python:3.7', 'python:3.12-slim', 'python', 'python:slim', `${registry}/pytorch-training:2.10-gpu-py313`]) {
      assert.deepEqual(severities('SM119', text(base)), ['warning'], base);
    }
    for (const base of ['python:3.6-slim', 'ubuntu:16.04', 'python:2.7', 'example.com/team/python:3.9']) {
      assert.deepEqual(severities('SM119', text(base)), ['information'], base);
    }
    assert.deepEqual(severities('SM119', `ARG V=3.9\n${text('python:${V}')}`), ['information']);
  });

  it('SM118 informs where pip can go back to an older toolkit, and warns where it cannot', () => {
    const text = (words: string) => `FROM python:3.11\nRUN pip install ${words}\n`;
    assert.deepEqual(severities('SM118', text('protobuf==3.20.3 sagemaker-training')), ['information']);
    assert.deepEqual(severities('SM118', text('protobuf==4.25.1 sagemaker-training')), ['warning']);
    assert.deepEqual(severities('SM118', text("protobuf==3.20.3 'sagemaker-training>=5'")), ['warning']);
    assert.deepEqual(severities('SM118', text('protobuf==3.20.3 sagemaker-training==4.9.1')), []);
    assert.deepEqual(severities('SM118', text('protobuf==3.20.3 && pip install sagemaker-training')), ['warning']);
  });

  it('SM139 informs of what is newer than the data', () => {
    const text = (tag: string) => `FROM ${registry}/${tag}\nENV SAGEMAKER_PROGRAM=train.py\n`;
    assert.deepEqual(severities('SM139', text('tensorflow-training:2.99-cpu-py314')), ['information']);
    assert.deepEqual(severities('SM139', text('pytorch-training:2.10-gpu-py39')), ['warning']);
  });

  it('SM141 is said once for a FROM that several images start from', () => {
    const text = `FROM ${registry}/pytorch-training:2.3.0-gpu-py311-cu121-ubuntu20.04-sagemaker AS base\nENV SAGEMAKER_PROGRAM=train.py\nFROM base AS training\nFROM base AS serving\n`;
    assert.deepEqual(severities('SM141', text), ['information']);
  });
});

describe('fixes that add a RUN', () => {
  const apply = (rule: string, text: string): string => {
    const [edit] = findings(rule, text)[0]?.fix?.edits ?? [];
    return edit ? text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end) : 'no fix';
  };
  const gcc = 'RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*\n';

  it('stand above the comments of the instruction, never inside another one', () => {
    const from = 'FROM python:3.11-slim\n';
    const run = '  RUN pip install sagemaker-training\n';
    assert.equal(
      apply('SM117', `${from}\n# why\n# sagelint: ignore[SM999]\n${run}`),
      `${from}\n${gcc}# why\n# sagelint: ignore[SM999]\n${run}`,
    );
    assert.equal(apply('SM117', `${from}RUN <<EOF\necho 1\n#EOF\nEOF\n${run}`), `${from}RUN <<EOF\necho 1\n#EOF\nEOF\n${gcc}${run}`);
  });

  it('are not offered where the user is not root, or the package manager is another', () => {
    assert.equal(apply('SM117', 'FROM python:3.11-slim\nUSER app\nRUN pip install sagemaker-training\n'), 'no fix');
    assert.equal(apply('SM117', 'FROM python:3.11-alpine\nRUN pip install sagemaker-training\n'), 'no fix');
    assert.match(apply('SM117', 'FROM python:3.11-slim\nUSER app\nUSER root\nRUN pip install sagemaker-training\n'), /gcc/);
  });
});
