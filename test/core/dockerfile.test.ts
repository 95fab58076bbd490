import { strict as assert } from 'node:assert';
import { DockerfileParser } from 'dockerfile-ast';
import { parseDockerfile } from '../../src/languages/dockerfile/parse.js';
import { readRulePages } from '../support/rule-page.js';

/** Keyword and arguments of each instruction, in short. */
function outline(text: string): string[] {
  return parseDockerfile(text).instructions.map(
    (instruction) => `${instruction.keyword} ${instruction.argumentsText.replace(/\s+/g, ' ').trim()}`,
  );
}

describe('Dockerfile syntax', () => {
  it('reads continuations, with comments and blank lines inside them', () => {
    const text = 'FROM a\nRUN x \\\n  # why\n\n  && y \\\n\t&& z\nCMD ["a"]\n';
    assert.deepEqual(outline(text), ['FROM a', 'RUN x && y && z', 'CMD ["a"]']);
    assert.deepEqual(
      parseDockerfile(text).comments.map((comment) => comment.text),
      ['# why'],
    );
  });

  it('keeps offsets through CRLF, BOM and wide characters', () => {
    const text = '\uFEFF# é 🎉\r\nFROM python:3.11\r\nCOPY 🎉.py \\\r\n  /opt/ml/code/\r\n';
    const copy = parseDockerfile(text).instructions[1];
    const destination = copy?.words.at(-1);
    assert.equal(text.slice(destination?.span.start, destination?.span.end), '/opt/ml/code/');
    assert.equal(copy?.words[0]?.text, '🎉.py');
  });

  it('reads here-documents: several, with tabs, quoted, and with a blank behind the operator', () => {
    const text = "FROM a\nRUN <<A cat <<-'B'\none\nA\n\ttwo\n\tB\nRUN cat << 'EOF' > /x\nCMD no\nEOF\nCMD yes\n";
    const { instructions } = parseDockerfile(text);
    assert.deepEqual(
      instructions.map((instruction) => instruction.keyword),
      ['FROM', 'RUN', 'RUN', 'CMD'],
    );
    assert.deepEqual(
      instructions.flatMap((instruction) =>
        instruction.heredocs.map((heredoc) => text.slice(heredoc.contentSpan.start, heredoc.contentSpan.end)),
      ),
      ['one\n', '\ttwo\n', 'CMD no\n'],
    );
  });

  it('takes `<<` within quotes, in arithmetic, and without a closing line for no here-document', () => {
    for (const run of ['RUN echo "a <<EOF b"', 'RUN echo $((1<<2))', 'RUN cat <<EOF', 'RUN cat <<< word', "RUN echo 'x\\\n<<EOF'"]) {
      assert.deepEqual(
        parseDockerfile(`FROM a\n${run}\nCMD x\n`).instructions.map((instruction) => instruction.keyword),
        ['FROM', 'RUN', 'CMD'],
        run,
      );
    }
  });

  it('reads the escape directive', () => {
    assert.deepEqual(outline('# escape=`\nFROM a\nRUN x `\n y\nRUN c:\\\nCMD z\n'), ['FROM a', 'RUN x y', 'RUN c:\\', 'CMD z']);
  });

  it('tells the exec form from what only looks like it', () => {
    const forms = ['["a","b c"]', '[ "a" , "b c" ]', "['a']", '["a", /opt/x.py]', '["a" "b"]', '[]', 'a b'];
    assert.deepEqual(
      forms.map((form) => parseDockerfile(`FROM a\nENTRYPOINT ${form}\n`).instructions[1]?.json?.map((word) => word.value)),
      [['a', 'b c'], ['a', 'b c'], undefined, undefined, undefined, [], undefined],
    );
    const text = 'FROM a\nENTRYPOINT ["python", \\\n  "/x.py"]\n';
    const word = parseDockerfile(text).instructions[1]?.json?.[1];
    assert.equal(text.slice(word?.span.start, word?.span.end), '"/x.py"');
  });

  it('reads flags, and ONBUILD with its instruction', () => {
    const { instructions } = parseDockerfile('FROM --platform=linux/amd64 a AS b\nCOPY --from=b --chmod=755 x /y\nONBUILD RUN z\n');
    assert.deepEqual(
      instructions.map((instruction) => instruction.flags.map((flag) => `${flag.name}=${flag.value}`)),
      [['platform=linux/amd64'], ['from=b', 'chmod=755'], []],
    );
    assert.deepEqual(
      instructions.map((instruction) => instruction.words.length),
      [3, 2, 2],
    );
    assert.equal(instructions[2]?.trigger?.keyword, 'RUN');
  });

  it('agrees with another parser about the instructions of every example', () => {
    let compared = 0;
    for (const page of readRulePages()) {
      for (const example of page.examples) {
        for (const file of example.files) {
          if (!/dockerfile/i.test(file.path) || file.text.includes('<<')) continue;
          const theirs = DockerfileParser.parse(file.text)
            .getInstructions()
            .map((instruction) => instruction.getKeyword());
          assert.deepEqual(
            parseDockerfile(file.text).instructions.map((instruction) => instruction.keyword),
            theirs,
            example.title,
          );
          compared++;
        }
      }
    }
    assert.ok(compared > 0);
  });
});
