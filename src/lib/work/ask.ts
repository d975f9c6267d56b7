import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { digestOf, Kept } from './kept.ts';
import { Threads } from './threads.ts';
import type { Work } from './thread.ts';

/** What was made for CommonJS asks for `require`. */
const BANNER = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** From the project's folder: in a build this module itself lies elsewhere. */
const PROGRAM = join('src', 'lib', 'work', 'thread.ts');

/** Answers the questions of a build: from what is kept, else in a thread. */
export class Office {
  readonly #kept: Kept;
  readonly #threads: Threads;

  private constructor(kept: Kept, threads: Threads) {
    this.#kept = kept;
    this.#threads = threads;
  }

  /**
   * Bundles the program with all that it imports: threads load it as one file, and answers are kept by what it says.
   * @param program from the project's folder
   */
  static async open(program: string): Promise<Office> {
    const { outputFiles } = await build({
      entryPoints: [program],
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      write: false,
      banner: { js: BANNER },
    });
    const text = outputFiles[0]?.text ?? '';
    const kept = await Kept.open('work', digestOf(text, process.version));
    await kept.put('thread.mjs', text);
    return new Office(kept, new Threads(resolve(kept.folder, 'thread.mjs')));
  }

  async ask(kind: string, input: unknown): Promise<unknown> {
    const key = digestOf(kind, JSON.stringify(input));
    const known = await this.#kept.get(key);
    if (known !== undefined) return (JSON.parse(known.toString()) as { answer?: unknown }).answer;
    const answer = await this.#threads.ask({ kind, input });
    await this.#kept.put(key, answer);
    return (JSON.parse(answer) as { answer?: unknown }).answer;
  }
}

/** The configuration and the pages are two programs in one process, each with modules of its own. */
const shared = globalThis as { drydockOffice?: Promise<Office> };

/**
 * Has a piece of work of `thread.ts` done.
 * @param input all that the answer depends on, as JSON
 */
export async function ask<Kind extends keyof Work>(
  kind: Kind,
  input: Parameters<Work[Kind]>[0],
): Promise<Awaited<ReturnType<Work[Kind]>>> {
  const office = await (shared.drydockOffice ??= Office.open(PROGRAM));
  return (await office.ask(kind, input)) as Awaited<ReturnType<Work[Kind]>>;
}
