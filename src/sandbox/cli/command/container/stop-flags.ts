import type { Flags, FlagValues } from '../../opts/flag.ts';

/** How a container is asked to stop. */
export const STOP_FLAGS = {
  signal: { type: 'string', short: 's', usage: 'Signal to send to the container' },
  time: {
    type: 'int',
    usage: 'Seconds to wait before killing the container',
    hidden: true,
    deprecated: 'use --timeout instead',
  },
  timeout: { type: 'int', short: 't', usage: 'Seconds to wait before killing the container' },
} as const satisfies Flags;

/** What was asked for; without a time it is the container's own. */
export const stopOptions = (flags: FlagValues<typeof STOP_FLAGS>, changed: ReadonlySet<string>) => ({
  signal: flags.signal,
  timeout: changed.has('timeout') ? flags.timeout : changed.has('time') ? flags.time : undefined,
});
