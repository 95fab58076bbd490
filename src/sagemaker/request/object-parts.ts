import type { Member, ObjectNode, RequestNode } from './tree.js';

/** An object of a request while it is put together. */
export interface ObjectParts {
  /** A later member of the same name takes the earlier one's place. */
  set(member: Member): void;
  /** `**other` in a dictionary: its members count where they are known, and what is not known may replace any so far. */
  spread(other: RequestNode): void;
  /** `**other` in a call, which may not give an argument twice. */
  pass(other: RequestNode): void;
  /** Something was given whose name is not known and that takes no other's place. */
  open(): void;
  /** A key that is not known: it may take the place of any member so far. */
  unknownKey(): void;
  /** The member is no longer there; where that is not certain, nobody can tell any more. */
  remove(name: string, isCertain: boolean): void;
  has(name: string): boolean;
  build(object: Pick<ObjectNode, 'document' | 'span' | 'type' | 'brackets'>): ObjectNode;
}

/** Starts an object, empty or with what another one has. */
export function buildObject(start?: ObjectNode): ObjectParts {
  let members = new Map<string, Member>(start?.members);
  let isOpen = start?.isOpen ?? false;
  function unknownKey() {
    members = new Map([...members].map(([name, member]) => [name, overwritten(member)]));
    isOpen = true;
  }
  return {
    set(member) {
      members.set(member.name, member);
    },
    spread(other) {
      if (other.kind === 'scalar' && other.value.known && other.value.value === null) return;
      if (other.kind !== 'object') return unknownKey();
      if (other.isOpen) unknownKey();
      for (const [name, member] of other.members) members.set(name, member);
    },
    pass(other) {
      if (other.kind !== 'object' || other.isOpen) isOpen = true;
      if (other.kind === 'object') for (const [name, member] of other.members) members.set(name, member);
    },
    open() {
      isOpen = true;
    },
    unknownKey,
    remove(name, isCertain) {
      members.delete(name);
      if (!isCertain) isOpen = true;
    },
    has: (name) => members.has(name),
    build: (object) => ({ kind: 'object', ...object, members, isOpen }),
  };
}

/** The member is there, and its value may have been replaced by another one. */
function overwritten(member: Member): Member {
  const { document, span } = member.value;
  return { ...member, value: { kind: 'unknown', document, span, why: `${member.name} may have been given another value` } };
}
