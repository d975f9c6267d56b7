import { fromBinaryText } from '../../../kernel/binary-text.ts';
import { Errno } from '../../../kernel/errno.ts';
import { edit, readText, sizeOf } from '../files.ts';
import { firstWord, lineEnd, startOfLine } from '../lines.ts';
import type { Editor } from '../editor.ts';
import type { ColonCall } from './call.ts';

export async function open({ editor, name, force, words }: ColonCall): Promise<void> {
  if (isUnsaved(editor, name, force)) return;
  await edit(editor, words === '' ? editor.path : words);
}

export function rename({ editor, words }: ColonCall): void {
  if (words !== '') editor.path = words;
}

export async function next({ editor, files, name, force }: ColonCall): Promise<void> {
  if (isUnsaved(editor, name, force)) return;
  if (!files.move(1)) return editor.refuse('No more files to edit');
  await edit(editor, files.current);
}

export async function previous({ editor, files, name, force }: ColonCall): Promise<void> {
  if (isUnsaved(editor, name, force)) return;
  if (!files.move(-1)) return editor.refuse('No previous files to edit');
  await edit(editor, files.current);
}

export async function rewind({ editor, files, name, force }: ColonCall): Promise<void> {
  if (isUnsaved(editor, name, force)) return;
  files.rewind();
  await edit(editor, files.current);
  editor.message = undefined;
}

export function quit({ editor, files, name, force }: ColonCall): void {
  if (isUnsaved(editor, name, force)) return;
  if (!force && files.left > 0) return editor.refuse(`${files.left} more file(s) to edit`);
  editor.ended = true;
}

export async function read(call: ColonCall): Promise<void> {
  const { editor, words, lines } = call;
  const path = words === '' ? editor.path : words;
  if (path === undefined) return editor.refuse('No current filename');
  const { buffer } = editor;
  try {
    const text = await readText(editor.process, path);
    const at = lines.given && lines.to === 0 ? 0 : lineEnd(buffer.text, startOfLine(buffer.text, lines.to)) + 1;
    buffer.insert(at, text.endsWith('\n') || text === '' ? text : `${text}\n`);
    buffer.cursor = firstWord(buffer.text, Math.min(at, buffer.text.length - 1));
    editor.message = sizeOf(path, text);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    editor.message = `'${path}' ${error.message}`;
  }
}

export async function write(call: ColonCall): Promise<void> {
  await save(call);
}

export async function writeAndQuit(call: ColonCall): Promise<void> {
  if (await save(call)) quit({ ...call, name: 'wq' });
}

export async function writeChangedAndQuit(call: ColonCall): Promise<void> {
  if (call.editor.buffer.unsaved === 0 || (await save(call))) quit(call);
}

export async function writeAndNext(call: ColonCall): Promise<void> {
  if (await save(call)) await next(call);
}

function isUnsaved(editor: Editor, name: string, force: boolean): boolean {
  if (force || editor.buffer.unsaved === 0) return false;
  editor.message = `No write since last change (:${name.charAt(0)}! overrides)`;
  return true;
}

/** @returns whether it is written */
async function save({ editor, lines, force, words }: ColonCall): Promise<boolean> {
  const { buffer, process } = editor;
  const path = words === '' ? editor.path : words;
  const refuse = (message: string): false => {
    editor.message = message;
    return false;
  };
  if (path === undefined) return refuse('No current filename');
  if (editor.readOnly && !force && path === editor.path) return refuse(`'${path}' is read only`);
  if (!force && path !== editor.path && process.fs.exists(path)) return refuse('File exists (:w! overrides)');
  const from = lines.given ? startOfLine(buffer.text, lines.from) : 0;
  const to = lines.given ? lineEnd(buffer.text, startOfLine(buffer.text, lines.to)) + 1 : buffer.text.length;
  const text = buffer.text.slice(from, to);
  buffer.commit();
  try {
    process.fs.writeFile(path, fromBinaryText(text));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return refuse(`'${path}' ${error.message}`);
  }
  editor.message = sizeOf(path, text);
  editor.path ??= path;
  if (text === buffer.text) buffer.unsaved = 0;
  return true;
}
