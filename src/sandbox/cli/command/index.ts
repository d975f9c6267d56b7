import type { Command } from '../command.ts';
import { containerAttach } from './container/attach.ts';
import { containerCommit } from './container/commit.ts';
import { containerCreate } from './container/create.ts';
import { containerDiff } from './container/diff.ts';
import { containerExec } from './container/exec.ts';
import { containerKill } from './container/kill.ts';
import { containerLogs } from './container/logs.ts';
import { containerLs } from './container/ls.ts';
import { containerPause } from './container/pause.ts';
import { containerPort } from './container/port.ts';
import { containerPrune } from './container/prune.ts';
import { containerRename } from './container/rename.ts';
import { containerRestart } from './container/restart.ts';
import { containerRm } from './container/rm.ts';
import { containerRun } from './container/run.ts';
import { containerStart } from './container/start.ts';
import { containerStop } from './container/stop.ts';
import { containerTop } from './container/top.ts';
import { containerUnpause } from './container/unpause.ts';
import { containerUpdate } from './container/update.ts';
import { containerWait } from './container/wait.ts';
import { imageHistory } from './image/history.ts';
import { imageLs } from './image/ls.ts';
import { imagePrune } from './image/prune.ts';
import { imagePull } from './image/pull.ts';
import { imageRm } from './image/rm.ts';
import { imageTag } from './image/tag.ts';
import { systemEvents } from './system/events.ts';

/** Every command that runs, as data and run function. */
export const COMMANDS: readonly Command[] = [
  containerAttach,
  containerCommit,
  containerCreate,
  containerDiff,
  containerExec,
  containerKill,
  containerLogs,
  containerLs,
  containerPause,
  containerPort,
  containerPrune,
  containerRename,
  containerRestart,
  containerRm,
  containerRun,
  containerStart,
  containerStop,
  containerTop,
  containerUnpause,
  containerUpdate,
  containerWait,
  imageHistory,
  imageLs,
  imagePrune,
  imagePull,
  imageRm,
  imageTag,
  systemEvents,
];
