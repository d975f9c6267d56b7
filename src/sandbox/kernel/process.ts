import type { Cgroup } from './cgroup.ts';
import type { Credentials } from './credentials.ts';
import { Errno } from './errno.ts';
import { Exit, type ExitStatus, Terminated } from './exit-status.ts';
import { FileUser } from './file-user.ts';
import type { Kernel } from './kernel.ts';
import { insideId, type NamespaceKind, type Namespaces, OVERFLOW_ID, reaches } from './namespace.ts';
import type { PidNamespace } from './pid-namespace.ts';
import { SparseMap, SparseSet } from './sparse.ts';
import type { Signal } from './signal.ts';
import { isOrphaned, signalGroup } from './signal-group.ts';
import type { ProcessBase, Program, ResourceLimit, SpawnOptions } from './spawn-options.ts';
import type { Terminal } from './tty.ts';
import { WaitQueue } from './wait-queue.ts';

export type { Program, ResourceLimit, SpawnOptions } from './spawn-options.ts';

/** R running, S sleeping, T stopped, Z ended but not waited for, X gone. */
export type ProcessState = 'R' | 'S' | 'T' | 'Z' | 'X';

/** A process, and the system calls that its program makes. */
export class Process extends FileUser {
  readonly kernel: Kernel;
  /** Ids by namespace: its own and those around it. */
  readonly #pids = new Map<PidNamespace, number>();
  readonly children: Set<Process> = new SparseSet();
  /** Kernel's clock at birth, ms. */
  readonly startTime: number;
  parent: Process | undefined;
  group: Process;
  session: Process;
  terminal: Terminal | undefined;
  argv: readonly string[];
  exe: string;
  /** Short name, as `ps -o comm` shows it. */
  comm: string;
  env: Map<string, string>;
  namespaces: Namespaces;
  credentials: Credentials;
  cgroup: Cgroup;
  /** Its groups in the hierarchies of cgroup v1, by their ids, once it was moved in one of them. */
  legacyCgroups: ReadonlyMap<number, Cgroup> | undefined;
  readonly resourceLimits: Map<string, ResourceLimit> = new SparseMap();
  /** Where its children are born: another than its own after `unshare --pid`. */
  pidNamespaceForChildren: PidNamespace;
  /** Octets it has asked for with `allocate`, and what any process takes. */
  memory = 0;
  /** -1000 to 1000. */
  oomScoreAdj: number;
  status: ExitStatus | undefined;
  #phase: 'born' | 'running' | 'ending' = 'born';
  #gone = false;
  readonly #childEnded = new WaitQueue();
  readonly #atExit = new WaitQueue();
  #exited: Promise<ExitStatus> | undefined;
  #settle: ((status: ExitStatus) => void) | undefined;

