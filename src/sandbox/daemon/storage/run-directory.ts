import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { directory, file, type VirtualDirectory, type VirtualNode } from '../../kernel/virtual-file-system.ts';
import { configText, stateText } from '../../runtime/runc/render.ts';
import { containersBelow, DOCKER_RUNC_ROOT, type KnownContainer } from '../../runtime/runc/table.ts';
import type { Daemon } from '../daemon.ts';
import { EngineDirectory } from './engine-directory.ts';

const PRIVATE = { mode: 0o700 };
const SHIM = '/usr/bin/containerd-shim-runc-v2';

/** A directory for each container that has processes, made when somebody looks. */
function perContainer(
  { kernel }: Daemon,
  filesOf: (id: string, known: KnownContainer) => Record<string, VirtualNode>,
): VirtualDirectory {
  const known = containersBelow(kernel, DOCKER_RUNC_ROOT);
  return {
    type: 'directory',
    ...PRIVATE,
    names: () => known.keys(),
    find: (id) => {
      const entry = known.get(id);
      return entry && directory(filesOf(id, entry), PRIVATE);
    },
  };
}

const show = (daemon: Daemon, root: VirtualDirectory): FileSystem =>
  new EngineDirectory({
    dev: daemon.process.fs.stat('/run').dev,
    now: daemon.kernel.now,
    root,
    graft: () => undefined,
  });

/** /run/docker/runtime-runc: what `runc --root /run/docker/runtime-runc/moby list` reads. */
export const createRuntimeRunc = (daemon: Daemon): FileSystem =>
  show(
    daemon,
    directory(
      { moby: perContainer(daemon, (id, known) => ({ 'state.json': file(() => stateText(id, known)) })) },
      PRIVATE,
    ),
  );

/** containerd's tasks in /run/containerd: a bundle for each running container. */
export const createTasks = (daemon: Daemon): FileSystem =>
  show(
    daemon,
    directory(
      {
        moby: perContainer(daemon, (id, known) => ({
          'bootstrap.json': file(() =>
            JSON.stringify({ version: 3, address: `unix:///run/containerd/s/${id}`, protocol: 'ttrpc' }),
          ),
          'config.json': file(() => configText(known)),
          'init.pid': file(() => String(known.container.init.hostPid)),
          log: file(() => ''),
          'log.json': file(() => ''),
          'options.json': file(() => '{"binary_name":"runc","root":"/var/run/docker/runtime-runc"}'),
          rootfs: directory({}, { mode: 0o711 }),
          runtime: file(() => 'io.containerd.runc.v2'),
          'shim-binary-path': file(() => SHIM),
          work: { type: 'symlink', target: () => `/var/lib/containerd/io.containerd.runtime.v2.task/moby/${id}` },
        })),
      },
      { mode: 0o711 },
    ),
  );
