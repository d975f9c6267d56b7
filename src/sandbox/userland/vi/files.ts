import { toBinaryText } from '../../kernel/binary-text.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';
import { readInput } from '../tool/input.ts';
import type { Editor } from './editor.ts';
import { newlines } from './lines.ts';

/** The files named on the command line, and which one is being edited. */
export class Files {
  readonly #names: readonly string[];
  #at = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  get current(): string | undefined {
    return this.#names[this.#at];
  }

  /** How many come after it. */
  get left(): number {
    return Math.max(0, this.#names.length - 1 - this.#at);
  }

  /** @returns whether there is another in this direction */
  move(step: 1 | -1): boolean {
    if (this.#names[this.#at + step] === undefined) return false;
    this.#at += step;
    return true;
  }

  rewind(): void {
    this.#at = 0;
  }
}

export const sizeOf = (path: string, text: string): string => `'${path}' ${newlines(text)}L, ${text.length}C`;

/** @throws {Errno} */
export const readText = async (process: Process, path: string): Promise<string> =>
  toBinaryText(await readInput(process, path));

/** Begins to edit a file, or the one that will be made under this name. */
export async function edit(editor: Editor, path: string | undefined): Promise<void> {
  const { buffer, process } = editor;
  editor.path = path;
  let text = '';
  let isNew = false;
  if (path !== undefined) {
    try {
      text = await readText(process, path);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (error.code === 'ENOENT') isNew = true;
      else editor.message = `'${path}' ${error.message}`;
    }
  }
  buffer.load(text);
  editor.begin();
  if (path !== undefined && editor.message === undefined)
    editor.message = isNew ? `'${path}' [New file] 1L, 1C` : sizeOf(path, buffer.text);
}
