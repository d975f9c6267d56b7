import type { IpcNamespace } from './namespace.ts';

/** Settings of System V IPC and of message queues, by name below /proc/sys. @see ipc/ipc_sysctl.c, ipc/mq_sysctl.c */
const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['kernel/msgmax', '8192'],
  ['kernel/msgmnb', '16384'],
  ['kernel/msgmni', '32000'],
  ['kernel/sem', '32000\t1024000000\t500\t32000'],
  ['kernel/shm_rmid_forced', '0'],
  ['kernel/shmall', '18446744073692774399'],
  ['kernel/shmmax', '18446744073692774399'],
  ['kernel/shmmni', '4096'],
  ['fs/mqueue/msg_default', '10'],
  ['fs/mqueue/msg_max', '10'],
  ['fs/mqueue/msgsize_default', '8192'],
  ['fs/mqueue/msgsize_max', '8192'],
  ['fs/mqueue/queues_max', '256'],
];

/** What `unshare --ipc` makes: nothing in it, and the kernel's own settings. */
export const createIpcNamespace = (inode: number): IpcNamespace => ({ inode, sysctls: new Map(SETTINGS) });
