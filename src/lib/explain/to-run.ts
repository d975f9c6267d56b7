import { parse } from 'yaml';

/** A Compose file as the commands that do the same by hand. */
export interface RunCommands {
  readonly commands: readonly string[];
  /** What has no flag, and why. */
  readonly left: readonly string[];
}

type Node = Record<string, unknown>;
const LONGEST = 100_000;

/** Keys of a service whose value is one flag. */
const ONE: Readonly<Record<string, string>> = {
  hostname: '--hostname',
  domainname: '--domainname',
  user: '--user',
  working_dir: '--workdir',
  restart: '--restart',
  mem_limit: '--memory',
  mem_reservation: '--memory-reservation',
  memswap_limit: '--memory-swap',
  cpus: '--cpus',
  cpu_shares: '--cpu-shares',
  cpuset: '--cpuset-cpus',
  pids_limit: '--pids-limit',
  shm_size: '--shm-size',
  stop_signal: '--stop-signal',
  platform: '--platform',
  pid: '--pid',
  ipc: '--ipc',
  uts: '--uts',
  userns_mode: '--userns',
  runtime: '--runtime',
  mac_address: '--mac-address',
  network_mode: '--network',
  pull_policy: '--pull',
};
const MANY: Readonly<Record<string, string>> = {
  expose: '--expose',
  env_file: '--env-file',
  cap_add: '--cap-add',
  cap_drop: '--cap-drop',
  security_opt: '--security-opt',
  devices: '--device',
  dns: '--dns',
  dns_search: '--dns-search',
  dns_opt: '--dns-option',
  extra_hosts: '--add-host',
  group_add: '--group-add',
  tmpfs: '--tmpfs',
};
const PAIRS: Readonly<Record<string, string>> = { environment: '--env', labels: '--label', sysctls: '--sysctl' };
const SWITCH: Readonly<Record<string, string>> = {
  read_only: '--read-only',
  privileged: '--privileged',
  init: '--init',
  stdin_open: '--interactive',
  tty: '--tty',
};
const HEALTH: Readonly<Record<string, string>> = {
  interval: '--health-interval',
  timeout: '--health-timeout',
  retries: '--health-retries',
  start_period: '--health-start-period',
};
/** Read elsewhere in this file. */
const DONE = new Set(
  'image build command entrypoint ports volumes networks container_name depends_on healthcheck ulimits'.split(' '),
);

/** @throws {Error} in the reader's words for a text that is no Compose file. */
export function toRun(text: string, project = 'app'): RunCommands {
  if (text.length > LONGEST) throw new Error('This is too long for a Compose file.');
  const file: unknown = parse(text, { merge: true, maxAliasCount: 100 });
  if (!isNode(file) || !isNode(file['services'])) throw new Error('A Compose file has `services` at its top.');
  const left: string[] = [];
  const commands: string[] = [];
  const network = (name: string): string => external(file['networks'], name) ?? `${project}_${name}`;
  const volume = (name: string): string => external(file['volumes'], name) ?? `${project}_${name}`;
  const services = Object.entries(file['services']).map(
    ([name, service]) => [name, isNode(service) ? service : {}] as const,
  );
  const networks = new Set(services.flatMap(([, service]) => networksOf(service)));
  for (const name of networks)
    if (external(file['networks'], name) === undefined) commands.push(`docker network create ${network(name)}`);
  for (const [name, service] of inOrder(services)) {
    if (isNode(service['build']) || typeof service['build'] === 'string') {
      const context =
        typeof service['build'] === 'string' ? service['build'] : textOf(service['build']['context'] ?? '.');
      commands.push(`docker build -t ${project}-${name} ${quote(context)}`);
    }
    commands.push(runCommand(name, service, { project, network, volume, left }));
  }
  if (services.some(([, service]) => service['depends_on'] !== undefined))
    left.push('depends_on: `docker run` waits for nothing; the order of the commands is all there is');
  return { commands, left };
}

interface Names {
  readonly project: string;
  readonly network: (name: string) => string;
  readonly volume: (name: string) => string;
  readonly left: string[];
}

