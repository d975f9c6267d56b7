import { EDITED_MAX } from '../../kernel/limits.ts';
import { lineStart } from './lines.ts';

/** Something put in or taken out, as it can be undone. */
export interface Edit {
  readonly kind: 'insert' | 'remove';
  readonly at: number;
  readonly text: string;
  /** Undone together with the one before it. */
  readonly joined: boolean;
}

export interface Undone {
  readonly edit: Edit;
  /** How many edits there were since the file was written. */
  readonly unsaved: number;
}

/** So much that is typed in one go is undone in one go, as in BusyBox. */
const TYPED = 256;

/** The text has outgrown what the sandbox lets be edited. */
export class TextTooLong extends Error {
  readonly kind = 'text too long';
}

/** What is edited: octets as characters of one octet each; the last is a newline. */
export class Buffer {
  text = '\n';
  cursor = 0;
  /** Edits since the file was read or written. */
  unsaved = 0;
  #past: Edit[] = [];
  /** What is being typed, or rubbed out. */
  #typed: Edit | undefined;
  /** The one line of a text of which everything was taken: nobody wrote it. */
  #isEmpty = false;

  readonly #allocate: (octets: number) => void;

  /** @param allocate told of what is put in */
  constructor(allocate: (octets: number) => void) {
    this.#allocate = allocate;
  }

  /** @throws TextTooLong */
  load(text: string): void {
    if (text.length > EDITED_MAX) throw new TextTooLong('out of memory');
    this.text = text === '' || !text.endsWith('\n') ? `${text}\n` : text;
    this.cursor = 0;
    this.unsaved = 0;
    this.#past = [];
    this.#typed = undefined;
    this.#isEmpty = false;
  }

  /** A text has a line at least. */
  fill(): void {
    if (this.text !== '') return;
    this.text = '\n';
    this.#isEmpty = true;
  }

  insert(at: number, text: string, joined = false): void {
    this.commit();
    this.#splice(at, 0, text);
    this.#remember({ kind: 'insert', at, text, joined });
  }

  /** @returns what was there */
  remove(from: number, to: number, joined = false): string {
    this.commit();
    const text = this.text.slice(from, to);
    this.#splice(from, text.length, '');
    this.#remember({ kind: 'remove', at: from, text, joined });
    return text;
  }

  /** A character is typed before the cursor. */
  type(character: string): void {
    const before = this.#typed;
    const goesOn = before?.kind === 'insert' && before.at + before.text.length === this.cursor;
    if (!goesOn) this.commit();
    this.#typed = goesOn
      ? { ...before, text: before.text + character }
      : { kind: 'insert', at: this.cursor, text: character, joined: false };
    this.#splice(this.cursor++, 0, character);
    if (this.#typed.text.length === TYPED) this.commit();
  }

  /** The character before the cursor is rubbed out. */
  rub(): void {
    const before = this.#typed;
    const goesOn = before?.kind === 'remove' && before.at === this.cursor;
    if (!goesOn) this.commit();
    this.cursor--;
    const text = this.text[this.cursor] ?? '';
    this.#typed = goesOn
      ? { ...before, at: this.cursor, text: text + before.text }
      : { kind: 'remove', at: this.cursor, text, joined: false };
    this.#splice(this.cursor, 1, '');
    if (this.#typed.text.length === TYPED) this.commit();
  }

  /** What was typed becomes one edit. */
  commit(): void {
    const typed = this.#typed;
    this.#typed = undefined;
    if (typed !== undefined) this.#remember(typed);
  }

  /** @returns the last that was undone, undefined when nothing is left */
  undo(): Undone | undefined {
    this.commit();
    for (;;) {
      const edit = this.#past.pop();
      if (edit === undefined) return undefined;
      if (this.#isEmpty) this.text = '';
      if (edit.kind === 'insert') this.#splice(edit.at, edit.text.length, '');
      else this.#splice(edit.at, 0, edit.text);
      const unsaved = this.unsaved--;
      if (edit.joined) continue;
      this.cursor = edit.at;
      return { edit, unsaved };
    }
  }

  /** Of the line with the cursor. */
  get start(): number {
    return lineStart(this.text, this.cursor);
  }

  #splice(at: number, count: number, text: string): void {
    this.#isEmpty = false;
    if (this.text.length + text.length > EDITED_MAX) throw new TextTooLong('out of memory');
    this.#allocate(text.length);
    this.text = this.text.slice(0, at) + text + this.text.slice(at + count);
  }

  #remember(edit: Edit): void {
    if (edit.text === '') return;
    this.#past.push(edit);
    this.unsaved++;
  }
}
