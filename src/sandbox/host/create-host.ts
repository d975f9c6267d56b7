import { EMPTY, encode } from '../kernel/bytes.ts';
import { type Clock, createRealClock, createVirtualClock } from '../kernel/clock.ts';
import { Disk } from '../kernel/fs/disk.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Process, Program } from '../kernel/process.ts';
import { startEngine } from './engine.ts';
import { loginEnvironment } from './environment.ts';
import type { Host, HostOptions } from './host.ts';
import { Lan, type Neighbour, neighbourLines } from './lan.ts';
import { boot, type Login, type Machine } from './machine.ts';
import { createPrograms } from './programs.ts';
import { runCommand } from './run-command.ts';
import { loginGroup, startUnits } from './services.ts';
import { openSession } from './session.ts';
import { CaptureFile, TextFile } from './standard-files.ts';
import { openTerminal } from './terminal.ts';

export type { Host, HostOptions, RunResult } from './host.ts';

const HOSTNAME = 'dock';
/** What services need to be there. */
const BOOT_TIME_MS = 500;
const DEFAULT_SIZE = { columns: 100, rows: 30 };
/** When a host with virtual time was booted. */
const VIRTUAL_BOOT = Date.UTC(2026, 10, 22, 9, 0, 0);

/** Builds a machine: a kernel, its Linux, the Docker daemon and its client. The one place that knows all rooms. */
export function createHost(options: HostOptions): Host {
  const { platform, images = [], files = {}, cwd = '/root', env = {} } = options;
  const virtual = options.clock === 'virtual' ? createVirtualClock(platform, VIRTUAL_BOOT) : undefined;
  const settle = <T>(work: Promise<T>): Promise<T> => (virtual === undefined ? work : virtual.runUntil(work));
  const { hostname = HOSTNAME, limits = {}, seed = 1, registry } = options;
  const disk = newDisk(limits);
  const clock = virtual ?? createRealClock(platform);
  const neighbour = ({ name }: Neighbour, index: number): Machine => {
    const room = newDisk(limits);
    const hosts = neighbourLines(name, hostname);
    const machine = boot({ clock, hostname: name, seed: seed + index * 7919, limits, programs, disk: room, hosts });
    const first = initOf(machine);
    startUnits(machine, first);
    const { transport } = startEngine({ kernel: machine, init: first, registry, disk: room, images: [] });
    return { kernel: machine, transport, login: loginAt(machine, first, programs.shell, '/root') };
  };
  const lan = new Lan(() => kernel, neighbour);
  const programs = createPrograms(lan);
  const kernel = boot({ clock, hostname, seed, limits, programs, disk, hosts: neighbourLines(hostname, hostname) });
  const init = initOf(kernel);
  writeFiles(kernel, cwd, files);
  const { services = [] } = options;
  startServices(kernel, init, services);
  startUnits(kernel, init);
  const engine = startEngine({ kernel, init, registry, disk, images });
  const ready = settle(engine.ready.then(() => (services.length === 0 ? undefined : pass(kernel.clock, BOOT_TIME_MS))));
  ready.catch(() => undefined); // told to each command
  const login = loginAt(kernel, init, programs.shell, cwd);
  const openShell = (size: { columns: number; rows: number }) =>
    openTerminal({ ...login, size, env: loginEnvironment({ TERM: 'xterm-256color', ...env }) });
  return {
    kernel,
    transport: engine.transport,
    async run(command, runOptions = {}) {
      await ready;
      return settle(runCommand({ ...login, env: loginEnvironment(env) }, command, runOptions));
    },
    async warmUp() {
      await Promise.all([import('../userland/hot-tools.ts'), import('../cli/docker.ts')]);
    },
    async wait(ms) {
      await ready;
      await (virtual === undefined ? pass(kernel.clock, ms) : virtual.advance(ms));
    },
    openTerminal: openShell,
    openSession: (size = DEFAULT_SIZE) => openSession(openShell(size), settle, ready),
  };
}

const newDisk = (limits: HostOptions['limits']): Disk =>
  new Disk({ used: 0, capacity: limits?.diskBytes ?? DEFAULT_LIMITS.diskBytes });

function initOf(kernel: Kernel): Process {
  const init = kernel.processes.get(1);
  if (init === undefined) throw new Error('the kernel has no process 1');
  return init;
}

const loginAt = (kernel: Kernel, parent: Process, shell: Program, cwd: string): Login => ({
  kernel,
  parent,
  shell,
  cwd,
  cgroup: loginGroup(kernel),
});

/** Starts programs as a boot does; they must be there. */
function startServices(kernel: Kernel, init: Process, services: readonly (readonly string[])[]): void {
  for (const argv of services) {
    const program = kernel.programs.find(argv[0] ?? '');
    if (program === undefined) throw new Error(`no such program: ${argv[0] ?? ''}`);
    const [input, output] = [new TextFile(EMPTY), new CaptureFile('/dev/null', () => {})];
    const files = new Map<number, OpenFile>([
      [0, input],
      [1, output],
      [2, output],
    ]);
    init.spawn({ argv, exe: `/usr/bin/${argv[0] ?? ''}`, program, session: 'new', files });
  }
}

/** Puts texts where commands begin. */
function writeFiles(kernel: Kernel, cwd: string, files: Readonly<Record<string, string>>): void {
  const fs = kernel.processes.get(1)?.fs;
  fs?.mkdir(cwd, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = name.startsWith('/') ? name : `${cwd}/${name}`;
    fs?.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    fs?.writeFile(path, encode(text));
  }
}

const pass = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.schedule(ms, resolve));