  /** Use `kernel.spawn` or `process.spawn`. */
  constructor(kernel: Kernel, parent: Process | undefined, options: SpawnOptions, base: ProcessBase) {
    super();
    this.kernel = kernel;
    this.parent = parent;
    this.namespaces = {
      ...base.namespaces,
      pid: parent?.pidNamespaceForChildren ?? base.namespaces.pid,
      ...options.namespaces,
    };
    this.pidNamespaceForChildren = this.namespaces.pid;
    this.credentials = options.credentials ?? base.credentials;
    this.cgroup = options.cgroup ?? base.cgroup;
    this.legacyCgroups = options.cgroup === undefined ? parent?.legacyCgroups : undefined;
    this.argv = options.argv;
    this.exe = options.exe ?? options.argv[0] ?? '';
    this.comm = shortName(options.comm ?? (this.exe === '' ? (options.argv[0] ?? '') : this.exe));
    this.env = new Map(options.env ?? parent?.env);
    for (const [name, limit] of parent?.resourceLimits ?? []) this.resourceLimits.set(name, limit);
    this.oomScoreAdj = parent?.oomScoreAdj ?? 0;
    this.startTime = kernel.clock.now();
    this.group = options.group === 'new' || parent === undefined ? this : parent.group;
    this.session = options.session === 'new' || parent === undefined ? this : parent.session;
    if (options.session === 'new') this.group = this;
    this.terminal = options.terminal ?? (options.session === 'new' ? undefined : parent?.terminal);
    this.view = base.view({
      namespace: this.namespaces.mnt,
      root: options.root ?? parent?.fs.root ?? '/',
      cwd: options.cwd ?? parent?.cwd ?? '/',
      credentials: this.fileCredentials(),
      umask: options.umask ?? parent?.umask ?? 0o022,
      onLookup: () => void (kernel.current = this),
    });
    for (const [fd, file] of options.files ?? parent?.files ?? []) this.files.set(fd, file.retain());
    for (const signal of options.ignored ?? []) this.onSignal(signal, 'ignore');
    for (const [signal, handler] of parent?.ignoredSignals() ?? []) this.onSignal(signal, handler);
    for (const namespace of this.namespaces.pid.lineage()) {
      const pid = namespace.allocate();
      this.#pids.set(namespace, pid);
      namespace.processes.set(pid, this);
    }
    if (typeof options.group === 'object') this.group = options.group;
    if (typeof options.group === 'number') this.group = this.#groupOf(options.group) ?? this.group;
    if (options.terminal !== undefined && this.session === this) options.terminal.control(this);
    parent?.children.add(this);
    this.cgroup.processes.add(this);
    this.#charge(BASE_MEMORY);
  }

