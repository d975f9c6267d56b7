import { createKernel } from './boot.ts';
import { type Clock, createVirtualClock, type Platform, type VirtualClock } from './clock.ts';
import { Disk } from './fs/disk.ts';
import { TreeFileSystem } from './fs/tree.ts';
import type { Kernel } from './kernel.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { OpenFile } from './open-file.ts';
import type { Process, Program, SpawnOptions } from './process.ts';
import { Random } from './random.ts';

/** A machine for tests, and those who type on it. */
export interface TestMachine {
  readonly kernel: Kernel;
  /** Passes only while `run` waits. */
  readonly clock: VirtualClock;
  /** Runs a program as a child of process 1. */
  start(program: Program, options?: Partial<SpawnOptions>): Process;
  /** Lets time pass until the work is done; throws what went wrong in a program. */
  run<T>(work: Promise<T>): Promise<T>;
}

const NO_FILES: ReadonlyMap<number, OpenFile> = new Map();
const DIRECTORIES = ['bin', 'dev', 'etc', 'proc', 'root', 'run', 'sys', 'tmp', 'var'];

/** @param turn a turn of the test's event loop */
export function bootForTest(
  turn: Platform['turn'],
  options: { seed?: number; limits?: Partial<Limits>; programs?: ReadonlyMap<string, Program>; clock?: Clock } = {},
): TestMachine {
  const clock = createVirtualClock({ turn }, 1_760_000_000_000);
  let inode = 1;
  const root = new TreeFileSystem({
    type: 'ext4',
    dev: 8 * 2 ** 20 + 1,
    now: () => clock.now(),
    nextInode: () => ++inode,
    disk: new Disk(),
  });
  for (const name of DIRECTORIES) root.create([name], { type: 'directory', mode: 0o755, uid: 0, gid: 0 });
  const kernel = createKernel({
    clock: options.clock ?? clock,
    random: new Random(options.seed ?? 1),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    programs: { find: (name) => options.programs?.get(name) },
    rootFileSystem: root,
    hostname: 'test',
  });
  return {
    kernel,
    clock,
    start: (program, more = {}) => {
      const init = kernel.processes.get(1);
      if (init === undefined) throw new Error('no process 1');
      return init.spawn({ argv: ['test'], program, files: NO_FILES, session: 'new', ...more });
    },
    run: async (work) => {
      const result = await clock.runUntil(work);
      for (const fault of kernel.faults) throw fault;
      return result;
    },
  };
}
