import { expect, test } from 'vitest';
import { decode, encode } from './bytes.ts';
import { Errno } from './errno.ts';
import type { Process, Program } from './process.ts';
import { bootForTest } from './test-machine.ts';

const ROOT = '/sys/fs/cgroup';
const sleepForever: Program = async (process) => {
  await process.sleep(2 ** 40);
  return 0;
};

async function asRoot(work: (process: Process) => Promise<void>): Promise<void> {
  const { start, run } = bootForTest((callback) => setImmediate(callback));
  const shell = start(async (process) => work(process).then(() => 0));
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
}

const read = (process: Process, file: string) => decode(process.fs.readFile(`${ROOT}/${file}`));
const write = (process: Process, file: string, text: string) =>
  process.fs.writeFile(`${ROOT}/${file}`, encode(`${text}\n`));

test('mkdir makes a group, writing to cgroup.procs moves a process there, rmdir wants it empty', () =>
  asRoot(async (process) => {
    process.fs.mkdir(`${ROOT}/demo`);
    const child = process.spawn({ argv: ['sleep'], program: sleepForever });
    write(process, 'demo/cgroup.procs', String(child.pid));
    expect(read(process, 'demo/cgroup.procs')).toBe(`${child.pid}\n`);
    expect(decode(process.fs.readFile(`/proc/${child.pid}/cgroup`))).toBe('0::/demo\n');
    expect(read(process, 'demo/cgroup.events')).toBe('populated 1\nfrozen 0\n');
    expect(() => process.fs.rmdir(`${ROOT}/demo`)).toThrow(new Errno('EBUSY', `${ROOT}/demo`));
    process.kill(child, 'KILL');
    await process.wait(child);
    process.fs.rmdir(`${ROOT}/demo`);
    expect(process.fs.exists(`${ROOT}/demo`)).toBe(false);
  }));

test('the freezer holds a group; SIGKILL ends a frozen process', () =>
  asRoot(async (process) => {
    process.fs.mkdir(`${ROOT}/ice`);
    let count = 0;
    const child = process.spawn({
      argv: ['counter'],
      program: async (self) => {
        for (;;) {
          await self.sleep(10);
          count++;
        }
      },
    });
    write(process, 'ice/cgroup.procs', String(child.pid));
    await process.sleep(35);
    write(process, 'ice/cgroup.freeze', '1');
    await process.sleep(100);
    expect(count).toBe(3);
    write(process, 'ice/cgroup.freeze', '0');
    await process.sleep(100);
    expect(count).toBeGreaterThan(10);
    write(process, 'ice/cgroup.freeze', '1');
    process.kill(child, 'KILL');
    expect(await process.wait(child)).toEqual({ kind: 'killed', signal: 'KILL' });
  }));

test('beyond memory.max the largest process of the group is killed', () =>
  asRoot(async (process) => {
    process.fs.mkdir(`${ROOT}/small`);
    write(process, 'small/memory.max', '10M');
    expect(read(process, 'small/memory.max')).toBe('10485760\n');
    const cgroup = process.cgroup.children.get('small') ?? process.kernel.cgroup.children.get('small');
    const child = process.spawn({
      argv: ['sh'],
      ...(cgroup && { cgroup }),
      program: async (self) => {
        const hungry = self.spawn({
          argv: ['hungry'],
          program: async (it) => {
            for (;;) {
              it.allocate(1_000_000);
              await it.sleep(1);
            }
          },
        });
        expect(await self.wait(hungry)).toEqual({ kind: 'killed', signal: 'KILL' });
        return 0;
      },
    });
    expect(await process.wait(child)).toEqual({ kind: 'exited', code: 0 });
    expect(read(process, 'small/memory.events')).toContain('oom_kill 1\n');
    expect(read(process, 'small/memory.current')).toBe('0\n');
  }));

test('beyond pids.max fork fails', () =>
  asRoot(async (process) => {
    process.fs.mkdir(`${ROOT}/few`);
    write(process, 'few/pids.max', '2');
    const cgroup = process.kernel.cgroup.children.get('few');
    const options = { argv: ['sleep'], program: sleepForever, ...(cgroup && { cgroup }) };
    process.spawn(options);
    process.spawn(options);
    expect(() => process.spawn(options)).toThrow(new Errno('EAGAIN'));
    expect(() => write(process, 'few/pids.max', 'many')).toThrow(new Errno('EINVAL', `${ROOT}/few/pids.max`));
  }));

test('a CPU quota slows a busy process down', () =>
  asRoot(async (process) => {
    const { kernel } = process;
    const busy: Program = async (self) => {
      for (let step = 0; step < 400_000; step++) await self.step();
      return 0;
    };
    const took: number[] = [];
    for (const quota of ['max', '25000']) {
      process.fs.mkdir(`${ROOT}/cpu${quota}`);
      write(process, `cpu${quota}/cpu.max`, `${quota} 100000`);
      const cgroup = kernel.cgroup.children.get(`cpu${quota}`);
      const began = kernel.clock.now();
      await process.wait(process.spawn({ argv: ['busy'], program: busy, ...(cgroup && { cgroup }) }));
      took.push(kernel.clock.now() - began);
    }
    const [free = 0, limited = 0] = took;
    expect(free).toBeGreaterThan(90);
    expect(limited / free).toBeGreaterThan(3);
    expect(limited / free).toBeLessThan(5);
  }));
