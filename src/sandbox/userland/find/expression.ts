import { Errno } from '../../kernel/errno.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Call } from '../tool/call.ts';
import { quoteName } from '../tool/quote.ts';
import { lookUp } from '../tool/run-program.ts';
import { primary } from './primary.ts';
import type { Test } from './visited.ts';

interface Batch {
  readonly command: readonly string[];
  readonly paths: string[];
}

/** `find`'s operators, and what holds for all of the walk. */
export class Expression {
  minDepth = 0;
  maxDepth = Infinity;
  depthFirst = false;
  /** Symlinks are what they point to. */
  follow = false;
  /** Directories of other file systems are told, not entered. */
  staysOnDevice = false;
  pruned = false;
  status = 0;
  readonly call: Call;
  readonly words: string[];
  readonly batches: Batch[] = [];
  acts = false;

  constructor(call: Call, words: readonly string[]) {
    this.call = call;
    this.words = [...words];
  }

  async compile(): Promise<Test> {
    const test = this.words.length === 0 ? () => true : await this.#list();
    const extra = this.words[0];
    if (extra === ')') return this.call.die(this.call.gnu ? "you have too many ')'" : `unrecognized: ${extra}`);
    if (extra !== undefined) return this.unknown(extra);
    if (this.acts) return test;
    return async (file) => {
      if (!(await test(file))) return false;
      this.call.print(`${file.path}\n`);
      return true;
    };
  }

  /** Runs what `-exec … +` has gathered. */
  async finish(): Promise<void> {
    for (const { command, paths } of this.batches) {
      if (paths.length > 0 && (await this.execute([...command, ...paths])) !== 0) this.status = 1;
    }
  }

  async unknown(word: string): Promise<never> {
    if (!this.call.gnu) return this.call.misuse(`unrecognized: ${word}`);
    if (word.startsWith('-')) return this.call.die(`unknown predicate \`${word}'`);
    await this.call.warn(`paths must precede expression: \`${word}'`);
    return this.call.process.exit(1);
  }

  async #list(): Promise<Test> {
    let test = await this.#or();
    while (this.words[0] === ',') {
      this.words.shift();
      const [first, second] = [test, await this.#or()];
      test = async (file) => {
        await first(file);
        return second(file);
      };
    }
    return test;
  }

  async #or(): Promise<Test> {
    let test = await this.#and();
    while (this.words[0] === '-o' || this.words[0] === '-or') {
      this.words.shift();
      const [first, second] = [test, await this.#and()];
      test = async (file) => (await first(file)) || (await second(file));
    }
    return test;
  }

  async #and(): Promise<Test> {
    let test = await this.#not();
    for (
      let word = this.words[0];
      word !== undefined && !['-o', '-or', ')', ','].includes(word);
      word = this.words[0]
    ) {
      if (word === '-a' || word === '-and') this.words.shift();
      const [first, second] = [test, await this.#not()];
      test = async (file) => (await first(file)) && (await second(file));
    }
    return test;
  }

  async #not(): Promise<Test> {
    if (this.words[0] !== '!' && this.words[0] !== '-not') return this.#primary();
    this.words.shift();
    const test = await this.#not();
    return async (file) => !(await test(file));
  }

  async value(word: string): Promise<string> {
    const value = this.words.shift();
    if (value !== undefined) return value;
    return this.call.die(this.call.gnu ? `missing argument to \`${word}'` : `${word} requires an argument`);
  }

  async #primary(): Promise<Test> {
    const word = this.words.shift();
    if (word === undefined) return this.call.die('expected an expression');
    if (word !== '(') return primary(this, word);
    const test = await this.#list();
    if (this.words.shift() !== ')')
      return this.call.die(`invalid expression; I was expecting to find a ')' somewhere but did not see one.`);
    return test;
  }

  async execute(argv: readonly string[]): Promise<number> {
    const { process } = this.call;
    await this.call.flush();
    try {
      const child = process.spawn(lookUp(process, argv));
      return exitCode(await process.wait(child));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await this.call.complain(
        this.call.gnu ? `${quoteName(argv[0] ?? '')}: ${error.message}` : `${argv[0] ?? ''}: ${error.message}`,
      );
      return 1;
    }
  }
}
