import type { Editor } from './editor.ts';
import { reversed, seekInLine, seekParagraph, seekPartner, seekText, type Sought } from './find.ts';
import { RegexError } from '../text/posix-regex.ts';
import { atColumn, firstWord, lineBefore, lineEnd, lineStart, nextLine, startOfLine } from './lines.ts';
import { bigWordEnd, bigWordStart, nextBigWord, nextWord, wordEnd, wordStart } from './words.ts';

/** A way to another place, alone or after d, c, y, < and >. */
export interface Motion {
  /** What an operator takes: to the place and with it, up to it only, or whole lines. */
  readonly takes: 'with' | 'up to' | 'lines';
  /** It may leave the line, and then takes more than a part of one. */
  readonly far?: true;
  readonly keepsColumn?: true;
  /** @param count 0 when none was given. @returns undefined where it can't go */
  readonly go: (editor: Editor, count: number) => number | undefined | Promise<number | undefined>;
}

type Step = (text: string, at: number) => number;

const repeated =
  (step: Step) =>
  (editor: Editor, count: number): number => {
    let at = editor.buffer.cursor;
    for (let turn = 0, before = -1; turn < Math.max(1, count) && at !== before; turn++) {
      before = at;
      at = step(editor.buffer.text, at);
    }
    return at;
  };

const left: Motion = {
  takes: 'up to',
  go: repeated((text, at) => Math.max(lineStart(text, at), at - 1)),
};
const right: Motion = { takes: 'up to', go: repeated((text, at) => Math.min(lineEnd(text, at), at + 1)) };
const home: Motion = { takes: 'up to', go: ({ buffer }) => buffer.start };
const end: Motion = {
  takes: 'with',
  keepsColumn: true,
  go: (editor, count) => {
    const { text, cursor } = editor.buffer;
    let at = lineEnd(text, cursor);
    for (let line = 1; line < count; line++) at = lineEnd(text, nextLine(text, at) ?? at);
    editor.column = Infinity;
    return at;
  },
};

/** Up or down: all the lines there are, or none. */
function vertical(editor: Editor, count: number, step: (text: string, at: number) => number | undefined) {
  const { text, cursor } = editor.buffer;
  let line: number | undefined = cursor;
  for (let turn = 0; turn < Math.max(1, count) && line !== undefined; turn++) line = step(text, line);
  return line;
}

const inColumn = (step: (text: string, at: number) => number | undefined): Motion => ({
  takes: 'lines',
  keepsColumn: true,
  go: (editor, count) => {
    const line = vertical(editor, count, step);
    return line === undefined ? undefined : atColumn(editor.buffer.text, line, editor.column, editor.settings.tabstop);
  },
});
const toWord = (step: (text: string, at: number) => number | undefined): Motion => ({
  takes: 'lines',
  go: (editor, count) => {
    const line = vertical(editor, count, step);
    return line === undefined ? undefined : firstWord(editor.buffer.text, line);
  },
});
const down = inColumn(nextLine);
const up = inColumn(lineBefore);

const toLine: Motion = {
  takes: 'lines',
  go: ({ buffer: { text } }, count) => firstWord(text, startOfLine(text, count === 0 ? Infinity : count)),
};

const inLine = (read: (editor: Editor) => Promise<Sought | undefined> | Sought | undefined): Motion => ({
  takes: 'with',
  go: async (editor, count) => {
    const sought = await read(editor);
    return sought && seekInLine(editor.buffer.text, editor.buffer.cursor, sought, count);
  },
});
const seek = (key: string): Motion => ({
  ...inLine(async (editor) => (editor.sought = { key, character: await editor.keyboard.key() })),
  takes: key === 'f' || key === 't' ? 'with' : 'up to',
});

function search(editor: Editor, forward: boolean, count: number): number | undefined {
  const { pattern, buffer, settings } = editor;
  if (pattern === undefined) return editor.refuse('No previous search');
  let at = buffer.cursor;
  try {
    for (let turn = 0; turn < Math.max(1, count); turn++) {
      const found = seekText(buffer.text, at, { text: pattern.text, forward }, settings.ignorecase);
      if (found === undefined) return editor.refuse('Pattern not found');
      if (found.wrapped)
        editor.message = forward ? 'search hit BOTTOM, continuing at TOP' : 'search hit TOP, continuing at BOTTOM';
      at = found.at;
    }
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return editor.refuse(`bad search pattern '${pattern.text}': ${error.message}`);
  }
  return at;
}

