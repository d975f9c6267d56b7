import type { Editor } from './editor.ts';
import { firstWord, isBlank, lineEnd } from './lines.ts';
import { undo } from './undo.ts';
import { yankLines } from './operators.ts';
import { insertAt, openLine, replaceFrom } from './typing.ts';
import { LINE } from './registers.ts';

/** What a key does in command mode. Its name is the key's in the messages. */
export type Command = (editor: Editor, count: number) => Promise<void> | void;

function deleteCharacters(editor: Editor, count: number, back: boolean): void {
  const { buffer, registers } = editor;
  const { text, cursor, start } = buffer;
  const times = Math.max(1, count);
  const [from, to] = back
    ? [Math.max(start, cursor - times), cursor]
    : [cursor, Math.min(lineEnd(text, cursor), cursor + times)];
  if (from === to) return;
  // One after the other is taken, so the register has the last of them.
  registers.keep({ text: text.charAt(back ? from : to - 1), lines: false });
  for (let turn = from; turn < to; turn++) {
    const at = back ? to - 1 - (turn - from) : from;
    buffer.remove(at, at + 1, turn > from);
  }
  buffer.cursor = from;
}

function deleteToEnd(editor: Editor): void {
  const { buffer, registers } = editor;
  const end = lineEnd(buffer.text, buffer.cursor);
  if (end === buffer.cursor) return;
  registers.keep({ text: buffer.remove(buffer.cursor, end), lines: false });
}

function join(editor: Editor, count: number): void {
  const { buffer } = editor;
  for (let turn = 0; turn < Math.max(1, count); turn++) {
    const end = lineEnd(buffer.text, buffer.cursor);
    buffer.cursor = end;
    if (end >= buffer.text.length - 1) return;
    let next = end + 1;
    while (isBlank(buffer.text[next])) next++;
    buffer.remove(end, end + 1);
    buffer.insert(end, ' ', true);
    if (next > end + 1) buffer.remove(end + 1, next, true);
    buffer.cursor = end + 1;
  }
}

function put(editor: Editor, count: number, after: boolean): void {
  const { buffer, registers } = editor;
  const kept = registers.get();
  if (kept === undefined) return editor.refuse(`Nothing in register ${registers.chosen}`);
  const { text, cursor, start } = buffer;
  const times = Math.max(1, count);
  let at = cursor;
  if (kept.lines) at = after ? lineEnd(text, cursor) + 1 : start;
  else if (after && text[cursor] !== '\n') at = cursor + 1;
  for (let turn = 0; turn < times; turn++) buffer.insert(at, kept.text, turn > 0);
  const within = kept.text.includes('\n') ? 0 : times * kept.text.length - 1;
  buffer.cursor = at + within;
  while (isBlank(buffer.text[buffer.cursor])) buffer.cursor++;
  editor.message = registers.report('Put', kept.text, times);
  registers.release();
}

async function replaceCharacter(editor: Editor, count: number): Promise<void> {
  const { buffer } = editor;
  const times = Math.max(1, count);
  const key = await editor.keyboard.key();
  if (key === '\x1b') return;
  const { text, cursor } = buffer;
  if (lineEnd(text, cursor) - cursor < times) return editor.refuse();
  for (let turn = 0; turn < times; turn++) {
    buffer.remove(cursor + turn, cursor + turn + 1, turn > 0);
    buffer.insert(cursor + turn, key === '\r' ? '\n' : key, true);
  }
  buffer.cursor = cursor + times - 1;
}

function flipCase(editor: Editor, count: number): void {
  const { buffer } = editor;
  for (let turn = 0; turn < Math.max(1, count); turn++) {
    const character = buffer.text.charAt(buffer.cursor);
    const flipped = /[a-z]/.test(character) ? character.toUpperCase() : character.toLowerCase();
    if (/[a-z]/i.test(character)) {
      buffer.remove(buffer.cursor, buffer.cursor + 1, turn > 0);
      buffer.insert(buffer.cursor, flipped, true);
    }
    if (buffer.cursor < lineEnd(buffer.text, buffer.cursor)) buffer.cursor++;
  }
}