  /** The leader of a group by its id, which may have ended before the others. */
  #groupOf(pid: number): Process | undefined {
    for (const { group } of this.namespaces.pid.processes.values()) {
      if (group.pidIn(this.namespaces.pid) === pid) return group;
    }
    return undefined;
  }

  /** Resolves when it ends, before anybody has waited for it. Never rejects. */
  get exited(): Promise<ExitStatus> {
    const { status } = this;
    this.#exited ??= status === undefined ? new Promise((done) => (this.#settle = done)) : Promise.resolve(status);
    return this.#exited;
  }

  /** As `exited.then`, for those who may lose interest: the answer takes the listener out again. */
  onExit(listener: () => void): () => void {
    if (this.status === undefined) return this.#atExit.add(listener);
    let cancelled = false;
    void this.exited.then(() => cancelled || listener());
    return () => void (cancelled = true);
  }

  /** Its id as it sees itself. */
  get pid(): number {
    return this.pidIn(this.namespaces.pid) ?? 0;
  }

  /** Its id as the host sees it. */
  get hostPid(): number {
    return this.pidIn(this.kernel.namespaces.pid) ?? 0;
  }

  /** Its parent's id as it sees it; 0 when the parent is outside of its namespace. */
  get ppid(): number {
    return this.parent?.pidIn(this.namespaces.pid) ?? 0;
  }

  /** Its id in a namespace; undefined where it isn't visible. */
  pidIn(namespace: PidNamespace): number | undefined {
    return this.#pids.get(namespace);
  }

  /** A process it can see, by the id that it sees. */
  find(pid: number): Process | undefined {
    return this.namespaces.pid.processes.get(pid);
  }

  get state(): ProcessState {
    if (this.#gone) return 'X';
    if (this.status !== undefined) return 'Z';
    if (this.stopped) return 'T';
    if (this.cgroup.frozen) return 'S';
    return this.sleeping ? 'S' : 'R';
  }

  /** Its user's id as it sees itself: 65534 in a user namespace without a mapping. */
  get uid(): number {
    return insideId(this.namespaces.user.uidMap, this.credentials.uid) ?? OVERFLOW_ID;
  }

  get gid(): number {
    return insideId(this.namespaces.user.gidMap, this.credentials.gid) ?? OVERFLOW_ID;
  }

  /** Supplementary groups as it sees them, in the order of the kernel: setgroups(2) sorts. */
  get groups(): number[] {
    const groups = this.credentials.groups.toSorted((a, b) => a - b);
    return groups.map((id) => insideId(this.namespaces.user.gidMap, id) ?? OVERFLOW_ID);
  }

  /** Whether it has a capability in its user namespace. */
  has(capability: string): boolean {
    return this.credentials.capabilities.has(capability);
  }

  /** Whether it has a capability over its namespace of this kind: one of its user namespace, or of one that that one made. */
  hasOver(kind: NamespaceKind, capability: string): boolean {
    return this.has(capability) && reaches(this.namespaces.user, this.namespaces[kind]);
  }

  /** kill(2) on behalf of this process. @throws {Errno} ESRCH, EPERM */
  kill(target: Process, signal: Signal | 0): void {
    if (target.#gone) throw new Errno('ESRCH');
    const { user } = this.namespaces;
    const capable = this.has('CAP_KILL') && (user.parent === undefined || user === target.namespaces.user);
    const may = this.credentials.uid === target.credentials.uid || capable;
    if (!may) throw new Errno('EPERM');
    if (signal !== 0) target.deliver(signal, this);
  }

  /** fork and exec in one. @throws {Errno} EAGAIN when there are too many processes */
  spawn(options: SpawnOptions): Process {
    this.checkSignals();
    return this.kernel.spawn(options, this);
  }

  /** Runs another program in this process: execve(2). Handlers are reset, descriptors stay. */
  async exec(image: {
    argv: readonly string[];
    exe: string;
    comm?: string;
    program: Program;
    env?: ReadonlyMap<string, string>;
  }): Promise<number> {
    this.argv = image.argv;
    this.exe = image.exe;
    this.comm = shortName(image.comm ?? image.exe);
    if (image.env !== undefined) this.env = new Map(image.env);
    this.resetHandlers();
    return image.program(this);
  }

  /** Ends the program from anywhere inside of it. */
  exit(code: number): never {
    throw new Exit(code);
  }

  /** Waits for a child to end and takes its status: waitpid(2). */
  async wait(child: Process, { interruptible = false } = {}): Promise<ExitStatus> {
    while (child.status === undefined) await this.waitOn(this.#childEnded, { interruptible });
    child.#reap();
    return child.status;
  }

  /** Waits for any child to end and takes its status; undefined when there is none. Stopped ones: `waitForChildChange`. */
  async waitAny({ interruptible = false } = {}): Promise<Process | undefined> {
    for (;;) {
      if (this.children.size === 0) return undefined;
      for (const child of this.children) {
        if (child.status === undefined) continue;
        child.#reap();
        return child;
      }
      await this.waitOn(this.#childEnded, { interruptible });
    }
  }

  /** Takes the status of children that have ended, without waiting. */
  reapEnded(): Process[] {
    const ended = [...this.children].filter((child) => child.status !== undefined);
    for (const child of ended) child.#reap();
    return ended;
  }

  /** Wakes those who wait for children: one has ended, stopped or gone on. */
  childChanged(): void {
    this.#childEnded.wakeAll();
    this.deliver('CHLD');
  }

  /** Resolves at the next change of a child. */
  waitForChildChange({ interruptible = false } = {}): Promise<void> {
    return this.waitOn(this.#childEnded, { interruptible });
  }

  /** Asks for memory. Beyond the cgroup's limit the kernel's OOM killer strikes: SIGKILL. */
  allocate(bytes: number): void {
    this.#charge(bytes);
    this.checkSignals();
  }

  #charge(bytes: number): void {
    this.memory += bytes;
    this.cgroup.charge(this, bytes);
  }

  /** Gives memory back. */
  free(bytes: number): void {
    const given = Math.min(bytes, this.memory);
    this.memory -= given;
    this.cgroup.uncharge(given);
  }

  /** Runs the program to its end. Called once, by the kernel. */
  run(program: Program): void {
    this.#phase = 'running';
    const { killedBy } = this;
    if (killedBy !== undefined) this.onKilled(killedBy);
    void this.#result(program).then((status) => this.#end(status));
  }

  protected onKilled(signal: Signal): void {
    if (this.#phase === 'running') void this.#overdue(signal).then((status) => this.#end(status));
  }

  #end(status: ExitStatus): void {
    if (this.#phase === 'ending') return;
    this.#phase = 'ending';
    if (this.namespaces.pid.init !== this) this.#finish(status);
    else void this.#endNamespace().then(() => this.#finish(status));
  }

  /** Process 1 takes all others of its namespace with it, and ends when they have. */
  async #endNamespace(): Promise<void> {
    const others = [...this.namespaces.pid.processes.values()].filter((process) => process !== this);
    for (const other of others) other.deliver('KILL');
    await Promise.all(others.map((other) => other.exited));
  }

  /** A killed program unwinds at once; one that waits for what the kernel doesn't know of is left behind. */
  async #overdue(signal: Signal): Promise<ExitStatus> {
    for (let turn = 0; turn < TURNS_TO_UNWIND; turn++) await this.kernel.clock.turn();
    return { kind: 'killed', signal };
  }

  /** No async function: its frame would stay for as long as the program runs. */
  #result(program: Program): Promise<ExitStatus> {
    const failed = (error: unknown) => this.#statusOfFailure(error);
    try {
      return program(this).then((code) => {
        const { killedBy } = this;
        return killedBy === undefined ? { kind: 'exited', code: code & 0xff } : { kind: 'killed', signal: killedBy };
      }, failed);
    } catch (error) {
      return Promise.resolve(failed(error));
    }
  }

  #statusOfFailure(error: unknown): ExitStatus | Promise<ExitStatus> {
    if (error instanceof Terminated) return { kind: 'killed', signal: error.signal };
    if (error instanceof Exit) return { kind: 'exited', code: error.code };
    return this.kernel.fault(this, error).then((code) => ({ kind: 'exited', code }));
  }

  #finish(status: ExitStatus): void {
    this.status = status;
    this.endWaits();
    for (const file of this.files.values()) file.release();
    this.files.clear();
    this.cgroup.uncharge(this.memory);
    this.cgroup.cpuTimeOfEnded += this.cpuTime;
    this.#bequeath();
    if (this.session === this && this.terminal?.session === this) this.terminal.abandon();
    void Promise.resolve().then(() => this.#atExit.wakeAll());
    this.#settle?.(status);
    const { parent } = this;
    if (parent === undefined || parent.status !== undefined || parent.ignores('CHLD')) this.#reap();
    parent?.childChanged();
  }

  /** Its children go to process 1 of its namespace; stopped groups that nobody would continue are told to end. */
  #bequeath(): void {
    const { init } = this.namespaces.pid;
    const heir = init === this ? undefined : init;
    const children = [...this.children];
    this.children.clear();
    for (const child of children) {
      child.parent = heir;
      heir?.children.add(child);
      if (child.status !== undefined) {
        if (heir === undefined || heir.ignores('CHLD')) child.#reap();
        else heir.childChanged();
      } else if (child.stopped && isOrphaned(child.group)) {
        signalGroup(this.kernel, child.group, 'HUP');
        signalGroup(this.kernel, child.group, 'CONT');
      }
    }
  }

  #reap(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.parent?.children.delete(this);
    this.cgroup.processes.delete(this);
    for (const [namespace, pid] of this.#pids) namespace.processes.delete(pid);
  }
}

/** Turns of the event loop that a killed program has to unwind. */
const TURNS_TO_UNWIND = 3;

/** Octets that the smallest program takes. */
const BASE_MEMORY = 512 * 1024;

/** Linux keeps 15 characters of the file's name. */
const shortName = (path: string): string => (path.split('/').at(-1) ?? path).slice(0, 15);
