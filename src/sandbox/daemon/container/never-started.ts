import type { ContainerRecord } from '../state.ts';

/** The state that a container is made with. */
export const NEVER_STARTED: Readonly<ContainerRecord['state']> = {
  running: false,
  paused: false,
  restarting: false,
  removing: false,
  dead: false,
  oomKilled: false,
  pid: 0,
  exitCode: 0,
  error: '',
  startedAt: 0,
  finishedAt: 0,
  health: undefined,
};
