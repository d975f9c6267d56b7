import { encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { COOKED, type Terminal } from '../../kernel/tty.ts';
import type { Shell } from '../shell.ts';
import { Buffer } from './buffer.ts';
import { commonPrefix, inColumns } from './columns.ts';
import { complete } from './completion.ts';
import { EDITING, type Edit } from './commands.ts';
import { firstKey, type Key } from './keys.ts';
import { Screen } from './screen.ts';

/** What came of a line: it was entered, given up with ^C, or ^D was typed on an empty one. */
export type Outcome =
  { readonly kind: 'line'; readonly text: string } | { readonly kind: 'cancelled' } | { readonly kind: 'end' };

/** Above so many possibilities Tab asks first. */
const ASK_ABOVE = 100;
const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';
const MORE = Symbol('more');

/** The line editor of an interactive shell: readline's emacs keys. */
export class LineEditor {
  readonly #shell: Shell;
  readonly #terminal: Terminal;
  readonly #bracketed: boolean;
  readonly #screen: Screen;
  readonly #buffer = new Buffer();
  readonly #decoder = new TextDecoder('utf-8');
  #prompt = '';
  /** Typed text that hasn't been read as keys yet. */
  #typed = '';
  /** Where in the history the line comes from; its length: it is a new one. */
  #position = 0;
  #draft = '';
  #tabs = 0;
  #search: { query: string; at: number; readonly before: string } | undefined;
  #resized = false;

  constructor(shell: Shell, terminal: Terminal, { bracketedPaste }: { bracketedPaste: boolean }) {
    this.#shell = shell;
    this.#terminal = terminal;
    this.#bracketed = bracketedPaste;
    this.#screen = new Screen(terminal.size.columns);
  }

  /** To be called when the terminal has another size. */
  resized(): void {
    this.#resized = true;
  }

  get #history(): readonly string[] {
    return this.#shell.history;
  }

  async readLine(prompt: string): Promise<Outcome> {
    const terminal = this.#terminal;
    const before = terminal.termios;
    terminal.termios = { ...COOKED, canonical: false, echo: false, signals: false };
    this.#buffer.set('');
    this.#buffer.cursor = 0;
    this.#position = this.#history.length;
    this.#draft = '';
    this.#search = undefined;
    this.#prompt = prompt;
    await this.#write((this.#bracketed ? '\x1b[?2004h' : '') + this.#screen.begin(prompt, terminal.size.columns));
    try {
      return await this.#loop();
    } finally {
      if (this.#typed !== '') {
        this.#shell.file(0)?.unread(encode(this.#typed));
        this.#typed = '';
      }
      terminal.termios = before;
    }
  }

  async #loop(): Promise<Outcome> {
    for (;;) {
      const next = firstKey(this.#typed);
      if (next !== undefined) {
        this.#typed = this.#typed.slice(next.length);
        const outcome = await this.#key(next.key);
        if (outcome !== MORE) return outcome;
        if (firstKey(this.#typed) === undefined) await this.#draw();
        continue;
      }
      await this.#draw();
      const outcome = await this.#readMore();
      if (outcome !== MORE) return outcome;
    }
  }

  async #readMore(): Promise<Outcome | typeof MORE> {
    try {
      const bytes = await this.#shell.process.read(0, 4096);
      if (bytes === null) return { kind: 'end' };
      this.#typed += this.#decoder.decode(bytes, { stream: true });
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EINTR') throw error;
      if (this.#shell.interrupted) return this.#cancel();
      if (this.#resized) await this.#redraw();
    }
    return MORE;
  }

  async #write(text: string): Promise<void> {
    if (text !== '') await this.#shell.process.write(2, text);
  }

  async #draw(): Promise<void> {
    if (this.#search !== undefined) return;
    await this.#write(this.#screen.update(this.#buffer.chars, this.#buffer.cursor));
  }

  async #redraw(): Promise<void> {
    this.#resized = false;
    const erase = this.#screen.erase();
    const last = this.#prompt.slice(this.#prompt.lastIndexOf('\n') + 1);
    await this.#write(erase + this.#screen.begin(last, this.#terminal.size.columns));
    await this.#draw();
  }

  async #cancel(): Promise<Outcome> {
    this.#shell.interrupted = false;
    await this.#leaveSearch();
    await this.#draw();
    await this.#write(`${this.#screen.finish()}^C\n${this.#leave()}`);
    this.#typed = '';
    return { kind: 'cancelled' };
  }

  #leave(): string {
    return this.#bracketed ? '\x1b[?2004l\r' : '';
  }

  async #accept(): Promise<Outcome> {
    await this.#leaveSearch();
    this.#buffer.move(this.#buffer.chars.length);
    await this.#draw();
    await this.#write(`${this.#screen.finish()}\n${this.#leave()}`);
    return { kind: 'line', text: this.#buffer.text };
  }

  async #key(key: Key): Promise<Outcome | typeof MORE> {
    const isTab = key.kind === 'control' && key.letter === 'i';
    if (!isTab) this.#tabs = 0;
    if (this.#search !== undefined && (await this.#searchKey(key))) return MORE;
    const buffer = this.#buffer;
    switch (key.kind) {
      case 'text':
        buffer.insert(key.text);
        return MORE;
      case 'paste':
        return this.#paste(key.text);
      case 'ignored':
        return MORE;
      case 'control':
        switch (key.letter) {
          case 'j':
          case 'm':
            return this.#accept();
          case 'c':
            return this.#cancel();
          case 'd':
            if (buffer.chars.length === 0) {
              await this.#write(this.#bracketed ? `${this.#leave()}\n` : '');
              return { kind: 'end' };
            }
            break;
          case 'i':
            await this.#tab();
            return MORE;
          case 'l':
            await this.#write(`\x1b[H\x1b[2J${this.#screen.begin(this.#prompt, this.#terminal.size.columns)}`);
            return MORE;
          case 'r':
            this.#search = { query: '', at: this.#history.length, before: buffer.text };
            await this.#showSearch();
            return MORE;
          case 'p':
            this.#recall(-1);
            return MORE;
          case 'n':
            this.#recall(1);
            return MORE;
        }
        break;
      case 'named':
        if (key.name === 'up' || key.name === 'down') {
          this.#recall(key.name === 'up' ? -1 : 1);
          return MORE;
        }
        break;
      case 'meta':
        if (key.letter === '.' || key.letter === '_') {
          buffer.insert(this.#history.at(-1)?.split(/\s+/).at(-1) ?? '');
          return MORE;
        }
    }
    const edit: Edit | undefined = EDITING[key.kind]?.[key.kind === 'named' ? key.name : key.letter];
    if (edit === undefined) await this.#write('\x07');
    else edit(buffer);
    return MORE;
  }

  /** Pasted lines are entered one after another; the rest waits as a paste of its own. */
  #paste(text: string): Promise<Outcome> | typeof MORE {
    const plain = text.replace(/\r\n?/g, '\n');
    const newline = plain.indexOf('\n');
    if (newline < 0) {
      this.#buffer.insert(plain);
      return MORE;
    }
    this.#buffer.insert(plain.slice(0, newline));
    const rest = plain.slice(newline + 1);
    if (rest !== '') this.#typed = PASTE_START + rest + PASTE_END + this.#typed;
    return this.#accept();
  }

  #recall(step: -1 | 1): void {
    const to = this.#position + step;
    if (to < 0 || to > this.#history.length) return;
    if (this.#position === this.#history.length) this.#draft = this.#buffer.text;
    this.#position = to;
    this.#buffer.set(to === this.#history.length ? this.#draft : (this.#history[to] ?? ''));
  }

  async #tab(): Promise<void> {
    const buffer = this.#buffer;
    const { length, candidates, show } = await complete(this.#shell, buffer.chars.slice(0, buffer.cursor).join(''));
    this.#tabs++;
    const [only] = candidates;
    if (only === undefined) {
      await this.#write('\x07');
      return;
    }
    const before = buffer.chars.slice(0, buffer.cursor).join('');
    const typed = before.slice(before.length - length);
    const prefix = candidates.length === 1 ? only : commonPrefix(candidates.map((each) => each.trimEnd()));
    if (candidates.length === 1 || prefix.length > length) {
      buffer.remove(buffer.cursor - [...typed].length, buffer.cursor);
      buffer.insert(prefix);
      this.#tabs = 0;
      if (candidates.length > 1) await this.#write('\x07');
      return;
    }
    if (this.#tabs < 2) await this.#write('\x07');
    else await this.#list(candidates.map(show));
  }

  async #list(names: readonly string[]): Promise<void> {
    await this.#write(`${this.#screen.finish()}\n`);
    let shown = true;
    if (names.length > ASK_ABOVE) {
      await this.#write(`Display all ${names.length} possibilities? (y or n)`);
      shown = /^[yY ]/.test(await this.#answer());
      await this.#write('\n');
    }
    if (shown) await this.#write(inColumns(names, this.#terminal.size.columns));
    await this.#write(this.#screen.begin(this.#prompt, this.#terminal.size.columns));
  }

  async #answer(): Promise<string> {
    while (this.#typed === '') if ((await this.#readMore()) !== MORE) return 'n';
    const answer = this.#typed.charAt(0);
    this.#typed = this.#typed.slice(1);
    return answer;
  }

  /** A key during ^R. False: the search is over, the key means what it always does. */
  async #searchKey(key: Key): Promise<boolean> {
    const search = this.#search;
    if (search === undefined) return false;
    if (key.kind === 'text') {
      search.query += key.text;
      this.#find(search.at + 1);
    } else if (key.kind === 'named' && key.name === 'backspace') search.query = search.query.slice(0, -1);
    else if (key.kind === 'control' && key.letter === 'r') this.#find(search.at);
    else if (key.kind === 'control' && key.letter === 'g') {
      this.#buffer.set(search.before);
      await this.#leaveSearch();
      return true;
    } else {
      await this.#leaveSearch();
      return false;
    }
    await this.#showSearch();
    return true;
  }

  /** Looks back from before a place in the history. */
  #find(before: number): void {
    const search = this.#search;
    if (search === undefined || search.query === '') return;
    for (let at = Math.min(before, this.#history.length) - 1; at >= 0; at--) {
      const line = this.#history[at] ?? '';
      const place = line.lastIndexOf(search.query);
      if (place < 0) continue;
      search.at = this.#position = at;
      this.#buffer.set(line);
      this.#buffer.move([...line.slice(0, place)].length);
      return;
    }
  }

  async #showSearch(): Promise<void> {
    const found = this.#search?.query === '' || this.#buffer.text.includes(this.#search?.query ?? '');
    const head = `(${found ? '' : 'failed '}reverse-i-search)\`${this.#search?.query ?? ''}': `;
    const erase = this.#screen.erase();
    await this.#write(erase + this.#screen.begin(head, this.#terminal.size.columns));
    await this.#write(this.#screen.update(this.#buffer.chars, this.#buffer.cursor));
  }

  async #leaveSearch(): Promise<void> {
    if (this.#search === undefined) return;
    this.#search = undefined;
    await this.#redraw();
  }
}
