import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { directory, file, type VirtualDirectory, type VirtualNode } from '../../kernel/virtual-file-system.ts';
import { inspectContainer } from '../container/inspect.ts';
import { logFiles } from '../container/log-files.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { EngineDirectory } from './engine-directory.ts';

const PRIVATE = { mode: 0o710 };
const NETWORK_FILES = ['hostname', 'hosts', 'resolv.conf'];

/** /var/lib/docker/containers: the log, the configuration and the network files of each container. */
export function createContainersDirectory(daemon: Daemon, dev: number): FileSystem {
  const { kernel, state } = daemon;

  function filesOf(record: ContainerRecord): Record<string, VirtualNode> {
    const live = daemon.live.get(record.id);
    const { Config, State, HostConfig, ...inspected } = inspectContainer(daemon, record);
    const network = NETWORK_FILES.filter((name) => live?.files.stat([name]) !== undefined);
    const log = record.state.startedAt === 0 ? undefined : live?.log;
    return {
      ...(log !== undefined && record.hostConfig.LogConfig.Type === 'json-file' && logFiles(record, log)),
      checkpoints: directory({}, { mode: 0o700 }),
      'config.v2.json': file(() => JSON.stringify({ ...inspected, ID: record.id, Config, State }), { mode: 0o600 }),
      'hostconfig.json': file(() => JSON.stringify(HostConfig), { mode: 0o600 }),
      mounts: directory({}, PRIVATE),
      ...Object.fromEntries(network.map((name) => [name, file(() => '')])),
    };
  }

  const root: VirtualDirectory = {
    type: 'directory',
    ...PRIVATE,
    names: () => state.containers.keys(),
    find: (id) => {
      const record = state.containers.get(id);
      return record && directory(filesOf(record), PRIVATE);
    },
  };
  return new EngineDirectory({
    dev,
    now: kernel.now,
    root,
    graft: ([id = '', name = '', ...rest]) => {
      const live = NETWORK_FILES.includes(name) && rest.length === 0 ? daemon.live.get(id) : undefined;
      return live?.files.stat([name]) === undefined ? undefined : { fs: live.files, path: [name] };
    },
  });
}
