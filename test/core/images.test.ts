import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parseImageReference } from '../../src/sagemaker/facts/image-reference.js';
import { accountRegions, checkAccount, familyAccount, lookupTag, platformOf } from '../../src/sagemaker/facts/images.js';
import { parseReference as parse, prebuilt } from '../support/image-references.js';

const dlc = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

describe('image references', () => {
  it('takes the URI of a private registry apart, with spans', () => {
    const text = `  ${dlc}/pytorch-training:2.3.0-gpu-py311\t`;
    const reference = parse(text);
    assert.equal(reference.account, '763104351884');
    assert.equal(reference.region, 'us-east-1');
    assert.equal(reference.dnsSuffix, 'amazonaws.com');
    assert.equal(reference.repository, 'pytorch-training');
    assert.equal(reference.tag, '2.3.0-gpu-py311');
    assert.equal(reference.digest, undefined);
    for (const [name, part] of Object.entries(reference.spans)) {
      if (part === undefined || name === 'whole') continue;
      assert.equal(text.slice(part.start, part.end), reference[name as 'tag'], name);
    }
    assert.equal(text.slice(reference.spans.whole.start, reference.spans.whole.end), reference.text);
  });

  const hosts: readonly (readonly [host: string, region: string, dnsSuffix: string])[] = [
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1', 'amazonaws.com'],
    ['727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1', 'amazonaws.com.cn'],
    ['886529160074.dkr.ecr.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1', 'c2s.ic.gov'],
    ['094389454867.dkr.ecr.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1', 'sc2s.sgov.gov'],
    ['204133271717.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1', 'amazonaws.eu'],
    ['123456789012.dkr-ecr.us-west-2.on.aws', 'us-west-2', 'on.aws'],
  ];
  for (const [host, region, dnsSuffix] of hosts) {
    it(`knows ${host}`, () => {
      const reference = parse(`${host}/team/model:v1`);
      assert.equal(reference.account, host.slice(0, 12));
      assert.equal(reference.region, region);
      assert.equal(reference.dnsSuffix, dnsSuffix);
      assert.equal(reference.registry, host);
    });
  }

  it('gives Docker Hub one name', () => {
    for (const text of [
      'python:3.11',
      'docker.io/python:3.11',
      'docker.io/library/python:3.11',
      'library/python:3.11',
      'index.docker.io/library/python:3.11',
    ]) {
      const reference = parse(text);
      assert.equal(`${reference.registry}/${reference.repository}:${reference.tag}`, 'docker.io/python:3.11', text);
      assert.equal(text.slice(reference.spans.repository.start, reference.spans.repository.end), 'python');
    }
    assert.equal(parse('rocker/r-ver').repository, 'rocker/r-ver');
  });

  it('tells ports, tags and digests apart', () => {
    const digest = `sha256:${'a1'.repeat(32)}`;
    const local = parse('localhost:5000/team/model:v1.2_x');
    assert.deepEqual([local.registry, local.repository, local.tag], ['localhost:5000', 'team/model', 'v1.2_x']);
    const pinned = parse(`public.ecr.aws/docker/library/python:3.10-slim@${digest}`);
    assert.deepEqual([pinned.registry, pinned.tag, pinned.digest], ['public.ecr.aws', '3.10-slim', digest]);
    assert.equal(pinned.text.slice(pinned.spans.digest?.start, pinned.spans.digest?.end), digest);
  });

  for (const text of [
    '',
    '<account>.dkr.ecr.us-east-1.amazonaws.com/model:v1',
    '{{ account }}.dkr.ecr.us-east-1.amazonaws.com/model',
    '${BASE}:latest',
    '$BASE_IMAGE',
    'python:<tag>',
    'public.ecr.aws/.../vllm:0.18-gpu-py312',
    'https://registry.example.com/model',
    'Python:3',
    'python:3 AS build',
    'python:',
    'python@sha256:1234',
    'model:-v1',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseImageReference(text), undefined));
  }
});

