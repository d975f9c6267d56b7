import type { NetNamespace, Protocol } from '../../kernel/net/namespace.ts';
import { isIPv6 } from '../../kernel/net/address.ts';
import type { Netfilter, TableName } from '../../kernel/net/netfilter/netfilter.ts';
import { type Match, type RuleSpec, sameRule, type Target } from '../../kernel/net/netfilter/rule.ts';
import type { NetworkRecord } from '../state.ts';

/** A network with a bridge on the host. */
export interface Bridged {
  readonly bridge: string;
  /** Undefined where it has no addresses of the kind. */
  readonly subnet: string | undefined;
  readonly internal: boolean;
  readonly options: NetworkRecord['options'];
}

export interface PublishedPort {
  readonly protocol: Protocol;
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly address: string;
  readonly port: number;
}

type Line = readonly [table: TableName, chain: string, rule: RuleSpec, at?: 0];

const to = (chain: string): Target => ({ kind: 'jump', chain });
const ACCEPT: Target = { kind: 'ACCEPT' };
const DROP: Target = { kind: 'DROP' };
const is = <T>(value: T) => ({ value });
const not = <T>(value: T) => ({ value, not: true });
const portMatch = (protocol: Protocol, port: number): Match => ({ kind: protocol, destination: is([port, port]) });

const FILTER_CHAINS = [
  'DOCKER', 'DOCKER-BRIDGE', 'DOCKER-CT', 'DOCKER-FORWARD', 'DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2', 'DOCKER-USER',
]; // prettier-ignore

const LOCAL: readonly Match[] = [{ kind: 'addrtype', destination: is('LOCAL') }];

type Kind = 'inet' | 'inet6';

/** One address as a range. */
const only = (address: string): string => `${address}/${isIPv6(address) ? 128 : 32}`;

const baseLines = (kind: Kind): readonly Line[] => [
  ['nat', 'PREROUTING', { matches: LOCAL, target: to('DOCKER') }],
  [
    'nat',
    'OUTPUT',
    { destination: not(kind === 'inet' ? '127.0.0.0/8' : '::1/128'), matches: LOCAL, target: to('DOCKER') },
  ],
  ['filter', 'FORWARD', { target: to('DOCKER-USER') }],
  ['filter', 'FORWARD', { target: to('DOCKER-FORWARD') }],
  ['filter', 'DOCKER-FORWARD', { target: to('DOCKER-CT') }],
  ['filter', 'DOCKER-FORWARD', { target: to('DOCKER-ISOLATION-STAGE-1') }],
  ['filter', 'DOCKER-FORWARD', { target: to('DOCKER-BRIDGE') }],
];

/** What the engine writes into iptables. @see moby daemon/libnetwork/drivers/bridge/internal/iptabler */
export class Firewall {
  readonly #net: NetNamespace;
  /** By owner: takes its rules away. */
  readonly #undo = new Map<string, (() => void)[]>();
  #started = false;
  readonly #kind: Kind;

  constructor(net: NetNamespace, kind: Kind = 'inet') {
    this.#net = net;
    this.#kind = kind;
  }

  get #netfilter(): Netfilter {
    return this.#kind === 'inet' ? this.#net.netfilter : this.#net.netfilter6;
  }

  /** Chains of the engine; forwarding is dropped unless a rule allows it. */
  #start(): void {
    if (this.#started) return;
    this.#started = true;
    const netfilter = this.#netfilter;
    netfilter.addChain('nat', 'DOCKER');
    for (const chain of FILTER_CHAINS) netfilter.addChain('filter', chain);
    netfilter.open('filter', 'FORWARD').policy = 'DROP';
    this.#write('engine', baseLines(this.#kind));
  }

  #write(owner: string, lines: readonly Line[]): void {
    const netfilter = this.#netfilter;
    const undo = this.#undo.get(owner) ?? [];
    for (const [table, name, spec, at] of lines) {
      // A chain that somebody deleted comes back with the next restart only.
      if (netfilter.chain(table, name) === undefined && !/^[A-Z]+$/.test(name)) continue;
      const own = netfilter.insert(table, name, spec, at);
      undo.push(() => {
        const rules = netfilter.chain(table, name)?.rules ?? [];
        // iptables-restore makes equal ones of its own.
        const found = rules.indexOf(own);
        const index = found >= 0 ? found : rules.findIndex((rule) => sameRule(rule, spec));
        if (index >= 0) rules.splice(index, 1);
      });
    }
    this.#undo.set(owner, undo);
  }

  remove(owner: string): void {
    for (const undo of this.#undo.get(owner) ?? []) undo();
    this.#undo.delete(owner);
  }

  addNetwork(id: string, network: Bridged): void {
    this.#start();
    this.#write(id, network.internal ? internalLines(network) : networkLines(network));
    if (hasNoIcc(network)) this.#net.sysctls.set('bridge/bridge-nf-call-iptables', '1');
  }

  /** Nobody reaches an endpoint past its bridge. */
  addEndpoint(id: string, { bridge, internal }: Bridged, address: string): void {
    if (internal) return;
    this.#write(id, [['raw', 'PREROUTING', { destination: is(only(address)), in: not(bridge), target: DROP }]]);
  }

  publish(owner: string, { bridge }: Bridged, ports: readonly PublishedPort[]): void {
    const sorted = [...ports].sort((a, b) =>
      a.protocol === b.protocol ? a.port - b.port || a.hostPort - b.hostPort : a.protocol < b.protocol ? -1 : 1,
    );
    this.#write(
      owner,
      sorted.flatMap((port) => portLines(bridge, port)),
    );
  }
}

