import type { MountOptions } from './mount.ts';

/** Words of `mount -o` and of the OCI that are flags of mount(2), and those that mean nothing to it. */
const FLAGS: Readonly<Record<string, MountOptions>> = {
  ro: { ro: true },
  rw: { ro: false },
  nosuid: { nosuid: true },
  suid: { nosuid: false },
  nodev: { nodev: true },
  dev: { nodev: false },
  noexec: { noexec: true },
  exec: { noexec: false },
  sync: { sync: true },
  async: { sync: false },
  dirsync: { dirsync: true },
  noatime: { noatime: true, relatime: false },
  atime: { noatime: false },
  nodiratime: { nodiratime: true },
  diratime: { nodiratime: false },
  relatime: { relatime: true, noatime: false },
  norelatime: { relatime: false },
  strictatime: { relatime: false, noatime: false },
  nostrictatime: { relatime: true },
  ...Object.fromEntries(
    'defaults mand nomand remount bind rbind auto noauto user nouser nofail _netdev silent loud'
      .split(' ')
      .concat(['private', 'shared', 'slave', 'unbindable'].flatMap((kind) => [kind, `r${kind}`]))
      .map((word) => [word, {}]),
  ),
};

/** Whether a word says how to mount, and not what the file system shall be. */
export const isMountFlag = (word: string): boolean => Object.hasOwn(FLAGS, word);

/** The flags among the words; of two that contradict each other the later one counts. */
export const mountFlags = (words: readonly string[]): MountOptions =>
  Object.assign({}, ...words.map((word) => FLAGS[word] ?? {})) as MountOptions;

/** What is left for the file system: `size=64m`. */
export const mountData = (words: readonly string[]): string[] => words.filter((word) => !isMountFlag(word));
