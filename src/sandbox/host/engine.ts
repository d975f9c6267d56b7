import type { Disk } from '../kernel/fs/disk.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { HttpHandler } from '../kernel/net/http.ts';
import { listenUnix } from '../kernel/net/unix.ts';
import type { Process } from '../kernel/process.ts';
import type { Registry } from '../registry/registry.ts';
import { DOCKER_SOCKET } from './programs.ts';
import { startService } from './services.ts';

interface EngineOptions {
  readonly kernel: Kernel;
  /** Process 1 of the host. */
  readonly init: Process;
  readonly registry: Registry | Promise<Registry>;
  readonly disk: Disk;
  /** References that are there before the first request is answered. */
  readonly images: readonly string[];
}

export interface Engine {
  readonly transport: HttpHandler;
  /** Resolves when it answers. */
  readonly ready: Promise<unknown>;
}

/** What a boot has used up by the time that containerd starts, and until somebody logs in. */
const FIRST_SERVICE_PID = 612;
const FIRST_USER_PID = 903;
/** `docker` in /etc/group: who may talk to the daemon. */
const DOCKER_GROUP = 999;

/**
 * Starts containerd and dockerd as processes of the host, and has the daemon listen at its socket. The daemon's code is
 * loaded beside the host's start; requests wait for it.
 */
export function startEngine({ kernel, init, registry, disk, images }: EngineOptions): Engine {
  const { pid } = kernel.namespaces;
  pid.skipTo(FIRST_SERVICE_PID);
  startService(init, 'containerd.service', '/usr/bin/containerd');
  const socket = '--containerd=/run/containerd/containerd.sock';
  const dockerd = startService(init, 'docker.service', '/usr/bin/dockerd', '-H', 'fd://', socket);
  // It would read daemon.json again, whose fields aren't simulated.
  dockerd.onSignal('HUP', () => {});
  pid.skipTo(FIRST_USER_PID);

  async function load(): Promise<HttpHandler> {
    const code = Promise.all([import('../daemon/create-daemon.ts'), registry]);
    const [{ createDaemon }, catalogue] = await kernel.clock.outside(code);
    const { handler, preload } = createDaemon({ kernel, registry: catalogue, process: dockerd, disk });
    for (const image of images) await preload(image);
    return handler;
  }
  const loaded = load();
  loaded.catch(() => undefined); // told to each request, and to those who wait for `ready`
  const transport: HttpHandler = async (request) => (await loaded)(request);
  listenUnix(dockerd, DOCKER_SOCKET, { http: transport });
  dockerd.fs.chown(DOCKER_SOCKET, { uid: 0, gid: DOCKER_GROUP });
  dockerd.fs.chmod(DOCKER_SOCKET, 0o660);
  return { transport, ready: loaded };
}