function restoreLine(editor: Editor): void {
  const { buffer, registers } = editor;
  const kept = registers.get(LINE);
  if (kept === undefined) return;
  const { start, text } = buffer;
  buffer.remove(start, lineEnd(text, start) + 1);
  buffer.insert(start, kept.text, true);
  buffer.cursor = firstWord(buffer.text, start);
  editor.message = registers.report('Undo', kept.text);
}

async function leave(editor: Editor): Promise<void> {
  const key = await editor.keyboard.key();
  if (key === 'Z') return editor.colon('x');
  if (key === 'Q') return editor.colon('q!');
  editor.refuse();
}

async function moveScreen(editor: Editor): Promise<void> {
  const key = await editor.keyboard.key();
  const row = key === '.' ? Math.floor((editor.screen.rows - 2) / 2) : key === '-' ? editor.screen.rows - 2 : 0;
  editor.screen.showAt(editor, row);
}

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['i', (editor) => insertAt(editor, editor.buffer.cursor)],
  ['Insert', (editor) => insertAt(editor, editor.buffer.cursor)],
  [
    'a',
    (editor) => {
      const { text, cursor } = editor.buffer;
      insertAt(editor, text[cursor] === '\n' ? cursor : cursor + 1);
    },
  ],
  ['I', (editor) => insertAt(editor, firstWord(editor.buffer.text, editor.buffer.cursor))],
  ['A', (editor) => insertAt(editor, lineEnd(editor.buffer.text, editor.buffer.cursor))],
  ['o', (editor) => openLine(editor, true)],
  ['O', (editor) => openLine(editor, false)],
  ['R', replaceFrom],
  ['r', replaceCharacter],
  ['x', (editor, count) => deleteCharacters(editor, count, false)],
  ['Delete', (editor, count) => deleteCharacters(editor, count, false)],
  ['X', (editor, count) => deleteCharacters(editor, count, true)],
  [
    's',
    (editor, count) => {
      deleteCharacters(editor, count, false);
      insertAt(editor, editor.buffer.cursor);
    },
  ],
  ['D', deleteToEnd],
  [
    'C',
    (editor) => {
      deleteToEnd(editor);
      insertAt(editor, editor.buffer.cursor);
    },
  ],
  ['Y', (editor, count) => yankLines(editor, count)],
  ['J', join],
  ['p', (editor, count) => put(editor, count, true)],
  ['P', (editor, count) => put(editor, count, false)],
  ['~', flipCase],
  ['u', undo],
  ['U', restoreLine],
  ['Z', leave],
  ['z', moveScreen],
  [
    'm',
    async (editor) => {
      const name = (await editor.keyboard.key()).toLowerCase();
      if (/^[a-z]$/.test(name)) editor.marks.set(name, editor.buffer.cursor);
      else editor.refuse();
    },
  ],
  [
    ':',
    async (editor) => {
      const line = await editor.readLine(':');
      if (line !== undefined) await editor.colon(line);
    },
  ],
  ['\x02', (editor) => editor.screen.scroll(editor, -(editor.screen.rows - 2))],
  ['PageUp', (editor) => editor.screen.scroll(editor, -(editor.screen.rows - 2))],
  ['\x06', (editor) => editor.screen.scroll(editor, editor.screen.rows - 2)],
  ['PageDown', (editor) => editor.screen.scroll(editor, editor.screen.rows - 2)],
  ['\x04', (editor) => editor.screen.scroll(editor, Math.floor((editor.screen.rows - 2) / 2))],
  ['\x15', (editor) => editor.screen.scroll(editor, -Math.floor((editor.screen.rows - 2) / 2))],
  ['\x05', (editor) => editor.screen.scroll(editor, 1)],
  ['\x19', (editor) => editor.screen.scroll(editor, -1)],
  ['\x0c', (editor) => editor.screen.forget()],
  ['\x12', (editor) => editor.screen.forget()],
  ['\x07', () => {}],
  ['\x03', () => {}],
  ['\x1b', (editor) => editor.refuse()],
]);
