import type { ContainerStats } from '../../api/types/stats.ts';
import type { Row, Table } from './formatter.ts';
import { shortId } from './labels.ts';
import { bytesSize, humanSize } from './size.ts';

export const STATS_TABLE: Table = {
  typeName: '*container.statsContext',
  headers: {
    Container: 'CONTAINER',
    Name: 'NAME',
    ID: 'CONTAINER ID',
    CPUPerc: 'CPU %',
    MemUsage: 'MEM USAGE / LIMIT',
    MemPerc: 'MEM %',
    NetIO: 'NET I/O',
    BlockIO: 'BLOCK I/O',
    PIDs: 'PIDS',
  },
};
export const STATS_COLUMNS =
  'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

/** @param stats undefined while there is no sample yet */
export function statsRow(container: string, stats: ContainerStats | undefined, truncate: boolean): Row {
  const has = (text: string) => (stats === undefined ? '--' : text);
  const id = stats?.id ?? '';
  const [used, limit] = stats === undefined ? [0, 0] : memory(stats);
  const [received, sent] = stats === undefined ? [0, 0] : network(stats);
  const [read, written] = stats === undefined ? [0, 0] : blocks(stats);
  return {
    Container: () => container,
    Name: () => (stats === undefined ? '--' : stats.name.replace(/^\//, '')),
    ID: () => (truncate ? shortId(id) : id),
    CPUPerc: () => has(stats === undefined ? '' : `${cpuPercent(stats).toFixed(2)}%`),
    MemUsage: () => (stats === undefined ? '-- / --' : `${bytesSize(used)} / ${bytesSize(limit)}`),
    MemPerc: () => has(`${(limit === 0 ? 0 : (used / limit) * 100).toFixed(2)}%`),
    NetIO: () => has(`${humanSize(received, 3)} / ${humanSize(sent, 3)}`),
    BlockIO: () => has(`${humanSize(read, 3)} / ${humanSize(written, 3)}`),
    PIDs: () => has(String(stats?.pids_stats.current ?? 0)),
  };
}

/** @see docker/cli stats_helpers.go, calculateCPUPercentUnix */
function cpuPercent({ cpu_stats: now, precpu_stats: before }: ContainerStats): number {
  const used = now.cpu_usage.total_usage - before.cpu_usage.total_usage;
  const passed = (now.system_cpu_usage ?? 0) - (before.system_cpu_usage ?? 0);
  const cpus = now.online_cpus ?? now.cpu_usage.percpu_usage?.length ?? 0;
  return passed > 0 && used > 0 ? (used / passed) * cpus * 100 : 0;
}

function memory({ memory_stats: { usage = 0, limit = 0, stats = {} } }: ContainerStats): [number, number] {
  const cache = stats['total_inactive_file'] ?? stats['inactive_file'] ?? 0;
  return [cache < usage ? usage - cache : usage, limit];
}

function network({ networks = {} }: ContainerStats): [number, number] {
  const all = Object.values(networks);
  return [all.reduce((sum, one) => sum + one.rx_bytes, 0), all.reduce((sum, one) => sum + one.tx_bytes, 0)];
}

function blocks({ blkio_stats: { io_service_bytes_recursive: entries } }: ContainerStats): [number, number] {
  const sum = (letter: string) =>
    (entries ?? [])
      .filter(({ op }) => op.toLowerCase().startsWith(letter))
      .reduce((total, { value }) => total + value, 0);
  return [sum('r'), sum('w')];
}
