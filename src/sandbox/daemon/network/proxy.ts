import type { PortForward } from '../../kernel/net/namespace.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Daemon } from '../daemon.ts';

const EXE = '/usr/bin/docker-proxy';

/** It holds the port on the host; what goes through it is the network's business. */
const proxy: Program = async (process) => {
  const never = new WaitQueue();
  for (;;) await process.waitOn(never);
};

/** Starts a docker-proxy for a published port. @param hostIp as it was asked for: `0.0.0.0`, `::` */
export function startProxy(daemon: Daemon, forward: PortForward, hostIp: string): Process {
  const { protocol, hostPort, address, port } = forward;
  const host = ['-host-ip', hostIp, '-host-port', String(hostPort)];
  const container = ['-container-ip', address, '-container-port', String(port)];
  const child = daemon.process.spawn({
    argv: [EXE, '-proto', protocol, ...host, ...container, '-use-listen-fd'],
    exe: EXE,
    program: proxy,
    files: new Map(),
  });
  void child.exited.then(() => daemon.process.reapEnded());
  return child;
}