const hasNoIcc = ({ options }: Bridged): boolean => options['com.docker.network.bridge.enable_icc'] === 'false';

function internalLines({ bridge, subnet, options }: Bridged): Line[] {
  const icc = hasNoIcc({ bridge, subnet, options, internal: true }) ? DROP : ACCEPT;
  if (subnet === undefined) return [];
  return [
    ['filter', 'DOCKER-FORWARD', { in: is(bridge), out: is(bridge), target: icc }],
    ['filter', 'DOCKER-ISOLATION-STAGE-1', { destination: not(subnet), in: is(bridge), target: DROP }, 0],
    ['filter', 'DOCKER-ISOLATION-STAGE-1', { source: not(subnet), out: is(bridge), target: DROP }, 0],
  ];
}

function networkLines(network: Bridged): Line[] {
  const { bridge, subnet, options } = network;
  const masquerades = options['com.docker.network.bridge.enable_ip_masquerade'] !== 'false';
  const known: Match = { kind: 'conntrack', states: is(['RELATED', 'ESTABLISHED']) };
  return [
    ...(masquerades && subnet !== undefined
      ? ([
          ['nat', 'POSTROUTING', { source: is(subnet), out: not(bridge), target: { kind: 'MASQUERADE' } }, 0],
          ['nat', 'DOCKER', { in: is(bridge), target: { kind: 'RETURN' } }, 0],
        ] as const)
      : []),
    ['filter', 'DOCKER', { in: not(bridge), out: is(bridge), target: DROP }],
    ['filter', 'DOCKER-BRIDGE', { out: is(bridge), target: to('DOCKER') }],
    ['filter', 'DOCKER-CT', { out: is(bridge), matches: [known], target: ACCEPT }],
    ...(hasNoIcc(network)
      ? ([
          ['filter', 'DOCKER-FORWARD', { in: is(bridge), out: is(bridge), target: DROP }],
          ['filter', 'DOCKER-FORWARD', { in: is(bridge), out: not(bridge), target: ACCEPT }],
        ] as const)
      : ([['filter', 'DOCKER-FORWARD', { in: is(bridge), target: ACCEPT }]] as const)),
    [
      'filter',
      'DOCKER-ISOLATION-STAGE-1',
      { in: is(bridge), out: not(bridge), target: to('DOCKER-ISOLATION-STAGE-2') },
    ],
    ['filter', 'DOCKER-ISOLATION-STAGE-2', { out: is(bridge), target: DROP }, 0],
  ];
}

function portLines(bridge: string, { protocol, hostAddress, hostPort, address, port }: PublishedPort): Line[] {
  const local = hostAddress.startsWith('127.');
  const onHost = hostAddress === '0.0.0.0' ? {} : { destination: is(only(hostAddress)) };
  const common = { protocol: is(protocol), matches: [portMatch(protocol, hostPort)] };
  return [
    ...(local ? ([['raw', 'PREROUTING', { ...onHost, in: not('lo'), ...common, target: DROP }]] as const) : []),
    ['nat', 'DOCKER', { ...onHost, in: not(bridge), ...common, target: { kind: 'DNAT', address, port } }],
    [
      'filter',
      'DOCKER',
      {
        destination: is(only(address)),
        in: not(bridge),
        out: is(bridge),
        protocol: is(protocol),
        matches: [portMatch(protocol, port)],
        target: ACCEPT,
      },
      0,
    ],
  ];
}
