import { Errno } from '../kernel/errno.ts';
import type { Stat } from '../kernel/fs/file-system.ts';
import { baseName, joinPath } from './text/path.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';
import { chooseTarget } from './copy-target.ts';

export const cp: Tool = {
  name: 'cp',
  about: 'Copy a file to a name, or several into a directory',
  gnu: {
    short: 'abdfHiLlnPprRsS:t:Tuvx',
    long:
      'archive=a backup::=b force=f interactive=i dereference=L link=l no-clobber=n no-dereference=P preserve::=p ' +
      'recursive=R symbolic-link=s target-directory:=t no-target-directory=T update=u verbose=v parents one-file-system=x ' +
      'reflink:: sparse: attributes-only strip-trailing-slashes remove-destination no-preserve:',
    refuses: 'b S sparse reflink attributes-only no-preserve Z',
    usage: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...',
  },
  busybox: {
    short: 'arRPLHdpfinlsTut:v',
    usage: '[-arPLHpfinlsTu] SOURCE DEST\n[-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }',
  },
  async run(call) {
    const { sources, target, into } = await chooseTarget(call);
    const copier = new Copier(call);
    for (const source of sources) {
      await copier.copy(
        source,
        into ? joinPath(target, call.has('parents') ? source : baseName(source)) : target,
        true,
      );
    }
  },
};

/** Copies files and trees as `cp` does; `mv` uses it between file systems. */
export class Copier {
  readonly #call: Call;
  readonly #recursive: boolean;
  readonly #preserve: boolean;
  /** Directories that are being copied, by `dev:ino`. */
  readonly #ancestors = new Set<string>();

  constructor(call: Call, always: { recursive?: boolean; preserve?: boolean } = {}) {
    this.#call = call;
    this.#recursive = always.recursive ?? call.options.lastOf('rRa') !== undefined;
    this.#preserve = always.preserve ?? call.options.lastOf('pa') !== undefined;
  }

