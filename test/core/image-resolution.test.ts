import { strict as assert } from 'node:assert';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import type { ImageModel } from '../../src/sagemaker/image/model.js';
import { certain, likely } from '../../src/sagemaker/value.js';

/** The images of a Dockerfile; a comment makes each of them one for SageMaker. */
function images(dockerfile: string, others: Readonly<Record<string, string>> = {}, path = 'Dockerfile'): readonly ImageModel[] {
  const text = `# SageMaker\n${dockerfile}\nENV SAGEMAKER_MODEL_SERVER_WORKERS=1\n`;
  return createProject(filesFromMemory(new Map([[path, text], ...Object.entries(others)]))).imagesOf(path);
}

function image(dockerfile: string, others: Readonly<Record<string, string>> = {}, path = 'Dockerfile'): ImageModel {
  const found = images(dockerfile, others, path).at(-1);
  assert.ok(found, 'the Dockerfile makes an image for SageMaker');
  return found;
}

const value = (model: ImageModel, name: string): string | undefined => {
  const setting = model.environment.get(name);
  return setting && likely(setting.value);
};
const packages = (model: ImageModel): string[] =>
  model.packages.map((item) => `${item.manager}:${item.name}${item.requirement?.specifier ?? ''}`);

describe('image model: variables', () => {
  it('resolves ENV and ARG through a chain of stages', () => {
    const model = image(
      'ARG VERSION=3\nFROM python:3.11 AS base\nARG VERSION\nENV A=1 B="two words"\nENV C $A/$B/${VERSION}\nFROM base\nARG D=x\nENV E=${D}-${C}',
    );
    assert.equal(value(model, 'C'), '1/two words/3');
    assert.equal(value(model, 'E'), 'x-1/two words/3');
    const setting = model.environment.get('E');
    assert.equal(setting && certain(setting.value), undefined, 'a default is only likely: another value may be passed');
    assert.equal(value(model, 'A'), '1');
  });

  it('keeps what nobody can tell unknown: no default, computed, perhaps set by the base', () => {
    const model = image(
      'ARG PYTHON_VERSION=1\nARG NONE\nFROM python:3.11\nARG NONE\nENV A=$PYTHON_VERSION B=$NONE C=${X%y} D=$(date) E={{ value }}',
    );
    for (const name of ['A', 'B', 'C', 'D', 'E']) assert.equal(model.environment.get(name)?.value.known, false, name);
  });

  it('reads an ARG before FROM as it is meant, though the stage does not declare it: only as likely', () => {
    const setting = image('ARG CODE=/opt/ml/code\nFROM python:3.11\nENV A=$CODE').environment.get('A');
    assert.deepEqual(setting && [likely(setting.value), certain(setting.value)], ['/opt/ml/code', undefined]);
  });

  it('hands the ARGs of a stage to one that is made from it, and to no other', () => {
    const model = image('FROM debian AS other\nARG D=1\nFROM python:3.11 AS base\nARG A=1\nENV B=$A\nFROM base\nENV C=$A E=$D');
    assert.equal(value(model, 'B'), '1');
    assert.equal(value(model, 'C'), '1');
    assert.equal(model.environment.get('E')?.value.known, false);
  });

  it('all of one ENV see the values from before it', () => {
    const model = image('FROM python:3.11\nENV A=old\nENV A=new B=$A');
    assert.equal(value(model, 'B'), 'old');
  });

  it('knows the PATH of a public base', () => {
    assert.match(value(image('FROM python:3.11\nENV PATH="/opt/program:${PATH}"'), 'PATH') ?? '', /^\/opt\/program:.*\/usr\/local\/bin/);
  });
});

