import type { MountNamespace } from './mount-namespace.ts';
import type { Mount, Propagation } from './mount.ts';

export type PropagationKind = 'shared' | 'slave' | 'private' | 'unbindable';

/** A mount, and the namespace that it is in. */
export interface Member {
  readonly namespace: MountNamespace;
  readonly mount: Mount;
}

/** Where a new mount appears, too, and how it then stands to the others. */
export interface Receiver extends Member {
  readonly propagation: Propagation;
}

/** Who gets to know of whose mounts, over all namespaces of a host. @see linux Documentation/filesystems/sharedsubtree.rst */
export class PeerGroups {
  readonly #members = new Map<number, Member>();
  #last = 0;

  next(): number {
    return ++this.#last;
  }

  /** To be called whenever the propagation of a mount changes. */
  update(member: Member): void {
    const { shared, master } = member.mount.propagation;
    if (shared === undefined && master === undefined) this.#members.delete(member.mount.id);
    else this.#members.set(member.mount.id, member);
  }

  leave(mount: Mount): void {
    this.#members.delete(mount.id);
  }

  hasPeers(mount: Mount): boolean {
    const { shared } = mount.propagation;
    for (const other of this.#members.values()) {
      if (other.mount.id !== mount.id && other.mount.propagation.shared === shared) return true;
    }
    return false;
  }

  /** Those who see what is mounted below a mount: its peers, their slaves, and peers of these. */
  receivers({ id, propagation: { shared } }: Mount, group: number): Receiver[] {
    const found: Receiver[] = [];
    const seen = new Set([id]);
    const spread = (from: number, own: Propagation): void => {
      for (const member of this.#members.values()) {
        if (member.mount.propagation.shared !== from || seen.has(member.mount.id)) continue;
        seen.add(member.mount.id);
        found.push({ ...member, propagation: own });
      }
      for (const member of this.#members.values()) {
        const { master, shared: ownGroup } = member.mount.propagation;
        if (master !== from || seen.has(member.mount.id)) continue;
        if (ownGroup === undefined) {
          seen.add(member.mount.id);
          found.push({ ...member, propagation: { master: own.shared ?? 0 } });
        } else spread(ownGroup, { shared: this.next(), master: own.shared ?? 0 });
      }
    };
    if (shared !== undefined) spread(shared, { shared: group });
    return found;
  }

  /** How a mount stands to others after `mount --make-…`. */
  changed(mount: Mount, kind: PropagationKind): Propagation {
    const { shared, master } = mount.propagation;
    switch (kind) {
      case 'shared':
        return { shared: shared ?? this.next(), ...(master !== undefined && { master }) };
      case 'slave': {
        const from = shared !== undefined && this.hasPeers(mount) ? shared : master;
        return from === undefined ? {} : { master: from };
      }
      case 'private':
        return {};
      case 'unbindable':
        return { unbindable: true };
    }
  }
}
