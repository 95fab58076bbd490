/** How a piece of text is to look on a terminal. */
export type Look = 'error' | 'warning' | 'information' | 'hint' | 'strong' | 'dim' | 'link';

/** Gives a text its look, or leaves it as it is where no colour is wanted. */
export type Style = (look: Look, text: string) => string;

const codes: Readonly<Record<Look, readonly [string, string]>> = {
  error: ['31', '39'],
  warning: ['33', '39'],
  information: ['34', '39'],
  hint: ['90', '39'],
  strong: ['1', '22'],
  dim: ['2', '22'],
  link: ['36', '39'],
};

/** ANSI colours if `color`, else none. */
export function createStyle(color: boolean): Style {
  if (!color) return (_look, text) => text;
  return (look, text) => (text === '' ? '' : `\u001B[${codes[look][0]}m${text}\u001B[${codes[look][1]}m`);
}

/** Makes control characters visible, so that a linted text cannot command the terminal it is shown on. Tabs stay. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}
