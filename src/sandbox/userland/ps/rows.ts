import type { Process } from '../../kernel/process.ts';
import { AccountNames } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import { type Row, rowOf } from './columns.ts';

/** Processes that a process sees. */
export const visible = (process: Process): Process[] => [...process.namespaces.pid.processes.values()];

export const rowsOf = (call: Call, processes: readonly Process[]): Row[] => {
  const names = new AccountNames(call.process);
  return processes.map((process) => rowOf(process, call.process, names)).sort((a, b) => a.pid - b.pid);
};
