import type { Signal } from '../kernel/signal.ts';
import { labelOf } from './command/logs.ts';
import { graceSeconds } from './container-body.ts';
import { stopContainer } from './create.ts';
import type { HookPrinter } from './hooks.ts';
import { LogPrinter } from './log-printer.ts';
import { copyLines } from './logs.ts';
import type { Observed } from './observe.ts';
import { isRunning, observe } from './observe.ts';
import { allOrFirst, inReverseOrder } from './plan.ts';
import type { Project } from './project.ts';
import type { Progress } from './progress/progress.ts';
import { createProgress } from './progress/progress.ts';
import type { Runtime } from './runtime.ts';
import { withProgress } from './runtime.ts';
import { observedServices } from './services.ts';
import { startServices } from './start.ts';
import type { WatchOptions } from './watch/watch.ts';

export interface AttachedOptions {
  /** Services whose output is shown. */
  readonly attached: readonly string[];
  /** Services whose end is waited for; all where there is none. */
  readonly watched: readonly string[];
  readonly prefix: boolean;
  readonly color: boolean;
  readonly timestamps: boolean;
  readonly abort: 'never' | 'exit' | 'failure';
  readonly exitCodeFrom: string;
  readonly timeout: number | undefined;
  /** `up --watch`: looks at files beside, until told to stop. */
  readonly watch?: (hooks: WatchHooks, isStopped: () => boolean) => Promise<void>;
}
type WatchHooks = Pick<WatchOptions, 'say' | 'onStop' | 'onStart'>;

const INTERRUPTED = 130;

/** `up` in the foreground: shows what the containers write, until all have ended or somebody interrupts. */
export async function attachedUp(runtime: Runtime, project: Project, options: AttachedOptions): Promise<number> {
  const { client, io } = runtime;
  const containers = (await observe(client, project.name)).filter(({ service }) => service in project.services);
  const shown = containers.filter(({ service }) => options.attached.includes(service));
  const printer = new LogPrinter(io, { prefix: options.prefix, color: options.color });
  const labels = shown.map((one) => labelOf(project.name, one));
  shown.forEach((one, at) => printer.register(one.name, labels[at] ?? one.name));
  if (shown.length > 0) await io.out(`Attaching to ${labels.join(', ')}\n`);

  const hookPrinter = (container: string, line: string) => printer.hook(container, line);
  const watch = new Watch();
  let stopped = false;
  const leaving = new Map<string, 'restart' | 'recreate'>();
  const follow = async (container: Observed, since?: number) => {
    const isShown = shown.some(({ name }) => name === container.name);
    const isStarted = isRunning(container) || since !== undefined;
    const { result } = await client.containerWait(container.id, isStarted ? 'not-running' : 'next-exit');
    const output = isShown ? (await attach(runtime, container, printer, options.timestamps, since)).printed : undefined;
    if (options.watched.length > 0 && !options.watched.includes(container.service)) return;
    watch.add(
      container,
      result.then(async ({ StatusCode }) => {
        await output;
        const why = leaving.get(container.id);
        leaving.delete(container.id);
        if (isShown && why === 'recreate') await printer.exited(container.name, 'has been recreated');
        const suffix = why === 'restart' ? ' (restarting)' : '';
        if (isShown) await printer.exited(container.name, `exited with code ${StatusCode}${suffix}`);
        return StatusCode;
      }),
    );
  };
  const stop = io.onSignal(['INT', 'TERM'], (signal: Signal) => watch.interrupt(signal));
  try {
    for (const one of containers.filter(isRunning)) await follow(one);
    await startServices(runtime, project, createProgress(io, 'quiet', ''), { beforeStart: follow, hookPrinter });
    let restarted = 0;
    const looking = options.watch?.(
      {
        say: (line) => io.out(`\x1b[92m        ⦿ \x1b[0m${line}\n`),
        onStop: (one, why) => {
          leaving.set(one.id, why);
          restarted = io.now();
        },
        onStart: (one, why) => follow(one, why === 'restart' ? restarted : undefined),
      },
      () => stopped,
    );
    const end = await watch.ended(options.abort, looking !== undefined);
    stopped = true;
    if (end.kind === 'all') return exitCode(watch, options, 0);
    if (end.kind === 'interrupted') {
      printer.mute();
      await io.out('Gracefully Stopping... press Ctrl+C again to force\n');
    } else await io.err('\x1b[31m\x1b[1mAborting on container exit...\x1b[0m\n');
    await looking;
    const now = (await observe(client, project.name)).filter(({ service }) => service in project.services);
    await stopAll(runtime, project, now, options.timeout, hookPrinter);
    await watch.all();
    await io.err('\n');
    if (end.kind === 'interrupted') return INTERRUPTED;
    return exitCode(watch, options, end.code);
  } finally {
    stop();
  }
}

