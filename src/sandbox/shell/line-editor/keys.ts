/** A key, or a stretch of pasted text. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'control'; readonly letter: string }
  | { readonly kind: 'meta'; readonly letter: string }
  | { readonly kind: 'named'; readonly name: KeyName }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'ignored' };

export type KeyName =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'delete'
  | 'insert'
  | 'page'
  | 'word-left'
  | 'word-right'
  | 'backspace';

const SEQUENCES: readonly (readonly [RegExp, KeyName])[] = [
  [/^\x1b(?:\[|O)A$/, 'up'],
  [/^\x1b(?:\[|O)B$/, 'down'],
  [/^\x1b(?:\[|O)C$/, 'right'],
  [/^\x1b(?:\[|O)D$/, 'left'],
  [/^\x1b(?:\[H|OH|\[1~|\[7~)$/, 'home'],
  [/^\x1b(?:\[F|OF|\[4~|\[8~)$/, 'end'],
  [/^\x1b\[3~$/, 'delete'],
  [/^\x1b\[2~$/, 'insert'],
  [/^\x1b\[[56]~$/, 'page'],
  [/^\x1b(?:\[1;[35]C|\[5C)$/, 'word-right'],
  [/^\x1b(?:\[1;[35]D|\[5D)$/, 'word-left'],
];

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/**
 * Takes the first key off a text.
 *
 * @returns the key and how much of the text it took; undefined when the text ends in the midst of a sequence
 */
export function firstKey(text: string): { readonly key: Key; readonly length: number } | undefined {
  const [char = ''] = text;
  if (char === '') return undefined;
  if (char === '\x7f' || char === '\b') return { key: { kind: 'named', name: 'backspace' }, length: 1 };
  if (char === '\x1b') return escape(text);
  if (char < ' ') return { key: { kind: 'control', letter: String.fromCharCode(char.charCodeAt(0) + 96) }, length: 1 };
  const plain = /^[^\x00-\x1f\x7f]+/.exec(text)?.[0] ?? char;
  return { key: { kind: 'text', text: plain }, length: plain.length };
}

function escape(text: string): { readonly key: Key; readonly length: number } | undefined {
  if (text.startsWith(PASTE_START)) {
    const end = text.indexOf(PASTE_END);
    if (end < 0) return undefined;
    return { key: { kind: 'paste', text: text.slice(PASTE_START.length, end) }, length: end + PASTE_END.length };
  }
  const sequence = /^\x1b(?:\[[\d;?<=>]*[ -/]*[@-~]|O[A-Za-z])/.exec(text)?.[0];
  if (sequence !== undefined) {
    const name = SEQUENCES.find(([pattern]) => pattern.test(sequence))?.[1];
    return { key: name === undefined ? { kind: 'ignored' } : { kind: 'named', name }, length: sequence.length };
  }
  if (/^\x1b(?:\[[\d;?<=>]*|O)?$/.test(text)) return undefined;
  const letter = text[1] ?? '';
  return { key: { kind: 'meta', letter }, length: 1 + letter.length };
}
