import { packTree } from '../../kernel/fs/pack.ts';
import { writeTar } from '../../kernel/fs/tar.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';

/** GET /containers/{id}/export: the whole file system, without what is mounted in it. */
export function exportContainer(daemon: Daemon, record: ContainerRecord): ByteStream {
  const out = new ByteStream();
  const { tree } = liveOf(daemon, record);
  const send = async () => {
    for (const piece of writeTar(packTree(tree, []))) if (!(await out.write(piece))) return;
    out.end();
  };
  send().catch((error: unknown) => daemon.kernel.faults.push(error));
  logContainerEvent(daemon, record, 'export');
  return out;
}
