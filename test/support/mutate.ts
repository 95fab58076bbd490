/** Random numbers that are the same on every machine and in every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** One way to spoil a text, as typing, merging and other editors do. */
type Mutation = (text: string, random: () => number) => string;

const pick = <T>(items: readonly T[], random: () => number): T | undefined => items[Math.floor(random() * items.length)];
const place = (text: string, random: () => number): number => Math.floor(random() * (text.length + 1));
const insert = (text: string, random: () => number, added: string): string => {
  const at = place(text, random);
  return text.slice(0, at) + added + text.slice(at);
};
const changeLines =
  (change: (lines: string[], index: number, random: () => number) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, Math.floor(random() * lines.length), random);
    return lines.join('\n');
  };

const mutations: readonly Mutation[] = [
  changeLines((lines, index) => lines.splice(index, 1)),
  changeLines((lines, index) => lines.splice(index, 0, lines[index] ?? '')),
  changeLines((lines, index, random) => {
    const other = Math.floor(random() * lines.length);
    [lines[index], lines[other]] = [lines[other] ?? '', lines[index] ?? ''];
  }),
  changeLines((lines, index) => {
    lines[index] = `\t${lines[index] ?? ''}\t`;
  }),
  changeLines((lines, index) => {
    lines[index] = `ONBUILD ${lines[index] ?? ''}`;
  }),
  changeLines((lines, index) => {
    lines[index] = `${lines[index] ?? ''} \\`;
  }),
  changeLines((lines, index) => {
    lines[index] = (lines[index] ?? '').toLowerCase();
  }),
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => text.slice(place(text, random)),
  (text) => text.replace(/\r?\n/g, '\r\n'),
  (text) => text.replace(/\n/g, '\r'),
  (text) => `\uFEFF${text}`,
  (text, random) =>
    insert(
      text,
      random,
      pick(['"', "'", '`', '\\', '[', ']', '{', '}', '$', '${', '$(', '<<', '<<EOF', '<<-"E"', '#', '&&', '|', ';', '>'], random) ?? '',
    ),
  (text, random) => insert(text, random, pick(['é', '🎉', '\u0000', '\u2028', '\uD800', '中文', '\u200B', '\u00A0'], random) ?? ''),
  (text, random) => insert(text, random, pick(['$(', '${A:-', '(', '{', '"$('], random)?.repeat(30) ?? ''),
  (text, random) => {
    const start = place(text, random);
    return text.slice(0, start) + text.slice(start + Math.floor(random() * 30));
  },
  (text, random) => insert(text, random, text.slice(place(text, random), place(text, random))),
];

/** Spoils a text one to four times. */
export function mutate(text: string, random: () => number): string {
  let result = text;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) result = (pick(mutations, random) ?? ((same) => same))(result, random);
  return result;
}
