import { strict as assert } from 'node:assert';
import { parseJson } from '../../src/languages/json/parse.js';
import { parseYaml } from '../../src/languages/yaml/parse.js';
import { addMember, removeMember, renameMember, replaceValue, setMember } from '../../src/sagemaker/request/edit.js';
import type { ServiceRequest } from '../../src/sagemaker/request/model.js';
import { readDataNode } from '../../src/sagemaker/request/read-data.js';
import type { Member, ObjectNode, RequestNode } from '../../src/sagemaker/request/tree.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits, type TextEdit } from '../../src/text/edit.js';
import { dataValue } from '../support/data-value.js';

type Notation = 'yaml' | 'json';

function parse(text: string, notation: Notation) {
  const [document] = notation === 'yaml' ? parseYaml(text) : parseJson(text);
  assert.ok(document?.root && !document.isBroken, `it does not parse any more:\n${text}`);
  return document.root;
}

function requestOf(text: string, notation: Notation): ServiceRequest & { readonly root: ObjectNode } {
  const document = createDocument(`request.${notation}`, text);
  const root = readDataNode(document, parse(text, notation));
  assert.ok(root.kind === 'object');
  const { span } = root;
  const at = { document, span, nameSpan: span, content: root, root };
  return { ...at, operation: 'CreateModel', surface: 'json', notation, written: '', isWhole: true, references: [] };
}

function applied(text: string, edit: TextEdit | undefined): string {
  assert.ok(edit);
  return applyEdits(text, [edit]);
}

/** The objects of a tree with the way to each. */
function* objectsOf(
  node: RequestNode,
  path: readonly (string | number)[] = [],
): Generator<{ object: ObjectNode; path: readonly (string | number)[] }> {
  if (node.kind === 'list') for (const [index, item] of node.items.entries()) yield* objectsOf(item, [...path, index]);
  if (node.kind !== 'object') return;
  yield { object: node, path };
  for (const [name, { value }] of node.members) yield* objectsOf(value, [...path, name]);
}

/** A value with something done to the object at a path. */
function changedAt(value: unknown, path: readonly (string | number)[], change: (object: Record<string, unknown>) => void): unknown {
  const copy: unknown = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const step of path) at = at[step] as Record<string, unknown>;
  change(at);
  return copy;
}

const commentsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?<=^|\s)#.*|\/\/.*|\/\*.*?\*\//gm)].map(([comment]) => comment.trim());

const block = `# of the file
Name: model # trailing
Containers:
  # above the first item
  - Image: first # its image
    # above the mode
    Mode: MultiModel

    Environment:
      A: "1"
      B: |
        a text
          of lines

  - Image: second
Empty: {}
Nothing:
Kept: |+
  text

Script: >-
  folded
  text
List:
- A: 1
- B: 2 # only one
Last:
  Deep:
    Deeper: 'quoted' # at the end
`;
const flow = `Name: { A: 1, B: [ { C: 2 }, { D: 3, E: 4 } ], "F": x }
Lines: {
  A: 1, # of A
  # above B
  B: 2,
}
Dense: {A: 1,B: 2}
Open: {
  A: 1,
  B: 2 # of B
}
Void: {}
`;
const json = JSON.stringify({ Name: 'x', List: [{ A: 1, B: { C: 2 } }, { D: 3 }], Empty: {}, Last: { E: [1], F: null } }, undefined, 4);
const withComments = `{
  // above
  "Name": "x", // of the name
  "Inline": { "A": 1, "B": 2 },
  /* before */ "Only": { "A": 1 },
  "Lines": {
    "A": 1, // of A
    "B": 2 // of B
  },
  "Void": {
  },
  "End": {"A": 1,},
  "More": {
    "A": 1,
    "B": 2,
  }
}
`;

const samples: readonly (readonly [string, Notation, string])[] = [
  ['block style', 'yaml', block],
  ['block style with Windows line endings', 'yaml', block.replaceAll('\n', '\r\n')],
  ['block style without a line break at the end', 'yaml', block.trimEnd()],
  ['flow style', 'yaml', flow],
  ['JSON', 'json', json],
  ['JSON on one line', 'json', JSON.stringify(JSON.parse(json))],
  ['JSON with Windows line endings', 'json', json.replaceAll('\n', '\r\n')],
  ['JSON with comments', 'json', withComments],
];

