import type { Editor } from './editor.ts';
import { ESCAPE, INTERRUPT, isBackspace } from './keyboard.ts';
import { firstWord, isBlank, lineEnd, lineStart } from './lines.ts';
import { undo } from './undo.ts';

const isText = (key: string): boolean => key.length === 1;

/** A key in insert or replace mode. @returns whether it was one that writes; others move */
export async function type(editor: Editor, key: string): Promise<boolean> {
  if (key === 'Insert') {
    editor.mode = editor.mode === 'insert' ? 'replace' : 'insert';
    return true;
  }
  if (!isText(key)) return false;
  if (key === ESCAPE || key === INTERRUPT) leave(editor);
  else if (isBackspace(key)) rub(editor);
  else if (key === '\x16') write(editor, await editor.keyboard.key());
  else if (key === '\t' && editor.settings.expandtab) fill(editor);
  else if (key === '\r' || key === '\n') breakLine(editor);
  else write(editor, key);
  return true;
}

/** Begins to insert. */
export function insertAt(editor: Editor, at: number): void {
  editor.buffer.commit();
  editor.buffer.cursor = at;
  editor.mode = 'insert';
}

export function replaceFrom(editor: Editor): void {
  editor.buffer.commit();
  editor.replacedFrom = editor.buffer.cursor;
  editor.mode = 'replace';
}

function leave(editor: Editor): void {
  const { buffer } = editor;
  editor.mode = 'command';
  buffer.commit();
  // An indent that nothing follows goes.
  const { start, cursor } = buffer;
  const indent = buffer.text.slice(start, cursor);
  if (
    editor.settings.autoindent &&
    indent !== '' &&
    editor.indented === start &&
    /^[ \t]*\n/.test(buffer.text.slice(start))
  ) {
    buffer.remove(start, cursor, true);
    buffer.cursor = start;
  } else if (cursor > start) buffer.cursor--;
  editor.indented = undefined;
}

function write(editor: Editor, character: string): void {
  const { buffer, mode } = editor;
  if (mode === 'replace' && buffer.text[buffer.cursor] === '\n') insertAt(editor, buffer.cursor);
  else if (mode === 'replace') {
    buffer.remove(buffer.cursor, buffer.cursor + 1);
    buffer.insert(buffer.cursor++, character, true);
    return;
  }
  buffer.type(character);
}

function rub(editor: Editor): void {
  const { buffer, mode } = editor;
  if (mode === 'replace') {
    if (buffer.cursor <= editor.replacedFrom) return;
    const at = buffer.cursor - 1;
    undo(editor);
    buffer.cursor = at;
  } else if (buffer.cursor > 0) buffer.rub();
}

/** Blanks up to the next tab stop. */
function fill(editor: Editor): void {
  const { buffer, settings } = editor;
  const column = buffer.cursor - buffer.start;
  for (let blank = settings.tabstop - (column % settings.tabstop); blank > 0; blank--) write(editor, ' ');
}

function breakLine(editor: Editor): void {
  const { buffer, settings } = editor;
  const indent = buffer.text.slice(buffer.start, Math.min(firstWord(buffer.text, buffer.cursor), buffer.cursor));
  buffer.commit();
  write(editor, '\n');
  if (!settings.autoindent) return;
  while (isBlank(buffer.text[buffer.cursor]) && indent !== '') buffer.remove(buffer.cursor, buffer.cursor + 1, true);
  for (const blank of indent) buffer.type(blank);
  editor.indented = lineStart(buffer.text, buffer.cursor);
}

/** A new line below the cursor's, or above it. */
export function openLine(editor: Editor, below: boolean): void {
  const { buffer, settings } = editor;
  const { start, text } = buffer;
  const indent = settings.autoindent ? text.slice(start, firstWord(text, start)) : '';
  const at = below ? lineEnd(text, start) : start;
  buffer.insert(at, below ? `\n${indent}` : `${indent}\n`);
  insertAt(editor, below ? at + 1 + indent.length : at + indent.length);
  editor.indented = indent === '' ? undefined : buffer.start;
}
