import { parseAttach } from '../../opts/attach.ts';
import { parseDeviceRule } from '../../opts/device.ts';
import { parseDnsSearch } from '../../opts/dns-search.ts';
import { parseEnv } from '../../opts/env.ts';
import { parseExtraHost } from '../../opts/extra-host.ts';
import type { Flags, FlagValues } from '../../opts/flag.ts';
import { parseGpus } from '../../opts/gpus.ts';
import { parseIPAddress } from '../../opts/ip-address.ts';
import { parseLabel } from '../../opts/label.ts';
import { parseLink } from '../../opts/link.ts';
import { parseMemorySwap } from '../../opts/memory.ts';
import { parseMount } from '../../opts/mount.ts';
import { parseNetwork } from '../../opts/network.ts';
import { parseSysctl } from '../../opts/sysctl.ts';
import { parseThrottleBps, parseThrottleIops, parseWeightDevice } from '../../opts/throttle.ts';
import { parseUlimit } from '../../opts/ulimit.ts';
import { LIMIT_FLAGS } from './limit-flags.ts';

/** Flags that `docker run` and `docker create` share. */
export const CONTAINER_FLAGS = {
  ...LIMIT_FLAGS,
  'add-host': { type: 'list', usage: 'Add a custom host-to-IP mapping (host:ip)', each: parseExtraHost },
  annotation: {
    type: 'map',
    usage: 'Add an annotation to the container (passed through to the OCI runtime)',
    default: 'map[]',
  },
  attach: { type: 'list', short: 'a', usage: 'Attach to STDIN, STDOUT or STDERR', each: parseAttach },
  'blkio-weight-device': {
    type: 'list',
    usage: 'Block IO weight (relative device weight)',
    default: '[]',
    each: parseWeightDevice,
  },
  'cap-add': { type: 'list', usage: 'Add Linux capabilities' },
  'cap-drop': { type: 'list', usage: 'Drop Linux capabilities' },
  'cgroup-parent': { type: 'string', usage: 'Optional parent cgroup for the container' },
  cgroupns: {
    type: 'string',
    usage: `Cgroup namespace to use (host|private)
'host':    Run the container in the Docker host's cgroup namespace
'private': Run the container in its own private cgroup namespace
'':        Use the cgroup namespace as configured by the
           default-cgroupns-mode option on the daemon (default)`,
  },
  cidfile: { type: 'string', usage: 'Write the container ID to the file' },
  'cpu-rt-period': { type: 'int', usage: 'Limit CPU real-time period in microseconds' },
  'cpu-rt-runtime': { type: 'int', usage: 'Limit CPU real-time runtime in microseconds' },
  device: { type: 'list', usage: 'Add a host device to the container' },
  'device-cgroup-rule': { type: 'list', usage: 'Add a rule to the cgroup allowed devices list', each: parseDeviceRule },
  'device-read-bps': {
    type: 'list',
    usage: 'Limit read rate (bytes per second) from a device',
    default: '[]',
    each: parseThrottleBps,
  },
  'device-read-iops': {
    type: 'list',
    usage: 'Limit read rate (IO per second) from a device',
    default: '[]',
    each: parseThrottleIops,
  },
  'device-write-bps': {
    type: 'list',
    usage: 'Limit write rate (bytes per second) to a device',
    default: '[]',
    each: parseThrottleBps,
  },
  'device-write-iops': {
    type: 'list',
    usage: 'Limit write rate (IO per second) to a device',
    default: '[]',
    each: parseThrottleIops,
  },
  'disable-content-trust': { type: 'bool', usage: 'Skip image verification', default: 'true' },
  dns: { type: 'list', usage: 'Set custom DNS servers', each: parseIPAddress },
  'dns-option': { type: 'list', usage: 'Set DNS options' },
  'dns-search': { type: 'list', usage: 'Set custom DNS search domains', each: parseDnsSearch },
  domainname: { type: 'string', usage: 'Container NIS domain name' },
  entrypoint: { type: 'string', usage: 'Overwrite the default ENTRYPOINT of the image' },
  env: { type: 'list', short: 'e', usage: 'Set environment variables', each: parseEnv },
  'env-file': { type: 'list', usage: 'Read in a file of environment variables' },
  expose: { type: 'list', usage: 'Expose a port or a range of ports' },
  gpus: {
    type: 'gpu-request',
    usage: "GPU devices to add to the container ('all' to pass all GPUs)",
    each: parseGpus,
  },
  'group-add': { type: 'list', usage: 'Add additional groups to join' },
  'health-cmd': { type: 'string', usage: 'Command to run to check health' },
  'health-interval': { type: 'duration', usage: 'Time between running the check (ms|s|m|h)', default: '0s' },
  'health-retries': { type: 'int', usage: 'Consecutive failures needed to report unhealthy' },
  'health-start-interval': {
    type: 'duration',
    usage: 'Time between running the check during the start period (ms|s|m|h)',
    default: '0s',
  },
  'health-start-period': {
    type: 'duration',
    usage: 'Start period for the container to initialize before starting health-retries countdown (ms|s|m|h)',
    default: '0s',
  },
  'health-timeout': { type: 'duration', usage: 'Maximum time to allow one check to run (ms|s|m|h)', default: '0s' },
  help: { type: 'bool', usage: 'Print usage' },
  hostname: { type: 'string', short: 'h', usage: 'Container host name' },
  init: { type: 'bool', usage: 'Run an init inside the container that forwards signals and reaps processes' },
  interactive: { type: 'bool', short: 'i', usage: 'Keep STDIN open even if not attached' },
  ip: { type: 'string', usage: 'IPv4 address (e.g., 172.30.100.104)' },
  ip6: { type: 'string', usage: 'IPv6 address (e.g., 2001:db8::33)' },
  ipc: { type: 'string', usage: 'IPC mode to use' },
  isolation: { type: 'string', usage: 'Container isolation technology' },
  'kernel-memory': { type: 'bytes', usage: 'Kernel memory limit' },
  label: { type: 'list', short: 'l', usage: 'Set meta data on a container', each: parseLabel },
  'label-file': { type: 'list', usage: 'Read in a line delimited file of labels' },
  link: { type: 'list', usage: 'Add link to another container', each: parseLink },
  'link-local-ip': { type: 'list', usage: 'Container IPv4/IPv6 link-local addresses' },
  'log-driver': { type: 'string', usage: 'Logging driver for the container' },
  'log-opt': { type: 'list', usage: 'Log driver options' },
  'mac-address': { type: 'string', usage: 'Container MAC address (e.g., 92:d0:c6:0a:29:33)' },
  'memory-swap': {
    type: 'bytes',
    usage: "Swap limit equal to memory plus swap: '-1' to enable unlimited swap",
    each: parseMemorySwap,
  },
  'memory-swappiness': { type: 'int', usage: 'Tune container memory swappiness (0 to 100)', default: '-1' },
  mount: { type: 'mount', usage: 'Attach a filesystem mount to the container', each: parseMount },
  name: { type: 'string', usage: 'Assign a name to the container' },
  network: { type: 'network', usage: 'Connect a container to a network', each: parseNetwork },
  'network-alias': { type: 'list', usage: 'Add network-scoped alias for the container' },
  'no-healthcheck': { type: 'bool', usage: 'Disable any container-specified HEALTHCHECK' },
  'oom-kill-disable': { type: 'bool', usage: 'Disable OOM Killer' },
  'oom-score-adj': { type: 'int', usage: "Tune host's OOM preferences (-1000 to 1000)" },
  pid: { type: 'string', usage: 'PID namespace to use' },
  platform: { type: 'string', usage: 'Set platform if server is multi-platform capable' },
  privileged: { type: 'bool', usage: 'Give extended privileges to this container' },
  publish: { type: 'list', short: 'p', usage: "Publish a container's port(s) to the host" },
  'publish-all': { type: 'bool', short: 'P', usage: 'Publish all exposed ports to random ports' },
  quiet: { type: 'bool', short: 'q', usage: 'Suppress the pull output' },
  'read-only': { type: 'bool', usage: "Mount the container's root filesystem as read only" },
  restart: { type: 'string', usage: 'Restart policy to apply when a container exits', default: 'no' },
  rm: { type: 'bool', usage: 'Automatically remove the container and its associated anonymous volumes when it exits' },
  runtime: { type: 'string', usage: 'Runtime to use for this container' },
  'security-opt': { type: 'list', usage: 'Security Options' },
  'shm-size': { type: 'bytes', usage: 'Size of /dev/shm' },
  'stop-signal': { type: 'string', usage: 'Signal to stop the container' },
  'stop-timeout': { type: 'int', usage: 'Timeout (in seconds) to stop a container' },
  'storage-opt': { type: 'list', usage: 'Storage driver options for the container' },
  sysctl: { type: 'map', usage: 'Sysctl options', default: 'map[]', each: parseSysctl },
  tmpfs: { type: 'list', usage: 'Mount a tmpfs directory' },
  tty: { type: 'bool', short: 't', usage: 'Allocate a pseudo-TTY' },
  ulimit: { type: 'ulimit', usage: 'Ulimit options', default: '[]', each: parseUlimit },
  'use-api-socket': { type: 'bool', usage: 'Bind mount Docker API socket and required auth' },
  user: { type: 'string', short: 'u', usage: 'Username or UID (format: <name|uid>[:<group|gid>])' },
  userns: { type: 'string', usage: 'User namespace to use' },
  uts: { type: 'string', usage: 'UTS namespace to use' },
  volume: { type: 'list', short: 'v', usage: 'Bind mount a volume' },
  'volume-driver': { type: 'string', usage: 'Optional volume driver for the container' },
  'volumes-from': { type: 'list', usage: 'Mount volumes from the specified container(s)' },
  workdir: { type: 'string', short: 'w', usage: 'Working directory inside the container' },
  net: { type: 'network', usage: 'Connect a container to a network', each: parseNetwork, hidden: true },
  'net-alias': { type: 'list', usage: 'Add network-scoped alias for the container', hidden: true },
  'dns-opt': { type: 'list', usage: 'Set DNS options', hidden: true },
  'cpu-count': { type: 'int', usage: 'CPU count (Windows only)', hidden: true, only: 'windows' },
  'cpu-percent': { type: 'int', usage: 'CPU percent (Windows only)', hidden: true, only: 'windows' },
  'io-maxbandwidth': {
    type: 'bytes',
    usage: 'Maximum IO bandwidth limit for the system drive (Windows only)',
    hidden: true,
    only: 'windows',
  },
  'io-maxiops': {
    type: 'uint',
    usage: 'Maximum IOps limit for the system drive (Windows only)',
    hidden: true,
    only: 'windows',
  },
} as const satisfies Flags;

export type ContainerFlags = FlagValues<typeof CONTAINER_FLAGS>;
