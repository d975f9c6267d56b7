import type { ComposeCommand } from '../command.ts';
import { attach } from './attach.ts';
import { bridge } from './bridge.ts';
import { build } from './build.ts';
import { commit } from './commit.ts';
import { config } from './config.ts';
import { cp } from './cp.ts';
import { create } from './create.ts';
import { down } from './down.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { exportContainer } from './export.ts';
import { images } from './images.ts';
import { kill } from './kill.ts';
import { logs } from './logs.ts';
import { ls } from './ls.ts';
import { pause } from './pause.ts';
import { port } from './port.ts';
import { ps } from './ps.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { restart } from './restart.ts';
import { rm } from './rm.ts';
import { run } from './run.ts';
import { scale } from './scale.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { stop } from './stop.ts';
import { top } from './top.ts';
import { unpause } from './unpause.ts';
import { up } from './up.ts';
import { version } from './version.ts';
import { volumes } from './volumes.ts';
import { wait } from './wait.ts';
import { watch } from './watch.ts';

/** Every command of Compose, in the order in which it lists them. */
export const COMMANDS: readonly ComposeCommand[] = [
  attach,
  bridge,
  build,
  commit,
  config,
  cp,
  create,
  down,
  events,
  exec,
  exportContainer,
  images,
  kill,
  logs,
  ls,
  pause,
  port,
  ps,
  publish,
  pull,
  push,
  restart,
  rm,
  run,
  scale,
  start,
  stats,
  stop,
  top,
  unpause,
  up,
  version,
  volumes,
  wait,
  watch,
];
