import { SIGNALS } from '../../kernel/signal.ts';
import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { removeUnusedVolume } from '../volume/remove.ts';
import { liveOf } from './find.ts';
import { wakeWaiters } from './live.ts';
import { logContainerEvent } from './log-event.ts';
import { cancelRestart, endsWithin, sendSignal } from './stop.ts';

/**
 * DELETE /containers/{id}
 *
 * @param options.force kills it first
 * @param options.volumes takes its anonymous volumes with it
 * @throws {ApiError} `cannot remove container "web": container is running: …`
 */
export async function removeContainer(
  daemon: Daemon,
  record: ContainerRecord,
  { force = false, volumes = false }: { readonly force?: boolean; readonly volumes?: boolean },
): Promise<void> {
  const { state } = record;
  if (state.removing) throw new ApiError('conflict', `removal of container ${record.id} is already in progress`);
  if (state.running && !force) {
    const word = state.restarting ? 'restarting' : 'running';
    const why = state.paused
      ? 'container is paused and must be unpaused first'
      : `container is ${word}: stop the container before removing or force remove`;
    throw new ApiError('conflict', `cannot remove container "${record.name}": ${why}`);
  }
  const live = liveOf(daemon, record);
  state.removing = true;
  if (state.running && !cancelRestart(record, live)) {
    record.manuallyStopped = true;
    sendSignal(daemon, record, live, SIGNALS.KILL);
    await endsWithin(daemon, live, -1);
  }
  daemon.state.containers.delete(record.id);
  daemon.live.delete(record.id);
  for (const [id, exec] of daemon.execs) if (exec.container === record.id) daemon.execs.delete(id);
  live.tree.dispose();
  live.files.dispose();
  logContainerEvent(daemon, record, 'destroy');
  if (volumes) {
    for (const { Type, Name = '' } of record.mounts) {
      if (Type === 'volume' && daemon.state.volumes.get(Name)?.anonymous === true) removeUnusedVolume(daemon, Name);
    }
  }
  wakeWaiters(live, ['not-running', 'next-exit', 'removed'], state.exitCode);
}
