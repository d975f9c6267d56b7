import { toBinaryText } from '../../kernel/binary-text.ts';
import type { Process } from '../../kernel/process.ts';

const SEQUENCES: ReadonlyMap<string, string> = new Map([
  ...['[A', 'OA'].map((sequence) => [sequence, 'Up'] as const),
  ...['[B', 'OB'].map((sequence) => [sequence, 'Down'] as const),
  ...['[C', 'OC'].map((sequence) => [sequence, 'Right'] as const),
  ...['[D', 'OD'].map((sequence) => [sequence, 'Left'] as const),
  ...['[H', 'OH', '[1~', '[7~'].map((sequence) => [sequence, 'Home'] as const),
  ...['[F', 'OF', '[4~', '[8~'].map((sequence) => [sequence, 'End'] as const),
  ['[2~', 'Insert'],
  ['[3~', 'Delete'],
  ['[5~', 'PageUp'],
  ['[6~', 'PageDown'],
]);

export const ESCAPE = '\x1b';
export const RETURN = '\r';
/** ^C and ^Z. */
export const INTERRUPT = '\x03';
export const SUSPEND = '\x1a';
export const isBackspace = (key: string): boolean => key === '\x7f' || key === '\b';

/** Thrown where there is nobody to type any more. */
export class NoKeyboard extends Error {
  readonly kind = 'no keyboard';
}

/** Keys, one at a time: a character of one octet, or the name of a key that sends more. */
export class Keyboard {
  readonly #process: Process;
  #typed = '';
  #again: string[] = [];
  #log: string[] | undefined;

  constructor(process: Process) {
    this.#process = process;
  }

  /** More has been typed than was read. */
  get waiting(): boolean {
    return this.#again.length > 0 || this.#typed !== '';
  }

  /** @throws NoKeyboard */
  async key(): Promise<string> {
    const key = this.#again.shift() ?? (await this.#next());
    this.#log?.push(key);
    return key;
  }

  async #next(): Promise<string> {
    if (this.#typed === '') {
      const bytes = await this.#process.read(0, 4096);
      if (bytes === null) throw new NoKeyboard("can't read user input");
      this.#typed = toBinaryText(bytes);
    }
    if (this.#typed.startsWith(ESCAPE)) {
      for (const [sequence, name] of SEQUENCES) {
        if (this.#typed.startsWith(sequence, 1)) {
          this.#typed = this.#typed.slice(1 + sequence.length);
          return name;
        }
      }
    }
    const key = this.#typed.charAt(0);
    this.#typed = this.#typed.slice(1);
    return key;
  }

  /** Remembers the keys of a command from its first on. */
  record(first: string): void {
    this.#log = [first];
  }

  /** @returns the keys of the command, undefined when none were remembered */
  recorded(): readonly string[] | undefined {
    const log = this.#log;
    this.#log = undefined;
    return log;
  }

  /** Types keys once more. */
  repeat(keys: readonly string[]): void {
    this.#again = [...keys];
  }
}
