import { expect, test } from 'vitest';
import { decode, encode } from '../bytes.ts';
import type { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { bootForTest } from '../test-machine.ts';

const LAB = '/sys/fs/cgroup/lab';

/** What a group made by hand answers; all expectations are those of Linux 6.12 as Debian 13 builds it. */
async function inLab(work: (process: Process) => void): Promise<void> {
  const { start, run } = bootForTest((callback) => setImmediate(callback));
  const shell = start(async (process) => {
    await Promise.resolve();
    process.fs.mkdir(LAB);
    work(process);
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
}

const read = (process: Process, file: string) => decode(process.fs.readFile(`${LAB}/${file}`));

/** Writes, and says what stands there then or which error came. */
function written(process: Process, file: string, text: string): string {
  try {
    process.fs.writeFile(`${LAB}/${file}`, encode(`${text}\n`));
  } catch (error) {
    return (error as Errno).code;
  }
  return read(process, file).trim();
}

test('a group has the files of all controllers', () =>
  inLab((process) => {
    const names = process.fs.readdir(LAB).map(({ name }) => name);
    expect(names).toHaveLength(71);
    expect(names).toEqual(
      expect.arrayContaining([
        'cgroup.pressure',
        'cpu.weight.nice',
        'hugetlb.2MB.max',
        'memory.zswap.max',
        'misc.peak',
      ]),
    );
    expect(read(process, 'cgroup.controllers')).toBe('cpuset cpu io memory hugetlb pids rdma misc\n');
    expect(read(process, 'cgroup.stat')).toContain('nr_subsys_perf_event 1\n');
    expect(read(process, 'cpuset.cpus')).toBe('\n');
  }));

test.each([
  ['cpuset.cpus', '3,0-1', '0-1,3'],
  ['cpuset.cpus', '1-0', 'EINVAL'],
  ['cpuset.cpus', '4', 'ERANGE'],
  ['cpuset.mems', '1', 'EINVAL'],
  ['cpu.weight.nice', '-5', '-5'],
  ['cpu.weight.nice', '20', 'ERANGE'],
  ['memory.max', '0x1000000', '16777216'],
  ['memory.oom.group', '2', 'EINVAL'],
  ['pids.max', '99999999', 'EINVAL'],
  ['io.max', '8:0 rbps=0', 'ERANGE'],
  ['io.max', '8:0 rate=1', 'EINVAL'],
  ['io.max', '9:9 rate=1', 'ENODEV'],
  ['io.weight', '8:0 70', 'EOPNOTSUPP'],
  ['memory.reclaim', '10M', 'EAGAIN'],
  ['cgroup.subtree_control', '+perf_event', 'ENOENT'],
  ['hugetlb.2MB.max', '5M', '4194304'],
])('%s: %s gives %s', (file, text, result) => inLab((process) => expect(written(process, file, text)).toBe(result)));

test('a limit of a disk stays until it is max', () =>
  inLab((process) => {
    written(process, 'io.max', '8:0 rbps=1048576');
    expect(written(process, 'io.max', '8:0 wiops=20')).toBe('8:0 rbps=1048576 wbps=max riops=max wiops=20');
    expect(written(process, 'io.max', '8:0 rbps=max wiops=max')).toBe('');
  }));

test('nice values are weights', () =>
  inLab((process) => {
    written(process, 'cpu.weight.nice', '-5');
    expect(read(process, 'cpu.weight')).toBe('305\n');
    written(process, 'cpu.weight', '200');
    expect(read(process, 'cpu.weight.nice')).toBe('-3\n');
    written(process, 'cpu.idle', '1');
    expect(written(process, 'cpu.weight', '50')).toBe('EINVAL');
  }));

test('cgroup.max.depth and cgroup.max.descendants bound the tree', () =>
  inLab((process) => {
    written(process, 'cgroup.max.descendants', '0');
    expect(() => process.fs.mkdir(`${LAB}/sub`)).toThrow('Resource temporarily unavailable');
    written(process, 'cgroup.max.descendants', 'max');
    written(process, 'cgroup.max.depth', '1');
    process.fs.mkdir(`${LAB}/sub`);
    expect(() => process.fs.mkdir(`${LAB}/sub/sub`)).toThrow('Resource temporarily unavailable');
  }));

test('a group with processes hands on threaded controllers only', () =>
  inLab((process) => {
    expect(written(process, 'cgroup.procs', String(process.pid))).toBe(String(process.pid));
    expect(written(process, 'cgroup.subtree_control', '+memory')).toBe('EBUSY');
    expect(written(process, 'cgroup.subtree_control', '+pids +cpu')).toBe('cpu pids');
  }));

test('cgroup.pressure hides how long is waited', () =>
  inLab((process) => {
    const pressures = () => process.fs.readdir(LAB).filter(({ name }) => name.endsWith('.pressure')).length;
    expect(pressures()).toBe(4);
    written(process, 'cgroup.pressure', '0');
    expect(pressures()).toBe(1);
  }));
