import { type Bytes, concat, decode, encode } from './bytes.ts';
import type { Cgroup } from './cgroup.ts';
import type { Credentials } from './credentials.ts';
import { Errno } from './errno.ts';
import { Exit, type ExitStatus, Terminated } from './exit-status.ts';
import type { Credentials as FileCredentials } from './fs/permission.ts';
import type { FileView, FileViewOptions } from './fs/view.ts';
import type { Kernel } from './kernel.ts';
import { insideId, type Namespaces, OVERFLOW_ID } from './namespace.ts';
import type { OpenFile } from './open-file.ts';
import { openFile, type OpenFlags } from './open.ts';
import type { PidNamespace } from './pid-namespace.ts';
import { createPipe } from './pipe.ts';
import { defaultAction, type Signal } from './signal.ts';
import { isOrphaned, signalGroup } from './signal-group.ts';
import type { Terminal } from './tty.ts';
import { WaitQueue } from './wait-queue.ts';

/** What an executable does: gets its process, answers with its exit code. */
export type Program = (process: Process) => Promise<number>;

export type SignalHandler = (signal: Signal) => void;

/** How `clone` makes a process. What is left out comes from the parent. */
export interface SpawnOptions {
  readonly argv: readonly string[];
  readonly program: Program;
  /** Path of the executable, for /proc/PID/exe. */
  readonly exe?: string;
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** Its open files; retained here. Default: those of the parent. */
  readonly files?: ReadonlyMap<number, OpenFile>;
  /** `new` makes it the leader of a group of its own. */
  readonly group?: 'new' | number | Process;
  /** `new` makes it the leader of a session without a terminal. */
  readonly session?: 'new';
  readonly namespaces?: Partial<Namespaces>;
  readonly cgroup?: Cgroup;
  readonly credentials?: Credentials;
  /** Directory that is `/` for it (chroot), as a path in its mount namespace. */
  readonly root?: string;
  readonly umask?: number;
  readonly terminal?: Terminal;
  /** Signals it is born ignoring (nohup). */
  readonly ignored?: readonly Signal[];
}

export interface ResourceLimit {
  readonly soft: number;
  readonly hard: number;
}

/** R running, S sleeping, T stopped, Z ended but not waited for, X gone. */
export type ProcessState = 'R' | 'S' | 'T' | 'Z' | 'X';

interface Sleeper {
  readonly interruptible: boolean;
  readonly abort: (error: Error) => void;
}

/** A process, and the system calls that its program makes. */
export class Process {
  readonly kernel: Kernel;
  /** Ids by namespace: its own and those around it. */
  readonly #pids = new Map<PidNamespace, number>();
  readonly children = new Set<Process>();
  readonly files = new Map<number, OpenFile>();
  /** Kernel's clock at birth, ms. */
  readonly startTime: number;
  /** Resolves when it ends, before anybody has waited for it. Never rejects. */
  readonly exited: Promise<ExitStatus>;
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
  readonly resourceLimits: Map<string, ResourceLimit>;
  /** Where its children are born: another than its own after `unshare --pid`. */
  pidNamespaceForChildren: PidNamespace;
  /** Octets it has asked for with `allocate`, and what any process takes. */
  memory = 0;
  /** CPU time used, ms; a rough count of steps. */
  cpuTime = 0;
  /** -1000 to 1000. */
  oomScoreAdj: number;
  status: ExitStatus | undefined;
  #view: FileView;
  #gone = false;
  #killedBy: Signal | undefined;
  #stopped = false;
  /** Signals that wait until it is continued. */
  readonly #pending = new Set<Signal>();
  readonly #handlers = new Map<Signal, SignalHandler | 'ignore'>();
  readonly #sleepers = new Set<Sleeper>();
  readonly #resumed = new WaitQueue();
  readonly #childEnded = new WaitQueue();
  #settle: (status: ExitStatus) => void = () => {};