const ask = (key: '/' | '?'): Motion => ({
  takes: 'up to',
  far: true,
  go: async (editor, count) => {
    const line = await editor.readLine(key);
    if (line === undefined) return editor.buffer.cursor;
    const text = line === '' ? editor.pattern?.text : line;
    if (text === undefined) return editor.refuse('No previous search');
    editor.pattern = { text, forward: key === '/' };
    return search(editor, key === '/', count);
  },
});
const again = (sameWay: boolean): Motion => ({
  takes: 'up to',
  far: true,
  go: (editor, count) => search(editor, editor.pattern?.forward === sameWay, count),
});

const paragraph = (forward: boolean): Motion => ({
  takes: 'up to',
  far: true,
  go: repeated((text, at) => seekParagraph(text, at, forward)),
});

const onScreen = (place: (editor: Editor, count: number) => number): Motion => ({
  takes: 'lines',
  go: (editor, count) => firstWord(editor.buffer.text, place(editor, count)),
});

const toMark: Motion = {
  takes: 'lines',
  go: async (editor) => {
    const name = await editor.keyboard.key();
    const place = name === "'" ? editor.marks.swap(editor.buffer.cursor) : editor.marks.get(name.toLowerCase());
    return place === undefined
      ? undefined
      : firstWord(editor.buffer.text, Math.min(place, editor.buffer.text.length - 1));
  },
};

export const MOTIONS: ReadonlyMap<string, Motion> = new Map<string, Motion>([
  ...['h', 'Left', '\b', '\x7f'].map((key) => [key, left] as const),
  ...['l', ' ', 'Right'].map((key) => [key, right] as const),
  ...['j', 'Down', '\n'].map((key) => [key, down] as const),
  ...['k', 'Up'].map((key) => [key, up] as const),
  ...['+', '\r'].map((key) => [key, toWord(nextLine)] as const),
  ['-', toWord(lineBefore)],
  ...['0', 'Home'].map((key) => [key, home] as const),
  ...['$', 'End'].map((key) => [key, end] as const),
  ['^', { takes: 'up to', go: ({ buffer: { text, cursor } }) => firstWord(text, cursor) }],
  [
    '|',
    {
      takes: 'up to',
      go: ({ buffer: { text, start }, settings }, count) =>
        atColumn(text, start, Math.max(0, count - 1), settings.tabstop),
    },
  ],
  ['w', { takes: 'up to', far: true, go: repeated(nextWord) }],
  ['W', { takes: 'up to', far: true, go: repeated(nextBigWord) }],
  ['e', { takes: 'with', go: repeated(wordEnd) }],
  ['E', { takes: 'with', go: repeated(bigWordEnd) }],
  ['b', { takes: 'up to', go: repeated(wordStart) }],
  ['B', { takes: 'up to', go: repeated(bigWordStart) }],
  ['G', toLine],
  [
    'g',
    {
      takes: 'lines',
      go: async (editor, count) => {
        const key = await editor.keyboard.key();
        if (key === 'g') return toLine.go(editor, Math.max(1, count));
        return editor.refuse(`'g${key}' is not implemented`);
      },
    },
  ],
  ...['f', 'F', 't', 'T'].map((key) => [key, seek(key)] as const),
  [';', inLine(({ sought }) => sought)],
  [',', inLine(({ sought }) => sought && reversed(sought))],
  ['%', { takes: 'with', go: ({ buffer: { text, cursor } }) => seekPartner(text, cursor) }],
  ['/', ask('/')],
  ['?', ask('?')],
  ['n', again(true)],
  ['N', again(false)],
  ['}', paragraph(true)],
  ['{', paragraph(false)],
  ['H', onScreen((editor, count) => editor.screen.lineAt(Math.max(1, count)))],
  ['M', { takes: 'lines', go: ({ screen }) => screen.middle() }],
  ['L', onScreen((editor, count) => editor.screen.lineAt(editor.screen.shown - Math.max(1, count) + 1))],
  ["'", toMark],
]);
