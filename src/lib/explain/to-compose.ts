import { stringify } from 'yaml';
import { explain } from './explain.ts';
import type { Knowledge } from './docker.ts';
import type { Part } from './part.ts';

/** A `docker run` as a Compose file. */
export interface ComposeFile {
  readonly yaml: string;
  /** What has no place in the file, and what to do about it. */
  readonly left: readonly string[];
}

type Service = Record<string, unknown>;
interface Draft {
  readonly service: Service;
  readonly volumes: Set<string>;
  readonly networks: Set<string>;
  readonly aliases: string[];
  readonly left: string[];
}

const set = (key: string) => (draft: Draft, value: string) => void (draft.service[key] = plain(value));
const yes = (key: string) => (draft: Draft, value: string) => void (draft.service[key] = value !== 'false');
const add = (key: string) => (draft: Draft, value: string) => void push(draft.service, key, plain(value));
const left = (text: string) => (draft: Draft) => void draft.left.push(text);

/** The key of a service for each flag of `docker run`. */
const FLAGS: Readonly<Record<string, (draft: Draft, value: string) => void>> = {
  name: set('container_name'),
  hostname: set('hostname'),
  domainname: set('domainname'),
  user: set('user'),
  workdir: set('working_dir'),
  entrypoint: set('entrypoint'),
  restart: set('restart'),
  memory: set('mem_limit'),
  'memory-reservation': set('mem_reservation'),
  'memory-swap': set('memswap_limit'),
  cpus: (draft, value) => void (draft.service['cpus'] = Number(value)),
  'cpu-shares': (draft, value) => void (draft.service['cpu_shares'] = Number(value)),
  'cpuset-cpus': set('cpuset'),
  'pids-limit': (draft, value) => void (draft.service['pids_limit'] = Number(value)),
  'shm-size': set('shm_size'),
  'stop-signal': set('stop_signal'),
  'stop-timeout': (draft, value) => void (draft.service['stop_grace_period'] = `${value}s`),
  platform: set('platform'),
  pid: set('pid'),
  ipc: set('ipc'),
  uts: set('uts'),
  userns: set('userns_mode'),
  cgroupns: set('cgroup'),
  runtime: set('runtime'),
  'mac-address': set('mac_address'),
  pull: (draft, value) => void (draft.service['pull_policy'] = value),
  'read-only': yes('read_only'),
  privileged: yes('privileged'),
  init: yes('init'),
  interactive: yes('stdin_open'),
  tty: yes('tty'),
  'oom-kill-disable': yes('oom_kill_disable'),
  publish: add('ports'),
  expose: add('expose'),
  'env-file': add('env_file'),
  'cap-add': add('cap_add'),
  'cap-drop': add('cap_drop'),
  'security-opt': add('security_opt'),
  device: add('devices'),
  dns: add('dns'),
  'dns-search': add('dns_search'),
  'dns-option': add('dns_opt'),
  'add-host': add('extra_hosts'),
  'group-add': add('group_add'),
  tmpfs: add('tmpfs'),
  'volumes-from': (draft, value) => void push(draft.service, 'volumes_from', `container:${value}`),
  link: add('external_links'),
  env: (draft, value) => pair(draft.service, 'environment', value),
  label: (draft, value) => pair(draft.service, 'labels', value),
  sysctl: (draft, value) => pair(draft.service, 'sysctls', value),
  'log-driver': (draft, value) => void (within(draft.service, 'logging')['driver'] = value),
  'log-opt': (draft, value) => pair(within(draft.service, 'logging'), 'options', value),
  ulimit,
  volume,
  mount,
  network,
  'network-alias': (draft, value) => void draft.aliases.push(value),
  gpus: (draft, value) => void (draft.service['gpus'] = value),
  'health-cmd': (draft, value) => void (within(draft.service, 'healthcheck')['test'] = value),
  'health-interval': (draft, value) => void (within(draft.service, 'healthcheck')['interval'] = value),
  'health-timeout': (draft, value) => void (within(draft.service, 'healthcheck')['timeout'] = value),
  'health-retries': (draft, value) => void (within(draft.service, 'healthcheck')['retries'] = Number(value)),
  'health-start-period': (draft, value) => void (within(draft.service, 'healthcheck')['start_period'] = value),
  'no-healthcheck': (draft) => void (within(draft.service, 'healthcheck')['disable'] = true),
  detach: left('-d: say `docker compose up -d`'),
  rm: left('--rm: `docker compose down` removes the containers; `docker compose run --rm` is the one-off form'),
  'publish-all': left('-P: list the ports, as `- "80"` for a free port of the host'),
};