function exitCode(watch: Watch, { exitCodeFrom, abort }: AttachedOptions, code: number): number {
  if (exitCodeFrom !== '') return watch.codes.get(exitCodeFrom) ?? code;
  return abort === 'never' ? 0 : code;
}

/** `printed` resolves when all output has been. */
async function attach(
  { client, io }: Runtime,
  container: Observed,
  printer: LogPrinter,
  timestamps: boolean,
  /** Milliseconds since 1970: what was written from then on. */
  since?: number,
): Promise<{ printed: Promise<void> }> {
  const { Config } = await client.containerInspect(container.id);
  if (isRunning(container) || since !== undefined) {
    const logs = await client.containerLogs(container.id, {
      stdout: true,
      stderr: true,
      follow: true,
      timestamps,
      tail: isRunning(container) && since === undefined ? '0' : 'all',
      ...(since !== undefined && { since: String(since / 1000) }),
    });
    return { printed: copyLines(logs, Config.Tty, container.name, printer) };
  }
  const { input, output } = await client.containerAttach(container.id, { stream: true, stdout: true, stderr: true });
  output.end();
  const shown: Pick<LogPrinter, 'line'> = timestamps
    ? { line: (id, text, stream) => printer.line(id, `${timestamp(io.now())} ${text}`, stream) }
    : printer;
  return { printed: copyLines(input, Config.Tty, container.name, shown) };
}

/** RFC 3339 with nine digits behind the second. */
const timestamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '000000Z');

async function stopAll(
  runtime: Runtime,
  project: Project,
  containers: readonly Observed[],
  timeout: number | undefined,
  hookPrinter: HookPrinter,
) {
  await withLines(runtime, (progress) =>
    inReverseOrder(observedServices(project, containers), (service) =>
      allOrFirst(
        containers
          .filter((one) => one.service === service)
          .map((one) =>
            stopContainer(
              runtime,
              progress,
              one,
              timeout ?? graceOf(project, service),
              project.services[service]?.pre_stop,
              hookPrinter,
            ),
          ),
      ),
    ),
  );
}

/** On a terminal the logs' own lines tell of the end, one after the other. @see docker/compose cmd/formatter/logs.go, Status */
function withLines(runtime: Runtime, work: (progress: Progress) => Promise<void>): Promise<void> {
  const { io, root } = runtime;
  const isPlain = root.progress !== '' && root.progress !== 'auto';
  if (isPlain || !io.isTerminal(2)) return withProgress(runtime, 'Stopping', work);
  return work({
    event: ({ id, status = '' }) => io.err(`\x1b[K ${id}  \x1b[32m${status}\x1b[0m\n`),
    stop: async () => {},
  });
}

function graceOf(project: Project, name: string): number | undefined {
  const service = project.services[name];
  return service === undefined ? undefined : graceSeconds(service);
}

interface End {
  readonly kind: 'all' | 'interrupted' | 'abort';
  readonly code: number;
}

/** The containers that run, and the first that ends. */
class Watch {
  readonly codes = new Map<string, number>();
  readonly #running: Promise<number>[] = [];
  #onExit: (code: number) => void = () => {};
  #onInterrupt: () => void = () => {};
  #interrupted = false;
  #first: number | undefined;
  #failed: number | undefined;

  add({ service }: Observed, exit: Promise<number>): void {
    const ended = exit.then((code) => {
      this.codes.set(service, code);
      this.#first ??= code;
      if (code !== 0) this.#failed ??= code;
      this.#onExit(code);
      return code;
    });
    ended.catch(() => {}); // a start that fails is told before
    this.#running.push(ended);
  }

  interrupt(_signal: Signal): void {
    this.#interrupted = true;
    this.#onInterrupt();
  }

  async all(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** @param goesOn also when all have ended: more may come */
  ended(abort: AttachedOptions['abort'], goesOn: boolean): Promise<End> {
    return new Promise((resolve) => {
      const look = () => {
        const code = abort === 'exit' ? this.#first : abort === 'failure' ? this.#failed : undefined;
        if (code !== undefined) resolve({ kind: 'abort', code });
        else if (this.#interrupted) resolve({ kind: 'interrupted', code: 0 });
      };
      this.#onExit = look;
      this.#onInterrupt = look;
      look();
      if (!goesOn) void this.all().then(() => resolve({ kind: 'all', code: 0 }));
    });
  }
}
