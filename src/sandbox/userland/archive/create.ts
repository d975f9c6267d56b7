import type { Bytes } from '../../kernel/bytes.ts';
import { concat } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { type TarEntry, writeTar } from '../../kernel/fs/tar.ts';
import { AccountNames, findGid, findUid } from '../text/accounts.ts';
import { joinPath } from '../text/path.ts';
import { onScreen } from '../text/screen.ts';
import { readLines } from '../tool/input.ts';
import { Archiver } from './archiver.ts';
import { compress } from './gzip.ts';

/** `tar c`. */
export class Creation extends Archiver {
  async create(): Promise<number> {
    const call = this.call;
    const { process } = call;
    const paths = [...call.operands];
    for (const list of call.options.values('T')) paths.push(...(await readLines(process, list)));
    if (paths.length === 0) {
      if (!call.gnu) return call.die('empty archive');
      await call.warn('Cowardly refusing to create an empty archive');
      await process.err(`Try '${call.name} --help' or '${call.name} --usage' for more information.\n`);
      return 2;
    }
    const toOutput = this.file === '-';
    if (toOutput && onScreen(process)) {
      await call.warn('Refusing to write archive contents to terminal (missing -f option?)');
      return call.die('Error is not recoverable: exiting now', 2);
    }
    const fd = toOutput ? 1 : process.freeDescriptor();
    try {
      if (!toOutput) process.setFile(fd, process.open(this.file, { write: true, create: true, truncate: true }));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (!call.gnu) return call.die(`can't open '${this.file}': ${error.message}`);
      await call.warn(`${this.file}: Cannot open: ${error.message}`);
      return call.die('Error is not recoverable: exiting now', 2);
    }
    await this.enter();
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
    const zipped = call.has('z') || (call.has('a') && /\.t?gz$/.test(this.file));
    const pieces: Bytes[] = [];
    for (const piece of padded(writeTar(entries))) {
      if (zipped) pieces.push(piece);
      else await process.write(fd, piece);
    }
    if (zipped) await process.write(fd, compress(concat(pieces)));
    if (!toOutput) process.closeFile(fd);
    return this.leave();
  }

  async #add(
    path: string,
    entries: TarEntry[],
    names: AccountNames,
    seen: Map<string, string>,
    own: string | undefined,
  ): Promise<void> {
    const call = this.call;
    const { process } = call;
    if (this.excludes(path)) return;
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
      await this.tell(meta.path, this.file === '-' ? 2 : 1);
      if (stat.type !== 'directory' || call.has('no-recursion')) return;
      for (const { name } of process.fs.readdir(path)) await this.#add(joinPath(path, name), entries, names, seen, own);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const verb = error.code === 'ENOENT' ? 'Cannot stat' : 'Cannot open';
      await this.complain(call.gnu ? `${path}: ${verb}: ${error.message}` : `${path}: ${error.message}`);
    }
  }
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
