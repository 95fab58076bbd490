import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { endOfPatchOf, imageDataDate, isPrebuiltSageMakerImage, platformOf, rolesOf, runtimeOf } from '../../src/sagemaker/facts/images.js';
import { parseReference as parse, prebuilt } from '../support/image-references.js';

const algorithms = '683313688378.dkr.ecr.us-east-1.amazonaws.com';

describe('platforms of prebuilt images', () => {
  const platforms: readonly (readonly [image: string, platform: string])[] = [
    ['pytorch-training:2.3.0-gpu-py311-cu121-ubuntu20.04-sagemaker', 'sagemaker'],
    ['pytorch-training:2.3.0-gpu-py311-cu121-ubuntu20.04-ec2', 'ec2'],
    ['pytorch-training:1.11.0-gpu-py38-cu115-ubuntu20.04-e3-v1.1', 'ec2'],
    ['pytorch-training:2.10-gpu-py313', 'sagemaker'],
    ['pytorch-training:2.10-gpu-py313-ec2', 'ec2'],
    ['pytorch-training:1.5.0-cpu-py36-ubuntu16.04', 'any'],
    ['pytorch-training:latest', 'unknown'],
    ['pytorch:2.13-cu133-amzn2023', 'ec2'],
    ['pytorch:2.13-cpu-amzn2023', 'ec2'],
    ['pytorch:2.13-cu133-amzn2023-sagemaker', 'sagemaker'],
    ['pytorch:2.13.0-cu133-amzn2023-sagemaker-v1', 'sagemaker'],
    ['pytorch:latest', 'unknown'],
    ['tensorflow-inference:2.9.0-cpu-py39-ubuntu20.04-ec2', 'ec2'],
    ['huggingface-pytorch-training:2.0.0-transformers4.28.1-gpu-py310-cu118-ubuntu20.04', 'sagemaker'],
    ['djl-inference:0.35.0-lmi17.0.0-cu128', 'sagemaker'],
    ['sagemaker-scikit-learn:1.2-1-cpu-py3', 'sagemaker'],
    ['vllm:server-cuda-v2.3', 'ec2'],
    ['vllm:server-sagemaker-cuda-v2.3', 'sagemaker'],
    ['vllm:0.20.2-gpu-py312', 'unknown'],
  ];
  for (const [image, platform] of platforms) it(`says ${platform} of ${image}`, () => assert.equal(platformOf(prebuilt(image)), platform));

  it('does not judge mirrors, and reads the public gallery', () => {
    assert.equal(
      platformOf(parse('123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311-cu121-ubuntu20.04-ec2')),
      'unknown',
    );
    assert.equal(platformOf(parse('public.ecr.aws/deep-learning-containers/vllm:0.11.1-gpu-py312-cu129-ubuntu22.04-ec2-v1.0')), 'ec2');
  });

  it('tells prebuilt images and their roles', () => {
    assert.equal(isPrebuiltSageMakerImage(prebuilt('pytorch-training:2.10-gpu-py313')), true);
    assert.equal(isPrebuiltSageMakerImage(prebuilt('pytorch-training:2.10-gpu-py313-ec2')), false);
    assert.equal(isPrebuiltSageMakerImage(parse('python:3.11')), false);
    assert.equal(isPrebuiltSageMakerImage(undefined), false);
    assert.deepEqual(rolesOf(prebuilt('pytorch-training:2.10-gpu-py313')), ['training']);
    assert.deepEqual(rolesOf(parse(`${algorithms}/sagemaker-xgboost:1.7-1`)), ['inference', 'training']);
    assert.deepEqual(rolesOf(prebuilt('sagemaker-spark-processing:3.5-cpu-py312')), ['processing']);
    assert.deepEqual(rolesOf(prebuilt('tensorflow-inference-eia:2.3.0-cpu')), ['inference']);
    assert.deepEqual(rolesOf(parse('python:3.11')), []);
  });
});