describe('image model: files', () => {
  const exists = (model: ImageModel, path: string): string => model.fileAt(path).kind;

  it('follows WORKDIR, COPY of files, folders and patterns', () => {
    const model = image('FROM python:3.11\nWORKDIR /opt\nWORKDIR program\nCOPY serve .\nCOPY src /opt/ml/code\nCOPY lib/*.py /opt/lib/', {
      serve: '#!/bin/sh\n',
      'src/train.py': '',
      'src/deep/util.py': '',
      'lib/a.py': '',
      'lib/b.txt': '',
    });
    for (const path of ['/opt/program/serve', '/opt/ml/code/train.py', '/opt/ml/code/deep/util.py', '/opt/lib/a.py'])
      assert.equal(exists(model, path), 'file', path);
    assert.equal(exists(model, '/opt/lib/b.txt'), 'absent');
    assert.equal(exists(model, '/opt/ml/code'), 'directory');
    assert.equal(exists(model, '/opt/ml/model'), 'absent');
  });

  it('follows mkdir, cp, mv, ln, rm, redirects and chmod', () => {
    const model = image(
      'FROM python:3.11\nRUN mkdir -p /a/b && echo x > /a/b/train && chmod +x /a/b/train && cp /a/b/train /usr/local/bin/ && ln -s /a/b/train /usr/bin/serve\nRUN touch /gone && rm /gone && mv /a/b/train /a/moved',
    );
    const copied = model.fileAt('/usr/local/bin/train');
    assert.deepEqual([copied.kind, copied.kind === 'file' && copied.executable], ['file', true]);
    assert.equal(exists(model, '/usr/bin/serve'), 'file');
    assert.equal(exists(model, '/gone'), 'absent');
    assert.equal(exists(model, '/a/b/train'), 'absent');
    assert.equal(exists(model, '/a/moved'), 'file');
  });

  it('keeps the executable bit of a file that a redirection writes to', () => {
    const bit = (run: string): boolean | undefined | string => {
      const fact = image(`FROM python:3.11\nRUN ${run}`).fileAt('/usr/bin/train');
      return fact.kind === 'file' ? fact.executable : fact.kind;
    };
    assert.equal(bit('echo a > /usr/bin/train && echo b >> /usr/bin/train'), false);
    assert.equal(bit('echo a > /usr/bin/train && chmod +x /usr/bin/train && echo b > /usr/bin/train'), true);
  });

  it('does not know what scripts of one’s own, archives, clones and conditions leave behind', () => {
    assert.equal(exists(image('FROM python:3.11\nCOPY setup.sh /\nRUN /setup.sh'), '/usr/bin/train'), 'unknown');
    assert.equal(exists(image('FROM python:3.11\nRUN curl -s https://example.com/x.sh | bash'), '/usr/bin/train'), 'unknown');
    assert.equal(exists(image('FROM python:3.11\nRUN git clone https://example.com/x.git /opt/program'), '/opt/program/train'), 'unknown');
    assert.equal(exists(image('FROM python:3.11\nRUN git clone https://example.com/x.git /opt/other'), '/opt/program/train'), 'absent');
    assert.equal(exists(image('FROM python:3.11\nADD program.tar.gz /opt/program/'), '/opt/program/train'), 'unknown');
    assert.equal(exists(image('FROM python:3.11\nRUN if [ -n "$X" ]; then touch /usr/bin/train; fi'), '/usr/bin/train'), 'unknown');
    assert.equal(exists(image('FROM python:3.11\nCOPY --from=other /opt/venv /opt/venv'), '/opt/venv/bin/train'), 'unknown');
    assert.equal(exists(image('FROM python:3.11\nCOPY not-here /opt/program'), '/opt/program/train'), 'unknown');
  });

  it('knows files that a here-document writes', () => {
    const model = image(
      'FROM python:3.11\nCOPY --chmod=755 <<EOF /usr/local/bin/train\n#!/bin/sh\nEOF\nRUN cat <<EOF > /usr/local/bin/serve\n#!/bin/sh\nEOF',
    );
    const train = model.fileAt('/usr/local/bin/train');
    assert.deepEqual([train.kind, train.kind === 'file' && train.executable], ['file', true]);
    assert.equal(exists(model, '/usr/local/bin/serve'), 'file');
  });

  it('finds the build context: the Dockerfile’s folder, one above, or what a script says', () => {
    assert.equal(
      exists(image('FROM python:3.11\nCOPY src/train.py /a/', { 'src/train.py': '' }, 'docker/Dockerfile'), '/a/train.py'),
      'file',
    );
    const built = { 'build.sh': 'docker build -t x \\\n  -f docker/Dockerfile services\n', 'services/train': '', 'docker/other': '' };
    const fact = image('FROM python:3.11\nCOPY train /usr/bin/', built, 'docker/Dockerfile').fileAt('/usr/bin/train');
    assert.equal(fact.kind === 'file' && fact.contextPath, 'services/train');
  });

  it('mounts files for one RUN only', () => {
    const model = image('FROM python:3.11\nRUN --mount=type=bind,source=requirements.txt,target=/tmp/r.txt pip install -r /tmp/r.txt', {
      'requirements.txt': 'flask==3\n',
    });
    assert.deepEqual(packages(model), ['pip:flask==3']);
    assert.equal(exists(model, '/tmp/r.txt'), 'absent');
  });
});

