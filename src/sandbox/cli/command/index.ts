import type { Command } from '../command.ts';
import { BUILDX } from './buildx/index.ts';
import { containerAttach } from './container/attach.ts';
import { containerCommit } from './container/commit.ts';
import { containerCp } from './container/cp.ts';
import { containerCreate } from './container/create.ts';
import { containerDiff } from './container/diff.ts';
import { containerExec } from './container/exec.ts';
import { containerExport } from './container/export.ts';
import { containerInspect } from './container/inspect.ts';
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
import { containerStats } from './container/stats.ts';
import { containerStop } from './container/stop.ts';
import { containerTop } from './container/top.ts';
import { containerUnpause } from './container/unpause.ts';
import { containerUpdate } from './container/update.ts';
import { containerWait } from './container/wait.ts';
import { imageBuild } from './image/build.ts';
import { imageHistory } from './image/history.ts';
import { imageImport } from './image/import.ts';
import { imageInspect } from './image/inspect.ts';
import { imageLoad } from './image/load.ts';
import { imageLs } from './image/ls.ts';
import { imagePrune } from './image/prune.ts';
import { imagePull } from './image/pull.ts';
import { imageRm } from './image/rm.ts';
import { imageSave } from './image/save.ts';
import { imageTag } from './image/tag.ts';
import { networkConnect } from './network/connect.ts';
import { networkCreate } from './network/create.ts';
import { networkDisconnect } from './network/disconnect.ts';
import { networkInspect } from './network/inspect.ts';
import { networkLs } from './network/ls.ts';
import { networkPrune } from './network/prune.ts';
import { networkRm } from './network/rm.ts';
import { SWARM_COMMANDS } from './swarm/index.ts';
import { systemDf } from './system/df.ts';
import { systemEvents } from './system/events.ts';
import { systemInfo } from './system/info.ts';
import { systemInspect } from './system/inspect.ts';
import { systemPrune } from './system/prune.ts';
import { systemVersion } from './system/version.ts';
import { volumeCreate } from './volume/create.ts';
import { volumeInspect } from './volume/inspect.ts';
import { volumeLs } from './volume/ls.ts';
import { volumePrune } from './volume/prune.ts';
import { volumeRm } from './volume/rm.ts';
import { volumeUpdate } from './volume/update.ts';
import { contextCreate } from './context/create.ts';
import { contextExport } from './context/export.ts';
import { contextImport } from './context/import.ts';
import { contextInspect } from './context/inspect.ts';
import { contextLs } from './context/ls.ts';
import { contextRm } from './context/rm.ts';
import { contextShow } from './context/show.ts';
import { contextUpdate } from './context/update.ts';
import { contextUse } from './context/use.ts';
import { login } from './registry/login.ts';
import { logout } from './registry/logout.ts';
import { search } from './registry/search.ts';
import { imagePush } from './image/push.ts';
import { manifestAnnotate } from './manifest/annotate.ts';
import { manifestCreate } from './manifest/create.ts';
import { manifestInspect } from './manifest/inspect.ts';
import { manifestPush } from './manifest/push.ts';
import { manifestRm } from './manifest/rm.ts';
import { pluginInspect } from './plugin/inspect.ts';
import { pluginLs } from './plugin/ls.ts';
import { pluginPush } from './plugin/push.ts';
import { pluginRm } from './plugin/rm.ts';
import { pluginSet } from './plugin/set.ts';
import { pluginDisable, pluginEnable } from './plugin/switch.ts';
import { pluginUpgrade } from './plugin/upgrade.ts';

/** Every command that runs, as data and run function. */
export const COMMANDS: readonly Command[] = [
  pluginInspect,
  pluginLs,
  pluginRm,
  pluginPush,
  pluginSet,
  pluginUpgrade,
  pluginDisable,
  pluginEnable,
  ...BUILDX,
  contextCreate,
  contextExport,
  contextImport,
  contextInspect,
  contextLs,
  contextRm,
  contextShow,
  contextUpdate,
  contextUse,
  login,
  logout,
  search,
  imagePush,
  manifestAnnotate,
  manifestCreate,
  manifestInspect,
  manifestPush,
  manifestRm,
  containerAttach,
  containerCommit,
  containerCp,
  containerCreate,
  containerDiff,
  containerExec,
  containerExport,
  containerInspect,
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
  containerStats,
  containerStop,
  containerTop,
  containerUnpause,
  containerUpdate,
  containerWait,
  imageBuild,
  imageHistory,
  imageImport,
  imageInspect,
  imageLoad,
  imageLs,
  imagePrune,
  imagePull,
  imageRm,
  imageSave,
  imageTag,
  networkConnect,
  networkCreate,
  networkDisconnect,
  networkInspect,
  networkLs,
  networkPrune,
  networkRm,
  systemDf,
  systemEvents,
  systemInfo,
  systemInspect,
  systemPrune,
  systemVersion,
  volumeCreate,
  volumeInspect,
  volumeLs,
  volumePrune,
  volumeRm,
  volumeUpdate,
  ...SWARM_COMMANDS,
];
