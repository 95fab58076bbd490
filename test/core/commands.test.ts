import assert from 'node:assert/strict';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import type { BuildCommand, Command, CommandKind, PackCommand } from '../../src/sagemaker/commands/model.js';
import { commandsOfKind, optionOf } from '../../src/sagemaker/commands/model.js';
import { lintTexts } from '../support/lint-texts.js';
import { createRandom, mutate } from '../support/mutate.js';
import { notebookText } from '../support/notebooks.js';

function listsIn(path: string, text: string): readonly (readonly Command[])[] {
  const project = createProject(filesFromMemory(new Map([[path, text]])));
  while (!project.advance(Number.POSITIVE_INFINITY));
  return project.unitsOf(path).flatMap((unit) => project.commandsIn(unit.document).map(({ commands }) => commands));
}

function commandsIn(path: string, text: string): readonly Command[] {
  return listsIn(path, text).flat();
}

function only<Kind extends CommandKind>(path: string, text: string, kind: Kind): Extract<Command, { kind: Kind }> {
  const [command, ...others] = commandsOfKind(commandsIn(path, text), kind);
  assert.ok(command, `there is no ${kind}`);
  assert.equal(others.length, 0);
  return command;
}

const written = ({ document, nameSpan }: Command): string => document.text.slice(nameSpan.start, nameSpan.end);
const kinds = (commands: readonly Command[]): string => commands.map(({ kind }) => kind).join(' ');
const tags = ({ tags: names }: BuildCommand): string[] => names.map(({ text }) => text);

describe('commands of a shell script', () => {
  it('takes the options and words of a build apart', () => {
    const build = only(
      'build.sh',
      'sudo docker --log-level debug buildx --builder big build -qt a:1 --tag=b:2 --platform "linux/amd64,linux/arm64" -f docker/Dockerfile --push ./src\n',
      'build',
    );
    assert.equal(written(build), 'docker --log-level debug buildx --builder big build');
    assert.deepEqual(build.platforms, ['linux/amd64', 'linux/arm64']);
    assert.equal(build.file?.text, 'docker/Dockerfile');
    assert.equal(build.context?.text, './src');
    assert.equal(build.pushesItself, true);
    assert.equal(optionOf(build, 'tag')?.value?.text, 'b:2');
  });

  it('gives words with the variables that are set once, and names those that are not known', () => {
    const text = [
      'account=$(aws sts get-caller-identity --query Account --output text)',
      'region=${region:-eu-west-1}',
      'name=churn',
      'fullname="${account}.dkr.ecr.${region}.amazonaws.com/${name}:$1"',
      'docker push $fullname',
    ].join('\n');
    const push = only('build.sh', text, 'push');
    assert.equal(push.image?.text, '${account}.dkr.ecr.${region}.amazonaws.com/churn:${1}');
    assert.equal(push.image?.isKnown, false);
    assert.match(push.environment('account') ?? '', /get-caller-identity/);
  });

  it('looks into substitutions, and says which one is run as a command', () => {
    const text = 'login=$(aws ecr get-login --region a)\nif true; then $(aws ecr get-login --region b --registry-ids 1 2); fi\n';
    const [assigned, run] = commandsOfKind(commandsIn('build.sh', text), 'get-login');
    assert.equal(assigned?.substitution, undefined);
    assert.ok(run?.substitution);
    assert.equal(text.slice(run.substitution.start, run.substitution.end), '$(aws ecr get-login --region b --registry-ids 1 2)');
    assert.deepEqual(
      run.accounts.map((account) => account.text),
      ['1', '2'],
    );
    assert.equal(run.isConditional, true);
  });

  it('follows cd, and reads lines that end as on Windows', () => {
    const text = 'cd container\r\ndocker build \\\r\n  -t churn \\\r\n  .\r\n';
    const build = only('build.sh', text, 'build');
    assert.equal(build.folder, 'container');
    assert.deepEqual(tags(build), ['churn']);
    assert.equal(build.context?.text, '.');
  });

  it('leaves what only looks like a command alone', () => {
    const text =
      '# docker build .\necho docker build .\ndocker ps\naws s3 cp ecr get-login\ntar xzf a.tar.gz\ncat <<EOF\ndocker push a\nEOF\n';
    assert.equal(kinds(commandsIn('build.sh', text)), '');
  });
});

