import { Errno } from '../../kernel/errno.ts';
import { globRegex } from '../text/glob.ts';
import type { Call } from '../tool/call.ts';

/** What making and reading an archive have in common. */
export class Archiver {
  protected readonly call: Call;
  protected readonly file: string;
  readonly #excluded: readonly RegExp[];
  #failed = false;

  constructor(call: Call) {
    this.call = call;
    this.file = call.value('f') ?? '-';
    this.#excluded = call.options.values('exclude').map((pattern) => globRegex(pattern.replace(/\/$/, '')));
  }

  protected excludes(path: string): boolean {
    const parts = path.split('/');
    return this.#excluded.some(
      (pattern) => parts.some((_, index) => pattern.test(parts.slice(index).join('/'))) || pattern.test(path),
    );
  }

  protected async leave(): Promise<number> {
    if (!this.#failed) return 0;
    if (this.call.gnu) await this.call.warn('Exiting with failure status due to previous errors');
    return this.call.gnu ? 2 : 1;
  }

  protected async complain(words: string): Promise<void> {
    this.#failed = true;
    await this.call.warn(words);
  }

  /** Goes to the directory of -C. */
  protected async enter(): Promise<void> {
    const { process } = this.call;
    for (const directory of this.call.options.values('C')) {
      try {
        process.fs.chdir(directory);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        if (!this.call.gnu) await this.call.die(`can't change directory to '${directory}': ${error.message}`);
        await this.call.warn(`${directory}: Cannot open: ${error.message}`);
        await this.call.die('Error is not recoverable: exiting now', 2);
      }
    }
  }

  protected async tell(path: string, fd: 1 | 2): Promise<void> {
    if (!this.call.has('v')) return;
    if (fd === 1) this.call.print(`${path}\n`);
    else await this.call.process.err(`${path}\n`);
  }
}
