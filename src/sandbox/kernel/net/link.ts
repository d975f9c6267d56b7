import type { NetNamespace } from './namespace.ts';

export type LinkKind = 'loopback' | 'ether' | 'veth' | 'bridge' | 'dummy';

export interface LinkAddress {
  readonly address: string;
  /** Length of the prefix. */
  readonly bits: number;
}

/** A network interface. */
export class Link {
  /** N of `N: eth0@if5`; each namespace counts its own. */
  index: number;
  readonly kind: LinkKind;
  mac: string;
  namespace: NetNamespace;
  name: string;
  up = false;
  mtu: number;
  addresses: readonly LinkAddress[] = [];
  /** The other end of a cable: veth's pair, or what an `ether` is plugged into. */
  peer: Link | undefined;
  /** The bridge whose port it is. */
  bridge: Link | undefined;
  /** Octets and packets since it is there. */
  readonly received = { bytes: 0, packets: 0 };
  readonly sent = { bytes: 0, packets: 0 };

  /** Use `network.addLink`. */
  constructor(options: { index: number; kind: LinkKind; name: string; mac: string; namespace: NetNamespace }) {
    this.index = options.index;
    this.kind = options.kind;
    this.name = options.name;
    this.mac = options.mac;
    this.namespace = options.namespace;
    this.mtu = options.kind === 'loopback' ? 65_536 : 1_500;
  }

  /** Up, and plugged into something that is up. */
  get running(): boolean {
    if (!this.up) return false;
    if (this.kind === 'bridge') return this.ports.some((port) => port.running);
    return this.kind === 'loopback' || this.kind === 'dummy' || this.peer?.up === true;
  }

  /** Of a bridge: the links plugged into it. */
  get ports(): readonly Link[] {
    return [...this.namespace.links.values()].filter((link) => link.bridge === this);
  }

  has(address: string): boolean {
    return this.addresses.some((own) => own.address === address);
  }

  /** All links that a frame sent here reaches. */
  neighbours(): readonly Link[] {
    const seen = new Set<Link>();
    const reach = (link: Link): void => {
      if (seen.has(link) || !link.up) return;
      seen.add(link);
      if (link.kind === 'bridge') for (const port of link.ports) reach(port);
      if (link.bridge !== undefined) reach(link.bridge);
      if (link.peer !== undefined) reach(link.peer);
    };
    reach(this);
    seen.delete(this);
    return [...seen];
  }
}
