import { ApiError } from '../../api/errors.ts';
import { Errno } from '../../kernel/errno.ts';
import type { MountOptions } from '../../kernel/fs/mount.ts';
import { mountData, mountFlags } from '../../kernel/fs/mount-words.ts';
import { tmpfsOf } from '../../kernel/tmpfs.ts';
import { OciError } from '../../runtime/error.ts';
import type { ContainerMount } from '../../runtime/spec.ts';
import type { Daemon } from '../daemon.ts';

/** What --tmpfs may say beside flags. @see moby volume/mounts, `validFlags` */
const TMPFS_WORDS = ['size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol'];
const SAFE_WORDS = ['noexec', 'nosuid', 'nodev'];

/** A tmpfs of `--tmpfs` or `--mount`, by the words of its options. @throws {ApiError} a word that isn't known */
export function tmpfsMount(daemon: Daemon, destination: string, words: readonly string[]): ContainerMount {
  const data = mountData(words).filter((word) => word !== '');
  for (const word of data) {
    const [name = ''] = word.split('=', 1);
    if (!word.includes('=') || !TMPFS_WORDS.includes(name))
      throw new ApiError('invalid_parameter', `invalid tmpfs option ${JSON.stringify(name)}`);
  }
  const options: MountOptions = { relatime: true, ...mountFlags([...SAFE_WORDS, ...words]) };
  const common = { destination, source: 'tmpfs', options };
  const modeOfPlace = !data.some((word) => word.startsWith('mode='));
  try {
    const { fs, shown } = tmpfsOf(daemon.kernel, data);
    return { ...common, fs, modeOfPlace, fsOptions: shown };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const refusal = refusedByRunc(destination, options, data, error);
    const fs = () => {
      throw refusal;
    };
    return { ...common, fs };
  }
}

/** runc tells of what mount(2) refused with all that it asked for. */
function refusedByRunc(path: string, options: MountOptions, data: readonly string[], { message }: Errno): OciError {
  const { nosuid, nodev, noexec, sync, dirsync } = options;
  const on = { MS_NOSUID: nosuid, MS_NODEV: nodev, MS_NOEXEC: noexec, MS_SYNCHRONOUS: sync, MS_DIRSYNC: dirsync };
  const flags = Object.entries(on).flatMap(([name, set]) => (set === true ? [name] : []));
  return new OciError(
    'other',
    `error mounting "tmpfs" to rootfs at "${path}": mount src=tmpfs, dst=${path}, dstFd=/proc/thread-self/fd/11, ` +
      `flags=${flags.join('|') || '0'}, data=${data.join(',')}: ${message.toLowerCase()}`,
  );
}
