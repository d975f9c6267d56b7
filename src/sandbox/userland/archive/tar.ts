import type { Bytes } from '../../kernel/bytes.ts';
import { concat } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { readTar, TarError, type TarEntry, writeTar } from '../../kernel/fs/tar.ts';
import { AccountNames, findGid, findUid } from '../text/accounts.ts';
import { formatMode } from '../text/file-mode.ts';
import { globRegex } from '../text/glob.ts';
import { joinPath } from '../text/path.ts';
import { onScreen } from '../text/screen.ts';
import { strftime } from '../text/strftime.ts';
import type { Call } from '../tool/call.ts';
import { readInput, readLines } from '../tool/input.ts';
import { compress, decompress, isGzip } from './gzip.ts';

export async function runTar(call: Call): Promise<number> {
  const action = call.options.lastOf('cxtru');
  if (action === undefined) {
    if (!call.gnu) return call.misuse();
    await call.process.err(
      `${call.name}: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry '${call.name} --help' or '${call.name} --usage' for more information.\n`,
    );
    return 2;
  }
  if (call.has('j') || call.has('J') || action === 'r' || action === 'u') {
    await call.process.err(`drydock: not simulated: tar -${call.options.lastOf('jJru') ?? ''}\n`);
    return 2;
  }
  const worker = new Archiver(call);
  if (action === 'c') return worker.create();
  return action === 't' ? worker.list() : worker.extract();
}

class Archiver {
  readonly #call: Call;
  readonly #file: string;
  readonly #excluded: readonly RegExp[];
  #failed = false;

  constructor(call: Call) {
    this.#call = call;
    this.#file = call.value('f') ?? '-';
    this.#excluded = call.options.values('exclude').map((pattern) => globRegex(pattern.replace(/\/$/, '')));
  }