  /** Use `kernel.spawn` or `process.spawn`. */
  constructor(kernel: Kernel, parent: Process | undefined, options: SpawnOptions, base: ProcessBase) {
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
    this.argv = options.argv;
    this.exe = options.exe ?? options.argv[0] ?? '';
    this.comm = shortName(this.exe === '' ? (options.argv[0] ?? '') : this.exe);
    this.env = new Map(options.env ?? parent?.env);
    this.resourceLimits = new Map(parent?.resourceLimits);
    this.oomScoreAdj = parent?.oomScoreAdj ?? 0;
    this.startTime = kernel.clock.now();
    this.group = options.group === 'new' || parent === undefined ? this : parent.group;
    this.session = options.session === 'new' || parent === undefined ? this : parent.session;
    if (options.session === 'new') this.group = this;
    this.terminal = options.terminal ?? (options.session === 'new' ? undefined : parent?.terminal);
    this.#view = base.view({
      namespace: this.namespaces.mnt,
      root: options.root ?? parent?.fs.root ?? '/',
      cwd: options.cwd ?? parent?.cwd ?? '/',
      credentials: this.#fileCredentials(),
      umask: options.umask ?? parent?.umask ?? 0o022,
      onLookup: () => void (kernel.current = this),
    });
    for (const [fd, file] of options.files ?? parent?.files ?? []) this.files.set(fd, file.retain());
    for (const signal of options.ignored ?? []) this.#handlers.set(signal, 'ignore');
    for (const [signal, handler] of parent?.ignoredSignals() ?? []) this.#handlers.set(signal, handler);
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
    this.exited = new Promise((resolve) => (this.#settle = resolve));
    this.#charge(BASE_MEMORY);
  }

  /** The leader of a group by its id, which may have ended before the others. */
  #groupOf(pid: number): Process | undefined {
    for (const { group } of this.namespaces.pid.processes.values()) {
      if (group.pidIn(this.namespaces.pid) === pid) return group;
    }
    return undefined;
  }

  // ── who am I ────────────────────────────────────────────────────────────────────────────────────────────────────

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
    if (this.#stopped) return 'T';
    if (this.cgroup.frozen) return 'S';
    return this.#sleepers.size > 0 ? 'S' : 'R';
  }

  get held(): boolean {
    return this.#stopped || this.cgroup.frozen;
  }

  /** Its user's id as it sees itself: 65534 in a user namespace without a mapping. */
  get uid(): number {
    return insideId(this.namespaces.user.uidMap, this.credentials.uid) ?? OVERFLOW_ID;
  }

  get gid(): number {
    return insideId(this.namespaces.user.gidMap, this.credentials.gid) ?? OVERFLOW_ID;
  }

  /** Whether it has a capability in its user namespace. */
  has(capability: string): boolean {
    return this.credentials.capabilities.has(capability);
  }

  // ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The files as it sees them: its mounts, root, directory and rights. Synchronous; throws Errno. */
  get fs(): FileView {
    return this.#view;
  }

  /** Capabilities of a user namespace count only for files of those whom it maps. */
  #fileCredentials(): FileCredentials {
    const { user } = this.namespaces;
    if (user.parent === undefined) return this.credentials;
    const reaches = ({ uid, gid }: { uid: number; gid: number }) =>
      insideId(user.uidMap, uid) !== undefined && insideId(user.gidMap, gid) !== undefined;
    return { ...this.credentials, reaches };
  }

  get cwd(): string {
    return this.#view.cwd;
  }

  get umask(): number {
    return this.#view.umask;
  }

  /** Takes over changed identity, mounts, root or directory. */
  become(change: {
    namespaces?: Partial<Namespaces>;
    credentials?: Credentials;
    root?: string;
    cwd?: string;
    umask?: number;
  }): void {
    this.namespaces = { ...this.namespaces, ...change.namespaces };
    this.credentials = change.credentials ?? this.credentials;
    this.#view = this.#view.with({
      namespace: this.namespaces.mnt,
      credentials: this.#fileCredentials(),
      ...(change.root !== undefined && { root: change.root }),
      ...(change.cwd !== undefined && { cwd: change.cwd }),
      ...(change.umask !== undefined && { umask: change.umask }),
    });
  }

  /** chdir(2). @throws {Errno} */
  chdir(path: string): void {
    this.fs.chdir(path);
  }

  /** @throws {Errno} as open(2). The answer has no holder yet: `setFile` it, or `retain` and `release` it. */
  open(path: string, flags: OpenFlags = { read: true }): OpenFile {
    this.checkSignals();
    return openFile(this, path, flags);
  }

  /** Puts an open file at a descriptor; what was there is closed. */
  setFile(fd: number, file: OpenFile): void {
    const before = this.files.get(fd);
    this.files.set(fd, file.retain());
    before?.release();
  }

  closeFile(fd: number): void {
    const file = this.files.get(fd);
    if (file === undefined) throw new Errno('EBADF');
    this.files.delete(fd);
    file.release();
  }

  /** The lowest free descriptor from `least` on. */
  freeDescriptor(least = 3): number {
    let fd = least;
    while (this.files.has(fd)) fd++;
    return fd;
  }

  /** [to read, to write] */
  pipe(): [OpenFile, OpenFile] {
    return createPipe(this.kernel.nextInode());
  }

  /** At most `max` octets of a descriptor; null at the end. */
  async read(fd: number, max = 65_536): Promise<Bytes | null> {
    const pause = this.step();
    if (pause !== undefined) await pause;
    const file = this.files.get(fd);
    if (file === undefined) throw new Errno('EBADF');
    return file.read(this, max);
  }

  async write(fd: number, data: Bytes | string): Promise<void> {
    const pause = this.step();
    if (pause !== undefined) await pause;
    const file = this.files.get(fd);
    if (file === undefined) throw new Errno('EBADF');
    const bytes = typeof data === 'string' ? encode(data) : data;
    if (bytes.length > 0) await file.write(this, bytes);
  }

  out(text: string | Bytes): Promise<void> {
    return this.write(1, text);
  }

  err(text: string | Bytes): Promise<void> {
    return this.write(2, text);
  }

  async *chunks(fd = 0): AsyncGenerator<Bytes> {
    for (let chunk = await this.read(fd); chunk !== null; chunk = await this.read(fd)) yield chunk;
  }

  async readAll(fd = 0): Promise<Bytes> {
    const chunks: Bytes[] = [];
    for await (const chunk of this.chunks(fd)) {
      this.allocate(chunk.length);
      chunks.push(chunk);
    }
    return concat(chunks);
  }

  /** Lines of a descriptor without their newline, as they come in; the last one need not have one. */
  async *lines(fd = 0): AsyncGenerator<string> {
    let rest: Bytes[] = [];
    for await (const chunk of this.chunks(fd)) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        yield decode(concat([...rest, chunk.subarray(start, end)]));
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
    }
    if (rest.length > 0) yield decode(concat(rest));
  }

  // ── waiting ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** To be called in each round of a loop that may be long; await what it gives. */
  step(): Promise<void> | undefined {
    this.cpuTime += this.kernel.clock.stepMs;
    const pause = this.kernel.clock.breathe();
    if (pause === undefined && !this.held) {
      this.checkSignals();
      return undefined;
    }
    return this.#pause(pause);
  }

  async #pause(turn: Promise<void> | undefined): Promise<void> {
    await turn;
    await this.#whileHeld();
    this.checkSignals();
  }

  sleep(ms: number, { interruptible = false } = {}): Promise<void> {
    return this.#block<void>(interruptible, (resolve) => this.kernel.clock.schedule(ms, resolve));
  }

  waitOn(queue: WaitQueue, { interruptible = false } = {}): Promise<void> {
    return this.#block<void>(interruptible, (resolve) => queue.add(resolve));
  }

  /** Waits for something outside of the process; a signal ends the wait, not the work. */
  waitFor<T>(work: Promise<T>, { interruptible = false } = {}): Promise<T> {
    return this.#block<T>(interruptible, (resolve, reject) => {
      work.then(resolve, reject);
      return () => {};
    });
  }

  async #block<T>(
    interruptible: boolean,
    begin: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void,
  ): Promise<T> {
    this.checkSignals();
    const value = await new Promise<T>((resolve, reject) => {
      let cancel: () => void = () => {};
      const sleeper: Sleeper = {
        interruptible,
        abort: (error) => {
          this.#sleepers.delete(sleeper);
          cancel();
          reject(error);
        },
      };
      this.#sleepers.add(sleeper);
      cancel = begin(
        (result) => {
          this.#sleepers.delete(sleeper);
          resolve(result);
        },
        (error) => {
          this.#sleepers.delete(sleeper);
          reject(error);
        },
      );
    });
    if (this.held) await this.#whileHeld();
    this.checkSignals();
    return value;
  }

  async #whileHeld(): Promise<void> {
    while (this.held && this.#killedBy === undefined) {
      await new Promise<void>((resolve) => this.#resumed.add(resolve));
    }
  }

  /** For those who wait for what it does: resolves when it is neither stopped nor frozen, or has ended. */
  async whileHeld(): Promise<void> {
    while (this.held && this.status === undefined) await new Promise<void>((resolve) => this.#resumed.add(resolve));
  }

  // ── signals ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** @throws {Terminated} when a signal has ended the process */
  checkSignals(): void {
    if (this.#killedBy !== undefined) throw new Terminated(this.#killedBy);
  }

  /** sigaction: a function, `ignore`, or `default`. Handlers run at once, even while the program waits. */
  onSignal(signal: Signal, handler: SignalHandler | 'ignore' | 'default'): void {
    if (handler === 'default') this.#handlers.delete(signal);
    else this.#handlers.set(signal, handler);
  }

  ignores(signal: Signal): boolean {
    return this.#handlers.get(signal) === 'ignore';
  }

  catches(signal: Signal): boolean {
    return typeof this.#handlers.get(signal) === 'function';
  }

  *ignoredSignals(): Iterable<[Signal, 'ignore']> {
    for (const [signal, handler] of this.#handlers) if (handler === 'ignore') yield [signal, handler];
  }

  /**
   * kill(2) without its permission check (see `kill`). Process 1 of a namespace takes only what it handles;
   * SIGKILL and SIGSTOP reach it from outside of its namespace only. While it is stopped or frozen, signals wait.
   *
   * @param sender the process that sends; undefined for the kernel (terminals, out of memory)
   */
  deliver(signal: Signal, sender?: Process): void {
    if (this.status !== undefined) return;
    if (signal === 'CONT') this.#continue();
    const handler = this.#handlers.get(signal);
    const unblockable = signal === 'KILL' || signal === 'STOP';
    if (this.namespaces.pid.init === this && (handler === undefined || unblockable)) {
      const fromOutside = sender === undefined || !this.namespaces.pid.contains(sender.namespaces.pid);
      if (!unblockable || !fromOutside) return;
    }
    if (!unblockable && handler === 'ignore') return;
    if (this.held && !unblockable && (handler !== undefined || defaultAction(signal) === 'terminate')) {
      this.#pending.add(signal);
      return;
    }
    if (!unblockable && handler !== undefined) {
      this.#handle(signal, handler as SignalHandler);
      return;
    }
    switch (defaultAction(signal)) {
      case 'terminate':
        this.#terminate(signal);
        break;
      case 'stop':
        if (this.#stopped || (signal !== 'STOP' && isOrphaned(this.group))) return;
        this.#stopped = true;
        this.parent?.childChanged();
        break;
      case 'continue':
      case 'ignore':
        break;
    }
  }

  #handle(signal: Signal, handler: SignalHandler): void {
    try {
      handler(signal);
    } catch (error) {
      this.kernel.faults.push(error);
    }
    for (const sleeper of [...this.#sleepers]) if (sleeper.interruptible) sleeper.abort(new Errno('EINTR'));
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

  #terminate(signal: Signal): void {
    this.#killedBy ??= signal;
    for (const sleeper of [...this.#sleepers]) sleeper.abort(new Terminated(this.#killedBy));
    this.#resumed.wakeAll();
  }

  #continue(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.resume();
    this.parent?.childChanged();
  }

  /** Something that held it is gone: if nothing else does, it goes on, beginning with the signals that waited. */
  resume(): void {
    if (this.held) return;
    this.#resumed.wakeAll();
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const signal of pending) this.deliver(signal);
  }

  // ── life ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** fork and exec in one. @throws {Errno} EAGAIN when there are too many processes */
  spawn(options: SpawnOptions): Process {
    this.checkSignals();
    return this.kernel.spawn(options, this);
  }

  /** Runs another program in this process: execve(2). Handlers are reset, descriptors stay. */
  async exec(image: {
    argv: readonly string[];
    exe: string;
    program: Program;
    env?: ReadonlyMap<string, string>;
  }): Promise<number> {
    this.argv = image.argv;
    this.exe = image.exe;
    this.comm = shortName(image.exe);
    if (image.env !== undefined) this.env = new Map(image.env);
    for (const [signal, handler] of [...this.#handlers]) if (handler !== 'ignore') this.#handlers.delete(signal);
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

  get stopped(): boolean {
    return this.#stopped;
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
    this.cgroup.uncharge(this, given);
  }

  /** Runs the program to its end. Called once, by the kernel. */
  async run(program: Program): Promise<void> {
    const status = await this.#result(program);
    if (this.namespaces.pid.init === this) await this.#endNamespace();
    this.#finish(status);
  }

  /** Process 1 takes all others of its namespace with it, and ends when they have. */
  async #endNamespace(): Promise<void> {
    const others = [...this.namespaces.pid.processes.values()].filter((process) => process !== this);
    for (const other of others) other.deliver('KILL');
    await Promise.all(others.map((other) => other.exited));
  }

  async #result(program: Program): Promise<ExitStatus> {
    try {
      const code = await program(this);
      return this.#killedBy === undefined
        ? { kind: 'exited', code: code & 0xff }
        : { kind: 'killed', signal: this.#killedBy };
    } catch (error) {
      if (error instanceof Terminated) return { kind: 'killed', signal: error.signal };
      if (error instanceof Exit) return { kind: 'exited', code: error.code };
      return { kind: 'exited', code: await this.kernel.fault(this, error) };
    }
  }

  #finish(status: ExitStatus): void {
    this.status = status;
    for (const sleeper of [...this.#sleepers]) sleeper.abort(new Terminated('KILL'));
    for (const file of this.files.values()) file.release();
    this.files.clear();
    this.#resumed.wakeAll();
    this.cgroup.uncharge(this, this.memory);
    this.cgroup.cpuTimeOfEnded += this.cpuTime;
    this.#bequeath();
    if (this.session === this && this.terminal?.session === this) this.terminal.abandon();
    this.#settle(status);
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

/** Octets that the smallest program takes. */
const BASE_MEMORY = 512 * 1024;

/** What a process without a parent starts from. */
export interface ProcessBase {
  readonly namespaces: Namespaces;
  readonly credentials: Credentials;
  readonly cgroup: Cgroup;
  readonly view: (seen: FileViewOptions) => FileView;
}

/** Linux keeps 15 characters of the file's name. */
const shortName = (path: string): string => (path.split('/').at(-1) ?? path).slice(0, 15);
