import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseImageReference } from '../../src/sagemaker/facts/image-reference.js';
import { knownPythonPackage, programsOfToolkits, servingToolkits, trainingToolkits } from '../../src/sagemaker/facts/packages.js';
import { isPlain, type PublicImage, publicImage } from '../../src/sagemaker/facts/public-images.js';

function lookup(text: string): PublicImage | undefined {
  const reference = parseImageReference(text);
  assert.ok(reference, text);
  return publicImage(reference);
}

describe('public images', () => {
  const images: readonly (readonly [text: string, expected: Partial<PublicImage>])[] = [
    [
      'python:3.11',
      {
        family: 'python',
        distribution: 'debian',
        packageManager: 'apt',
        entrypoint: 'none',
        hasPython: true,
        hasCompiler: true,
        minimal: false,
      },
    ],
    ['python:3.11-slim', { packageManager: 'apt', hasCompiler: false, hasBash: true, minimal: true }],
    ['python:3-alpine', { distribution: 'alpine', packageManager: 'apk', hasBash: false, hasCompiler: false, minimal: true }],
    ['public.ecr.aws/docker/library/python:3.10-slim', { family: 'python', hasCompiler: false }],
    ['arm64v8/ubuntu', { family: 'ubuntu', packageManager: 'apt', hasPython: false }],
    ['public.ecr.aws/lts/ubuntu:20.04', { family: 'ubuntu' }],
    ['debian:bullseye-slim', { packageManager: 'apt', hasJava: false, hasNginx: false }],
    ['amazonlinux:2', { packageManager: 'yum' }],
    ['public.ecr.aws/amazonlinux/amazonlinux:2023', { packageManager: 'dnf' }],
    ['centos:7', { packageManager: 'yum' }],
    ['centos:8', { packageManager: 'dnf' }],
    [
      'nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04',
      { distribution: 'ubuntu', packageManager: 'apt', entrypoint: 'passes-arguments', hasCompiler: true },
    ],
    ['nvcr.io/nvidia/cuda:12.9.1-base-amzn2023', { distribution: 'amazonlinux', packageManager: 'dnf', hasCompiler: false }],
    ['continuumio/miniconda3:4.7.12', { entrypoint: 'passes-arguments', pathDirectories: ['/opt/conda/bin'], hasPython: true }],
    ['r-base:3.6.3', { packageManager: 'apt', entrypoint: 'none' }],
    ['rocker/r-ver:4.3.1', { distribution: 'ubuntu' }],
    ['openjdk:11-jdk-slim', { distribution: 'debian', hasJava: true }],
    ['openjdk:17', { distribution: undefined, packageManager: undefined, hasJava: true }],
    ['node:20', { entrypoint: 'other' }],
    ['vllm/vllm-openai:v0.10.2', { entrypoint: 'other', distribution: undefined }],
    ['public.ecr.aws/lambda/python:3.12', { entrypoint: 'other' }],
    ['pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime', { entrypoint: 'passes-arguments', packageManager: 'apt', hasCompiler: undefined }],
    [
      `python@sha256:${'0'.repeat(64)}`,
      { family: 'python', hasPython: true, distribution: undefined, packageManager: undefined, hasCompiler: undefined },
    ],
  ];
  for (const [text, expected] of images) {
    it(`knows ${text}`, () => {
      const image = lookup(text);
      assert.ok(image);
      assert.deepEqual({ ...image, ...expected }, image);
    });
  }

  for (const text of [
    'someone/python:3.11',
    'registry.example.com/python:3.11',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/python:3.11',
    'python:3.11-windowsservercore',
    'rocker/shiny',
  ]) {
    it(`does not know ${text}`, () => assert.equal(lookup(text), undefined));
  }

  it('says which images start what is appended', () => {
    const plain = (text: string): boolean | undefined => {
      const image = lookup(text);
      return image && isPlain(image);
    };
    assert.deepEqual([plain('python:3.11'), plain('nvidia/cuda:12.4.1-base-ubuntu22.04'), plain('node:20')], [true, true, false]);
  });
});

describe('Python packages', () => {
  it('knows what the toolkits bring', () => {
    assert.deepEqual(programsOfToolkits('sagemaker_training'), ['train']);
    assert.deepEqual(programsOfToolkits('sagemaker-containers'), ['train', 'serve']);
    assert.deepEqual(programsOfToolkits('sagemaker-inference'), []);
    assert.deepEqual(programsOfToolkits('Sagemaker_PyTorch.Inference'), ['serve']);
    assert.deepEqual(programsOfToolkits('ray', ['serve']), ['serve']);
    assert.deepEqual(programsOfToolkits('numpy'), []);
    assert.ok(trainingToolkits.has('sagemaker-pytorch-training') && servingToolkits.has('multi-model-server'));
  });

  it('knows packages that bring neither program', () => {
    for (const name of ['numpy', 'scikit_learn', 'Flask']) assert.ok(knownPythonPackage(name), name);
    for (const name of ['', 'ray', 'sagemaker-training', 'our-internal-package', 'torchserve', 'sagemaker-containers'])
      assert.ok(!knownPythonPackage(name), name);
  });

  it('does not hold a toolkit for harmless', () => {
    for (const name of [...trainingToolkits.keys(), ...servingToolkits.keys()]) assert.ok(!knownPythonPackage(name), name);
  });
});