describe('edits of requests', () => {
  for (const [name, notation, text] of samples) {
    const request = requestOf(text, notation);
    const value = dataValue(parse(text, notation));
    const objects = [...objectsOf(request.root)];
    it(`removes any one member in ${name}, and nothing else`, () => {
      for (const { object, path } of objects) {
        for (const member of object.members.values()) {
          const after = applied(text, removeMember(member));
          assert.deepEqual(
            dataValue(parse(after, notation)),
            changedAt(value, path, (at) => delete at[member.name]),
            after,
          );
          const { span } = member.place;
          const lineEnd = span.end + (/[\r\n]|$/.exec(text.slice(span.end))?.index ?? 0);
          const gone = commentsOf(text.slice(span.start, lineEnd));
          const kept = commentsOf(text).filter((comment) => !gone.includes(comment));
          assert.deepEqual(
            commentsOf(after).filter((comment) => !gone.includes(comment)),
            kept,
            after,
          );
        }
      }
    });

    it(`adds a member to any object in ${name}`, () => {
      for (const { object, path } of objects) {
        const after = applied(text, addMember(object, 'Added', 'true'));
        assert.deepEqual(
          dataValue(parse(after, notation)),
          changedAt(value, path, (at) => Object.assign(at, { Added: true })),
          after,
        );
        assert.deepEqual(commentsOf(after), commentsOf(text));
        // What was added goes again without a trace.
        const [again] = [...objectsOf(requestOf(after, notation).root)].filter((other) => other.path.join() === path.join());
        const added = again?.object.members.get('Added');
        assert.ok(added);
        if (object.members.size > 0) assert.equal(applied(after, removeMember(added)), text);
      }
    });

    it(`sets and renames any member in ${name}`, () => {
      for (const { object, path } of objects) {
        for (const member of object.members.values()) {
          for (const scalar of ['a text: with \'signs\' # and "quotes"', 'plain', 7, true]) {
            const after = applied(text, setMember(request, object, member.name, scalar));
            assert.deepEqual(
              dataValue(parse(after, notation)),
              changedAt(value, path, (at) => Object.assign(at, { [member.name]: scalar })),
              after,
            );
          }
          const renamed = applied(text, renameMember(member, 'Renamed'));
          assert.deepEqual(
            dataValue(parse(renamed, notation)),
            changedAt(value, path, (at) => {
              at.Renamed = at[member.name];
              delete at[member.name];
            }),
          );
        }
      }
    });
  }

  const edited = (text: string, notation: Notation, edit: (root: ObjectNode, request: ServiceRequest) => TextEdit | undefined): string => {
    const request = requestOf(text, notation);
    return applied(text, edit(request.root, request));
  };
  const inner = (root: ObjectNode, ...path: readonly (string | number)[]): ObjectNode => {
    const [found] = [...objectsOf(root)].filter((object) => object.path.join() === path.join());
    assert.ok(found);
    return found.object;
  };
  const member = (object: ObjectNode, name: string): Member => {
    const found = object.members.get(name);
    assert.ok(found);
    return found;
  };

  it('indents what is added like what is there', () => {
    assert.equal(
      edited('A:\n    - B: 1\n      C: 2 # last\n\nD: 1\n', 'yaml', (root) => addMember(inner(root, 'A', 0), 'E', '3')),
      'A:\n    - B: 1\n      C: 2 # last\n      E: 3\n\nD: 1\n',
    );
    assert.equal(
      edited('{\n\t"A": {\n\t\t"B": 1\n\t}\n}', 'json', (root) => addMember(inner(root, 'A'), 'C', '2')),
      '{\n\t"A": {\n\t\t"B": 1,\n\t\t"C": 2\n\t}\n}',
    );
    assert.equal(
      edited('{"A":{"B":1}}', 'json', (root) => addMember(inner(root, 'A'), 'C', '2')),
      '{"A":{"B":1,"C":2}}',
    );
    assert.equal(
      edited('A: {}\n', 'yaml', (root) => addMember(inner(root, 'A'), 'C', '2')),
      'A: { C: 2 }\n',
    );
    assert.equal(
      edited('{"A": {}}', 'json', (root) => addMember(inner(root, 'A'), 'C', '2')),
      '{"A": {"C": 2}}',
    );
    assert.equal(
      edited('"A":\n  "B": 1\n', 'yaml', (root) => addMember(inner(root, 'A'), 'C', '2')),
      '"A":\n  "B": 1\n  "C": 2\n',
    );
  });

  it('lets the next entry of a list item take the place of the first', () => {
    assert.equal(
      edited('L:\n- A: 1 # gone\n  # about B\n  B: 2\n', 'yaml', (root) => removeMember(member(inner(root, 'L', 0), 'A'))),
      'L:\n- # about B\n  B: 2\n',
    );
    assert.equal(
      edited('L:\n  - A: 1\n', 'yaml', (root) => removeMember(member(inner(root, 'L', 0), 'A'))),
      'L:\n  - {}\n',
    );
  });

  it('keeps the quotes of a text', () => {
    const replaced = (text: string) => edited(text, 'yaml', (root, request) => replaceValue(request, member(root, 'A').value, "it's"));
    assert.equal(replaced("A: 'x' # why\n"), "A: 'it''s' # why\n");
    assert.equal(replaced('A: "x"\n'), 'A: "it\'s"\n');
    assert.equal(replaced('A: x\n'), 'A: "it\'s"\n');
    assert.equal(replaced('A:\nB: 1\n'), 'A: "it\'s"\nB: 1\n');
    assert.equal(replaced('A: !Ref Name\n'), 'A: "it\'s"\n');
  });

  it('follows merge keys and aliases to where things are written', () => {
    const text = 'Base: &base\n  A: 1\n  B: 2\nOwn:\n  <<: *base\n  B: 3\nAlias: *base\n';
    const { root } = requestOf(text, 'yaml');
    const own = inner(root, 'Own');
    assert.deepEqual([...own.members.keys()].sort(), ['A', 'B']);
    assert.equal(own.isOpen, false);
    assert.equal(applied(text, removeMember(member(own, 'A'))), text.replace('  A: 1\n', ''));
    assert.equal(applied(text, removeMember(member(own, 'B'))), text.replace('  B: 3\n', ''));
    assert.equal(applied(text, removeMember(member(inner(root, 'Alias'), 'B'))), text.replace('  B: 2\n', ''));
  });
});
