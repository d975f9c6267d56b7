import type { Kernel } from '../kernel/kernel.ts';
import type { Machine } from './machine.ts';

/** A machine that the host can reach over its network. */
export interface Neighbour {
  readonly name: string;
  readonly address: string;
}

/** The host and its neighbours, as /etc/hosts of each names them. The first address is that of the host itself. */
const NEIGHBOURS: readonly Neighbour[] = [
  { name: 'node2', address: '10.0.2.16' },
  { name: 'node3', address: '10.0.2.17' },
];
const HOST_ADDRESS = '10.0.2.15';

/** Lines of /etc/hosts for all machines but the one that asks. */
export function neighbourLines(own: string, host: string): string {
  const all = [{ name: host, address: HOST_ADDRESS }, ...NEIGHBOURS];
  return all
    .filter(({ name, address }) => name !== own && (name !== host || address === HOST_ADDRESS))
    .map(({ name, address }) => `${address}\t${name}\n`)
    .join('');
}

/** The machines of a network. A neighbour is made when somebody logs in to it for the first time. */
export class Lan {
  readonly #host: () => Kernel;
  readonly #make: (neighbour: Neighbour, index: number) => Machine;
  readonly #machines = new Map<string, Machine>();

  constructor(host: () => Kernel, make: (neighbour: Neighbour, index: number) => Machine) {
    this.#host = host;
    this.#make = make;
  }

  /** By name or address. */
  find(name: string): Neighbour | undefined {
    return NEIGHBOURS.find((neighbour) => neighbour.name === name || neighbour.address === name);
  }

  /** The machine, switched on. */
  machine(neighbour: Neighbour): Machine {
    const known = this.#machines.get(neighbour.name);
    if (known !== undefined) return known;
    const made = this.#make(neighbour, NEIGHBOURS.indexOf(neighbour) + 1);
    plugIn(this.#host(), made.kernel, neighbour);
    this.#machines.set(neighbour.name, made);
    return made;
  }

  /** The machine that a kernel belongs to; the host itself is none of these. */
  machineOf(kernel: Kernel): Machine | undefined {
    return [...this.#machines.values()].find((machine) => machine.kernel === kernel);
  }
}

/** Unplugs a machine from the router that it was born with, and plugs it into that of the host. */
function plugIn({ network }: Kernel, machine: Kernel, { name, address }: Neighbour): void {
  const { outside } = network;
  const [own, eth0] = [machine.namespaces.net, machine.namespaces.net.links.get('eth0')];
  const lan = outside?.links.get('lan');
  if (outside === undefined || lan === undefined || eth0 === undefined) throw new Error('the host has no network');
  const hub = outside.links.get('switch') ?? network.addLink(outside, 'bridge', 'switch');
  const port = network.addLink(outside, 'ether', name);
  lan.bridge = port.bridge = hub;
  hub.up = port.up = true;
  port.peer = eth0;
  eth0.peer = port;
  eth0.mac = `52:54:00:12:34:${address.slice(-2)}`;
  eth0.addresses = [{ address, bits: 24 }];
  own.addedRoutes.splice(0, own.addedRoutes.length, ...own.addedRoutes.map((route) => ({ ...route, source: address })));
  machine.network.outside = outside;
}
