import { SparseMap, SparseSet } from '../sparse.ts';
import type { NetNamespace } from './namespace.ts';

export type LinkKind = 'loopback' | 'ether' | 'veth' | 'bridge' | 'dummy' | 'macvlan' | 'ipvlan';

export interface LinkAddress {
  readonly address: string;
  /** Length of the prefix. */
  readonly bits: number;
  /** Of IPv4: where it isn't the last of the subnet; '' is none. */
  readonly broadcast?: string;
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
  /** Of IPv6, with the one that it gave itself; a loopback's is not kept. */
  addresses6: readonly LinkAddress[] = [];
  /** The other end of a cable: veth's pair, or what an `ether` is plugged into. */
  peer: Link | undefined;
  /** The bridge whose port it is. */
  bridge: Link | undefined;
  /** Of macvlan and ipvlan: the link whose wire they share. */
  parent: Link | undefined;
  /** Those that share its wire. */
  readonly children: Set<Link> = new SparseSet();
  /** Of ipvlan in mode l3: the wire doesn't know it. */
  isRouted = false;
  /** The neighbour table: MAC addresses by IP address; '' for one that didn't answer. */
  readonly known: Map<string, string> = new SparseMap();
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
    if (this.parent !== undefined) return this.parent.up;
    return this.kind === 'loopback' || this.kind === 'dummy' || this.peer?.up === true;
  }

  /** Of a bridge: the links plugged into it. */
  get ports(): readonly Link[] {
    return [...this.namespace.links.values()].filter((link) => link.bridge === this);
  }

  has(address: string): boolean {
    return [...this.addresses, ...this.addresses6].some((own) => own.address === address);
  }

  /** All links that a frame sent here reaches. */
  neighbours(): readonly Link[] {
    const seen = new Set<Link>();
    const reach = (link: Link): void => {
      if (seen.has(link) || !link.up) return;
      seen.add(link);
      if (link !== this) for (const child of link.children) if (child.up && !child.isRouted) seen.add(child);
      if (link.kind === 'bridge') for (const port of link.ports) reach(port);
      if (link.bridge !== undefined) reach(link.bridge);
      if (link.peer !== undefined) reach(link.peer);
    };
    const { parent } = this;
    if (parent === undefined) reach(this);
    else if (this.up && parent.up) {
      // The parent's own stack is not on its wire: the host doesn't see its children.
      seen.add(parent);
      for (const sibling of parent.children) if (sibling.up) seen.add(sibling);
      const wire = this.isRouted ? undefined : (parent.peer ?? parent.bridge);
      if (wire !== undefined) reach(wire);
      seen.delete(parent);
    }
    seen.delete(this);
    return [...seen];
  }
}