/** @returns the file, or undefined for a line without a `docker run` or `docker create`. */
export function toCompose(line: string, knowledge: Knowledge): ComposeFile | undefined {
  const { parts } = explain(line, knowledge);
  const at = parts.findIndex(({ kind, url }) => kind === 'command' && /^\/commands\/(run|create)\/$/.test(url ?? ''));
  const image = parts.find((part, index) => index > at && part.kind === 'argument');
  if (at < 0 || image === undefined) return undefined;
  const inside = parts.filter(({ kind, start }) => kind === 'inside' && start > image.start);
  const draft: Draft = {
    service: { image: plain(image.text) },
    volumes: new Set(),
    networks: new Set(),
    aliases: [],
    left: [],
  };
  for (const part of parts.slice(at)) if (part.flag !== undefined && part.start < image.start) place(draft, part);
  if (inside.length > 0) draft.service['command'] = inside.map(({ text }) => plain(text));
  const name =
    typeof draft.service['container_name'] === 'string' ? draft.service['container_name'] : nameOf(image.text);
  return { yaml: stringify(fileOf(draft, name), { lineWidth: 0 }), left: draft.left };
}

function place(draft: Draft, { flag, text }: Part): void {
  if (flag === undefined) return;
  const way = FLAGS[flag.name];
  if (way === undefined) draft.left.push(`${text}: no key of a service is known here for it`);
  else way(draft, flag.value);
}

function fileOf({ service, volumes, networks, aliases }: Draft, name: string): Record<string, unknown> {
  const [first = 'default'] = networks;
  return {
    services: { [name]: { ...service, ...(aliases.length > 0 && { networks: { [first]: { aliases } } }) } },
    ...(volumes.size > 0 && { volumes: named(volumes) }),
    ...(networks.size > 0 && { networks: named(networks) }),
  };
}

/** Names that exist outside the file: Compose would otherwise put its project's name in front. */
const named = (names: ReadonlySet<string>) => Object.fromEntries([...names].map((name) => [name, { external: true }]));

function volume(draft: Draft, value: string): void {
  const [source = '', target] = plain(value).split(':');
  push(draft.service, 'volumes', plain(value).replace(/^\$\{?PWD\}?|^\$\(pwd\)/, '.'));
  if (target !== undefined && /^[\w][\w.-]*$/.test(source)) draft.volumes.add(source);
}

function mount(draft: Draft, value: string): void {
  const long: Record<string, unknown> = { type: 'volume' };
  for (const field of plain(value).split(',')) {
    const [key = '', ...rest] = field.split('=');
    const text = rest.join('=');
    if (['src', 'source'].includes(key)) long['source'] = text.replace(/^\$\{?PWD\}?|^\$\(pwd\)/, '.');
    else if (['dst', 'target', 'destination'].includes(key)) long['target'] = text;
    else if (['ro', 'readonly'].includes(key)) long['read_only'] = text === '' || text === 'true';
    else if (key === 'type') long['type'] = text;
    else if (key === 'tmpfs-size') long['tmpfs'] = { size: text };
    else draft.left.push(`--mount ${field}: put it into the long form by hand`);
  }
  if (long['type'] === 'volume' && typeof long['source'] === 'string') draft.volumes.add(long['source']);
  push(draft.service, 'volumes', long);
}

function network(draft: Draft, value: string): void {
  if (/^(host|none|bridge|container:.*)$/.test(value)) draft.service['network_mode'] = value;
  else {
    draft.networks.add(value);
    push(draft.service, 'networks', value);
  }
}

function ulimit(draft: Draft, value: string): void {
  const [name = '', limits = ''] = value.split('=');
  const [soft = '', hard] = limits.split(':');
  within(draft.service, 'ulimits')[name] =
    hard === undefined ? Number(soft) : { soft: Number(soft), hard: Number(hard) };
}

function pair(owner: Service, key: string, value: string): void {
  const [name = '', ...rest] = plain(value).split('=');
  within(owner, key)[name] = plain(value).includes('=') ? rest.join('=') : null;
}

function within(owner: Service, key: string): Service {
  return (owner[key] ??= {}) as Service;
}

function push(owner: Service, key: string, value: unknown): void {
  ((owner[key] ??= []) as unknown[]).push(value);
}

const nameOf = (image: string): string => /([^/:@]+)(?:[:@][^/]*)?$/.exec(plain(image))?.[1] ?? 'app';

/** A word without its quotes. */
const plain = (text: string): string => text.replace(/^(['"])(.*)\1$/s, '$2');
