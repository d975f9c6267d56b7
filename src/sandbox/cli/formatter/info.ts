import type { InfoResponse } from '../../api/types/system.ts';
import type { SwarmInfo } from '../../api/types/swarm.ts';
import { humanDuration } from '../../api/duration.ts';
import { bytesSize } from './size.ts';

/** The server's part of `docker info`. @see docker/cli system/info.go, prettyPrintServerInfo */
export function serverInfo(info: InfoResponse): string {
  const { Plugins, Swarm } = info;
  const lines: (string | false | undefined)[] = [
    `Containers: ${info.Containers}`,
    ` Running: ${info.ContainersRunning}`,
    ` Paused: ${info.ContainersPaused}`,
    ` Stopped: ${info.ContainersStopped}`,
    `Images: ${info.Images}`,
    info.ServerVersion !== '' && `Server Version: ${info.ServerVersion}`,
    info.Driver !== '' && `Storage Driver: ${info.Driver}`,
    ...info.DriverStatus.map(([name, value]) => ` ${name}: ${value}`),
    info.LoggingDriver !== '' && `Logging Driver: ${info.LoggingDriver}`,
    info.CgroupDriver !== '' && `Cgroup Driver: ${info.CgroupDriver}`,
    info.CgroupVersion !== '' && `Cgroup Version: ${info.CgroupVersion}`,
    'Plugins:',
    ` Volume: ${Plugins.Volume.join(' ')}`,
    ` Network: ${Plugins.Network.join(' ')}`,
    (Plugins.Authorization ?? []).length > 0 && ` Authorization: ${Plugins.Authorization?.join(' ')}`,
    ` Log: ${Plugins.Log.join(' ')}`,
    ...listed('CDI spec directories', info.CDISpecDirs ?? []),
    ...swarmLines(Swarm),
    `Runtimes: ${Object.keys(info.Runtimes).sort().join(' ')}`,
    `Default Runtime: ${info.DefaultRuntime}`,
    info.InitBinary !== '' && `Init Binary: ${info.InitBinary}`,
    `containerd version: ${info.ContainerdCommit.ID}`,
    `runc version: ${info.RuncCommit.ID}`,
    `init version: ${info.InitCommit.ID}`,
    ...securityOptions(info.SecurityOptions),
    `Kernel Version: ${info.KernelVersion}`,
    `Operating System: ${info.OperatingSystem}`,
    `OSType: ${info.OSType}`,
    `Architecture: ${info.Architecture}`,
    `CPUs: ${info.NCPU}`,
    `Total Memory: ${bytesSize(info.MemTotal)}`,
    `Name: ${info.Name}`,
    `ID: ${info.ID}`,
    `Docker Root Dir: ${info.DockerRootDir}`,
    `Debug Mode: ${String(info.Debug)}`,
    info.HttpProxy !== '' && `HTTP Proxy: ${info.HttpProxy}`,
    info.HttpsProxy !== '' && `HTTPS Proxy: ${info.HttpsProxy}`,
    info.NoProxy !== '' && `No Proxy: ${info.NoProxy}`,
    ...listed('Labels', info.Labels),
    `Experimental: ${String(info.ExperimentalBuild)}`,
    ...registries(info),
    `Live Restore Enabled: ${String(info.LiveRestoreEnabled)}`,
  ];
  return lines
    .filter((line) => typeof line === 'string')
    .map((line) => ` ${line}\n`)
    .join('');
}

/** @see docker/cli system/info.go, printSwarmInfo */
function swarmLines({ LocalNodeState, NodeID, ControlAvailable, Cluster, NodeAddr, ...swarm }: SwarmInfo): string[] {
  if (LocalNodeState === 'inactive' || Cluster === undefined) return [`Swarm: ${LocalNodeState}`];
  const { Spec, DefaultAddrPool } = Cluster;
  const managers = (swarm.RemoteManagers ?? []).map(({ Addr }) => Addr).sort();
  return [
    `Swarm: ${LocalNodeState}`,
    ` NodeID: ${NodeID}`,
    ` Is Manager: ${String(ControlAvailable)}`,
    ` ClusterID: ${Cluster.ID}`,
    ` Managers: ${swarm.Managers ?? 0}`,
    ` Nodes: ${swarm.Nodes ?? 0}`,
    ...(DefaultAddrPool === null
      ? []
      : [` Default Address Pool: ${DefaultAddrPool.join('  ')}  `, ` SubnetSize: ${Cluster.SubnetSize}`]),
    ` Data Path Port: ${Cluster.DataPathPort}`,
    ' Orchestration:',
    `  Task History Retention Limit: ${Spec.Orchestration.TaskHistoryRetentionLimit ?? 5}`,
    ' Raft:',
    `  Snapshot Interval: ${Spec.Raft.SnapshotInterval ?? 0}`,
    `  Number of Old Snapshots to Retain: ${Spec.Raft.KeepOldSnapshots ?? 0}`,
    `  Heartbeat Tick: ${Spec.Raft.HeartbeatTick ?? 0}`,
    `  Election Tick: ${Spec.Raft.ElectionTick ?? 0}`,
    ' Dispatcher:',
    `  Heartbeat Period: ${humanDuration((Spec.Dispatcher.HeartbeatPeriod ?? 0) / 1e6)}`,
    ' CA Configuration:',
    `  Expiry Duration: ${humanDuration((Spec.CAConfig.NodeCertExpiry ?? 0) / 1e6)}`,
    `  Force Rotate: ${Spec.CAConfig.ForceRotate ?? 0}`,
    ` Autolock Managers: ${String(Spec.EncryptionConfig.AutoLockManagers)}`,
    ` Root Rotation In Progress: ${String(Cluster.RootRotationInProgress)}`,
    ` Node Address: ${NodeAddr}`,
    ...(managers.length > 0 ? [' Manager Addresses:', ...managers.map((address) => `  ${address}`)] : []),
  ];
}

const listed = (title: string, items: readonly string[]) =>
  items.length > 0 ? [`${title}:`, ...items.map((item) => ` ${item}`)] : [];

function securityOptions(options: readonly string[]): string[] {
  if (options.length === 0) return [];
  return [
    'Security Options:',
    ...options.flatMap((option) => {
      const pairs = option.split(',').map((pair) => pair.split('='));
      const name = pairs.find(([key]) => key === 'name')?.[1] ?? '';
      const profile = pairs.find(([key]) => key === 'profile')?.[1];
      return [` ${name}`, ...(profile === undefined ? [] : [`  Profile: ${profile}`])];
    }),
  ];
}

function registries({ RegistryConfig }: InfoResponse): string[] {
  const insecure = Object.values(RegistryConfig.IndexConfigs)
    .filter(({ Secure }) => !Secure)
    .map(({ Name }) => Name);
  return [
    ...listed('Insecure Registries', [...insecure, ...RegistryConfig.InsecureRegistryCIDRs]),
    ...listed('Registry Mirrors', RegistryConfig.Mirrors ?? []),
  ];
}
