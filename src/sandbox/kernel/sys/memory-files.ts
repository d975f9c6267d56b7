import type { Cgroup } from '../cgroup.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, inRange, lines, max, order, parseLimit, read } from './cgroup-file.ts';

type Files = Record<string, VirtualFile>;

/** Lines of memory.stat in the order of Linux 6.12; all but what programs have asked for is 0 here. */
const STATISTICS =
  'anon file kernel kernel_stack pagetables sec_pagetables percpu sock vmalloc shmem zswap zswapped file_mapped file_dirty file_writeback swapcached anon_thp file_thp shmem_thp inactive_anon active_anon inactive_file active_file unevictable slab_reclaimable slab_unreclaimable slab workingset_refault_anon workingset_refault_file workingset_activate_anon workingset_activate_file workingset_restore_anon workingset_restore_file workingset_nodereclaim pgdemote_kswapd pgdemote_direct pgdemote_khugepaged pgpromote_success pgscan pgsteal pgscan_kswapd pgscan_direct pgscan_khugepaged pgsteal_kswapd pgsteal_direct pgsteal_khugepaged pgfault pgmajfault pgrefill pgactivate pgdeactivate pglazyfree pglazyfreed swpin_zero swpout_zero zswpin zswpout zswpwb thp_fault_alloc thp_collapse_alloc thp_swpout thp_swpout_fallback numa_pages_migrated numa_pte_updates numa_hint_faults'.split(
    ' ',
  );
/** Of these, what memory.numa_stat leaves out. */
const OF_NO_NODE = /^(kernel|percpu|sock|vmalloc|slab|zswap|zswapped|pg(?!demote|promote).*|.*(swp|thp_|numa_).*)$/;

/** What every group has that can be limited in memory, and the root. */
export const memoryCounts = (group: Cgroup): Files => ({
  'memory.numa_stat': read(() => perNode(group)),
  'memory.reclaim': order((text) => reclaim(group, text)),
  'memory.stat': read(() => lines(Object.fromEntries(STATISTICS.map((name) => [name, valueOf(group, name)])))),
  'memory.zswap.writeback': both(
    () => 1,
    (text) => void inRange(text, 0, 1, 'EINVAL'),
  ),
});

const valueOf = ({ memoryCurrent }: Cgroup, name: string): number =>
  name === 'anon' || name === 'inactive_anon' ? memoryCurrent : 0;

const perNode = (group: Cgroup): string =>
  STATISTICS.filter((name) => !OF_NO_NODE.test(name))
    .map((name) => `${name} N0=${valueOf(group, name)}`)
    .join('\n');

/** There is no swap and no page cache, so a group can give nothing back; the system has its caches. */
function reclaim({ parent }: Cgroup, text: string): void {
  const bytes = text === '' ? undefined : parseLimit(text);
  if (bytes === undefined) throw new Errno('EINVAL');
  if (bytes > 0 && parent !== undefined) throw new Errno('EAGAIN');
}

/** Limits, and what came of them. */
export function memoryFiles(group: Cgroup): Files {
  const events = () =>
    lines({
      low: 0,
      high: group.memoryThrottled,
      max: group.memoryRefused,
      oom: group.outOfMemory,
      oom_kill: group.oomKills,
      oom_group_kill: group.oomGroup ? Math.min(1, group.oomKills) : 0,
    });
  return {
    'memory.current': read(() => group.memoryCurrent),
    'memory.events': read(events),
    'memory.events.local': read(events),
    'memory.high': both(
      () => max(group.memoryHigh),
      (text) => (group.memoryHigh = parseLimit(text)),
    ),
    'memory.low': both(
      () => (group.memoryLow === Infinity ? 'max' : group.memoryLow),
      (text) => (group.memoryLow = parseLimit(text) ?? Infinity),
    ),
    'memory.max': both(
      () => max(group.memoryMax),
      (text) => group.limitMemory(parseLimit(text)),
    ),
    'memory.min': both(
      () => (group.memoryMin === Infinity ? 'max' : group.memoryMin),
      (text) => (group.memoryMin = parseLimit(text) ?? Infinity),
    ),
    'memory.oom.group': both(
      () => (group.oomGroup ? 1 : 0),
      (text) => (group.oomGroup = inRange(text, 0, 1, 'EINVAL') === 1),
    ),
    'memory.peak': both(
      () => group.memoryPeak,
      () => (group.memoryPeak = group.memoryCurrent),
    ),
    ...swapFiles(group),
  };
}

/** The machine has no swap: limits are kept and shown. */
const swapFiles = (group: Cgroup): Files => ({
  'memory.swap.current': read(() => 0),
  'memory.swap.events': read(() => lines({ high: 0, max: 0, fail: 0 })),
  'memory.swap.high': both(
    () => max(group.swapHigh),
    (text) => (group.swapHigh = parseLimit(text)),
  ),
  'memory.swap.max': both(
    () => max(group.swapMax),
    (text) => (group.swapMax = parseLimit(text)),
  ),
  'memory.swap.peak': both(
    () => 0,
    () => undefined,
  ),
  'memory.zswap.current': read(() => 0),
  'memory.zswap.max': both(
    () => max(group.zswapMax),
    (text) => (group.zswapMax = parseLimit(text)),
  ),
});
