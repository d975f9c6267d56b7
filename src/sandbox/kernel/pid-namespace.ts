import type { Process } from './process.ts';

/** Process ids of one container (or of the host). A process has one id here and one in each ancestor. */
export class PidNamespace {
  readonly inode: number;
  readonly parent: PidNamespace | undefined;
  /** By the id in this namespace, in the order of their birth. */
  readonly processes = new Map<number, Process>();
  #lastPid = 0;
  #hadInit = false;

  constructor(inode: number, parent: PidNamespace | undefined) {
    this.inode = inode;
    this.parent = parent;
  }

  /** Process 1: adopts orphans, and takes the namespace with it when it ends. */
  get init(): Process | undefined {
    return this.processes.get(1);
  }

  /** This namespace and those around it, innermost first. */
  *lineage(): Iterable<PidNamespace> {
    for (let namespace: PidNamespace | undefined = this; namespace !== undefined; namespace = namespace.parent) {
      yield namespace;
    }
  }

  /** Its process 1 has ended: nobody is born here any more. */
  get dead(): boolean {
    return this.#hadInit && (this.init === undefined || this.init.status !== undefined);
  }

  contains(other: PidNamespace): boolean {
    for (const namespace of other.lineage()) if (namespace === this) return true;
    return false;
  }

  allocate(): number {
    this.#hadInit = true;
    return ++this.#lastPid;
  }

  /** Goes on counting from here, as a host does that has been up for a while. */
  skipTo(pid: number): void {
    this.#lastPid = Math.max(this.#lastPid, pid - 1);
  }
}
