import type { Cgroup } from './cgroup.ts';
import { Errno } from './errno.ts';
import { type ExitStatus, Terminated } from './exit-status.ts';
import type { Kernel } from './kernel.ts';
import type { Namespaces } from './namespace.ts';
import type { Process } from './process.ts';
import { defaultAction, type Signal } from './signal.ts';
import { isOrphaned } from './signal-group.ts';
import { WaitQueue } from './wait-queue.ts';

export type SignalHandler = (signal: Signal) => void;

/** Handles a signal by doing nothing, and breaks off no wait: SA_RESTART. */
export const takeNote: SignalHandler = () => {};

/** A wait that has not ended. A process has few at a time, mostly one: they hang on each other. */
class Sleeper<T> {
  readonly interruptible: boolean;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
  /** Ends what it waits for. */
  cancel: () => void = nothing;
  next: Sleeper<never> | undefined;

  constructor(interruptible: boolean, resolve: (value: T) => void, reject: (error: Error) => void) {
    this.interruptible = interruptible;
    this.resolve = resolve;
    this.reject = reject;
  }
}

const nothing = (): void => {};

/** What runs: it waits, is stopped and goes on, and takes signals. */
export abstract class Task {
  abstract readonly kernel: Kernel;
  abstract parent: Process | undefined;
  abstract group: Process;
  abstract namespaces: Namespaces;
  abstract cgroup: Cgroup;
  abstract status: ExitStatus | undefined;
  /** CPU time used, ms; a rough count of steps. */
  cpuTime = 0;
  #killedBy: Signal | undefined;
  #stopped = false;
  #cpuTimeAtPause = 0;
  /** Signals that wait until it is continued. */
  #pending: Set<Signal> | undefined;
  #handlers: Map<Signal, SignalHandler | 'ignore'> | undefined;
  #sleeper: Sleeper<never> | undefined;
  readonly #resumed = new WaitQueue();

  /** A signal has ended it: called once. */
  protected abstract onKilled(signal: Signal): void;

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Stopped by a signal or by the freezer. */
  get held(): boolean {
    return this.#stopped || this.cgroup.frozen;
  }

  protected get sleeping(): boolean {
    return this.#sleeper !== undefined;
  }

  protected get killedBy(): Signal | undefined {
    return this.#killedBy;
  }

  /** Counts work that is worth so many steps: a system call that copies much, a fork. */
  spend(steps: number): void {
    this.cpuTime += steps * this.kernel.clock.stepMs;
    this.kernel.clock.spend(steps);
  }

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
    const rest = this.cgroup.throttle(this.cpuTime - this.#cpuTimeAtPause, this.kernel.clock.now());
    this.#cpuTimeAtPause = this.cpuTime;
    if (rest > 0) await new Promise<void>((resolve) => void this.kernel.clock.schedule(rest, resolve));
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
    work.catch(() => undefined); // nobody hears of it if a signal comes first
    return this.#block<T>(interruptible, (resolve, reject) => {
      work.then(resolve, reject);
      return () => {};
    });
  }

  /** No async function: a thousand processes sleep, and each frame would stay for as long. */
  #block<T>(
    interruptible: boolean,
    begin: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void,
  ): Promise<T> {
    if (this.#killedBy !== undefined) return Promise.reject(new Terminated(this.#killedBy));
    const wait = new Promise<T>((resolve, reject) => {
      const sleeper = new Sleeper(interruptible, resolve, reject);
      this.#addSleeper(sleeper);
      sleeper.cancel = begin(
        (value) => {
          this.#removeSleeper(sleeper);
          sleeper.resolve(value);
        },
        (error) => {
          this.#removeSleeper(sleeper);
          sleeper.reject(error);
        },
      );
    });
    return wait.then((value) => {
      if (this.held) return this.#whileHeld().then(() => this.#goOn(value));
      return this.#goOn(value);
    });
  }

  #goOn<T>(value: T): T {
    this.checkSignals();
    return value;
  }

  #addSleeper(sleeper: Sleeper<never>): void {
    let last = this.#sleeper;
    while (last?.next !== undefined) last = last.next;
    if (last === undefined) this.#sleeper = sleeper;
    else last.next = sleeper;
  }

  #removeSleeper(sleeper: Sleeper<never>): void {
    if (this.#sleeper === sleeper) this.#sleeper = sleeper.next;
    for (let other = this.#sleeper; other !== undefined; other = other.next) {
      if (other.next === sleeper) other.next = sleeper.next;
    }
  }

  /** Ends waits with an error, in the order in which they began. */
  #abort(error: () => Error, interruptibleOnly: boolean): void {
    const sleepers: Sleeper<never>[] = [];
    for (let one = this.#sleeper; one !== undefined; one = one.next) sleepers.push(one);
    for (const sleeper of sleepers) {
      if (interruptibleOnly && !sleeper.interruptible) continue;
      this.#removeSleeper(sleeper);
      sleeper.cancel();
      sleeper.reject(error());
    }
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

  /** @throws {Terminated} when a signal has ended the process */
  checkSignals(): void {
    if (this.#killedBy !== undefined) throw new Terminated(this.#killedBy);
  }

  /** sigaction: a function, `ignore`, or `default`. Handlers run at once, even while the program waits. */
  onSignal(signal: Signal, handler: SignalHandler | 'ignore' | 'default'): void {
    if (handler === 'default') this.#handlers?.delete(signal);
    else (this.#handlers ??= new Map()).set(signal, handler);
  }

  handlerOf(signal: Signal): SignalHandler | 'ignore' | 'default' {
    return this.#handlers?.get(signal) ?? 'default';
  }

  ignores(signal: Signal): boolean {
    return this.#handlers?.get(signal) === 'ignore';
  }

  catches(signal: Signal): boolean {
    return typeof this.#handlers?.get(signal) === 'function';
  }

  *ignoredSignals(): Iterable<[Signal, 'ignore']> {
    for (const [signal, handler] of this.#handlers ?? []) if (handler === 'ignore') yield [signal, handler];
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
    const handler = this.#handlers?.get(signal);
    const unblockable = signal === 'KILL' || signal === 'STOP';
    const self: Task = this;
    if (this.namespaces.pid.init === self && (handler === undefined || unblockable)) {
      const fromOutside = sender === undefined || !this.namespaces.pid.contains(sender.namespaces.pid);
      if (!unblockable || !fromOutside) return;
    }
    if (!unblockable && handler === 'ignore') return;
    if (this.held && !unblockable && (handler !== undefined || defaultAction(signal) === 'terminate')) {
      (this.#pending ??= new Set()).add(signal);
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
    if (handler !== takeNote) this.#abort(() => new Errno('EINTR'), true);
  }

  #terminate(signal: Signal): void {
    const first = this.#killedBy === undefined;
    const killedBy = (this.#killedBy ??= signal);
    if (first) this.onKilled(killedBy);
    this.#abort(() => new Terminated(killedBy), false);
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
    const pending = this.#pending ?? [];
    this.#pending = undefined;
    for (const signal of pending) this.deliver(signal);
  }

  /** A new program: functions of the old one can't handle signals any more. */
  protected resetHandlers(): void {
    for (const [signal, handler] of [...(this.#handlers ?? [])]) {
      if (handler !== 'ignore') this.#handlers?.delete(signal);
    }
  }

  /** It has ended: what it still waits for never comes. */
  protected endWaits(): void {
    for (let sleeper = this.#sleeper; sleeper !== undefined; sleeper = sleeper.next) sleeper.cancel();
    this.#sleeper = undefined;
    this.#resumed.wakeAll();
  }
}
