import type { Editor } from './editor.ts';
import { firstWord, isBlank, lineEnd, lineLast, lineNumber, lineStart, startOfLine } from './lines.ts';
import { MOTIONS } from './motions.ts';

/** A piece of the text, its end left out. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly lines: boolean;
  /** Where the cursor goes when it is only read. */
  readonly first: number;
  /** By a motion that is meant for one line. */
  readonly inLine?: boolean;
}

export const OPERATORS = 'dcy<>';
const TAKEN = new Set([..."^%$0bBeEfFtThnN/?|{}\b\x7fwWGHL+-gjk'\r\n l"]);

/** d, c, y, < or > over what a motion reaches; doubled, over whole lines. */
export async function operate(editor: Editor, operator: string): Promise<void> {
  const range = await rangeOf(editor, operator);
  if (range === undefined) return editor.registers.release();
  if (operator === '<' || operator === '>') return shift(editor, operator, range);
  take(editor, operator, range);
}

async function rangeOf(editor: Editor, operator: string): Promise<Range | undefined> {
  const { buffer } = editor;
  const from = buffer.cursor;
  const key = await motionKey(editor);
  if (key === operator) return wholeLines(editor, Math.max(1, editor.count) - 1, from);
  const motion = TAKEN.has(key) ? MOTIONS.get(key) : undefined;
  const gone = await motion?.go(editor, editor.count);
  const isWord = key === 'w' || key === 'W';
  const to = gone === undefined || isWord || 'l '.includes(key) ? gone : settled(buffer.text, gone);
  if (motion === undefined || to === undefined || (to === from && motion.takes !== 'lines' && !isWord)) {
    return key === '\x1b' ? undefined : editor.refuse(editor.message);
  }
  const [first, last] = to < from ? [to, from] : [from, to];
  if (motion.takes === 'lines') return linesOf(buffer.text, first, last);
  if (isWord) return { from: first, to: wordsEnd(buffer.text, first, last, operator), lines: false, first };
  if (key === '{' || key === '}') return paragraph(buffer.text, first, last);
  return {
    from: first,
    to: motion.takes === 'with' ? last + 1 : last,
    lines: false,
    first,
    inLine: motion.far !== true,
  };
}

/** Where the cursor would stand: not on the newline, but on an empty line. */
const settled = (text: string, at: number): number => (text[at] === '\n' && at > lineStart(text, at) ? at - 1 : at);

/** A count may stand before the motion, too: 2d3w. */
async function motionKey(editor: Editor): Promise<string> {
  let digits = '';
  for (;;) {
    const key = await editor.keyboard.key();
    if (!/^[0-9]$/.test(key) || (key === '0' && digits === '')) {
      if (digits !== '') editor.count = Math.max(1, editor.count) * Number(digits);
      return key;
    }
    digits += key;
  }
}

/** Y: what yy is. */
export function yankLines(editor: Editor, count: number): void {
  const range = wholeLines(editor, Math.max(1, count) - 1, editor.buffer.cursor);
  if (range !== undefined) take(editor, 'y', range);
}

function wholeLines(editor: Editor, more: number, from: number): Range | undefined {
  const to = more === 0 ? from : MOTIONS.get('j')?.go(editor, more);
  return typeof to === 'number' ? linesOf(editor.buffer.text, from, to) : editor.refuse();
}

const linesOf = (text: string, first: number, last: number): Range => ({
  from: lineStart(text, first),
  to: lineEnd(text, last) + 1,
  lines: true,
  first,
});

/** Blanks after the last word stay where it ends its line, and always when it is changed. */
function wordsEnd(text: string, from: number, to: number, operator: string): number {
  let end = to === text.length - 1 ? to + 1 : to;
  let trimmed = end;
  while (trimmed > from + 1 && /\s/.test(text[trimmed - 1] ?? '')) {
    trimmed--;
    if (text[trimmed] === '\n') end = trimmed;
  }
  return operator === 'c' ? trimmed : end;
}

function paragraph(text: string, from: number, last: number): Range {
  const atEnd = last >= text.length - 2;
  const fromStart = from === lineStart(text, from);
  if (fromStart && (text[last] === '\n' || atEnd))
    return { from, to: atEnd ? text.length : last, lines: true, first: from };
  const to = atEnd ? last + 1 : fromStart ? last : last - 1;
  return { from, to: Math.max(from + 1, to), lines: false, first: from };
}

function take(editor: Editor, operator: string, range: Range): void {
  const { buffer, registers } = editor;
  // From an empty line on BusyBox takes nothing, unless it takes lines.
  if (range.inLine === true && buffer.text[range.from] === '\n') {
    if (operator === 'c') editor.mode = 'insert';
    return;
  }
  const kept = { text: buffer.text.slice(range.from, range.to), lines: range.lines };
  registers.keep(kept);
  editor.message = registers.report(operator === 'y' ? 'Yank' : 'Delete', kept.text);
  registers.release();
  buffer.cursor = operator === 'y' ? range.first : range.from;
  if (operator === 'y') return;
  const indent = range.lines ? kept.text.slice(0, firstWord(kept.text, 0)) : '';
  buffer.remove(range.from, range.to);
  if (operator === 'c') {
    if (range.lines) openInstead(editor, range.from, indent);
    editor.mode = 'insert';
    editor.message = undefined;
  } else if (range.lines && buffer.text !== '') {
    buffer.cursor = firstWord(buffer.text, Math.min(range.from, buffer.text.length - 1));
  }
}

/** An empty line where changed ones were. */
function openInstead(editor: Editor, at: number, indent: string): void {
  const { buffer, settings } = editor;
  const text = settings.autoindent ? indent : '';
  buffer.insert(at, `${text}\n`, true);
  buffer.cursor = at + text.length;
}

function shift(editor: Editor, way: string, { from, to }: Range): void {
  const { buffer, settings } = editor;
  const first = lineNumber(buffer.text, from);
  const lines = lineNumber(buffer.text, Math.max(from, to - 1)) - first + 1;
  let joined = false;
  for (let line = first; line < first + lines; line++) {
    const at = startOfLine(buffer.text, line);
    if (way === '>') {
      if (lineLast(buffer.text, at) === lineEnd(buffer.text, at)) continue;
      buffer.insert(at, settings.expandtab ? ' '.repeat(settings.tabstop) : '\t', joined);
    } else {
      const blanks = indentTaken(buffer.text, at, settings.tabstop);
      if (blanks === 0) continue;
      buffer.remove(at, at + blanks, joined);
    }
    joined = true;
  }
  buffer.cursor = firstWord(buffer.text, startOfLine(buffer.text, first));
}

function indentTaken(text: string, at: number, tab: number): number {
  if (text[at] === '\t') return 1;
  let blanks = 0;
  while (blanks < tab && isBlank(text[at + blanks])) blanks++;
  return blanks;
}
