import { Errno } from '../../../kernel/errno.ts';
import { exitCode } from '../../../kernel/exit-status.ts';
import { canonicalAddress } from '../../../kernel/net/address.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Listener } from '../../../kernel/net/listener.ts';
import type { Process } from '../../../kernel/process.ts';
import { CPUS, KERNEL } from '../../../kernel/proc/machine.ts';
import { SIGNALS, type Signal } from '../../../kernel/signal.ts';
import { numberedError } from '../errno-number.ts';
import { SignalQueue } from '../serve-until.ts';
import type { Configuration, Listen } from './config.ts';
import { Exchange } from './exchange.ts';
import { handle } from './handle.ts';
import { type Loaded, loadMain, openLogs, pidFileOf, workerUser, writePidFile } from './load.ts';
import { findServer } from './locate.ts';
import { errorLog, errorPrefix, Logs } from './log.ts';
import { Emergency } from './syntax.ts';
import { nginxBuild } from './version.ts';

const TRIES = 5;
const RETRY_MS = 500;

interface Source {
  readonly configuration: string;
  readonly globals: string;
}

/** The master process: sockets, workers, signals. */
export async function runMaster(process: Process, source: Source, loaded: Loaded): Promise<number> {
  const master = new Master(process, source, loaded);
  return master.run();
}

class Master {
  readonly #process: Process;
  readonly #source: Source;
  readonly #logs: Logs;
  #loaded: Loaded;
  #listeners = new Map<string, Listener>();
  #workers: Process[] = [];
  #connections = 0;

  constructor(process: Process, source: Source, loaded: Loaded) {
    this.#process = process;
    this.#source = source;
    this.#loaded = loaded;
    this.#logs = new Logs(process);
  }

