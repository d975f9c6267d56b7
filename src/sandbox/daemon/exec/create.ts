import { ApiError } from '../../api/errors.ts';
import type { ExecCreateBody, ExecCreateResponse } from '../../api/types/exec.ts';
import { InputFile, Output } from '../container/output.ts';
import { logContainerEvent } from '../container/log-event.ts';
import { readDetachKeys } from '../container/detach-keys.ts';
import { runningOf } from '../container/find.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { execUser } from './user.ts';

/**
 * POST /containers/{id}/exec
 * @throws {ApiError} `Invalid escape keys (x) provided`, `unable to find user x: …`
 */
export function createExec(
  daemon: Daemon,
  record: ContainerRecord,
  body: ExecCreateBody,
  /** What the client calls the container. */
  reference = record.name,
): ExecCreateResponse {
  const { state } = record;
  if (state.restarting) {
    throw new ApiError('conflict', `Container ${record.id} is restarting, wait until the container is running`);
  }
  const live = runningOf(daemon, record);
  if (state.paused) {
    throw new ApiError('conflict', `Container ${reference} is paused, unpause the container before exec`);
  }
  if ((body.Cmd ?? []).length === 0) throw new ApiError('invalid_parameter', 'No exec command specified');
  checkDetachKeys(body);
  execUser(body, record, live);
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

/** Here, unlike in attach, the engine takes what it can't read for a fault of its own. */
function checkDetachKeys({ DetachKeys = '' }: ExecCreateBody): void {
  try {
    readDetachKeys(DetachKeys);
  } catch (error) {
    throw error instanceof ApiError ? new ApiError('internal', error.message) : error;
  }
}

/** As events show it: the command, a blank, its arguments. */
export const commandText = ({ Cmd: [command = '', ...args] }: ExecCreateBody): string => `${command} ${args.join(' ')}`;
