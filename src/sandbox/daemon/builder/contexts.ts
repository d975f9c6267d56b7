import { decode } from '../../kernel/bytes.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import { unpackTree } from '../../kernel/fs/pack.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import type { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import { readAnyArchive } from './archive.ts';
import { BuildError } from './failure.ts';
import type { Progress } from './progress.ts';

const ROOT = { uid: 0, gid: 0 };

/** Directories that the client sends: the build context, and those of --build-context. */
export class Contexts {
  readonly #daemon: Daemon;
  readonly #body: ByteStream;
  readonly #progress: Progress;
  #trees = new Map<string, { readonly tree: TreeFileSystem; readonly bytes: number }>();

  constructor(daemon: Daemon, body: ByteStream, progress: Progress) {
    this.#daemon = daemon;
    this.#body = body;
    this.#progress = progress;
  }

  /** Asks the client for its files, all at once: there is one body. */
  async fetch(names: readonly string[]): Promise<void> {
    const wanted = names.filter((name) => !this.#trees.has(name));
    if (wanted.length === 0) return;
    this.#progress.send({ type: 'need', contexts: wanted });
    const entries = (await readAnyArchive(this.#daemon, await this.#body.readAll())) ?? [];
    for (const name of wanted) {
      const prefix = `context-${name}/`;
      const own = entries
        .filter(({ path }) => path.startsWith(prefix) && path !== prefix)
        .map((entry) => ({
          ...entry,
          path: entry.path.slice(prefix.length),
          ...(entry.type === 'hardlink' && { target: (entry.target ?? '').slice(prefix.length) }),
        }));
      this.#keep(name, own);
    }
  }

  /** A tar on the client's standard input. @returns the text of a file in it */
  async receiveArchive(): Promise<(path: string) => string | undefined> {
    const entries = await readAnyArchive(this.#daemon, await this.#body.readAll());
    const tree = this.#keep('', entries ?? []);
    return (path) => {
      const names = path.split('/').filter((name) => name !== '' && name !== '.');
      return tree.stat(names)?.type === 'file' ? decode(tree.read(names)) : undefined;
    };
  }

  /** A context that nobody gave: there is nothing in it. */
  addEmpty(name: string): void {
    this.#keep(name, []);
  }

  tree(name: string): TreeFileSystem {
    const found = this.#trees.get(name);
    if (found === undefined) throw new BuildError(`no context ${name}`);
    return found.tree;
  }

  /** Bytes that were sent. */
  size(name: string): number {
    return this.#trees.get(name)?.bytes ?? 0;
  }

  dispose(): void {
    for (const { tree } of this.#trees.values()) tree.dispose();
    this.#trees = new Map();
  }

  #keep(name: string, entries: readonly TarEntry[]): TreeFileSystem {
    const tree = overlayTree(this.#daemon);
    unpackTree(tree, entries, { owner: ROOT });
    const bytes = entries.reduce((sum, { content }) => sum + contentSize(content), 0);
    this.#trees.set(name, { tree, bytes });
    return tree;
  }
}

const contentSize = (content: TarEntry['content']): number =>
  content === undefined ? 0 : 'head' in content ? content.size : content.length;
