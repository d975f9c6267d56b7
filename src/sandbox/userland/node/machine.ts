import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';
import type { Signal } from '../../kernel/signal.ts';
import { errnoNumber } from '../servers/errno-number.ts';
import { fromBase64, toBase64 } from '../../kernel/base64.ts';
import { NodeNet } from './net.ts';

/** Something that a script waits for. */
export type NodeEvent = readonly [kind: 'timer' | 'signal' | 'fetched' | 'request', ...args: (string | number)[]];

/** Octets that a script may print in one turn. */
const MOST_OUTPUT = 4 * 2 ** 20;

/** A system call that failed, as Node words it. */
class SystemFault extends Error {
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(error: Errno, syscall: string, path?: string) {
    super(`${error.code}: ${error.message.toLowerCase()}, ${syscall}${path === undefined ? '' : ` '${path}'`}`);
    this.fields = { errno: -errnoNumber(error), code: error.code, syscall, ...(path !== undefined && { path }) };
  }
}

/** What scripts ask the simulated machine for. */
export class NodeMachine {
  readonly process: Process;
  readonly net: NodeNet;
  readonly events: NodeEvent[] = [];
  /** Set by process.exit. */
  exitCode: number | undefined;
  readonly #timers = new Map<number, { cancel: () => void; counts: boolean }>();
  readonly #output: { fd: number; text: string }[] = [];
  #printed = 0;
  #wake: (() => void) | undefined;

  constructor(process: Process) {
    this.process = process;
    this.net = new NodeNet(process, (event) => this.push(event));
  }

  push(event: NodeEvent): void {
    this.events.push(event);
    this.#wake?.();
  }

