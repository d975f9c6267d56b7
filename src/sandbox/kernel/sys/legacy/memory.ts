import type { Cgroup } from '../../cgroup.ts';
import { Errno } from '../../errno.ts';
import type { VirtualFile } from '../../virtual-file-system.ts';
import { both, inRange, lines, parseLimit, read } from '../cgroup-file.ts';

/** What no limit looks like: the last whole page of a signed 64-bit number. */
const UNLIMITED = '9223372036854771712';

const shown = (bytes: number | undefined): string => (bytes === undefined ? UNLIMITED : String(bytes));

/** -1 for none, or bytes with a suffix. @throws {Errno} EINVAL */
function parse(text: string): number | undefined {
  if (text === '-1') return undefined;
  if (text === 'max') throw new Errno('EINVAL');
  return parseLimit(text);
}

/** Files of the memory controller of version 1; those of kernel memory are left out. */
export function memoryFiles(group: Cgroup): Record<string, VirtualFile> {
  const isRoot = group.parent === undefined;
  const limit = () => (isRoot ? undefined : group.memoryMax);
  const withSwap = () => {
    const own = limit();
    return own === undefined || group.swapMax === undefined ? undefined : own + group.swapMax;
  };
  const use = () => group.memoryCurrent;
  const most = () => group.memoryPeak;
  const refused = () => group.outOfMemory;
  const set = (write: (bytes: number | undefined) => void) => (text: string) => {
    if (isRoot) throw new Errno('EINVAL');
    write(parse(text));
  };
  return {
    'memory.failcnt': read(refused),
    'memory.limit_in_bytes': both(
      () => shown(limit()),
      set((bytes) => {
        const both = withSwap();
        if (both !== undefined && (bytes ?? Infinity) > both) throw new Errno('EINVAL');
        if (both !== undefined && bytes !== undefined) group.swapMax = both - bytes;
        group.limitMemory(bytes);
      }),
    ),
    'memory.max_usage_in_bytes': read(most),
    'memory.memsw.failcnt': read(refused),
    'memory.memsw.limit_in_bytes': both(
      () => shown(withSwap()),
      set((bytes) => {
        if (bytes !== undefined && bytes < (group.memoryMax ?? Infinity)) throw new Errno('EINVAL');
        group.swapMax = bytes === undefined ? undefined : bytes - (group.memoryMax ?? 0);
      }),
    ),
    'memory.memsw.max_usage_in_bytes': read(most),
    'memory.memsw.usage_in_bytes': read(use),
    'memory.oom_control': read(() => lines({ oom_kill_disable: 0, under_oom: 0, oom_kill: group.oomKills })),
    'memory.soft_limit_in_bytes': both(
      () => shown(group.memoryLow === 0 ? undefined : group.memoryLow),
      set((bytes) => (group.memoryLow = bytes ?? 0)),
    ),
    'memory.stat': read(() =>
      lines({
        cache: 0,
        rss: use(),
        rss_huge: 0,
        shmem: 0,
        mapped_file: 0,
        dirty: 0,
        writeback: 0,
        swap: 0,
        hierarchical_memory_limit: shown(least(group)),
      }),
    ),
    'memory.swappiness': both(
      () => group.swappiness,
      (text) => (group.swappiness = inRange(text, 0, 200)),
    ),
    'memory.usage_in_bytes': read(use),
    'memory.use_hierarchy': read(() => 1),
  };
}

/** The tightest limit of a group and of those around it. */
function least(group: Cgroup): number | undefined {
  let found: number | undefined;
  for (const { memoryMax, parent } of group.lineage()) {
    if (parent !== undefined && memoryMax !== undefined) found = Math.min(found ?? Infinity, memoryMax);
  }
  return found;
}
