import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of answers that no build has added to for so long, ms: their maker is gone. */
const FORGOTTEN = 7 * 24 * 3600 * 1000;

/** Where builds keep what they worked out, from the project's folder; `DRYDOCK_CACHE` names another place. */
export const keptFolder = (): string => process.env['DRYDOCK_CACHE'] ?? join('node_modules', '.cache', 'drydock');

/** @returns 32 hexadecimal digits */
export const digestOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 32);
};

/** Answers that a build worked out, for the next one: each by its question, all by the program that found them. */
export class Kept {
  readonly folder: string;
  #files = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * @param name of what is kept
   * @param maker all that answers depend on beside their question: another program, other answers
   */
  static async open(name: string, maker: string): Promise<Kept> {
    const home = join(keptFolder(), name);
    const folder = join(home, maker);
    await mkdir(folder, { recursive: true });
    await forget(home, maker);
    return new Kept(folder);
  }

  async get(question: string): Promise<Buffer | undefined> {
    try {
      return await readFile(join(this.folder, question));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whole or not at all: two builds may keep the same answer at a time. */
  async put(question: string, answer: string | Uint8Array): Promise<void> {
    this.#files += 1;
    const half = join(this.folder, `.${process.pid}-${this.#files}`);
    await writeFile(half, answer);
    await rename(half, join(this.folder, question));
  }
}

async function forget(home: string, maker: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name === maker) continue;
    const { mtimeMs } = await stat(join(home, name));
    if (Date.now() - mtimeMs > FORGOTTEN) await rm(join(home, name), { recursive: true, force: true });
  }
}