describe('image model: packages', () => {
  it('reads pip in its spellings, with options, quotes and variables', () => {
    const model = image(
      'FROM python:3.11\nARG PIP=pip3\nENV PYTHON=python3.11\nRUN ${PIP} --no-cache-dir install --upgrade -i https://example.com/simple "sagemaker-training>=4,<5" Flask_Cors\nRUN $PYTHON -m pip install \'a[b]==1\' && uv pip install --system c\nRUN bash -c "pip install d"',
    );
    assert.deepEqual(packages(model), ['pip:sagemaker-training>=4,<5', 'pip:flask-cors', 'pip:a==1', 'pip:c', 'pip:d']);
  });

  it('reads requirements files, includes and conda environments through COPY', () => {
    const model = image(
      'FROM continuumio/miniconda3\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nRUN conda env update -n base -f environment.yml && conda install -y -c conda-forge openjdk=11',
      {
        'requirements.txt': '# c\n-r more.txt\ngunicorn==22 ; python_version > "3.8"\n',
        'more.txt': 'sagemaker_inference~=1.10\n',
        'environment.yml': 'dependencies:\n  - python=3.11\n  - pip:\n    - multi-model-server\n',
      },
    );
    const found = packages(model);
    for (const wanted of ['pip:gunicorn==22', 'pip:sagemaker-inference~=1.10', 'conda:multi-model-server', 'conda:openjdk==11'])
      assert.ok(found.includes(wanted), `${wanted} in ${found.join(' ')}`);
  });

  it('reads system packages', () => {
    const model = image(
      'FROM debian:12\nRUN apt-get update \\\n && DEBIAN_FRONTEND=noninteractive apt-get -y install --no-install-recommends \\\n    nginx \\\n    # why\n    gcc=4:12 \\\n && rm -rf /var/lib/apt/lists/*',
    );
    assert.deepEqual(packages(model), ['apt:nginx', 'apt:gcc']);
  });

  it('takes the name of an archive for its package, and says what it cannot read', () => {
    const model = image(
      'FROM python:3.11\nCOPY dist/sagemaker_training-5.0.tar.gz /t.tar.gz\nRUN pip install /x/sagemaker_training-5.0.tar.gz\nRUN pip install /own-1.0-py3-none-any.whl -r missing.txt git+https://example.com/r.git',
    );
    assert.ok(model.installs('sagemaker-training'));
    assert.deepEqual(
      model.unreadInstalls.map((install) => install.what),
      ['/own-1.0-py3-none-any.whl', 'missing.txt', 'git+https://example.com/r.git'],
    );
  });

  it('looks into the metadata of a local package', () => {
    const model = image('FROM python:3.11\nCOPY . /src\nRUN pip install /src', {
      'setup.py': "setup(install_requires=['sagemaker-training>=4', 'numpy'])\n",
    });
    assert.ok(model.installs('sagemaker-training'));
  });
});

describe('image model: stages', () => {
  it('takes the last stage, and ends that are named for SageMaker or a role', () => {
    const names = (text: string): (string | undefined)[] => images(text).map((model) => model.stageName);
    assert.deepEqual(names('FROM python:3.11 AS builder\nFROM python:3.11 AS final\nCOPY --from=builder /a /b'), ['final']);
    assert.deepEqual(names('FROM python:3.11 AS base\nENV SAGEMAKER_PROGRAM=a.py\nFROM base AS train\nFROM base AS serve'), [
      'train',
      'serve',
    ]);
    assert.deepEqual(names('FROM python:3.11 AS base\nENV SAGEMAKER_PROGRAM=a.py\nFROM base AS sagemaker\nFROM base AS ec2'), [
      'sagemaker',
    ]);
  });
});

