import { Errno } from '../kernel/errno.ts';
import type { FileSystem } from '../kernel/fs/file-system.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';

const BLOCK = 4096;
/** What statfs(2) says in f_type. @see linux/magic.h */
const MAGIC: Readonly<Record<string, string>> = {
  cgroup: '27e0eb',
  cgroup2: '63677270',
  devpts: '1cd1',
  devtmpfs: '1021994',
  ext4: 'ef53',
  mqueue: '19800202',
  overlay: '794c7630',
  proc: '9fa0',
  sysfs: '62656572',
  tmpfs: '1021994',
};
const NAMES: Readonly<Record<string, string>> = {
  cgroup: 'cgroupfs',
  cgroup2: 'cgroup2fs',
  devtmpfs: 'tmpfs',
  ext4: 'ext2/ext3',
  overlay: 'overlayfs',
};
/** BusyBox knows fewer. */
const UNKNOWN_TO_BUSYBOX = ['cgroup', 'cgroup2', 'devpts', 'mqueue', 'overlay'];

/** `stat -f -c FORMAT FILE…`: inodes are not counted here, so the long form is refused. */
export async function statFileSystems(call: Call): Promise<number> {
  const format = call.value('c') ?? call.value('p');
  if (format === undefined) {
    await call.process.err('drydock: not simulated: stat -f without -c FORMAT\n');
    return 1;
  }
  for (const path of call.operands) {
    try {
      call.process.fs.stat(path);
      const { fs } = call.process.fs.resolve(path);
      call.print(`${format.replace(/%([a-zA-Z%])/g, (_, letter: string) => field(call, fs, path, letter) ?? '?')}\n`);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const what = `read file system information for ${call.gnu ? quoteName(path) : `'${path}'`}`;
      await call.complain(`${call.gnu ? 'cannot' : "can't"} ${what}: ${error.message}`);
    }
  }
  return call.status;
}

function field(call: Call, fs: FileSystem, path: string, letter: string): string | undefined {
  const { total, used } = fs.usage?.() ?? { total: 0, used: 0 };
  const free = Math.floor(total / BLOCK) - Math.ceil(used / BLOCK);
  const unknown = !call.gnu && UNKNOWN_TO_BUSYBOX.includes(fs.type);
  switch (letter) {
    case 'a':
    case 'f':
      return String(free);
    case 'b':
      return String(Math.floor(total / BLOCK));
    case 'i':
      return fs.dev.toString(16);
    case 'l':
      return '255';
    case 'n':
      return path;
    case 's':
    case 'S':
      return String(BLOCK);
    case 't':
      return MAGIC[fs.type];
    case 'T':
      return unknown ? 'UNKNOWN' : (NAMES[fs.type] ?? fs.type);
    case '%':
      return '%';
    default:
      return undefined;
  }
}