  /** Whether something can still happen. */
  get alive(): boolean {
    return this.net.alive || [...this.#timers.values()].some(({ counts }) => counts);
  }

  wait(): Promise<void> {
    return this.process.waitFor(new Promise<void>((resolve) => (this.#wake = resolve)));
  }

  /** Sends what was printed. */
  async flush(): Promise<void> {
    this.#printed = 0;
    for (const { fd, text } of this.#output.splice(0)) await this.process.write(fd, text);
  }

  /** Answers `__host(name, args)` as JSON. */
  answer(name: string, args: readonly unknown[]): string | undefined {
    const call = this.#calls[name];
    if (call === undefined) throw new Error(`no call ${name}`);
    try {
      const value = call(...(args as never[]));
      return value === undefined ? undefined : JSON.stringify({ value });
    } catch (error) {
      if (error instanceof SystemFault) return JSON.stringify({ error: { message: error.message, ...error.fields } });
      throw error;
    }
  }

  #try<T>(syscall: string, path: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      throw new SystemFault(error, syscall, path);
    }
  }

  #startTimer(id: number, ms: number, repeat: boolean): void {
    const { clock } = this.process.kernel;
    const begin = (): (() => void) =>
      clock.schedule(ms, () => {
        const timer = this.#timers.get(id);
        if (timer === undefined) return;
        if (repeat) timer.cancel = begin();
        else this.#timers.delete(id);
        this.push(['timer', id]);
      });
    this.#timers.set(id, { cancel: begin(), counts: true });
  }

  /** Timers end with the process. */
  close(): void {
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  readonly #calls: Readonly<Record<string, (...args: never[]) => unknown>> = {
    print: (fd: number, text: string) => {
      if (this.exitCode !== undefined) return;
      this.#printed += text.length;
      if (this.#printed > MOST_OUTPUT)
        throw new Error('drydock: not simulated: node: more than 4 MB of output in one turn');
      this.#output.push({ fd, text });
    },
    exit: (code: number) => void (this.exitCode ??= code & 255),
    info: () => ({
      env: Object.fromEntries(this.process.env),
      pid: this.process.pid,
      ppid: this.process.ppid,
      uid: this.process.uid,
      gid: this.process.gid,
      tty: this.process.files.get(1)?.terminal !== undefined,
      cpus: 4,
      memory: Number(/MemTotal: *(\d+)/.exec(decode(this.process.fs.readFile('/proc/meminfo')))?.[1] ?? 0) * 1024,
    }),
    now: () => this.process.kernel.clock.now(),
    uptime: () => (this.process.kernel.clock.now() - this.process.startTime) / 1000,
    random: () => this.process.kernel.random.below(2 ** 31) / 2 ** 31,
    uuid: () => this.process.kernel.random.uuid(),
    cwd: () => this.process.cwd,
    chdir: (path: string) => this.#try('chdir', path, () => this.process.chdir(path)),
    hostname: () => this.process.namespaces.uts.hostname,
    release: () => decode(this.process.fs.readFile('/proc/sys/kernel/osrelease')).trim(),
    interfaces: () => this.net.interfaces(),
    signal: (name: string) => {
      const numbers: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, USR1: 10, USR2: 12, TERM: 15 };
      this.process.onSignal(name as Signal, () => this.push(['signal', `SIG${name}`, numbers[name] ?? 0]));
    },
    kill: (pid: number, name: string) => {
      const target = this.process.find(pid);
      this.#try('kill', String(pid), () => {
        if (target === undefined) throw new Errno('ESRCH');
        this.process.kill(target, name as Signal);
      });
    },
    timer: (id: number, ms: number, repeat: boolean) => this.#startTimer(id, ms, repeat),
    untimer: (id: number) => {
      this.#timers.get(id)?.cancel();
      this.#timers.delete(id);
    },
    ref: (id: number, counts: boolean) => {
      const timer = this.#timers.get(id);
      if (timer !== undefined) timer.counts = counts;
    },
    readFile: (path: string) => this.#try('open', path, () => toBase64(this.process.fs.readFile(path))),
    writeFile: (path: string, data: string, append: boolean) =>
      this.#try('open', path, () => {
        if (append) this.process.fs.appendFile(path, fromBase64(data));
        else this.process.fs.writeFile(path, fromBase64(data));
      }),
    exists: (path: string) => this.process.fs.exists(path),
    stat: (path: string) =>
      this.#try('stat', path, () => {
        const { type, size, mode, uid, gid, mtime } = this.process.fs.stat(path);
        return { type, size, mode, uid, gid, mtimeMs: Number(mtime) };
      }),
    readdir: (path: string) =>
      this.#try('scandir', path, () =>
        this.process.fs
          .readdir(path)
          .map(({ name }) => name)
          .filter((name) => name !== '.' && name !== '..')
          .sort(),
      ),
    mkdir: (path: string, recursive: boolean) =>
      this.#try('mkdir', path, () => {
        if (!recursive) return this.process.fs.mkdir(path, { mode: 0o777 });
        const parts = path.split('/');
        for (let count = 1; count <= parts.length; count++) {
          const part = parts.slice(0, count).join('/');
          if (part !== '' && !this.process.fs.exists(part)) this.process.fs.mkdir(part, { mode: 0o777 });
        }
      }),
    unlink: (path: string) => this.#try('unlink', path, () => this.process.fs.unlink(path)),
    rmdir: (path: string) => this.#try('rmdir', path, () => this.process.fs.rmdir(path)),
    rename: (from: string, to: string) => this.#try('rename', from, () => this.process.fs.rename(from, to)),
    rm: (path: string, recursive: boolean, force: boolean) =>
      this.#try('rm', path, () => {
        if (force && !this.process.fs.exists(path)) return;
        this.#remove(path, recursive);
      }),
    listen: (server: number, port: number, host: string | undefined) => {
      try {
        return this.net.listen(server, port, host);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        const address = host ?? '::';
        const fault = new SystemFault(error, 'listen');
        fault.message = `listen ${error.code}: ${error.message.toLowerCase()} ${address}:${port}`;
        Object.assign(fault.fields, { address, port });
        throw fault;
      }
    },
    unlisten: (server: number) => this.net.unlisten(server),
    head: (id: number, status: number, reason: string | null, headers: Record<string, string>) =>
      this.net.head(id, status, reason, headers),
    chunk: (id: number, data: string) => this.net.chunk(id, fromBase64(data)),
    finish: (id: number) => this.net.finish(id),
    fetch: (id: number, url: string, method: string, headers: Record<string, string>, body: string) =>
      this.net.fetch(id, { url, method, headers, body: fromBase64(body) }),
  };

  #remove(path: string, recursive: boolean): void {
    const { fs } = this.process;
    if (fs.lstat(path).type !== 'directory') return fs.unlink(path);
    if (recursive)
      for (const { name } of fs.readdir(path)) if (name !== '.' && name !== '..') this.#remove(`${path}/${name}`, true);
    fs.rmdir(path);
  }
}