  #excludes(path: string): boolean {
    const parts = path.split('/');
    return this.#excluded.some(
      (pattern) => parts.some((_, index) => pattern.test(parts.slice(index).join('/'))) || pattern.test(path),
    );
  }

  async #leave(): Promise<number> {
    if (!this.#failed) return 0;
    if (this.#call.gnu) await this.#call.warn('Exiting with failure status due to previous errors');
    return this.#call.gnu ? 2 : 1;
  }

  async #complain(words: string): Promise<void> {
    this.#failed = true;
    await this.#call.warn(words);
  }

  /** Goes to the directory of -C. */
  async #enter(): Promise<void> {
    const { process } = this.#call;
    for (const directory of this.#call.options.values('C')) {
      try {
        process.fs.chdir(directory);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        if (!this.#call.gnu) await this.#call.die(`can't change directory to '${directory}': ${error.message}`);
        await this.#call.warn(`${directory}: Cannot open: ${error.message}`);
        await this.#call.die('Error is not recoverable: exiting now', 2);
      }
    }
  }

  // ── making ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async create(): Promise<number> {
    const call = this.#call;
    const { process } = call;
    const paths = [...call.operands];
    for (const list of call.options.values('T')) paths.push(...(await readLines(process, list)));
    if (paths.length === 0) {
      if (!call.gnu) return call.die('empty archive');
      await call.warn('Cowardly refusing to create an empty archive');
      await process.err(`Try '${call.name} --help' or '${call.name} --usage' for more information.\n`);
      return 2;
    }
    const toOutput = this.#file === '-';
    if (toOutput && onScreen(process)) {
      await call.warn('Refusing to write archive contents to terminal (missing -f option?)');
      return call.die('Error is not recoverable: exiting now', 2);
    }
    const fd = toOutput ? 1 : process.freeDescriptor();
    try {
      if (!toOutput) process.setFile(fd, process.open(this.#file, { write: true, create: true, truncate: true }));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (!call.gnu) return call.die(`can't open '${this.#file}': ${error.message}`);
      await call.warn(`${this.#file}: Cannot open: ${error.message}`);
      return call.die('Error is not recoverable: exiting now', 2);
    }
    await this.#enter();
    const own = toOutput ? undefined : process.files.get(fd)?.name;
    const names = new AccountNames(process);
    const entries: TarEntry[] = [];
    const seen = new Map<string, string>();
    let stripped = false;
    for (const path of paths) {
      if (path.startsWith('/') && !call.has('P') && !stripped) {
        stripped = true;
        await call.warn(call.gnu ? "Removing leading `/' from member names" : "removing leading '/' from member names");
      }
      await this.#add(path, entries, names, seen, own);
    }
    const zipped = call.has('z') || (call.has('a') && /\.t?gz$/.test(this.#file));
    const pieces: Bytes[] = [];
    for (const piece of padded(writeTar(entries))) {
      if (zipped) pieces.push(piece);
      else await process.write(fd, piece);
    }
    if (zipped) await process.write(fd, compress(concat(pieces)));
    if (!toOutput) process.closeFile(fd);
    return this.#leave();
  }

  async #add(
    path: string,
    entries: TarEntry[],
    names: AccountNames,
    seen: Map<string, string>,
    own: string | undefined,
  ): Promise<void> {
    const call = this.#call;
    const { process } = call;
    if (this.#excludes(path)) return;
    await process.step();
    try {
      const stat = call.has('h') ? process.fs.stat(path) : process.fs.lstat(path);
      const stored = call.has('P') ? path : path.replace(/^\/+/, '') || './';
      if (stat.type === 'socket') return await call.warn(`${path}: socket ignored`);
      if (stat.type === 'file' && process.fs.realpath(path) === own)
        return await call.warn(`${path}: file is the archive; not dumped`);
      const owner = call.value('owner');
      const group = call.value('group');
      const meta = {
        path: stat.type === 'directory' && !stored.endsWith('/') ? `${stored}/` : stored,
        mode: stat.mode,
        uid: owner === undefined ? stat.uid : (findUid(process, owner) ?? 0),
        gid: group === undefined ? stat.gid : (findGid(process, group) ?? 0),
        mtime: stat.mtime,
        ...(!call.has('numeric-owner') && {
          userName: names.user(stat.uid) ?? '',
          groupName: names.group(stat.gid) ?? '',
        }),
      };
      const key = `${stat.dev}:${stat.ino}`;
      const first = seen.get(key);
      if (stat.type !== 'directory' && stat.nlink > 1 && first !== undefined)
        entries.push({ ...meta, type: 'hardlink', target: first });
      else if (stat.type === 'file') entries.push({ ...meta, type: 'file', content: process.fs.readFile(path) });
      else if (stat.type === 'symlink') entries.push({ ...meta, type: 'symlink', target: process.fs.readlink(path) });
      else entries.push({ ...meta, type: stat.type, ...(stat.rdev && { rdev: stat.rdev }) });
      seen.set(key, meta.path);
      await this.#tell(meta.path, this.#file === '-' ? 2 : 1);
      if (stat.type !== 'directory' || call.has('no-recursion')) return;
      for (const { name } of process.fs.readdir(path)) await this.#add(joinPath(path, name), entries, names, seen, own);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const verb = error.code === 'ENOENT' ? 'Cannot stat' : 'Cannot open';
      await this.#complain(call.gnu ? `${path}: ${verb}: ${error.message}` : `${path}: ${error.message}`);
    }
  }

  async #tell(path: string, fd: 1 | 2): Promise<void> {
    if (!this.#call.has('v')) return;
    if (fd === 1) this.#call.print(`${path}\n`);
    else await this.#call.process.err(`${path}\n`);
  }

  // ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async #read(): Promise<TarEntry[]> {
    const call = this.#call;
    let bytes: Bytes;
    try {
      bytes = await readInput(call.process, this.#file);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (!call.gnu) return call.die(`can't open '${this.#file}': ${error.message}`);
      await call.warn(`${this.#file}: Cannot open: ${error.message}`);
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
    const wanted = this.#call.operands.map((path) => ({
      path: path.replace(/\/+$/, ''),
      found: false,
      glob: globRegex(path),
    }));
    const chosen = entries.filter(({ path }) => {
      const plain = path.replace(/\/+$/, '');
      if (this.#excludes(plain)) return false;
      if (wanted.length === 0) return true;
      const hits = wanted.filter(
        (want) =>
          plain === want.path ||
          plain.startsWith(`${want.path}/`) ||
          (this.#call.has('wildcards') && want.glob.test(plain)),
      );
      for (const hit of hits) hit.found = true;
      return hits.length > 0;
    });
    for (const { path, found } of wanted) {
      if (!found)
        await this.#complain(this.#call.gnu ? `${path}: Not found in archive` : `${path}: not found in archive`);
    }
    return chosen;
  }

  async list(): Promise<number> {
    for (const entry of await this.#chosen()) {
      this.#call.print(this.#call.has('v') ? longLine(entry, this.#call.gnu) : `${entry.path}\n`);
      await this.#call.drain();
    }
    return this.#leave();
  }

  async extract(): Promise<number> {
    const call = this.#call;
    const entries = await this.#chosen();
    await this.#enter();
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
      await this.#tell(entry.path, 1);
      await this.#unpack({ ...entry, path });
      if (entry.type === 'directory') directories.push({ ...entry, path });
    }
    for (const { path, mtime, mode } of directories.reverse()) {
      if (!call.process.fs.isDirectory(path)) continue;
      this.#settle(path, mode, mtime);
    }
    return this.#leave();
  }

  /** Mode and time as stored; the umask applies to those who aren't root. */
  #settle(path: string, mode: number, mtime: number): void {
    const { process } = this.#call;
    const root = process.credentials.uid === 0;
    try {
      process.fs.chmod(path, root || this.#call.has('p') ? mode : mode & ~process.umask);
      if (!this.#call.has('m')) process.fs.utimes(path, mtime);
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EPERM') throw error;
    }
  }

  async #unpack(entry: TarEntry): Promise<void> {
    const call = this.#call;
    const { fs } = call.process;
    const path = entry.path.replace(/\/+$/, '') || '.';
    try {
      const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
      if (parent !== '') fs.mkdir(parent, { recursive: true });
      if (entry.type === 'directory') {
        if (!fs.isDirectory(path)) fs.mkdir(path);
      } else {
        const before = lstatOf(call, path);
        if (before !== undefined && call.has('k')) return await this.#complain(`${path}: Cannot open: File exists`);
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
      await this.#complain(
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

function contentOf({ content }: TarEntry): Bytes {
  if (content === undefined) return new Uint8Array(0);
  if (!('head' in content)) return content;
  const whole = new Uint8Array(content.size);
  whole.set(content.head);
  return whole;
}

/** Archives are written in records of 20 blocks. */
function* padded(pieces: Iterable<Bytes>): Generator<Bytes> {
  const record = 10_240;
  let size = 0;
  for (const piece of pieces) {
    size += piece.length;
    yield piece;
  }
  if (size % record !== 0) yield new Uint8Array(record - (size % record));
}

const LISTED = {
  file: 'file',
  hardlink: 'file',
  directory: 'directory',
  symlink: 'symlink',
  char: 'char',
  block: 'block',
  fifo: 'fifo',
} as const;

function longLine(entry: TarEntry, gnu: boolean): string {
  const mode = formatMode({ type: LISTED[entry.type], mode: entry.mode });
  const shown = entry.type === 'hardlink' ? `h${mode.slice(1)}` : mode;
  const owner = `${entry.userName || entry.uid}/${entry.groupName || entry.gid}`;
  const size = entry.rdev === undefined ? String(contentOf(entry).length) : `${entry.rdev.major},${entry.rdev.minor}`;
  const link =
    entry.type === 'symlink'
      ? ` -> ${entry.target ?? ''}`
      : entry.type === 'hardlink'
        ? ` link to ${entry.target ?? ''}`
        : '';
  if (!gnu)
    return `${mode} ${owner} ${size.padStart(9)} ${strftime('%Y-%m-%d %H:%M:%S', entry.mtime)} ${entry.path}${link}\n`;
  const width = Math.max(1, 18 - owner.length);
  return `${shown} ${owner} ${size.padStart(Math.max(size.length, width))} ${strftime('%Y-%m-%d %H:%M', entry.mtime)} ${entry.path}${link}\n`;
}
