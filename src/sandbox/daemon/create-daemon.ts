import type { Disk } from '../kernel/fs/disk.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { HttpHandler } from '../kernel/net/http.ts';
import type { Process } from '../kernel/process.ts';
import { CPUS, KERNEL } from '../kernel/proc/machine.ts';
import type { Registry } from '../registry/registry.ts';
import { createBuildStore } from './builder/store.ts';
import type { Daemon } from './daemon.ts';
import { EventLog } from './events/event-log.ts';
import { createDefaultNetworks } from './network/defaults.ts';
import { NetworkDriver } from './network/driver.ts';
import { buildRoutes } from './server/routes/build.ts';
import { containerRoutes } from './server/routes/container.ts';
import { execRoutes } from './server/routes/exec.ts';
import { imageRoutes } from './server/routes/image.ts';
import { networkRoutes } from './server/routes/network.ts';
import { swarmObjectRoutes } from './server/routes/swarm-objects.ts';
import { systemRoutes } from './server/routes/system.ts';
import { volumeRoutes } from './server/routes/volume.ts';
import { preloadImage } from './image/pull.ts';
import { createHandler } from './server/router.ts';
import type { DaemonState } from './state.ts';
import { emptySlot } from './swarm/slot.ts';

export interface DaemonOptions {
  readonly kernel: Kernel;
  /** Where `docker pull` pulls from. */
  readonly registry: Registry;
  /** dockerd's own process on the host; it must live as long as the daemon. */
  readonly process: Process;
  /** Room that layers and container files take. */
  readonly disk: Disk;
}

/** A Docker daemon on a host: `handler` is what /var/run/docker.sock answers. */
export function createDaemon({ kernel, registry, process, disk }: DaemonOptions): Daemon & {
  readonly handler: HttpHandler;
  /** Puts an image there without a pull's time. */
  readonly preload: (reference: string) => Promise<void>;
} {
  const state: DaemonState = {
    id: kernel.random.uuid(),
    containers: new Map(),
    images: new Map(),
    references: new Map(),
    networks: new Map(),
    volumes: new Map(),
    lastPorts: new Map(),
  };
  const storage = kernel.clock
    .outside(import('./server/routes/seldom.ts'))
    .then(({ mountStorage }) => mountStorage(daemon));
  storage.catch((error: unknown) => kernel.faults.push(error));
  const daemon: Daemon = {
    kernel,
    registry,
    process,
    disk,
    machine: {
      hostname: kernel.namespaces.uts.hostname,
      cpus: CPUS,
      memory: kernel.limits.memoryBytes,
      kernelVersion: KERNEL.release,
      operatingSystem: 'Debian GNU/Linux 13 (trixie)',
      osVersion: '13',
    },
    state,
    live: new Map(),
    execs: new Map(),
    trees: new Map(),
    network: new NetworkDriver(kernel, state),
    events: new EventLog(kernel.clock),
    swarm: emptySlot(),
    builds: createBuildStore(),
    storage,
  };
  createDefaultNetworks(daemon);
  for (const network of state.networks.values()) if (network.bridge !== '') daemon.network.addBridge(network);
  const handler = createHandler(daemon, [
    systemRoutes,
    containerRoutes,
    execRoutes,
    imageRoutes,
    buildRoutes,
    volumeRoutes,
    networkRoutes,
    swarmObjectRoutes,
  ]);
  return { ...daemon, handler, preload: (reference) => preloadImage(daemon, reference) };
}
