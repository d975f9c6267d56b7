import type { Cgroup } from '../../cgroup.ts';
import { Errno } from '../../errno.ts';
import type { Kernel } from '../../kernel.ts';
import type { Process } from '../../process.ts';
import { type VirtualDirectory, VirtualFileSystem } from '../../virtual-file-system.ts';
import { isLegacyController, legacyFiles } from './files.ts';

/** One tree of cgroup v1: the controllers bound to it, or a name alone, as systemd's. */
export interface Hierarchy {
  readonly id: number;
  /** `cpu`, `cpuacct`; or `name=systemd`. */
  readonly options: readonly string[];
  /** Bound while cgroup2 had the groups: a tree of its own, in which everybody begins at the root. */
  readonly apart: boolean;
}

/**
 * Cgroup v1 as views of the kernel's one tree of groups: a group that the engine or systemd made is in all of them,
 * one made with mkdir only where it was made. A process can be in a group of its own in each hierarchy; the limits that
 * bite are those of the group that it joined last.
 */
export class LegacyCgroups {
  readonly hierarchies: Hierarchy[] = [];
  readonly #kernel: Kernel;
  /** Where a group is seen, if that isn't everywhere. */
  readonly #seenIn = new WeakMap<Cgroup, Set<Hierarchy>>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * `mount -t cgroup -o OPTIONS`: the hierarchy that has just these, or a new one.
   *
   * @throws {Errno} EINVAL: no such controller, or none at all; EBUSY: another hierarchy has one of them, or cgroup2 is mounted
   */
  bind(words: readonly string[]): Hierarchy {
    const options = words.filter((word) => word.startsWith('name=') || isLegacyController(word));
    const unknown = words.filter((word) => !options.includes(word) && word !== 'none');
    if (options.length === 0 || unknown.length > 0) throw new Errno('EINVAL');
    const isSame = (hierarchy: Hierarchy) =>
      hierarchy.options.length === options.length && options.every((option) => hierarchy.options.includes(option));
    const known = this.hierarchies.find(isSame);
    if (known !== undefined) return known;
    const { mnt } = this.#kernel.namespaces;
    const isTaken = this.hierarchies.some((other) => options.some((option) => other.options.includes(option)));
    // A tree without controllers can be beside cgroup2, as systemd's own was for years.
    const apart = mnt.list().some(({ fs }) => fs.type === 'cgroup2');
    if (isTaken || (apart && options.some(isLegacyController))) throw new Errno('EBUSY');
    const made = { id: this.hierarchies.length + 1, options, apart };
    this.hierarchies.push(made);
    return made;
  }

  has(controller: string): boolean {
    return this.hierarchies.some(({ options }) => options.includes(controller));
  }

  /** @param root the group that is `/` of what is mounted */
  fileSystem(hierarchy: Hierarchy, root: Cgroup): VirtualFileSystem {
    return new VirtualFileSystem({
      type: 'cgroup',
      dev: this.#kernel.nextDevice(),
      now: () => this.#kernel.clock.now(),
      root: () => this.#directory(hierarchy, root),
    });
  }

  /** The group that a process has in one of the trees. */
  placeOf(process: Process, { id, apart }: Hierarchy): Cgroup {
    return process.legacyCgroups?.get(id) ?? (apart ? this.#kernel.cgroup : process.cgroup);
  }

  /** @param text a process id as the writer sees it; 0 is himself. @throws {Errno} EINVAL, ESRCH, ENOSPC of a cpuset without CPUs */
  join(hierarchy: Hierarchy, group: Cgroup, text: string): void {
    const { current, namespaces } = this.#kernel;
    if (!/^\d+$/.test(text)) throw new Errno('EINVAL');
    const { processes } = (current?.namespaces ?? namespaces).pid;
    const process = text === '0' ? current : processes.get(Number(text));
    if (process === undefined) throw new Errno('ESRCH');
    if (hierarchy.options.includes('cpuset') && this.madeByHand(group) && (group.cpus === '' || group.mems === '')) {
      throw new Errno('ENOSPC');
    }
    const places = new Map(this.hierarchies.map((each) => [each.id, this.placeOf(process, each)]));
    process.legacyCgroups = places.set(hierarchy.id, group);
    if (!hierarchy.apart) group.adopt(process);
  }

  /** Those who live in a group, in the order of their ids. */
  *membersOf(hierarchy: Hierarchy, group: Cgroup): Iterable<Process> {
    for (const process of this.#kernel.processes.values()) {
      if (process.status === undefined && this.placeOf(process, hierarchy) === group) yield process;
    }
  }

  madeByHand(group: Cgroup): boolean {
    return this.#seenIn.has(group);
  }

  #sees(hierarchy: Hierarchy, group: Cgroup): boolean {
    return this.#seenIn.get(group)?.has(hierarchy) ?? (group.parent === undefined || !hierarchy.apart);
  }

  #directory(hierarchy: Hierarchy, group: Cgroup): VirtualDirectory {
    const files = () => legacyFiles(this, hierarchy, group, this.#kernel);
    const children = () => [...group.children.values()].filter((child) => this.#sees(hierarchy, child));
    return {
      type: 'directory',
      mode: 0o755,
      names: () => [...Object.keys(files()), ...children().map(({ name }) => name)],
      find: (name) => {
        const child = group.children.get(name);
        if (child === undefined || !this.#sees(hierarchy, child)) return files()[name];
        return this.#directory(hierarchy, child);
      },
      make: (name) => {
        if (name.includes('\n')) throw new Errno('EINVAL');
        const child = group.children.get(name) ?? group.child(name);
        const seenIn = this.#seenIn.get(child) ?? new Set();
        this.#seenIn.set(child, seenIn.add(hierarchy));
      },
      remove: (name) => this.#remove(hierarchy, group, name),
    };
  }

  #remove(hierarchy: Hierarchy, group: Cgroup, name: string): void {
    const child = group.children.get(name);
    if (child === undefined || !this.#sees(hierarchy, child)) throw new Errno('EPERM');
    const [member] = this.membersOf(hierarchy, child);
    const below = [...child.children.values()].some((each) => this.#sees(hierarchy, each));
    if (member !== undefined || below) throw new Errno('EBUSY');
    const seenIn = this.#seenIn.get(child) ?? new Set(this.hierarchies);
    seenIn.delete(hierarchy);
    this.#seenIn.set(child, seenIn);
    if (seenIn.size === 0 && !child.remove()) throw new Errno('EBUSY');
  }
}