  get #configuration(): Configuration {
    return this.#loaded.configuration;
  }

  async run(): Promise<number> {
    const process = this.#process;
    openLogs(this.#logs, this.#configuration);
    process.argv = [`nginx: master process ${process.argv.join(' ')}`];
    if (!(await this.#bindAll())) return 1;
    const pid = pidFileOf(this.#configuration);
    try {
      writePidFile(process, pid, `${process.pid}\n`);
    } catch (error) {
      if (!(error instanceof Emergency)) throw error;
      await this.#emergency(error.message);
      return 1;
    }
    const { version } = nginxBuild(process);
    this.#notice('using the "epoll" event method');
    this.#notice(`nginx/${version}`);
    if (nginxBuild(process).official) this.#notice('built by gcc 14.2.0 (Debian 14.2.0-19) ');
    this.#notice(`OS: Linux ${KERNEL.release}`);
    this.#notice('getrlimit(RLIMIT_NOFILE): 1048576:1048576');
    const signals = new SignalQueue(process, ['TERM', 'INT', 'QUIT', 'HUP', 'USR1', 'USR2', 'WINCH', 'CHLD']);
    this.#notice('start worker processes');
    this.#startWorkers();
    const code = await this.#serve(signals);
    if (process.fs.exists(pid)) process.fs.unlink(pid);
    this.#notice('exit');
    await this.#logs.write('off', '');
    return code;
  }

  async #serve(signals: SignalQueue): Promise<number> {
    for (;;) {
      const signal = await signals.next();
      if (signal === 'CHLD') this.#replaceDead();
      else if (signal === 'HUP') await this.#reload();
      else if (signal === 'QUIT' || signal === 'TERM' || signal === 'INT') {
        const words = signal === 'QUIT' ? 'shutting down' : 'exiting';
        this.#notice(`signal ${SIGNALS[signal]} (SIG${signal}) received, ${words}`);
        for (const listener of this.#listeners.values()) listener.close();
        await this.#stopWorkers(this.#workers, signal);
        return 0;
      } else if (signal === 'USR1') this.#notice('signal 10 (SIGUSR1) received, reopening logs');
    }
  }

  #notice(message: string, process = this.#process): void {
    const { path, wants } = errorLog(this.#configuration.main.args('error_log'), 'stderr');
    if (wants('notice')) void this.#logs.write(path, `${errorPrefix(process, 'notice')}${message}`);
  }

  #wanted(): Listen[] {
    const seen = new Map<string, Listen>();
    for (const { listens } of this.#configuration.servers) {
      for (const listen of listens) if (!seen.has(listen.shown)) seen.set(listen.shown, listen);
    }
    return [...seen.values()];
  }

  /** Takes the ports; nginx tries five times. @returns false when one is taken */
  async #bindAll(): Promise<boolean> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      let retry = false;
      for (const wanted of this.#wanted()) {
        const failure = this.#bind(wanted);
        if (failure === undefined) continue;
        await this.#emergency(`bind() to ${wanted.shown} failed (${numberedError(failure)})`);
        if (failure.code !== 'EADDRINUSE') return false;
        retry = true;
      }
      if (!retry) return true;
      await this.#process.sleep(RETRY_MS);
    }
    await this.#emergency('still could not bind()');
    return false;
  }

  async #emergency(message: string): Promise<void> {
    const { path } = errorLog(this.#configuration.main.args('error_log'), 'stderr');
    await this.#logs.write(path, `${errorPrefix(this.#process, 'emerg')}${message}`);
    await this.#process.err(`nginx: [emerg] ${message}\n`);
  }

  #bind({ address, port }: Listen): Errno | undefined {
    const own = canonicalAddress(address);
    const key = `${own}:${port}`;
    if (this.#listeners.has(key)) return undefined;
    const same = this.#wanted().filter((one) => canonicalAddress(one.address) === own && one.port === port);
    const sockets = [...new Set(same.map((one) => one.address || '0.0.0.0'))];
    try {
      const listener = listen(
        this.#process,
        { address, port, sockets },
        { http: (request, peer) => this.#answer(request, peer, port) },
      );
      this.#listeners.set(key, listener);
      return undefined;
    } catch (error) {
      if (error instanceof Errno) return error;
      throw error;
    }
  }

  #answer(request: Exchange['request'], peer: Exchange['peer'], port: number) {
    const connection = ++this.#connections;
    const worker = this.#workers[connection % this.#workers.length] ?? this.#process;
    const host = (request.headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase();
    const server = findServer(this.#configuration.servers, port, host);
    if (server === undefined) throw new Errno('ECONNRESET');
    const { version } = nginxBuild(this.#process);
    const master = this.#process;
    const configuration = this.#configuration;
    return handle(
      new Exchange({ master, worker, configuration, server, request, peer, port, version, connection }),
      this.#logs,
    );
  }

  #startWorkers(): void {
    const count = this.#configuration.main.value('worker_processes') ?? '1';
    const number = count === 'auto' ? CPUS : Math.max(1, Number(count));
    this.#workers = Array.from({ length: number }, () => this.#startWorker());
  }

  #startWorker(): Process {
    const process = this.#process;
    const user = workerUser(process, this.#loaded.directives);
    const none = new Set<string>();
    const worker = process.spawn({
      argv: ['nginx: worker process'],
      exe: process.exe,
      ...(user !== undefined && {
        credentials: { ...process.credentials, ...user, groups: [user.gid], capabilities: none },
      }),
      program: async (own) => {
        const signal = await new SignalQueue(own, ['QUIT', 'TERM', 'INT']).next();
        if (signal === 'QUIT') this.#notice('gracefully shutting down', own);
        this.#notice('exiting', own);
        this.#notice('exit', own);
        return 0;
      },
    });
    this.#notice(`start worker process ${worker.pid}`);
    return worker;
  }

  async #stopWorkers(workers: readonly Process[], signal: Signal): Promise<void> {
    for (const worker of workers) worker.deliver(signal, this.#process);
    for (const worker of workers) {
      const status = await this.#process.wait(worker);
      this.#notice(`signal 17 (SIGCHLD) received from ${worker.pid}`);
      this.#notice(`worker process ${worker.pid} exited with code ${exitCode(status)}`);
    }
  }

  #replaceDead(): void {
    for (const dead of this.#process.reapEnded()) {
      const index = this.#workers.indexOf(dead);
      if (index < 0 || dead.status === undefined) continue;
      this.#notice(`signal 17 (SIGCHLD) received from ${dead.pid}`);
      const { status } = dead;
      this.#notice(
        status.kind === 'killed'
          ? `worker process ${dead.pid} exited on signal ${SIGNALS[status.signal]}`
          : `worker process ${dead.pid} exited with code ${status.code}`,
      );
      this.#workers[index] = this.#startWorker();
    }
  }

  async #reload(): Promise<void> {
    this.#notice('signal 1 (SIGHUP) received, reconfiguring');
    this.#notice('reconfiguring');
    try {
      this.#loaded = await loadMain(this.#process, this.#source.configuration, this.#source.globals);
      openLogs(this.#logs, this.#configuration);
    } catch (error) {
      if (!(error instanceof Emergency)) throw error;
      await this.#process.err(`${errorPrefix(this.#process, 'emerg')}${error.message}\n`);
      return;
    }
    const wanted = new Set(this.#wanted().map(({ address, port }) => `${canonicalAddress(address)}:${port}`));
    for (const [key, listener] of this.#listeners) {
      if (wanted.has(key)) continue;
      listener.close();
      this.#listeners.delete(key);
    }
    for (const listen of this.#wanted()) {
      const failure = this.#bind(listen);
      if (failure !== undefined) await this.#emergency(`bind() to ${listen.shown} failed (${numberedError(failure)})`);
    }
    const old = this.#workers;
    this.#startWorkers();
    await this.#stopWorkers(old, 'QUIT');
  }
}
