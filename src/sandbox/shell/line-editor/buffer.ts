const isWordChar = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** The line that is being typed, and its cursor. */
export class Buffer {
  chars: string[] = [];
  cursor = 0;
  /** What was cut last; ^Y brings it back. */
  killed = '';
  #undo: { readonly chars: string[]; readonly cursor: number }[] = [];

  get text(): string {
    return this.chars.join('');
  }

  set(text: string): void {
    this.chars = [...text];
    this.cursor = this.chars.length;
  }

  remember(): void {
    this.#undo.push({ chars: [...this.chars], cursor: this.cursor });
    if (this.#undo.length > 200) this.#undo.shift();
  }

  undo(): void {
    const before = this.#undo.pop();
    if (before !== undefined) Object.assign(this, before);
  }

  insert(text: string): void {
    this.remember();
    const added = [...text];
    this.chars = [...this.chars.slice(0, this.cursor), ...added, ...this.chars.slice(this.cursor)];
    this.cursor += added.length;
  }

  /** Takes characters out; the cursor stands where they were. */
  remove(from: number, to: number, { kill = false } = {}): void {
    if (to <= from) return;
    this.remember();
    const gone = this.chars.slice(from, to);
    this.chars = [...this.chars.slice(0, from), ...this.chars.slice(to)];
    this.cursor = from;
    if (kill) this.killed = gone.join('');
  }

  move(to: number): void {
    this.cursor = Math.max(0, Math.min(this.chars.length, to));
  }

  /** Start of the word before the cursor; words are letters and digits. */
  wordLeft(): number {
    let at = this.cursor;
    while (at > 0 && !isWordChar(this.chars[at - 1])) at--;
    while (at > 0 && isWordChar(this.chars[at - 1])) at--;
    return at;
  }

  /** End of the word behind the cursor. */
  wordRight(): number {
    let at = this.cursor;
    while (at < this.chars.length && !isWordChar(this.chars[at])) at++;
    while (at < this.chars.length && isWordChar(this.chars[at])) at++;
    return at;
  }

  /** Start of what ^W takes: back to white space. */
  blankLeft(): number {
    let at = this.cursor;
    while (at > 0 && isSpace(this.chars[at - 1])) at--;
    while (at > 0 && !isSpace(this.chars[at - 1])) at--;
    return at;
  }

  /** ^T: exchanges the two characters around the cursor. */
  transpose(): void {
    const at = this.cursor === this.chars.length ? this.cursor - 1 : this.cursor;
    const [left, right] = [this.chars[at - 1], this.chars[at]];
    if (left === undefined || right === undefined) return;
    this.remember();
    this.chars.splice(at - 1, 2, right, left);
    this.cursor = at + 1;
  }

  /** Changes the word behind the cursor: M-u, M-l, M-c. */
  change(how: (word: string) => string): void {
    this.remember();
    const end = this.wordRight();
    const word = [...how(this.chars.slice(this.cursor, end).join(''))];
    this.chars.splice(this.cursor, end - this.cursor, ...word);
    this.cursor += word.length;
  }
}
