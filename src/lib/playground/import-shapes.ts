import { isRecord } from '../is-record.ts';
import type { ImportedContainer, ImportedMount, ImportedNetwork, ImportedPort } from './import-commands.ts';

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json => (isRecord(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const texts = (value: unknown): readonly string[] => list(value).filter((one) => typeof one === 'string');

/** A container as `docker inspect` prints it; undefined of anything else. */
export function fromInspect(value: Json): ImportedContainer | undefined {
  const { Config, HostConfig, State, NetworkSettings } = value;
  if (!isRecord(Config) || !isRecord(State) || text(value['Name']) === '') return undefined;
  const host = record(HostConfig);
  const networks = Object.entries(record(record(NetworkSettings)['Networks'])).map(([name, end]) => ({
    name,
    address: text(record(record(end)['IPAMConfig'])['IPv4Address']),
    aliases: texts(record(end)['Aliases']),
  }));
  return {
    name: text(value['Name']).replace(/^\//, ''),
    image: text(Config['Image']),
    command: texts(Config['Cmd']),
    state: stateOf(text(State['Status'])),
    ports: Object.entries(record(host['PortBindings'])).flatMap(([key, bindings]) => portsOf(key, bindings)),
    mounts: list(value['Mounts']).flatMap(mountOf),
    networks,
    networkMode: text(host['NetworkMode']),
    restart: text(record(host['RestartPolicy'])['Name']),
    memory: number(host['Memory']),
    nanoCpus: number(host['NanoCpus']),
    readOnly: host['ReadonlyRootfs'] === true,
    variables: texts(Config['Env']).map((one) => one.split('=', 1)[0] ?? ''),
    labels: Object.entries(record(Config['Labels'])).map(([name, label]) => [name, text(label)] as const),
  };
}

const stateOf = (status: string): ImportedContainer['state'] => {
  if (status === 'paused' || status === 'created') return status;
  return status === 'running' || status === 'restarting' ? 'running' : 'exited';
};

/** `80/tcp` and `[{ HostIp, HostPort }]` */
function portsOf(key: string, bindings: unknown): ImportedPort[] {
  const [container = '', protocol = 'tcp'] = key.split('/');
  return list(bindings).map((binding) => ({
    host: text(record(binding)['HostPort']),
    address: text(record(binding)['HostIp']),
    container,
    protocol,
  }));
}

function mountOf(value: unknown): ImportedMount[] {
  const { Type, Name, Source, Destination, RW } = record(value);
  const target = text(Destination);
  if (!target.startsWith('/')) return [];
  const readOnly = RW === false;
  if (Type === 'volume') return [{ type: 'volume', source: text(Name), target, readOnly }];
  if (Type === 'bind') return [{ type: 'bind', source: text(Source), target, readOnly }];
  return Type === 'tmpfs' ? [{ type: 'tmpfs', source: '', target, readOnly }] : [];
}

/** A line of `docker ps --format json`. */
export function fromPs(value: Json): ImportedContainer | undefined {
  const { Names, Image, Ports, Networks, Mounts, State } = value;
  if (typeof Names !== 'string' || typeof Image !== 'string' || Names === '') return undefined;
  const ports = text(Ports).split(', ').flatMap(publishedPort);
  const seen = new Set<string>();
  return {
    name: Names.split(',', 1)[0] ?? Names,
    image: Image,
    command: [],
    state: stateOf(text(State)),
    ports: ports.filter(({ host, protocol }) => !seen.has(`${host}/${protocol}`) && seen.add(`${host}/${protocol}`)),
    mounts: text(Mounts).split(',').filter(Boolean).map(shownMount),
    networks: text(Networks)
      .split(',')
      .filter(Boolean)
      .map((name) => ({ name, address: '', aliases: [] })),
    networkMode: text(Networks).split(',', 1)[0] ?? '',
    restart: '',
    memory: 0,
    nanoCpus: 0,
    readOnly: false,
    variables: [],
    labels: text(value['Labels'])
      .split(',')
      .filter((one) => one.includes('='))
      .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const),
  };
}

/** `0.0.0.0:8080->80/tcp`, `[::]:8080->80/tcp`, `80/tcp`: only the first is published anew. */
function publishedPort(shown: string): ImportedPort[] {
  const [, address = '', host = '', container = '', protocol = ''] =
    /^([\d.]+):([\d-]+)->([\d-]+)\/(\w+)$/.exec(shown) ?? [];
  return host === '' ? [] : [{ address, host, container, protocol }];
}

/** `docker ps` names volumes and sources of binds, cut short, and no targets. */
function shownMount(source: string, index: number): ImportedMount {
  const name = source.replace(/…$/, '');
  return { type: name.startsWith('/') ? 'bind' : 'volume', source: name, target: `/mnt/${index + 1}`, readOnly: false };
}

/** A network as `docker network inspect` prints it; undefined of anything else. */
export function networkFromInspect(value: Json): ImportedNetwork | undefined {
  const { Name, Driver, IPAM, Internal, Scope } = value;
  if (typeof Name !== 'string' || typeof Driver !== 'string' || !isRecord(IPAM) || typeof Scope !== 'string')
    return undefined;
  return {
    name: Name,
    driver: Driver,
    subnets: list(IPAM['Config'])
      .map((one) => text(record(one)['Subnet']))
      .filter((subnet) => /^[\d.]+\/\d+$/.test(subnet)),
    internal: Internal === true,
  };
}
