import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ExecRecord } from './record.ts';

/** @throws {ApiError} `No such exec instance: x` */
export function findExec(daemon: Daemon, id: string): ExecRecord {
  const exec = daemon.execs.get(id);
  if (exec === undefined) throw new ApiError('not_found', `No such exec instance: ${id}`);
  return exec;
}
