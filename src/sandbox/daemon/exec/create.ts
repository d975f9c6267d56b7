import { ApiError } from '../../api/errors.ts';
import type { ExecCreateBody, ExecCreateResponse } from '../../api/types/exec.ts';
import { InputFile, Output } from '../container/output.ts';
import { logContainerEvent } from '../container/log-event.ts';
import { runningOf } from '../container/find.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';

/** POST /containers/{id}/exec @param reference as the client named the container */
export function createExec(daemon: Daemon, record: ContainerRecord, body: ExecCreateBody): ExecCreateResponse {
  const { state } = record;
  if (state.restarting) {
    throw new ApiError('conflict', `Container ${record.id} is restarting, wait until the container is running`);
  }
  runningOf(daemon, record);
  if (state.paused) {
    throw new ApiError('conflict', `Container ${record.name} is paused, unpause the container before exec`);
  }
  if ((body.Cmd ?? []).length === 0) throw new ApiError('invalid_parameter', 'No exec command specified');
  const id = daemon.kernel.random.hex(64);
  daemon.execs.set(id, {
    id,
    container: record.id,
    body,
    output: new Output(),
    input: new InputFile(daemon.kernel.nextInode()),
    running: false,
    exitCode: undefined,
    process: undefined,
    terminal: undefined,
    size: undefined,
  });
  logContainerEvent(daemon, record, `exec_create: ${commandText(body)}`, { execID: id });
  return { Id: id };
}

/** As events show it: the command, a blank, its arguments. */
export const commandText = ({ Cmd: [command = '', ...args] }: ExecCreateBody): string => `${command} ${args.join(' ')}`;
