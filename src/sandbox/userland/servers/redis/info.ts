import { KERNEL } from '../../../kernel/proc/machine.ts';
import type { RedisServer } from './server.ts';

/** The answer of INFO, section by section; numbers that the sandbox doesn't have are left out. */
export function infoText(server: RedisServer, wanted: readonly string[]): string {
  const { process, settings } = server;
  const seconds = Math.floor((process.kernel.clock.now() - server.started) / 1000);
  const keyspace = server.databases.flatMap((database, index) => {
    const keys = database.keys();
    const expires = keys.filter((key) => database.get(key)?.expires !== undefined).length;
    return keys.length === 0 ? [] : [`db${index}:keys=${keys.length},expires=${expires},avg_ttl=0`];
  });
  const sections: Readonly<Record<string, readonly string[]>> = {
    Server: [
      `redis_version:${server.version}`,
      'redis_git_sha1:00000000',
      'redis_git_dirty:0',
      'redis_mode:standalone',
      `os:Linux ${KERNEL.release} x86_64`,
      'arch_bits:64',
      'monotonic_clock:POSIX clock_gettime',
      'multiplexing_api:epoll',
      `process_id:${process.pid}`,
      'process_supervised:no',
      `tcp_port:${settings.get('port')}`,
      `uptime_in_seconds:${seconds}`,
      `uptime_in_days:${Math.floor(seconds / 86_400)}`,
      'hz:10',
      'configured_hz:10',
      `config_file:${settings.file ?? ''}`,
    ],
    Clients: [
      `connected_clients:${server.clients.size}`,
      'cluster_connections:0',
      `maxclients:${settings.get('maxclients')}`,
      'blocked_clients:0',
    ],
    Memory: [
      'used_memory:1164200',
      'used_memory_human:1.11M',
      `maxmemory:${settings.get('maxmemory')}`,
      `maxmemory_policy:${settings.get('maxmemory-policy')}`,
    ],
    Persistence: [
      'loading:0',
      `rdb_changes_since_last_save:${server.changes}`,
      'rdb_bgsave_in_progress:0',
      `rdb_last_save_time:${server.lastSave}`,
      'rdb_last_bgsave_status:ok',
      `aof_enabled:${settings.get('appendonly') === 'yes' ? 1 : 0}`,
    ],
    Stats: [`total_connections_received:${server.connections}`, `total_commands_processed:${server.commands}`],
    Replication: ['role:master', 'connected_slaves:0', 'master_repl_offset:0'],
    CPU: [`used_cpu_user:${(process.cpuTime / 1000).toFixed(6)}`],
    Cluster: ['cluster_enabled:0'],
    Keyspace: keyspace,
  };
  const names = wanted.map((name) => name.toLowerCase());
  return Object.entries(sections)
    .filter(
      ([name]) =>
        names.length === 0 ||
        names.includes(name.toLowerCase()) ||
        names.includes('all') ||
        names.includes('everything'),
    )
    .map(([name, lines]) => [`# ${name}`, ...lines].map((line) => `${line}\r\n`).join(''))
    .join('\r\n');
}
