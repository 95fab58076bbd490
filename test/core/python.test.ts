import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parsePython } from '../../src/languages/python/parse.js';
import type { PythonSyntax, Statement } from '../../src/languages/python/syntax.js';
import { callsIn } from '../../src/languages/python/walk.js';
import { printStatements } from '../support/python-notation.js';

const folder = new URL('../fixtures/python/', import.meta.url);
const texts = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

/** Prints without spans, for reading. */
function printed(text: string): string[] {
  return printStatements(parsePython(text).body).map((statement) => statement.replace(/@\d+(?:-\d+)?/g, ''));
}

function only(text: string): Statement {
  const [statement, ...others] = parsePython(text).body;
  assert.ok(statement && others.length === 0, `one statement in ${text}`);
  return statement;
}

function calls(syntax: PythonSyntax): string[] {
  return callsIn(syntax.body).map(({ call }) => syntax.text.slice(call.span.start, call.span.end));
}

describe('Python', () => {
  describe('read as CPython reads it', () => {
    it('in every text of the fixtures, with other line breaks and a byte order mark, too', function () {
      const variants = [...texts].flatMap(([name, text]) => [
        { name, text },
        { name: `${name} with CRLF`, text: text.replaceAll('\n', '\r\n') },
        { name: `${name} with a byte order mark`, text: `\ufeff${text}` },
        { name: `${name} without its last line break`, text: text.trimEnd() },
      ]);
      const script = new URL('../support/python-ast.py', import.meta.url).pathname;
      const input = JSON.stringify(variants.map(({ text }) => text));
      const run = spawnSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 1e9 });
      if (run.error || run.status !== 0) {
        console.log(`      SKIPPED: python3 does not run here (${run.error?.message ?? run.stderr}), so nothing is compared with CPython`);
        this.skip();
      }
      const understood: (string[] | null)[] = JSON.parse(run.stdout);
      let compared = 0;
      for (const [index, { name, text }] of variants.entries()) {
        const expected = understood[index];
        // What is newer than that Python, older than Python 3, or half typed.
        if (!expected) continue;
        compared++;
        assert.deepEqual(printStatements(parsePython(text).body), expected, name);
      }
      assert.ok(compared >= 16, `${compared} texts were compared`);
    });
  });

  describe('never fails', () => {
    for (const [name, text] of texts) {
      it(`on any prefix of ${name}, and reads it while it is typed as it does at once`, () => {
        let syntax = parsePython('');
        for (let length = 1; length <= text.length; length++) {
          const prefix = text.slice(0, length);
          syntax = parsePython(prefix, syntax);
          if (length % 40 === 0) assert.deepEqual(syntax, parsePython(prefix));
        }
        assert.deepEqual(syntax, parsePython(text));
      });
    }

    const deep: Record<string, string> = {
      brackets: '('.repeat(5000),
      'closed brackets': `${'['.repeat(5000)}${']'.repeat(5000)}`,
      calls: 'f('.repeat(5000),
      sums: `x = ${'a + '.repeat(3000)}a`,
      attributes: `x = a${'.b'.repeat(3000)}`,
      negations: `x = ${'not a or '.repeat(3000)}b`,
      lambdas: 'lambda: '.repeat(3000),
      'conditional expressions': `x = ${'a if b else '.repeat(3000)}c`,
      'strings in strings': 'f"{'.repeat(2000),
      dictionaries: '{1: '.repeat(3000),
      'unclosed lines': 'foo(\n'.repeat(2000),
      'statements in statements': Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join(''),
      quotes: '"'.repeat(3001),
      decorators: '@a[0]\n'.repeat(500),
    };
    for (const [name, text] of Object.entries(deep)) {
      it(`on thousands of ${name}`, () => {
        const syntax = parsePython(`${text}\nafter = 1\n`);
        callsIn(syntax.body);
        assert.ok(syntax.body.length > 0);
      });
    }

    it('and reads on behind what is too deep', () => {
      assert.equal(printed(`x = ${'a + '.repeat(3000)}a\nafter = 1\n`).at(-1), 'after = number(3ff0000000000000)');
    });
  });

  describe('while it is edited', () => {
    it('is read as it is at once, wherever a character comes or goes', () => {
      for (const [name, text] of texts) {
        const before = parsePython(text);
        for (let at = 7; at < text.length; at += 61) {
          for (const edited of [
            `${text.slice(0, at)}x${text.slice(at)}`,
            `${text.slice(0, at)}(${text.slice(at)}`,
            text.slice(0, at) + text.slice(at + 1),
          ]) {
            assert.deepEqual(parsePython(edited, before), parsePython(edited), `${name} at ${at}`);
          }
        }
      }
    });

    it('is read as it is at once, however often it is edited', () => {
      const lines = ['x', '(', ')', '"""', "f'{", 'match a b:\n', '    case 1:\n', 'print a\n', '\\\n', '#', 'with (a as b):\n'];
      for (const [name, text] of texts) {
        let edited = text;
        let syntax = parsePython(text);
        for (let count = 0; count < 40; count++) {
          const at = (count * 617) % (edited.length + 1);
          const lineStart = edited.lastIndexOf('\n', at - 1) + 1;
          // What was typed before is taken back at every third time.
          edited = count % 3 === 2 ? text : edited.slice(0, lineStart) + lines[count % lines.length] + edited.slice(lineStart);
          syntax = parsePython(edited, syntax);
          assert.deepEqual(syntax, parsePython(edited), `${name} after ${count} edits`);
        }
      }
    });

    it('may be given the syntax of any other text', () => {
      const before = parsePython('a = 1\nb = 2\n');
      for (const text of ['', 'b = 2\n', 'a = 1\n', 'a = 1\na = 1\nb = 2\n', 'def f():\n  a = 1\n']) {
        assert.deepEqual(parsePython(text, before), parsePython(text));
      }
    });
  });

  describe('half typed', () => {
    it('keeps the statements behind a bracket that nobody closed', () => {
      assert.deepEqual(printed('foo(\nbar = a\nbaz(b)\n'), ['call(foo; )', 'bar = a', 'call(baz; b)']);
      assert.deepEqual(printed('x = [a, b\nimport c\n'), ['x = list(a, b)', 'import c']);
      assert.deepEqual(printed('def f():\n    g("abc\n    y = a\n    return y\nz = b\n'), [
        'def f() {call(g; text("abc")); y = a; return y}',
        'z = b',
      ]);
    });

    it('keeps the lines of a call that is only missing its end', () => {
      assert.deepEqual(printed('foo(\n    a=b,\n    c(d),\n'), ['call(foo; a=b, call(c; d))']);
    });

    it('knows what is missing', () => {
      assert.deepEqual(printed('foo(a=)\nbar(x.)\ny = {"k": }\nz =\nw = a +\nv.\n'), [
        'call(foo; a=?)',
        'call(bar; (x).)',
        'y = dictionary(text("k"): ?)',
        'z = ?',
        'w = (a + ?)',
        '(v).',
      ]);
      assert.deepEqual(printed('f(a[1)\ng(b)\n'), ['call(f; (a)[number(3ff0000000000000)])', 'call(g; b)']);
    });

    const headers = [
      'if',
      'if a',
      'if a ==',
      'for',
      'for a',
      'for a in',
      'for a in b(1)',
      'while',
      'while not',
      'with',
      'with a() as',
      'with a() as b',
    ];
    headers.push(
      'def',
      'def a',
      'def a(b, c',
      'def a() ->',
      'class',
      'class A',
      'class A(',
      'try',
      'async def',
      'else',
      'except A as',
      'match a',
    );
    const others = [
      'a.',
      'a = ',
      'a = b if',
      'a = [b for',
      'a[',
      'a = {"b":',
      'f(a,',
      'f(*',
      '@',
      '@a(',
      'import',
      'from a import (',
      'return',
      'lambda a',
      '"',
      'f"{',
    ];
    for (const line of [...headers, ...others]) {
      it(`keeps the statements behind \`${line}\``, () => {
        const text = `def outer():\n    before()\n    ${line}\n    y = c\n    g(y)\n    if k:\n        m()\nlast()\n`;
        const found = printed(text);
        assert.ok(found[0]?.endsWith('y = c; call(g; y); if k {call(m; )}}'), found[0]);
        assert.equal(found.at(-1), 'call(last; )');
      });
    }

    it('gives a header the body below that it has already', () => {
      for (const line of ['if a', 'for a', 'with a() as', 'def a(b, c', 'class A(', 'while a and']) {
        const [first] = parsePython(`${line}\n    y = c\n    g(y)\n`).body;
        assert.ok(first && 'body' in first ? first.body.length === 2 : first?.kind === 'if' && first.branches[0]?.body.length === 2, line);
      }
    });

    it('finds the calls of a text full of gaps', () => {
      const found = calls(parsePython(texts.get('half.py') ?? ''));
      for (const name of [
        'Estimator(',
        'estimator.fit(',
        'os.path.join(',
        'compute(',
        'print(',
        'call(',
        'after_if(',
        'after_for(',
        'last(',
      ]) {
        assert.ok(
          found.some((call) => call.startsWith(name)),
          `${name} in ${found.join(' | ')}`,
        );
      }
    });
  });

  describe('of version 2', () => {
    it('prints', () => {
      assert.deepEqual(printed('print "a", b\nprint\nprint >>f, "x" % y, z\nif a: print "b"; c = d\nprint("e")\nexec code in names\n'), [
        'print text("a") b',
        'print',
        'print f (text("x") % y) z',
        'if a {print text("b"); c = d}',
        'call(print; text("e"))',
        'print (code in names)',
      ]);
    });

    it('raises and catches', () => {
      assert.deepEqual(printed('try:\n  raise A, "m", t\nexcept (B, C), e: d\nexcept F, g:\n  h\n'), [
        'try {raise A text("m") t} except tuple(B, C) as e {d} except F as g {h}',
      ]);
    });

    it('has numbers and strings of its own', () => {
      const [octal, long, text] = parsePython('a = 0755\nb = 10L\nc = ur"\\d"\n').body.map(
        (statement) => statement.kind === 'assignment' && statement.value,
      );
      assert.ok(octal && octal.kind === 'number' && octal.value === 0o755);
      assert.ok(long && long.kind === 'number' && long.value === 10 && long.text === '10L');
      assert.ok(text && text.kind === 'string' && text.value === '\\d');
    });

    it('is read to its end', () => {
      assert.equal(printed(texts.get('legacy.py') ?? '').at(-1), 'after = call(call; number(3ff0000000000000))');
    });
  });

  describe('of the newest version', () => {
    it('has parameters for types, and strings within strings', () => {
      const all = printed(texts.get('newest.py') ?? '');
      assert.equal(all[0], 'Alias = (int | str)');
      assert.equal(all[2], 'def first(values: (list)[T]) -> T {return (values)[number(0000000000000000)]}');
      assert.equal(all.at(-1), 'after = call(call; number(3ff0000000000000))');
      const name = parsePython(texts.get('newest.py') ?? '').body.at(-3);
      assert.ok(name?.kind === 'assignment' && name.value?.kind === 'string' && name.value.holes.length === 4);
    });
  });

  describe('strings', () => {
    const value = (text: string) => {
      const statement = only(text);
      assert.ok(statement.kind === 'expression' && statement.value.kind === 'string');
      return statement.value;
    };

    it('say where their content stands, if it stands there as it is meant', () => {
      assert.deepEqual(value('"abc"').contentSpan, { start: 1, end: 4 });
      assert.deepEqual(value('r"""a\\d"""').contentSpan, { start: 4, end: 7 });
      assert.equal(value('"a\\n"').contentSpan, undefined);
      assert.equal(value('"a" "b"').contentSpan, undefined);
      assert.equal(value('f"a"').contentSpan, undefined);
    });

    it('have text and holes in their order', () => {
      const { parts, holes, value: whole } = value('f"a{b}" "c" f"{{{d:{e}}"');
      assert.deepEqual(
        parts.map((part) => (typeof part === 'string' ? part : part.kind === 'name' && part.name)),
        ['a', 'b', 'c{', 'd'],
      );
      assert.deepEqual(
        holes.map((hole) => hole.kind === 'name' && hole.name),
        ['b', 'd', 'e'],
      );
      assert.equal(whole, undefined);
    });

    it('have a value without holes only', () => {
      assert.equal(value('"a\\x41" "b"').value, 'aAb');
      assert.equal(value('f"a{{}}"').value, 'a{}');
      assert.equal(value('"\\N{BULLET}"').value, undefined);
      assert.equal(value('"abc').value, 'abc');
      assert.equal(value('"""a\r\nb"""').value, 'a\nb');
    });
  });

  it('gives offsets of UTF-16', () => {
    const text = 'a = "😀"\nb(c)\n';
    assert.deepEqual(calls(parsePython(text)), ['b(c)']);
  });

  it('takes a decorator for the expression that it is', () => {
    const [statement] = parsePython('@app.route("/ping", methods=["GET"])\n@a[0].b(1)\n@c\ndef f(): pass\n').body;
    assert.ok(statement?.kind === 'function' && statement.span.start === 0);
    assert.deepEqual(
      statement.decorators.map(({ kind }) => kind),
      ['call', 'call', 'name'],
    );
  });
});
