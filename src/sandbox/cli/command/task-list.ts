import type { Task } from '../../api/types/task.ts';
import type { Client } from '../../client/client.ts';
import { showTasks } from '../formatter/task.ts';
import type { Io } from '../io.ts';
import type { Flags, FlagValues } from '../opts/flag.ts';

/** Of `docker node ps`, `docker service ps` and `docker stack ps`. */
export const TASK_FLAGS = {
  filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
  format: { type: 'string', usage: 'Pretty-print tasks using a Go template' },
  'no-resolve': { type: 'bool', usage: 'Do not map IDs to Names' },
  'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
  quiet: { type: 'bool', short: 'q', usage: 'Only display task IDs' },
} as const satisfies Flags;

/** Prints tasks as the flags want them. */
export const printTasks = (
  client: Client,
  io: Io,
  tasks: readonly Task[],
  flags: FlagValues<typeof TASK_FLAGS>,
): Promise<void> =>
  showTasks(client, io, tasks, {
    format: flags.format,
    quiet: flags.quiet,
    truncate: !flags['no-trunc'],
    resolve: !flags['no-resolve'],
  });