describe('image model: what rules about programs and build arguments ask', () => {
  it('lists the ARGs before the first FROM, which no stage sees unless it declares them again', () => {
    const model = image('ARG REGION=us-east-1\nARG PROGRAM\nFROM python:3.11\nARG OTHER=1');
    assert.deepEqual(
      [...model.globalArguments.values()].map(({ name, value }) => [name, likely(value)]),
      [
        ['REGION', 'us-east-1'],
        ['PROGRAM', undefined],
      ],
    );
  });

  it('knows that /opt/ml/code of a prebuilt training image holds no files, though the folder may be there', () => {
    const model = image(
      'FROM 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.3.0-cpu-py311-ubuntu20.04-sagemaker\nCOPY main.py /opt/ml/code/',
    );
    assert.equal(model.fileAt('/opt/ml/code/train.py').kind, 'absent');
    assert.equal(model.fileAt('/opt/ml/code/main.py').kind, 'file');
    assert.equal(model.fileAt('/opt/program/train.py').kind, 'unknown');
  });

  it('takes a destination that is called like a file for one where the base may have a folder there', () => {
    const model = image(
      'FROM registry.example.com/base:1\nCOPY src/train.py /srv/train.py\nCOPY bin/train /usr/local/bin/train\nCOPY src/data.py /srv/data',
      {
        'src/train.py': '',
        'src/data.py': '',
        'bin/train': '',
      },
    );
    assert.deepEqual(
      ['/srv/train.py', '/usr/local/bin/train', '/srv/data/data.py'].map((path) => model.fileAt(path).kind),
      ['file', 'file', 'file'],
    );
    assert.equal(image('FROM registry.example.com/base:1\nCOPY train.py /srv/train.py').fileAt('/srv/train.py').kind, 'file');
  });

  it('knows a package whose version is a variable', () => {
    const model = image('FROM python:3.11\nARG V\nRUN pip install sagemaker-training==${V} "Flask[async]>=$V" $OTHER');
    assert.deepEqual(packages(model), ['pip:sagemaker-training', 'pip:flask']);
    assert.deepEqual(
      model.unreadInstalls.map(({ what }) => what),
      ['a package that is named by a variable'],
    );
  });

  it('takes a copy from S3 for files that nobody can name', () => {
    const model = image(
      'FROM python:3.11\nRUN aws s3 cp --recursive s3://bucket/code /opt/ml/code\nRUN aws s3 sync s3://bucket/data /data --exclude "*"',
    );
    assert.equal(model.fileAt('/opt/ml/code/train.py').kind, 'unknown');
    assert.equal(model.fileAt('/data/a').kind, 'unknown');
    assert.equal(model.fileAt('/srv/train.py').kind, 'absent');
  });
});

describe('image model: what is only likely', () => {
  it('does not take `COPY .` of a folder for whole where nothing says that it is the build context', () => {
    const kind = (others: Readonly<Record<string, string>>, path: string): string =>
      image('FROM python:3.11\nCOPY . /opt/program', others, path).fileAt('/opt/program/serve').kind;
    assert.equal(kind({ 'docker/1.0/other.txt': '' }, 'docker/1.0/Dockerfile'), 'unknown');
    assert.equal(kind({ 'docker/1.0/other.txt': '', 'build.sh': 'docker build -t x docker/1.0\n' }, 'docker/1.0/Dockerfile'), 'absent');
    assert.equal(kind({ 'other.txt': '' }, 'Dockerfile'), 'absent');
  });

  it('does not take a folder for whole where a build script puts files into the context', () => {
    const kind = (script: string): string =>
      image('FROM python:3.11\nCOPY program /opt/program', { 'program/a.py': '', 'build.sh': script }).fileAt('/opt/program/serve').kind;
    assert.equal(kind('cp ../common/serve program/\ndocker build -t x .\n'), 'unknown');
    assert.equal(kind('docker build -t x .\n'), 'absent');
  });

  it('does not know what packages of one’s own bring: from a private index, or named for SageMaker', () => {
    const start = (run: string, others: Readonly<Record<string, string>> = {}): string =>
      image(`FROM python:3.11\nCOPY . .\n${run}`, others).start('train').kind;
    assert.equal(start('RUN pip install acme-runtime'), 'nothing');
    assert.equal(start('RUN pip install --index-url https://pypi.acme.example/simple acme-runtime'), 'unknown');
    assert.equal(start('RUN pip install --index-url https://pypi.acme.example/simple numpy'), 'nothing');
    assert.equal(start('RUN pip install -f https://download.pytorch.org/whl/torch_stable.html acme-runtime'), 'nothing');
    assert.equal(start('ENV PIP_EXTRA_INDEX_URL=https://acme.example\nRUN pip install acme-runtime'), 'unknown');
    assert.equal(start('RUN pip install sagemaker-acme-training'), 'unknown');
    assert.equal(
      start('RUN pip install -r requirements.txt', { 'requirements.txt': '--index-url https://acme.example\nacme-runtime\n' }),
      'unknown',
    );
  });

  it('keeps apart what the metadata of a local project mentions, perhaps for an extra only', () => {
    const model = image('FROM python:3.11\nCOPY . /src\nRUN pip install /src', {
      'setup.py': "setup(extras_require={'test': ['sagemaker-training']})\n",
    });
    assert.equal(model.installs('sagemaker-training'), true);
    assert.deepEqual(packages(model), []);
    assert.deepEqual([model.purpose.train.length, model.start('train').kind], [0, 'program']);
  });
});

