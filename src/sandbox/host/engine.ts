import { Client } from '../client/client.ts';
import { createDaemon } from '../daemon/create-daemon.ts';
import { Cgroup } from '../kernel/cgroup.ts';
import type { Disk } from '../kernel/fs/disk.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { HttpHandler } from '../kernel/net/http.ts';
import { listenUnix } from '../kernel/net/unix.ts';
import type { Process, Program } from '../kernel/process.ts';
import { WaitQueue } from '../kernel/wait-queue.ts';
import type { Registry } from '../registry/registry.ts';
import { DOCKER_SOCKET } from './programs.ts';

interface EngineOptions {
  readonly kernel: Kernel;
  /** Process 1 of the host. */
  readonly init: Process;
  readonly registry: Registry;
  readonly disk: Disk;
}

export interface Engine {
  readonly transport: HttpHandler;
  /** Pulls images one after another. */
  preload(references: readonly string[]): Promise<void>;
}

/** A service waits for work; its work is done outside of its program. */
const service: Program = async (process) => {
  const never = new WaitQueue();
  for (;;) await process.waitOn(never);
};

/** Starts containerd and dockerd as processes of the host, and has the daemon listen at its socket. */
export function startEngine({ kernel, init, registry, disk }: EngineOptions): Engine {
  const slice = kernel.cgroup.children.get('system.slice') ?? new Cgroup('system.slice', kernel.cgroup);
  const start = (name: string, ...args: string[]) =>
    init.spawn({
      argv: [`/usr/bin/${name}`, ...args],
      exe: `/usr/bin/${name}`,
      program: service,
      session: 'new',
      cgroup: new Cgroup(`${name}.service`, slice),
    });
  start('containerd');
  const dockerd = start('dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock');
  const { handler } = createDaemon({ kernel, registry, process: dockerd, disk });
  listenUnix(dockerd, DOCKER_SOCKET, { http: handler }, 0o660);
  const client = new Client(handler);
  return {
    transport: handler,
    async preload(references) {
      for (const reference of references) {
        const [image = '', tag = 'latest'] = reference.split(':');
        await (await client.imagePull({ image, tag })).readAll();
      }
    },
  };
}
