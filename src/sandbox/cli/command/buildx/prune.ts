import { DurationError, readDuration } from '../../../api/duration.ts';
import type { Filters } from '../../../api/filters.ts';
import { pruneBlocks, pruneTable } from '../../buildx/cache-table.ts';
import { chooseBuilder } from '../../buildx/choose.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { parseMemory } from '../../opts/memory.ts';
import { asked } from '../../buildx/ask.ts';

const what = (all: boolean) =>
  `WARNING! This will remove all ${all ? '' : 'dangling '}build cache. Are you sure you want to continue?`;

export const buildxPrune = defineCommand({
  use: 'docker buildx prune',
  also: ['docker builder prune'],
  plugin: true,
  short: 'Remove build cache',
  flags: {
    all: { type: 'bool', short: 'a', usage: 'Include internal/frontend images' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    filter: { type: 'filter', usage: 'Provide filter values' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
    'max-used-space': {
      type: 'bytes',
      each: parseMemory,
      usage: 'Maximum amount of disk space allowed to keep for cache',
    },
    'min-free-space': {
      type: 'bytes',
      each: parseMemory,
      usage: 'Target amount of free disk space after pruning',
    },
    'reserved-space': {
      type: 'bytes',
      each: parseMemory,
      usage: 'Amount of disk space always allowed to keep for cache',
    },
    'keep-storage': {
      type: 'bytes',
      each: parseMemory,
      usage: 'Amount of disk space to keep',
      hidden: true,
      deprecated: 'keep-storage flag has been changed to reserved-space',
    },
    verbose: { type: 'bool', usage: 'Provide a more verbose output' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, path }) => {
    const { all, filter } = flags;
    checkAge(filter);
    if (!flags.force && !(await asked(io, what(all)))) return;
    const { worker } = chooseBuilder(io, flags.builder, path);
    const cache = await client.buildCache(worker);
    const { CachesDeleted, SpaceReclaimed } = await client.buildCachePrune({
      all,
      filters: filter,
      worker,
      reservedSpace: flags['reserved-space'] || flags['keep-storage'],
      maxUsedSpace: flags['max-used-space'],
      minFreeSpace: flags['min-free-space'],
    });
    const gone = (CachesDeleted ?? []).flatMap((id) => cache.filter(({ ID }) => ID === id));
    const text = flags.verbose ? pruneBlocks : pruneTable;
    await io.out(text(gone, SpaceReclaimed, io.now()));
  },
});

/** `until` and its old name take one duration. @see buildx commands/prune.go toBuildkitPruneInfo */
function checkAge(filters: Filters): void {
  const [given, ...others] = ['until', 'unused-for'].filter((key) => filters.has(key));
  if (given === undefined) return;
  if (others.length > 0) throw new UsageError('conflicting filters "until" and "unused-for"');
  const [text = '', ...more] = filters.get(given) ?? [];
  if (more.length > 0) throw new UsageError('filters expect only one value');
  try {
    readDuration(text);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw new UsageError(`"${given}" filter expects a duration (e.g., '24h'): ${error.message}`);
  }
}