describe('commands of tar', () => {
  const tar = (text: string): PackCommand => only('pack.sh', `${text}\n`, 'pack');
  const members = ({ members: all }: PackCommand): string[] => all.map(({ source, from }) => (from ? `${from.text}:` : '') + source.text);

  it('reads letters with and without a dash, in any order', () => {
    for (const text of [
      'tar czvf a.tar.gz b c',
      'tar -czvf a.tar.gz b c',
      'tar -cz -f a.tar.gz b c',
      'tar -c --gzip --file=a.tar.gz b c',
    ]) {
      const pack = tar(text);
      assert.equal(pack.archive?.text, 'a.tar.gz', text);
      assert.equal(pack.compression, 'gzip', text);
      assert.deepEqual(members(pack), ['b', 'c'], text);
    }
  });

  it('knows where the members of each -C come from', () => {
    assert.deepEqual(members(tar('tar -C x -czf a.tar.gz b -C ../y c')), ['x:b', '../y:c']);
  });

  it('says how an archive is compressed, or that nobody can tell', () => {
    assert.equal(tar('tar -cf a.tar.gz b').compression, 'none');
    assert.equal(tar('tar -cjf a.tar.gz b').compression, 'other');
    assert.equal(tar('tar -caf a.tar.gz b').compression, 'gzip');
    assert.equal(tar('tar -I pigz -cf a.tar.gz b').compression, undefined);
  });
});

describe('commands of a Makefile', () => {
  it('are read with the variables of make, each line by a shell of its own', () => {
    const text = 'NAME := churn\nREPO ?= r/$(NAME)\nall:\n\tcd a && docker build -t $(REPO):$(TAG) .\n\t@docker push $(REPO):$$TAG\n';
    const commands = commandsIn('Makefile', text);
    assert.equal(kinds(commands), 'build push');
    const [build] = commandsOfKind(commands, 'build');
    const [push] = commandsOfKind(commands, 'push');
    assert.deepEqual(build && tags(build), ['r/churn:${TAG}']);
    assert.equal(build?.folder, 'a');
    assert.equal(push?.folder, '');
    assert.equal(push && text.slice(push.nameSpan.start, push.nameSpan.end), 'docker push');
  });

  it('does not take a variable that is set in two ways for one of them', () => {
    const text = 'ifdef GPU\nNAME = a\nelse\nNAME = b\nendif\nall:\n\tdocker push $(NAME)\n';
    assert.equal(only('Makefile', text, 'push').image?.text, '${NAME}');
  });
});

describe('commands of Python', () => {
  it('are read from lists, texts and what is put together', () => {
    const text = [
      'import os, subprocess',
      'name = "churn"',
      'subprocess.run(["docker", "build", "-t", name, "--build-arg", f"REGION={region}", "."])',
      "subprocess.check_call(f'docker push {account}.dkr.ecr/{name}', shell=True)",
      'os.system("docker tag %s %s" % (name, target))',
      'subprocess.run(command)',
    ].join('\n');
    const commands = commandsIn('build.py', text);
    assert.equal(kinds(commands), 'build push tag');
    const [build, push, tag] = commands;
    assert.deepEqual(build?.kind === 'build' && tags(build), ['churn']);
    assert.equal(push?.kind === 'push' && push.image?.text, '${account}.dkr.ecr/churn');
    assert.equal(tag?.kind === 'tag' && tag.target?.text, '${target}');
    assert.equal(build?.notation, 'python-list');
    assert.equal(push?.notation, 'python-text');
    assert.equal(tag?.notation, 'python-value');
  });

  it('has archives with what is added to them, as far as that is known', () => {
    const text = [
      'import tarfile',
      'with tarfile.open("model.tar.gz", "w:gz") as archive:',
      '    archive.add("export", arcname="model")',
      'other = tarfile.open("b.tar", mode="w")',
      'for name in names:',
      '    other.add(name)',
      'tarfile.open("c.tar.gz")',
    ].join('\n');
    const [first, second, ...rest] = commandsOfKind(commandsIn('pack.py', text), 'pack');
    assert.equal(rest.length, 0);
    assert.equal(first?.compression, 'gzip');
    assert.equal(first?.isComplete, true);
    assert.equal(first?.members[0]?.name?.text, 'model');
    assert.equal(second?.compression, 'none');
    assert.equal(second?.isComplete, false);
  });
});