function runCommand(name: string, service: Node, { project, network, volume, left }: Names): string {
  const words = ['docker run -d', `--name ${quote(textOf(service['container_name'] ?? `${project}-${name}-1`))}`];
  for (const [key, value] of Object.entries(service)) {
    if (DONE.has(key)) continue;
    if (ONE[key] !== undefined) words.push(`${ONE[key]} ${quote(textOf(value))}`);
    else if (MANY[key] !== undefined) words.push(...list(value).map((one) => `${MANY[key]} ${quote(textOf(one))}`));
    else if (PAIRS[key] !== undefined) words.push(...pairs(value).map((one) => `${PAIRS[key]} ${quote(one)}`));
    else if (SWITCH[key] !== undefined) words.push(...(value === true ? [SWITCH[key]] : []));
    else if (key === 'stop_grace_period') words.push(`--stop-timeout ${textOf(value).replace(/s$/, '')}`);
    else if (!key.startsWith('x-')) left.push(`${name}.${key}: no flag of docker run does this, or none is known here`);
  }
  words.push(...list(service['ports']).map((port) => `--publish ${quote(portOf(port))}`));
  words.push(...list(service['volumes']).map((one) => volumeFlag(one, volume)));
  if (service['network_mode'] === undefined)
    words.push(...networksOf(service).map((one) => `--network ${network(one)}`), `--network-alias ${name}`);
  words.push(...ulimits(service['ulimits']));
  if (isNode(service['healthcheck'])) words.push(...health(service['healthcheck']));
  const entrypoint = command(service['entrypoint']);
  if (entrypoint.length > 0) words.push(`--entrypoint ${entrypoint[0] ?? ''}`);
  words.push(service['image'] === undefined ? `${project}-${name}` : quote(textOf(service['image'])));
  words.push(...entrypoint.slice(1), ...command(service['command']));
  return words.join(' ');
}

function health(check: Node): string[] {
  if (check['disable'] === true) return ['--no-healthcheck'];
  const test = list(check['test']).map(textOf);
  const line = ['CMD', 'CMD-SHELL'].includes(test[0] ?? '') ? test.slice(1).join(' ') : test.join(' ');
  const rest = Object.entries(HEALTH).flatMap(([key, flag]) =>
    check[key] === undefined ? [] : [`${flag} ${textOf(check[key])}`],
  );
  return [...(line === '' ? [] : [`--health-cmd ${quote(line)}`]), ...rest];
}

function ulimits(value: unknown): string[] {
  if (!isNode(value)) return [];
  return Object.entries(value).map(([name, limit]) =>
    isNode(limit)
      ? `--ulimit ${name}=${textOf(limit['soft'])}:${textOf(limit['hard'])}`
      : `--ulimit ${name}=${textOf(limit)}`,
  );
}

function portOf(port: unknown): string {
  if (!isNode(port)) return textOf(port);
  const { host_ip: address, published, target, protocol } = port;
  const outside = [address, published].filter((piece) => piece !== undefined).map(textOf);
  return `${[...outside, textOf(target)].join(':')}${protocol === undefined || protocol === 'tcp' ? '' : `/${textOf(protocol)}`}`;
}

function volumeFlag(value: unknown, nameOf: (name: string) => string): string {
  if (!isNode(value)) {
    const [source = '', ...rest] = textOf(value).split(':');
    if (rest.length === 0) return `--volume ${quote(source)}`;
    const from = /^[\w][\w.-]*$/.test(source) ? nameOf(source) : source.replace(/^\.(?=\/|$)/, '$PWD');
    return `--volume ${quote([from, ...rest].join(':'))}`;
  }
  const { type = 'volume', source, target, read_only: readOnly } = value;
  const from =
    source === undefined
      ? []
      : [`source=${type === 'volume' ? nameOf(textOf(source)) : textOf(source).replace(/^\.(?=\/|$)/, '$PWD')}`];
  return `--mount ${quote([`type=${textOf(type)}`, ...from, `target=${textOf(target)}`, ...(readOnly === true ? ['readonly'] : [])].join(','))}`;
}

/** Services after those that they depend on; a circle is left in the order of the file. */
function inOrder(services: readonly (readonly [string, Node])[]): (readonly [string, Node])[] {
  const done: (readonly [string, Node])[] = [];
  const seen = new Set<string>();
  const visit = (entry: readonly [string, Node]): void => {
    if (seen.has(entry[0])) return;
    seen.add(entry[0]);
    const before = isNode(entry[1]['depends_on'])
      ? Object.keys(entry[1]['depends_on'])
      : list(entry[1]['depends_on']).map(textOf);
    for (const name of before) {
      const other = services.find(([known]) => known === name);
      if (other !== undefined) visit(other);
    }
    done.push(entry);
  };
  for (const entry of services) visit(entry);
  return done;
}

function networksOf(service: Node): string[] {
  if (service['network_mode'] !== undefined) return [];
  const { networks } = service;
  if (networks === undefined) return ['default'];
  return isNode(networks) ? Object.keys(networks) : list(networks).map(textOf);
}

function external(all: unknown, name: string): string | undefined {
  const entry = isNode(all) ? all[name] : undefined;
  if (!isNode(entry)) return undefined;
  if (typeof entry['name'] === 'string') return entry['name'];
  return entry['external'] === true ? name : undefined;
}

function pairs(value: unknown): string[] {
  if (!isNode(value)) return list(value).map(textOf);
  return Object.entries(value).map(([name, one]) => (one === null ? name : `${name}=${textOf(one)}`));
}

function command(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? [value] : list(value).map((word) => quote(textOf(word)));
}

const list = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

/** A word as the shell reads it back; a variable stays one. */
function quote(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return word.includes('$') ? `"${word.replace(/["\\`]/g, '\\$&')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