describe('image model: executable bits', () => {
  const bit = (run: string): boolean | undefined | string => {
    const fact = image(`FROM python:3.11\nRUN echo a > /opt/train\nRUN ${run}`).fileAt('/opt/train');
    return fact.kind === 'file' ? fact.executable : fact.kind;
  };

  it('reads the modes of chmod, in any order of letters', () => {
    for (const mode of ['+x', 'a+xr', 'ug+rwx', 'u+w,go+rx', 'u+r+x', 'u=rwx', '755', '0755', '00755', '+755'])
      assert.equal(bit(`chmod ${mode} /opt/train`), true, mode);
    for (const mode of ['+r', '644', '0644', '+644', 'a+rX', 'u=rw']) assert.equal(bit(`chmod ${mode} /opt/train`), false, mode);
    assert.equal(bit('chmod --recursive 755 /opt'), true);
    assert.equal(bit('chmod 755 /opt'), false);
  });

  it('does not hold a file for not executable where another program or an unknown mode may set the bit', () => {
    for (const run of [
      'find /opt -type f -exec chmod +x {} +',
      'ls /opt/* | xargs chmod +x',
      `python -c "import os; os.chmod('/opt/train', 0o755)"`,
      'setfacl -m u::rwx /opt/train',
      'chmod --reference=/bin/ls /opt/train',
      'chmod $MODE /opt/train',
      '/opt/setup',
      'tar -xf code.tar -C /opt',
    ])
      assert.notEqual(bit(run), false, run);
    assert.equal(bit('pip install flask'), false);
  });

  it('goes on along PATH past a file without the bit', () => {
    const start = (others: string) =>
      image(`FROM python:3.11\nENV PATH="/opt/program:\${PATH}"\nRUN mkdir /opt/program && echo a > /opt/program/train${others}`).start(
        'train',
      );
    const later = start(' && echo a > /usr/local/bin/train && chmod +x /usr/local/bin/train');
    assert.equal(later.kind === 'program' && later.path, '/usr/local/bin/train');
    const only = start('');
    assert.equal(only.kind === 'program' && only.path, '/opt/program/train');
  });

  it('sees the bit that a notebook, a pipeline or Python beside the Dockerfile sets before the build', () => {
    const copied = (others: Readonly<Record<string, string>>): boolean | undefined => {
      const texts = {
        'a/b/Dockerfile': '# SageMaker\nFROM python:3.11\nCOPY train /opt/program/train\n',
        'a/b/train': '#!/bin/sh\n',
        ...others,
      };
      const [model] = createProject(filesFromMemory(new Map(Object.entries(texts)), new Set())).imagesOf('a/b/Dockerfile');
      const fact = model?.fileAt('/opt/program/train');
      return fact?.kind === 'file' ? fact.executable : assert.fail('the file is copied');
    };
    assert.equal(copied({}), false);
    assert.equal(copied({ 'a/x.ipynb': '{"source": ["%%sh\\n", "chmod +x b/train\\n"]}' }), undefined);
    assert.equal(copied({ 'a/x.ipynb': '{"source": "cd b\\nchmod +x train\\ncd .."}' }), undefined);
    assert.equal(copied({ 'a/b/README.md': 'First run `chmod 755 train`.' }), undefined);
    assert.equal(copied({ 'a/deploy.py': 'os.chmod("b/train", 0o755)\n' }), undefined);
    assert.equal(copied({ '.github/workflows/build.yml': '- run: chmod a+x a/b/train\n' }), undefined);
    assert.equal(copied({ '.circleci/config.yml': '- run: chmod a+x a/b/train\n' }), undefined);
    assert.equal(copied({ 'bitbucket-pipelines.yml': '- git update-index --chmod=+x a/b/train\n' }), undefined);
    assert.equal(copied({ 'a/b/README.md': 'chmod 600 train\nchmod +x other\n', 'x.ipynb': 'chmod +x train' }), false);
  });
});