describe('accounts of prebuilt images', () => {
  it('finds the account of a repository in a region', () => {
    assert.equal(familyAccount('pytorch-training', 'us-west-2'), '763104351884');
    assert.equal(familyAccount('pytorch-training', 'me-south-1'), '217643126080');
    assert.equal(familyAccount('sagemaker-xgboost', 'us-west-2'), '246618743249');
    assert.equal(familyAccount('sagemaker-xgboost', 'mars-north-1'), undefined);
    assert.equal(familyAccount('constructor', 'us-west-2'), undefined);
    assert.ok(accountRegions('763104351884').includes('eu-west-1'));
    assert.ok(!accountRegions('763104351884').includes('ap-east-1'));
    assert.deepEqual(accountRegions('123456789012'), []);
  });

  const checks: readonly (readonly [uri: string, expected: object])[] = [
    [`${dlc}/pytorch-training:2.3.0-gpu-py311`, { kind: 'right' }],
    ['763104351884.dkr.ecr.eu-south-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311', { kind: 'wrong', expectedAccount: '692866216735' }],
    ['763104351884.dkr.ecr.me-south-1.amazonaws.com/some-new-image:1', { kind: 'wrong', expectedAccount: '217643126080' }],
    [
      '683313688378.dkr.ecr.us-west-2.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3',
      { kind: 'wrong', expectedAccount: '246618743249' },
    ],
    [`${dlc}/sagemaker-scikit-learn:1.2-1-cpu-py3`, { kind: 'wrong', expectedAccount: '683313688378' }],
    ['811284229777.dkr.ecr.us-west-2.amazonaws.com/xgboost:1', { kind: 'wrong', expectedAccount: '433757028032' }],
    [
      '727897471807.dkr.ecr.cn-north-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311',
      { kind: 'wrong', expectedDnsSuffix: 'amazonaws.com.cn' },
    ],
    [
      '763104351884.dkr.ecr.cn-north-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311',
      { kind: 'wrong', expectedAccount: '727897471807', expectedDnsSuffix: 'amazonaws.com.cn' },
    ],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com/mine:1', { kind: 'wrong', expectedDnsSuffix: 'amazonaws.com.cn' }],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com.cn/mine:1', { kind: 'wrong', expectedDnsSuffix: 'amazonaws.com' }],
    // A mirror, a region that is not in the data, and accounts that have more than the data says.
    ['123456789012.dkr.ecr.me-south-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311', { kind: 'unknown' }],
    ['763104351884.dkr.ecr.mars-north-1.amazonaws.com/pytorch-training:2.3.0-gpu-py311', { kind: 'unknown' }],
    [`${dlc}/some-new-image:1`, { kind: 'unknown' }],
    ['785573368785.dkr.ecr.us-east-1.amazonaws.com/sagemaker-tritonserver:21.08-py3', { kind: 'unknown' }],
    ['314815235551.dkr.ecr.us-west-2.amazonaws.com/sagemaker-spark-processing:3.1-cpu', { kind: 'unknown' }],
    ['763104351884.dkr-ecr.us-east-1.on.aws/pytorch-training:2.3.0-gpu-py311', { kind: 'right' }],
    ['python:3.11', { kind: 'unknown' }],
    ['public.ecr.aws/deep-learning-containers/pytorch-training:2.9-gpu-py312', { kind: 'unknown' }],
  ];
  for (const [uri, expected] of checks)
    it(`says ${JSON.stringify(expected)} of ${uri}`, () => assert.deepEqual(checkAccount(parse(uri)), expected));
});

interface SourceVersion {
  readonly v: string;
  readonly base?: string;
  readonly py?: readonly string[];
  readonly proc?: readonly string[];
  readonly suffix?: Readonly<Record<string, string>>;
  readonly tagPrefix?: string;
  readonly tags?: readonly string[];
  readonly src: string;
}

interface Source {
  readonly registries: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly repositories: Readonly<Record<string, { readonly family: string; readonly versions: readonly SourceVersion[] }>>;
}

/** Every tag that the source lists, and every one that the SDK would make of its versions. */
function tagsOfSource(version: SourceVersion): string[] {
  const framework = /^(?:pytorch|tensorflow)(.*)$/.exec(version.base ?? '')?.[1];
  const prefix = version.tagPrefix ?? (framework === undefined ? version.v : `${framework}-transformers${version.v}`);
  const processors = version.proc ?? [''];
  const made = processors.flatMap((processor) =>
    (version.py ?? ['']).map((python) =>
      [prefix, processor, python, version.suffix?.[processor] ?? ''].filter((part) => part !== '').join('-'),
    ),
  );
  return [...(version.tags ?? []), ...(version.src === 'dlc-docs' ? [] : made)].filter((tag) => tag !== '');
}