  /** @returns whether all of it was copied */
  async copy(source: string, target: string, named: boolean): Promise<boolean> {
    const call = this.#call;
    const { fs } = call.process;
    await call.process.step();
    let stat: Stat;
    try {
      stat = this.#follows(named) ? fs.stat(source) : fs.lstat(source);
    } catch (error) {
      return this.#failed(error, (reason) =>
        call.gnu ? `cannot stat ${quoteName(source)}: ${reason}` : `can't stat '${source}': ${reason}`,
      );
    }
    if (stat.type === 'directory') return this.#directory(source, target, stat);
    if (call.has('n') && exists(call, target)) return true;
    if (call.has('u') && exists(call, target) && fs.stat(target).mtime >= stat.mtime) return true;
    if (exists(call, target) && sameFile(fs.stat(target), stat) && !call.has('l')) {
      const words = call.gnu
        ? `${quoteName(source)} and ${quoteName(target)} are the same file`
        : `'${source}' and '${target}' are the same file`;
      await call.complain(words);
      return false;
    }
    if (exists(call, target) && fs.stat(target).type === 'directory') {
      await call.complain(
        call.gnu
          ? `cannot overwrite directory ${quoteName(target)} with non-directory`
          : `can't create '${target}': Is a directory`,
      );
      return false;
    }
    if (call.has('i') && exists(call, target) && !(await confirm(call, `overwrite ${quoteName(target)}?`))) return true;
    // Followed and still a link: an open file behind /dev/fd, which is read.
    const opened = stat.type === 'symlink' && this.#follows(named);
    return this.#leaf(source, target, opened ? { ...stat, type: 'fifo', mode: 0o600 } : stat);
  }

  #follows(named: boolean): boolean {
    const last = this.#call.options.lastOf('LPdaH');
    if (last === 'L') return true;
    if (last === 'H') return named;
    return last === undefined && !this.#recursive;
  }

  async #leaf(source: string, target: string, stat: Stat): Promise<boolean> {
    const call = this.#call;
    const { fs } = call.process;
    try {
      if (call.has('l')) fs.link(source, target);
      else if (call.has('s')) fs.symlink(source, target);
      else if (stat.type === 'symlink') {
        if (isThere(call, target)) fs.unlink(target);
        fs.symlink(fs.readlink(source), target);
      } else if (stat.type === 'file') {
        if (call.has('remove-destination') && isThere(call, target)) fs.unlink(target);
        if (!(await this.#content(source, target, stat))) return false;
      } else if (this.#recursive && (stat.type === 'fifo' || stat.type === 'socket')) {
        fs.mknod(target, { type: stat.type }, stat.mode);
      } else if (this.#recursive && stat.rdev !== undefined && (stat.type === 'char' || stat.type === 'block')) {
        fs.mknod(target, { type: stat.type, rdev: stat.rdev }, stat.mode);
      } else if (!(await this.#content(source, target, stat))) return false;
      this.#keep(target, stat);
    } catch (error) {
      return this.#failed(error, (reason) =>
        call.gnu
          ? `cannot create ${CREATED[stat.type] ?? 'regular file'} ${quoteName(target)}: ${reason}`
          : `can't create '${target}': ${reason}`,
      );
    }
    if (call.has('v')) call.print(`'${source}' -> '${target}'\n`);
    return true;
  }

  async #content(source: string, target: string, stat: Stat): Promise<boolean> {
    const { process, gnu } = this.#call;
    let input;
    try {
      input = process.open(source).retain();
    } catch (error) {
      return this.#failed(error, (reason) =>
        gnu ? `cannot open ${quoteName(source)} for reading: ${reason}` : `can't open '${source}': ${reason}`,
      );
    }
    try {
      const fd = process.freeDescriptor();
      process.setFile(fd, process.open(target, { write: true, create: true, truncate: true, mode: stat.mode & 0o777 }));
      try {
        for (let chunk = await input.read(process, 65_536); chunk !== null; chunk = await input.read(process, 65_536)) {
          await process.write(fd, chunk);
        }
      } finally {
        if (process.files.has(fd)) process.closeFile(fd);
      }
    } finally {
      input.release();
    }
    return true;
  }

  async #directory(source: string, target: string, stat: Stat): Promise<boolean> {
    const call = this.#call;
    const { fs } = call.process;
    if (!this.#recursive) {
      await call.complain(
        call.gnu ? `-r not specified; omitting directory ${quoteName(source)}` : `omitting directory '${source}'`,
      );
      return false;
    }
    const identity = `${stat.dev}:${stat.ino}`;
    if (this.#ancestors.has(identity)) {
      await call.complain(
        call.gnu
          ? `cannot copy cyclic symbolic link ${quoteName(source)}`
          : `recursion detected, omitting directory '${source}'`,
      );
      return false;
    }
    try {
      const into = exists(call, target);
      if (into && fs.stat(target).type !== 'directory') {
        await call.complain(
          call.gnu
            ? `cannot overwrite non-directory ${quoteName(target)} with directory ${quoteName(source)}`
            : `target '${target}' is not a directory`,
        );
        return false;
      }
      if (inside(fs.realpath(source), into ? fs.realpath(target) : target)) {
        await call.complain(
          call.gnu
            ? `cannot copy a directory, ${quoteName(source)}, into itself, ${quoteName(target)}`
            : `recursion detected, omitting directory '${source}'`,
        );
        return false;
      }
      if (!into) fs.mkdir(target, { mode: (stat.mode & 0o777) | 0o700 });
      if (!into && call.has('v')) call.print(`'${source}' -> '${target}'\n`);
      this.#ancestors.add(identity);
      let whole = true;
      for (const { name } of fs.readdir(source)) {
        whole = (await this.copy(joinPath(source, name), joinPath(target, name), false)) && whole;
      }
      this.#ancestors.delete(identity);
      if (!into || this.#preserve) this.#keep(target, stat);
      return whole;
    } catch (error) {
      return this.#failed(error, (reason) =>
        call.gnu
          ? `cannot create directory ${quoteName(target)}: ${reason}`
          : `can't create directory '${target}': ${reason}`,
      );
    }
  }

  #keep(target: string, stat: Stat): void {
    const { process } = this.#call;
    if (!this.#preserve) return;
    const mayGive = process.has('CAP_CHOWN');
    if (mayGive) process.fs.chown(target, { uid: stat.uid, gid: stat.gid, follow: false });
    if (stat.type === 'symlink') return;
    process.fs.chmod(target, stat.mode);
    process.fs.utimes(target, stat.mtime);
  }

  async #failed(error: unknown, words: (reason: string) => string): Promise<false> {
    if (!(error instanceof Errno)) throw error;
    await this.#call.complain(words(error.message));
    return false;
  }
}

const CREATED: Readonly<Record<string, string>> = { symlink: 'symbolic link', fifo: 'fifo', char: 'special file' };

const inside = (outer: string, path: string): boolean => path === outer || path.startsWith(`${outer}/`);

const exists = (call: Call, path: string): boolean => call.process.fs.exists(path);

/** Whether a name is taken, be it by a symlink that leads nowhere. */
export function isThere(call: Call, path: string): boolean {
  try {
    call.process.fs.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Errno) return false;
    throw error;
  }
}

const sameFile = (a: Stat, b: Stat): boolean => a.ino === b.ino && a.dev === b.dev;

/** Asks on stderr and reads the answer from standard input. */
export async function confirm(call: Call, question: string): Promise<boolean> {
  await call.flush();
  await call.process.err(`${call.name}: ${question} `);
  const answer = await call.process.lines().next();
  return answer.done !== true && /^[yY]/.test(answer.value);
}
