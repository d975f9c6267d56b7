import type { ContainerStats, CpuStats } from '../../api/types/stats.ts';
import { encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';
import { liveOf } from './find.ts';

const NO_LIMIT = 18_446_744_073_709_551_615;
const NO_CPU: CpuStats = {
  cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
  throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
};
const NO_BLKIO = {
  io_serviced_recursive: null,
  io_queue_recursive: null,
  io_service_time_recursive: null,
  io_wait_time_recursive: null,
  io_merged_recursive: null,
  io_time_recursive: null,
  sectors_recursive: null,
};

function cpuOf(daemon: Daemon, record: ContainerRecord): CpuStats {
  const { kernel, machine } = daemon;
  const { runtime } = liveOf(daemon, record);
  if (runtime === undefined) return NO_CPU;
  let used = 0;
  for (const process of runtime.cgroup.processes) used += process.cpuTime;
  const total = Math.round(used * 1e6);
  return {
    cpu_usage: { total_usage: total, usage_in_kernelmode: 0, usage_in_usermode: total },
    system_cpu_usage: Math.round((kernel.clock.now() - kernel.bootTime) * machine.cpus * 1e6),
    online_cpus: machine.cpus,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  };
}

function sample(
  daemon: Daemon,
  record: ContainerRecord,
  before: { readonly at: number; readonly cpu: CpuStats },
): ContainerStats {
  const { runtime } = liveOf(daemon, record);
  const now = daemon.kernel.clock.now();
  const head = { name: `/${record.name}`, id: record.id };
  if (runtime === undefined) {
    return {
      ...head,
      read: rfc3339Nano(0),
      preread: rfc3339Nano(0),
      pids_stats: {},
      blkio_stats: { io_service_bytes_recursive: null, ...NO_BLKIO },
      num_procs: 0,
      storage_stats: {},
      cpu_stats: NO_CPU,
      precpu_stats: NO_CPU,
      memory_stats: {},
    };
  }
  const { cgroup, namespaces } = runtime;
  const links = [...namespaces.net.links.values()].filter(({ kind }) => kind === 'veth');
  const ownNet = record.hostConfig.NetworkMode !== 'host';
  return {
    ...head,
    read: rfc3339Nano(now),
    preread: rfc3339Nano(before.at),
    pids_stats: { current: cgroup.processCount(), limit: cgroup.pidsMax ?? NO_LIMIT },
    blkio_stats: { io_service_bytes_recursive: null, ...NO_BLKIO },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpuOf(daemon, record),
    precpu_stats: before.cpu,
    memory_stats: {
      usage: cgroup.memoryCurrent,
      stats: { inactive_file: 0 },
      limit: cgroup.memoryMax ?? daemon.machine.memory,
    },
    ...(ownNet && {
      networks: Object.fromEntries(
        links.map(({ name, received, sent }) => [
          name,
          {
            rx_bytes: received.bytes,
            rx_packets: received.packets,
            rx_errors: 0,
            rx_dropped: 0,
            tx_bytes: sent.bytes,
            tx_packets: sent.packets,
            tx_errors: 0,
            tx_dropped: 0,
          },
        ]),
      ),
    }),
  };
}

/** A number of 64 bits: Go's reader refuses what JSON.stringify makes of the greatest. */
const statsText = (stats: ContainerStats): string =>
  JSON.stringify(stats).replaceAll(`:${NO_LIMIT}`, ':18446744073709551615');

/** GET /containers/{id}/stats: a line a second; one alone without `stream`. */
export function containerStats(
  daemon: Daemon,
  record: ContainerRecord,
  { stream = true, oneShot = false },
): ByteStream {
  const { clock } = daemon.kernel;
  const out = new ByteStream();
  let before = { at: 0, cpu: NO_CPU };
  let cancel: () => void = () => {};
  const send = () => {
    if (!daemon.state.containers.has(record.id)) return out.end();
    out.push(encode(`${statsText(sample(daemon, record, before))}\n`));
    before = { at: clock.now(), cpu: cpuOf(daemon, record) };
    if (stream) cancel = clock.schedule(1000, send);
    else out.end();
  };
  out.onCancel(() => cancel());
  if (stream || oneShot || !record.state.running) send();
  else {
    before = { at: clock.now(), cpu: cpuOf(daemon, record) };
    cancel = clock.schedule(1000, send);
  }
  return out;
}