describe('tags of prebuilt images', () => {
  const source = JSON.parse(readFileSync(new URL('../../src/sagemaker/facts/images.json', import.meta.url), 'utf8')) as Source;

  it('knows every tag of its own data, and finds its account right', () => {
    let seen = 0;
    for (const [name, repository] of Object.entries(source.repositories)) {
      const [region, account] =
        Object.entries(source.registries[repository.family] ?? {}).find(([candidate]) => !/iso|^cn-|^eusc/.test(candidate)) ?? [];
      for (const tag of repository.versions.flatMap(tagsOfSource)) {
        const reference = parse(`${account}.dkr.ecr.${region}.amazonaws.com/${name}:${tag}`);
        assert.equal(lookupTag(reference).kind, 'known', reference.text);
        assert.equal(checkAccount(reference).kind, 'right', reference.text);
        if (name !== 'base') assert.notEqual(platformOf(reference), 'ec2', reference.text);
        seen++;
      }
    }
    assert.ok(seen > 900, `${seen} tags`);
  });

  // Tags that stand in AWS's samples, in documentation, and in Dockerfiles and templates of users.
  const realTags = `
    djl-inference:0.35.0-lmi17.0.0-cu128 djl-inference:0.29.0-lmi11.0.0-cu124 djl-inference:0.34.0-lmi16 djl-inference:0.27.0-lmi10.0.0-cu124
    djl-inference:0.26.0-deepspeed0.12.6-cu121 djl-inference:0.21.0-deepspeed0.8.0-cu117 djl-inference:0.30.0-neuronx-sdk2.20.1
    djl-inference:0.34.0-lmi16.0.0-cu128-v1.2 djl-inference:0.36.0 djl-inference:0.23.0-lmi djl-inference:0.28.0-deepspeed0.12.6-cu121-ubuntu22.04
    djl-inference:0.33.0-lmi15.0.0-cu128-v1.3 djl-inference:0.24.0-lmi7.0.0-cu118 djl-inference:latest
    huggingface-pytorch-training:2.0.0-transformers4.28.1-gpu-py310-cu118-ubuntu20.04
    huggingface-pytorch-training:1.8.1-transformers4.10.2-gpu-py36-cu111-ubuntu18.04 huggingface-pytorch-training:1.13
    huggingface-tensorflow-training:2.4.1-transformers4.5.0-gpu-py37-cu110-ubuntu18.04
    huggingface-pytorch-inference:1.13.1-transformers4.26.0-gpu-py39-cu117-ubuntu20.04
    huggingface-pytorch-inference:2.1.0-transformers4.36.0-gpu-py310-cu118-ubuntu20.04
    huggingface-pytorch-inference:1.7.1-transformers4.6.1-cpu-py36-ubuntu18.04 huggingface-pytorch-inference:2.6.0-transformers4.51.3-cpu-py312-ubuntu22.04
    huggingface-pytorch-tgi-inference:2.1.1-tgi2.0.0-gpu-py310-cu121-ubuntu22.04 huggingface-pytorch-tgi-inference:2.1-tgi2.0-gpu-py310-cu121-ubuntu22.04
    huggingface-pytorch-tgi-inference:2.0.0-tgi0.8.2-gpu-py39-cu118 huggingface-pytorch-tgi-inference:2.6.0-tgi3.2.0-gpu-py311-cu124-ubuntu22.04-v2.0
    huggingface-pytorch-tgi-inference:1.13.1-optimum0.0.17-neuronx-py310-ubuntu22.04 huggingface-pytorch-tgi-inference:latest
    vllm:0.18.0-gpu-py312-cu129-ubuntu22.04-sagemaker vllm:0.26.0-gpu-py312-cu130-ubuntu22.04-sagemaker-v1.1 vllm:0.18-gpu-py312
    vllm:server-sagemaker-cuda sglang:server-sagemaker-cuda sglang:0.5.15-gpu-py312-cu130-ubuntu24.04-sagemaker
    pytorch-training:1.10.0-gpu-py38 pytorch-training:2.0.0-cpu-py310 pytorch-training:2.5-gpu-py311 pytorch-training:2.1-cpu-py310
    pytorch-training:1.6-gpu-py3-cu110-ubuntu18.04-v3 pytorch-training:1.5.0-cpu-py36-ubuntu16.04 pytorch-training:1.5.1-cpu-py36-ubuntu16.04
    pytorch-training:1.13 pytorch-training:1.13.1-cpu-py39 pytorch-training:2.10.0-gpu-py313-cu130-ubuntu22.04-sagemaker-v1.7
    pytorch-training:1.11.0-gpu-py38-cu115-ubuntu20.04-e3-v1.1 pytorch-training:2.0.1-gpu-py310-cu118-ubuntu20.04-sagemaker
    pytorch-training:2.3.0-gpu-py311-cu121-ubuntu20.04-sagemaker-v1.0-2024-05-22-18-58-04 pytorch-training:latest
    pytorch-inference:1.8.0-gpu-py3 pytorch-inference:2.0-gpu-py310 pytorch-inference:1.8.0 pytorch-inference:2.2.0-cpu-py310
    pytorch-inference:1.11.0-cpu-py38-ubuntu20.04-e3 pytorch-inference:2.1.0-gpu-py310-cu118
    tensorflow-training:2.12.0-gpu-py310-cu118-ubuntu20.04-sagemaker tensorflow-training:2.3-gpu-py37-cu110-ubuntu18.04-v3 tensorflow-training:2.11
    tensorflow-training:2.0.1-gpu-py36-cu100-ubuntu18.04 tensorflow-training:1.14.0-gpu-py36-cu100-ubuntu16.04
    tensorflow-training:1.13-horovod-gpu-py27-cu100-ubuntu16.04 tensorflow-training:2.4.1-gpu-py37-cu110-ubuntu18.04
    tensorflow-inference:2.9.1-cpu tensorflow-inference:2.8.0-gpu tensorflow-inference:2.12.0-cpu-py310-ubuntu20.04-ec2
    tensorflow-inference:2.9.0-cpu-py39-ubuntu20.04-ec2 tensorflow-inference:2.13.0-cpu
    sagemaker-xgboost:1.0-1-cpu-py3 sagemaker-xgboost:1.5-1 sagemaker-xgboost:1.5-1-cpu-py3 sagemaker-xgboost:0.90-2-cpu-py3 sagemaker-xgboost:1.7-1
    sagemaker-xgboost:1.5-1-arm64 sagemaker-xgboost:1.0-1-arm64-cpu-py3 sagemaker-xgboost:latest
    sagemaker-scikit-learn:0.23-1-cpu-py3 sagemaker-scikit-learn:0.23-1 sagemaker-scikit-learn:1.0-1-arm64-cpu-py3 sagemaker-scikit-learn:0.20.0-cpu-py3
    sagemaker-scikit-learn:1.4-2-py312 sagemaker-scikit-learn:1.9-0
    xgboost:1 xgboost:latest linear-learner:1 linear-learner:latest kmeans:1 image-classification:1 randomcutforest:latest
    mxnet-inference:1.9.0-cpu-py38 mxnet-inference:1.8.0-gpu-py37 tei-cpu:2.0.1-tei1.4.0-cpu-py310-ubuntu22.04
    sagemaker-pytorch:1.1.0-gpu-py3 sagemaker-tensorflow-scriptmode:1.12-cpu-py3 sagemaker-spark-processing:3.2-cpu-py39-v1.1
    sagemaker-tritonserver:21.08-py3 sagemaker-tritonserver:23.02-py3 smdistributed-modelparallel:2.4.1-gpu-py311-cu121
    pytorch-training-neuron:1.11.0-neuron-py38-sdk2.4.0-ubuntu20.04 pytorch:2.13-cu133-amzn2023-sagemaker pytorch:2.13-cpu-amzn2023 pytorch:latest
    sagemaker-distribution-prod:3.2.0-gpu sagemaker-distribution-prod:0-cpu`
    .trim()
    .split(/\s+/);
  for (const image of realTags) {
    it(`has nothing to say against ${image}`, () => assert.match(lookupTag(prebuilt(image)).kind, /^(known|unknown)$/));
  }

  const absent: readonly (readonly [image: string, nearest: readonly string[]])[] = [
    ['pytorch-training:2.0.0-gpu-py39', ['2.0.1-gpu-py310', '2.0.0-gpu-py310']],
    ['pytorch-training:1.13.1-gpu-py310-cu117-ubuntu20.04-sagemaker', ['1.13.1-gpu-py39']],
    ['pytorch-training:1.14.0-cpu-py39', ['2.0.1-cpu-py310', '1.13.1-cpu-py39']],
    ['tensorflow-training:2.15.0-gpu-py310', ['2.16.2-gpu-py310', '2.14.1-gpu-py310']],
    ['tensorflow-inference:2.17.0-cpu', ['2.18.0-cpu', '2.16.1-cpu']],
    ['pytorch-inference:2.8.0-gpu-py312', ['2.6.0-gpu-py312']],
    ['sagemaker-scikit-learn:1.2.1-cpu-py3', ['1.2-1-cpu-py3']],
    ['sagemaker-scikit-learn:1.3-1-cpu-py3', ['1.4-2-py312', '1.2-1-cpu-py3']],
    ['sagemaker-scikit-learn:0.24-1-cpu-py3', ['1.0-1-cpu-py3', '0.23-1-cpu-py3']],
    ['sagemaker-scikit-learn:1.2-1-gpu-py3', ['1.2-1-cpu-py3']],
    ['sagemaker-xgboost:1.6-1', ['1.7-1', '1.5-1']],
    [
      'huggingface-pytorch-inference:2.1.0-transformers4.37.0-gpu-py39-cu118-ubuntu20.04',
      ['2.1.0-transformers4.37.0-gpu-py310-cu118-ubuntu20.04'],
    ],
  ];
  for (const [image, nearest] of absent) {
    it(`knows that there is no ${image}`, () => {
      const lookup = lookupTag(prebuilt(image));
      assert.equal(lookup.kind, 'unknown-tag');
      assert.deepEqual(lookup.kind === 'unknown-tag' && lookup.nearest, nearest);
      for (const tag of nearest) assert.equal(lookupTag(prebuilt(`${image.split(':')[0]}:${tag}`)).kind, 'known', tag);
    });
  }

  it('names the repository that has the version', () => {
    assert.deepEqual(lookupTag(prebuilt('xgboost:1.7-1')), {
      kind: 'unknown-tag',
      nearest: ['1'],
      elsewhere: { repository: 'sagemaker-xgboost', tag: '1.7-1' },
    });
    const moved = lookupTag(prebuilt('pytorch-training:2.12.0-gpu-py312'));
    assert.deepEqual(moved.kind === 'unknown-tag' && moved.elsewhere, { repository: 'pytorch', tag: '2.12.1-cu130-amzn2023-sagemaker' });
    const back = lookupTag(prebuilt('pytorch:2.3.0-gpu-py311'));
    assert.deepEqual(back.kind === 'unknown-tag' && back.elsewhere, { repository: 'pytorch-training', tag: '2.3.0-gpu-py311' });
  });

  for (const image of [
    'pytorch-training:2.19.0-gpu-py314',
    'tensorflow-training:2.22.0-gpu-py313',
    'sagemaker-scikit-learn:1.10-1',
    'sagemaker-xgboost:3.3-1',
    'pytorch:2.14-cu133-amzn2023-sagemaker',
    'djl-inference:0.40.0-lmi30.0.0-cu130',
    'djl-inference:0.36.0-lmi31.0.0-cu130',
    'huggingface-pytorch-inference:2.9.0-transformers5.9.0-gpu-py312-cu130-ubuntu22.04',
    'vllm:0.31.0-gpu-py312-cu130-ubuntu22.04-sagemaker',
  ]) {
    it(`takes ${image} for newer than its data`, () =>
      assert.deepEqual(lookupTag(prebuilt(image)), { kind: 'newer', dataDate: '2026-08-21' }));
  }

  for (const uri of [
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:9.9.9-gpu-py20',
    'pytorch-training:1.14.0-gpu-py39',
    `${dlc}/my-image:1.14.0-gpu-py39`,
    `${dlc}/pytorch-training`,
    `${dlc}/pytorch-training@sha256:${'0'.repeat(64)}`,
  ]) {
    it(`does not know ${uri}`, () => assert.deepEqual(lookupTag(parse(uri)), { kind: 'unknown' }));
  }
});
