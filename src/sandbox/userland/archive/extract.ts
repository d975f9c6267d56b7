import type { Bytes } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { readTar, TarError, type TarEntry } from '../../kernel/fs/tar.ts';
import { globRegex } from '../text/glob.ts';
import type { Call } from '../tool/call.ts';
import { readInput } from '../tool/input.ts';
import { Archiver } from './archiver.ts';
import { decompress, isGzip } from './gzip.ts';
import { contentOf, longLine } from './long-line.ts';

/** `tar t` and `tar x`. */
export class Reading extends Archiver {
  async #read(): Promise<TarEntry[]> {
    const call = this.call;
    let bytes: Bytes;
    try {
      bytes = await readInput(call.process, this.file);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (!call.gnu) return call.die(`can't open '${this.file}': ${error.message}`);
      await call.warn(`${this.file}: Cannot open: ${error.message}`);
      return call.die('Error is not recoverable: exiting now', 2);
    }
    if (call.has('z') && !isGzip(bytes)) {
      if (!call.gnu) return call.die('invalid magic');
      await call.process.err('\ngzip: stdin: not in gzip format\n');
      await call.warn('Child returned status 1');
      return call.die('Error is not recoverable: exiting now', 2);
    }
    const plain = isGzip(bytes) ? (decompress(bytes) ?? new Uint8Array(0)) : bytes;
    try {
      return readTar(plain);
    } catch (error) {
      if (!(error instanceof TarError)) throw error;
      if (!call.gnu) return call.die(plain.length < 512 ? 'short read' : 'invalid tar magic');
      await call.warn('This does not look like a tar archive');
      if (plain.length >= 512) await call.warn('Skipping to next header');
      return call.die('Exiting with failure status due to previous errors', 2);
    }
  }

  /** Members that the operands name, all without operands. */
  async #chosen(): Promise<TarEntry[]> {
    const entries = await this.#read();
    const wanted = this.call.operands.map((path) => ({
      path: path.replace(/\/+$/, ''),
      found: false,
      glob: globRegex(path),
    }));
    const chosen = entries.filter(({ path }) => {
      const plain = path.replace(/\/+$/, '');
      if (this.excludes(plain)) return false;
      if (wanted.length === 0) return true;
      const hits = wanted.filter(
        (want) =>
          plain === want.path ||
          plain.startsWith(`${want.path}/`) ||
          (this.call.has('wildcards') && want.glob.test(plain)),
      );
      for (const hit of hits) hit.found = true;
      return hits.length > 0;
    });
    for (const { path, found } of wanted) {
      if (!found)
        await this.complain(this.call.gnu ? `${path}: Not found in archive` : `${path}: not found in archive`);
    }
    return chosen;
  }

  async list(): Promise<number> {
    for (const entry of await this.#chosen()) {
      this.call.print(this.call.has('v') ? longLine(entry, this.call.gnu) : `${entry.path}\n`);
      await this.call.drain();
    }
    return this.leave();
  }

  async extract(): Promise<number> {
    const call = this.call;
    const entries = await this.#chosen();
    await this.enter();
    const directories: TarEntry[] = [];
    let stripped = false;
    for (const entry of entries) {
      await call.process.step();
      if (entry.path.startsWith('/') && !call.has('P') && !stripped) {
        stripped = true;
        await call.warn(call.gnu ? "Removing leading `/' from member names" : "removing leading '/' from member names");
      }
      const levels = Number(call.value('strip-components') ?? 0);
      const path = strip(call.has('P') ? entry.path : entry.path.replace(/^\/+/, ''), levels);
      if (path === '' || path.split('/').includes('..')) continue;
      if (call.has('O')) {
        if (entry.type === 'file') call.print(contentOf(entry));
        continue;
      }
      await this.tell(entry.path, 1);
      await this.#unpack({ ...entry, path });
      if (entry.type === 'directory') directories.push({ ...entry, path });
    }
    for (const { path, mtime, mode } of directories.reverse()) {
      if (!call.process.fs.isDirectory(path)) continue;
      this.#settle(path, mode, mtime);
    }
    return this.leave();
  }

  /** Mode and time as stored; the umask applies to those who aren't root. */
  #settle(path: string, mode: number, mtime: number): void {
    const { process } = this.call;
    const root = process.credentials.uid === 0;
    try {
      process.fs.chmod(path, root || this.call.has('p') ? mode : mode & ~process.umask);
      if (!this.call.has('m')) process.fs.utimes(path, mtime);
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EPERM') throw error;
    }
  }

  async #unpack(entry: TarEntry): Promise<void> {
    const call = this.call;
    const { fs } = call.process;
    const path = entry.path.replace(/\/+$/, '') || '.';
    try {
      const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
      if (parent !== '') fs.mkdir(parent, { recursive: true });
      if (entry.type === 'directory') {
        if (!fs.isDirectory(path)) fs.mkdir(path);
      } else {
        const before = lstatOf(call, path);
        if (before !== undefined && call.has('k')) return await this.complain(`${path}: Cannot open: File exists`);
        if (before !== undefined) fs.unlink(path);
        if (entry.type === 'file') fs.writeFile(path, contentOf(entry));
        else if (entry.type === 'symlink') fs.symlink(entry.target ?? '', path);
        else if (entry.type === 'hardlink') fs.link(strip(entry.target ?? '', 0).replace(/^\/+/, ''), path);
        else if (entry.type === 'fifo') fs.mknod(path, { type: 'fifo' });
        else fs.mknod(path, { type: entry.type, rdev: entry.rdev ?? { major: 0, minor: 0 } });
      }
      if (call.process.credentials.uid === 0 && !call.has('o') && !call.has('no-same-owner')) {
        fs.chown(path, { uid: entry.uid, gid: entry.gid, follow: false });
      }
      if (entry.type === 'file') this.#settle(path, entry.mode, entry.mtime);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const verb = entry.type === 'directory' ? 'Cannot mkdir' : 'Cannot open';
      await this.complain(
        call.gnu
          ? `${entry.path}: ${verb}: ${error.message}`
          : `can't ${entry.type === 'directory' ? 'create directory' : 'open'} '${path}': ${error.message}`,
      );
    }
  }
}

function lstatOf({ process }: Call, path: string) {
  try {
    return process.fs.lstat(path);
  } catch (error) {
    if (error instanceof Errno) return undefined;
    throw error;
  }
}

const strip = (path: string, levels: number): string => (levels === 0 ? path : path.split('/').slice(levels).join('/'));