describe('commands of a notebook', () => {
  it('are those of its cells and of its Python, in their order', () => {
    const text = notebookText(
      ['%%bash\ndocker build -t churn .\n', 'import os\nos.system("docker tag churn b")', '!docker push {registry}/churn\n'],
      { list: true },
    );
    const commands = commandsIn('a.ipynb', text);
    assert.equal(kinds(commands), 'build tag push');
    const push = commands[2];
    assert.equal(push?.kind === 'push' && push.image?.isKnown, false);
  });

  it('are silenced by comments of the Python around them', () => {
    const lint = (comment: string): string[] =>
      lintTexts(
        new Map([['a.ipynb', notebookText([`import sagemaker\n${comment}!$(aws ecr get-login --region eu-west-1)\n`], { list: true })]]),
      ).map(({ rule }) => rule);
    assert.deepEqual(lint(''), ['SM704']);
    assert.deepEqual(lint('# sagelint: ignore[SM704] version 1 is pinned\n'), []);
  });
});

describe('commands of a pipeline', () => {
  it('are those of each job of a workflow, with its variables', () => {
    const text = [
      'env:',
      '  REGISTRY: 123456789012.dkr.ecr.eu-west-1.amazonaws.com',
      'jobs:',
      '  one:',
      '    steps:',
      '      - uses: aws-actions/amazon-ecr-login@v2',
      '      - run: |',
      '          docker build \\',
      '            -t ${{ env.REGISTRY }}/churn:${{ github.sha }} .',
      '          docker push ${{ env.REGISTRY }}/churn:${{ github.sha }}',
      '  two:',
      '    steps:',
      '      - run: "docker push \\"other\\""',
      '',
    ].join('\n');
    const [one, two] = listsIn('.github/workflows/a.yml', text);
    assert.equal(kinds(one ?? []), 'login build push');
    const [build] = commandsOfKind(one ?? [], 'build');
    const [push] = commandsOfKind(one ?? [], 'push');
    assert.equal(push?.image?.text, build?.tags[0]?.text);
    assert.match(push?.image?.text ?? '', /^123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/churn:\$\{github_sha_*\}$/);
    assert.equal(commandsOfKind(two ?? [], 'push')[0]?.image?.text, 'other');
  });

  it('are those of lists, folded texts and flow lists', () => {
    const folded =
      'phases:\n  build:\n    commands:\n      - >-\n        docker build\n        -t churn\n        .\n      - docker push churn\n';
    assert.equal(kinds(commandsIn('buildspec.yml', folded)), 'build push');
    assert.equal(kinds(commandsIn('.gitlab-ci.yml', 'a:\n  script: ["docker build .", "docker push churn"]\n')), 'build push');
  });

  it('are those of the action that builds, and of compose', () => {
    const action = only(
      '.github/workflows/a.yml',
      'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          platforms: linux/amd64,linux/arm64\n          push: true\n          tags: |\n            a:1\n            a:2\n',
      'build',
    );
    assert.deepEqual(action.platforms, ['linux/amd64', 'linux/arm64']);
    assert.deepEqual(tags(action), ['a:1', 'a:2']);
    assert.equal(action.pushesItself, true);
    const compose = only('docker-compose.yml', 'services:\n  a:\n    build: ./a\n    platform: linux/arm64\n    image: churn\n', 'build');
    assert.deepEqual(compose.platforms, ['linux/arm64']);
    assert.equal(compose.context?.text, './a');
  });

  it('are none of a template that speaks of other things', () => {
    assert.equal(kinds(commandsIn('a.yml', 'spec:\n  command: ["docker", "build"]\n  args: [build]\n')), '');
  });
});

describe('spoilt texts', () => {
  const texts: readonly (readonly [string, string])[] = [
    [
      'build.sh',
      'a=$(aws ecr get-login --region b)\ncd c\ndocker build -t "$a/x:1" -f y . && docker push $a/x:1\ntar -C a -czf m.tar.gz b\n',
    ],
    ['Makefile', 'A := b\nall:\n\t@cd a && docker build -t $(A):$$x \\\n\t  . | tee log\n'],
    ['b.py', 'import os, tarfile\nos.system(f"docker build -t {a}:1 .")\nwith tarfile.open("m.tar.gz", "w") as t:\n    t.add("a")\n'],
    ['buildspec.yml', 'phases:\n  a:\n    commands:\n      - >\n        docker build\n        .\n      - "docker push \\"${{ a }}\\""\n'],
  ];
  for (const [path, text] of texts) {
    it(`${path}: every span stays within its text`, () => {
      const random = createRandom(7);
      for (let count = 0; count < 400; count++) {
        for (const { document, span, nameSpan, options } of commandsIn(path, mutate(text, random))) {
          for (const { start, end } of [span, nameSpan, ...options.map((option) => option.span)]) {
            assert.ok(start >= 0 && start <= end && end <= document.text.length);
          }
        }
      }
    });
  }
});
