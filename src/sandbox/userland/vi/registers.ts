import { newlines } from './lines.ts';

export interface Kept {
  readonly text: string;
  readonly lines: boolean;
}

/** What nobody gave a name to. */
export const DEFAULT = 'D';
/** The line as it was before it was changed: what U brings back. */
export const LINE = 'U';

export class Registers {
  readonly #kept = new Map<string, Kept>();
  /** Which one the next command uses. */
  chosen = DEFAULT;

  get(name = this.chosen): Kept | undefined {
    return this.#kept.get(name);
  }

  keep(kept: Kept, name = this.chosen): void {
    this.#kept.set(name, kept);
  }

  /** The next command uses the one without a name. */
  release(): void {
    this.chosen = DEFAULT;
  }

  /** BusyBox's line about what was done with a register. */
  report(deed: string, text: string, times = 1, way = 'from'): string {
    return `${deed} ${newlines(text) * times} lines (${text.length * times} chars) ${way} [${this.chosen}]`;
  }
}