describe('how prebuilt images start', () => {
  it('knows training images', () => {
    const runtime = runtimeOf(prebuilt('pytorch-training:2.8.0-gpu-py312'));
    assert.deepEqual(runtime?.entrypoint, ['bash', '-m', 'start_with_right_hostname.sh']);
    assert.deepEqual([runtime?.trainOnPath, runtime?.serveOnPath], [true, false]);
    assert.deepEqual(runtime?.toolkits, ['sagemaker-training', 'sagemaker-pytorch-training']);
    assert.deepEqual([runtime?.packageManager, runtime?.os, runtime?.osVersion], ['apt', 'ubuntu', '22.04']);
    assert.equal(
      runtimeOf(prebuilt('huggingface-pytorch-training:2.0.0-transformers4.28.1-gpu-py310-cu118-ubuntu20.04'))?.trainOnPath,
      true,
    );
  });

  it('knows builds for plain machines', () => {
    for (const image of ['pytorch-training:2.8.0-gpu-py312-cu129-ubuntu22.04-ec2', 'pytorch:2.13-cu133-amzn2023']) {
      const runtime = runtimeOf(prebuilt(image));
      assert.deepEqual([runtime?.trainOnPath, runtime?.serveOnPath, runtime?.toolkits], [false, false, []], image);
    }
  });

  it('knows serving images and images for both', () => {
    const inference = runtimeOf(prebuilt('pytorch-inference:2.6.0-cpu-py312'));
    assert.deepEqual([inference?.trainOnPath, inference?.serveOnPath, inference?.hasJava], [false, true, true]);
    assert.deepEqual(inference?.labels, { acceptBindToPort: true, multiModels: true });
    const sklearn = runtimeOf(parse(`${algorithms}/sagemaker-scikit-learn:1.2-1-cpu-py3`));
    assert.deepEqual([sklearn?.entrypoint, sklearn?.command, sklearn?.trainOnPath, sklearn?.serveOnPath], [null, null, true, true]);
    assert.equal(sklearn?.trainingModule, 'sagemaker_sklearn_container.training:main');
  });

  it('leaves open what changed from version to version', () => {
    assert.equal(runtimeOf(prebuilt('tensorflow-training:2.16.2-cpu-py310'))?.entrypoint, null);
    assert.equal(runtimeOf(prebuilt('tensorflow-training:2.19.0-cpu-py312'))?.entrypoint, undefined);
    assert.equal(
      runtimeOf(prebuilt('huggingface-pytorch-training:2.9.0-transformers5.3.0-gpu-py312-cu130-ubuntu22.04'))?.entrypoint,
      undefined,
    );
    assert.equal(runtimeOf(prebuilt('linear-learner:1'))?.trainOnPath, undefined);
  });

  const managers: readonly (readonly [image: string, manager: 'apt' | 'dnf' | undefined])[] = [
    ['pytorch:2.13-cu133-amzn2023-sagemaker', 'dnf'],
    ['tensorflow-training:2.21.0-cpu-py312-amzn2023-sagemaker', 'dnf'],
    ['tensorflow-training:2.21-cpu-py312', 'dnf'],
    ['vllm:server-sagemaker-cuda-v2.3', 'dnf'],
    ['sagemaker-scikit-learn:1.9-0', 'dnf'],
    ['sagemaker-scikit-learn:1.2-1-cpu-py3', 'apt'],
    ['sagemaker-xgboost:3.2-0', 'dnf'],
    ['sagemaker-xgboost:1.7-1', 'apt'],
    ['pytorch-training:1.13.1-cpu-py39', 'apt'],
    ['tensorflow-inference:2.11.0-cpu', 'apt'],
    ['linear-learner:1', undefined],
    ['pytorch-training:latest', undefined],
  ];
  for (const [image, manager] of managers)
    it(`finds ${manager} in ${image}`, () => assert.equal(runtimeOf(prebuilt(image))?.packageManager, manager));

  it('knows nothing of other images', () => assert.equal(runtimeOf(parse('python:3.11')), undefined));
});

describe('end of patches', () => {
  it('names the date and an image that is still patched', () => {
    assert.equal(imageDataDate, '2026-11-22');
    assert.deepEqual(endOfPatchOf(prebuilt('pytorch-training:2.5-gpu-py311')), {
      date: '2025-10-29',
      ended: true,
      successor: { repository: 'pytorch-training', tag: '2.10.0-gpu-py313-cu130-ubuntu22.04-sagemaker' },
    });
    assert.deepEqual(endOfPatchOf(prebuilt('sagemaker-xgboost:3.0-5')), {
      date: '2026-11-17',
      ended: true,
      successor: { repository: 'sagemaker-xgboost', tag: '3.2-0' },
    });
    assert.deepEqual(endOfPatchOf(prebuilt('tensorflow-training:2.16.2-cpu-py310'))?.successor, {
      repository: 'tensorflow-training',
      tag: '2.21.0-cpu-py312-amzn2023-sagemaker',
    });
  });

  it('has no successor to name where none is patched', () => {
    assert.deepEqual(endOfPatchOf(prebuilt('pytorch-inference:2.6.0-gpu-py312')), { date: '2026-06-30', ended: true });
  });

  it('leaves images alone that are patched, or whose end nobody has published', () => {
    assert.deepEqual(endOfPatchOf(prebuilt('pytorch-training:2.10-gpu-py313')), { date: '2027-01-21', ended: false });
    assert.equal(endOfPatchOf(prebuilt('djl-inference:0.35.0-lmi17.0.0-cu128')), undefined);
    assert.equal(endOfPatchOf(parse('python:3.11')), undefined);
  });
});
