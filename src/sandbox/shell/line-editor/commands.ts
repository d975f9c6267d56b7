import type { Buffer } from './buffer.ts';

/** What a key does to the line. */
export type Edit = (buffer: Buffer) => void;

const left: Edit = (buffer) => buffer.move(buffer.cursor - 1);
const right: Edit = (buffer) => buffer.move(buffer.cursor + 1);
const home: Edit = (buffer) => buffer.move(0);
const end: Edit = (buffer) => buffer.move(buffer.chars.length);
const wordLeft: Edit = (buffer) => buffer.move(buffer.wordLeft());
const wordRight: Edit = (buffer) => buffer.move(buffer.wordRight());
const backspace: Edit = (buffer) => buffer.remove(Math.max(0, buffer.cursor - 1), buffer.cursor);
const erase: Edit = (buffer) => buffer.remove(buffer.cursor, Math.min(buffer.chars.length, buffer.cursor + 1));
const capital = (word: string): string =>
  word.replace(/(\p{L})(.*)/su, (_, first: string, rest: string) => first.toUpperCase() + rest.toLowerCase());

/** readline's emacs keys, by kind and letter. */
export const EDITING: Readonly<Record<string, Readonly<Record<string, Edit>>>> = {
  control: {
    a: home,
    b: left,
    d: erase,
    e: end,
    f: right,
    g: () => {},
    k: (buffer) => buffer.remove(buffer.cursor, buffer.chars.length, { kill: true }),
    t: (buffer) => buffer.transpose(),
    u: (buffer) => buffer.remove(0, buffer.cursor, { kill: true }),
    w: (buffer) => buffer.remove(buffer.blankLeft(), buffer.cursor, { kill: true }),
    y: (buffer) => buffer.insert(buffer.killed),
    '\x7f': (buffer) => buffer.undo(),
  },
  meta: {
    b: wordLeft,
    f: wordRight,
    d: (buffer) => buffer.remove(buffer.cursor, buffer.wordRight(), { kill: true }),
    u: (buffer) => buffer.change((word) => word.toUpperCase()),
    l: (buffer) => buffer.change((word) => word.toLowerCase()),
    c: (buffer) => buffer.change(capital),
    '\x7f': (buffer) => buffer.remove(buffer.wordLeft(), buffer.cursor, { kill: true }),
    '\b': (buffer) => buffer.remove(buffer.wordLeft(), buffer.cursor, { kill: true }),
  },
  named: {
    left,
    right,
    home,
    end,
    backspace,
    delete: erase,
    'word-left': wordLeft,
    'word-right': wordRight,
    insert: () => {},
    page: () => {},
  },
};
