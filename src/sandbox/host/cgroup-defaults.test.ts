import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string> {
  const { stdout, stderr } = await runScript(script, { images: ['alpine'] });
  return stdout + stderr;
}

const PIDS = 'alpine cat /sys/fs/cgroup/pids.max';

// All as on a machine that systemd started, with cgroup v2 and the engine's systemd driver.
test.each([
  ['a scope has DefaultTasksMax', `docker run --rm ${PIDS}`, '4717\n'],
  ['-1 asks for no limit, and systemd sets its own', `docker run --rm --pids-limit -1 ${PIDS}`, '4717\n'],
  [
    'an update to -1 lifts it',
    'docker run -d --name box alpine sleep 60 >/dev/null; docker update --pids-limit -1 box; docker exec box cat /sys/fs/cgroup/pids.max',
    'box\nmax\n',
  ],
  [
    'one that runs by itself has it, too',
    "systemd-run --scope -q sh -c 'cat /sys/fs/cgroup$(cut -d: -f3 /proc/self/cgroup)/pids.max'",
    '4717\n',
  ],
  [
    'the threads of runc count for a moment',
    "docker run -d --name box alpine sh -c 'for i in 1 2 3 4 5; do sleep 60 & done; wait' >/dev/null; docker exec box cat /sys/fs/cgroup/pids.peak",
    '12\n',
  ],
  ['CPUs are listed as ranges', 'docker run --rm --cpuset-cpus 3,0,1 alpine cat /sys/fs/cgroup/cpuset.cpus', '0-1,3\n'],
  [
    'a privileged container has a cgroup namespace',
    'docker run --rm --privileged alpine cat /proc/self/cgroup',
    '0::/\n',
  ],
  [
    'writable-cgroups',
    "docker run --rm --security-opt writable-cgroups=true alpine sh -c 'mkdir /sys/fs/cgroup/sub && ls -d /sys/fs/cgroup/sub'",
    '/sys/fs/cgroup/sub\n',
  ],
  [
    'slices lie in slices',
    `docker run -d --name box --cgroup-parent a-b.slice alpine sleep 60 >/dev/null; cut -d/ -f2,3 /proc/$(docker inspect -f '{{.State.Pid}}' box)/cgroup`,
    'a.slice/a-b.slice\n',
  ],
  [
    'a parent is a slice',
    'docker create --cgroup-parent /team alpine',
    'Error response from daemon: cgroup-parent for systemd cgroup should be a valid slice named as "xxx.slice"\n',
  ],
  [
    'directories are masked with nothing',
    'docker run --rm alpine sh -c \'grep -E "acpi|firmware" /proc/mounts\'',
    'tmpfs /proc/acpi tmpfs ro,relatime,size=4k,nr_inodes=1 0 0\ntmpfs /sys/firmware tmpfs ro,relatime,size=4k,nr_inodes=1 0 0\n',
  ],
  [
    'sessions get what systemd accounts for',
    'cat /sys/fs/cgroup/user.slice/cgroup.subtree_control',
    'cpu memory pids\n',
  ],
])('%s', async (_name, script, seen) => {
  expect(await run(script)).toBe(seen);
});
