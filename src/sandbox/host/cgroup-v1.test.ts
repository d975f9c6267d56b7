import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

const SCENARIO = readFileSync('src/sandbox/host/scenarios/cgroup-v1.sh', 'utf8');

async function run(script: string): Promise<string> {
  const { stdout, stderr } = await runScript(script, { images: ['alpine'] });
  return stdout + stderr;
}

test('the engine uses cgroupfs, /docker/ID and the host’s cgroup namespace', async () => {
  const seen = await run(`${SCENARIO}
docker run -d --name web --memory 64m --cpus 0.5 --pids-limit 30 --cpu-shares 512 alpine sleep 100 >/dev/null
id=$(docker inspect -f '{{.Id}}' web); cd /sys/fs/cgroup
stat -fc %T . memory; docker info -f '{{.CgroupVersion}} {{.CgroupDriver}}'
(cd memory/docker/$id && cat memory.limit_in_bytes memory.memsw.limit_in_bytes)
cat cpu/docker/$id/cpu.cfs_quota_us cpu/docker/$id/cpu.shares pids/docker/$id/pids.max
docker exec web grep -c "docker/$id" /proc/self/cgroup; docker exec web cat /sys/fs/cgroup/pids/pids.max
cd blkio/docker/$id; echo 8:0 1024 > blkio.throttle.read_bps_device; echo 8:0 5 > blkio.throttle.write_iops_device
echo 8:0 0 > blkio.throttle.read_bps_device; cat blkio.throttle.*_device; cd /sys/fs/cgroup
docker rm -f web >/dev/null; ls -d memory/docker/*/`);
  expect(seen.split('\n').slice(0, -1)).toEqual([
    ...['tmpfs', 'cgroupfs', '1 cgroupfs', '67108864', '134217728', '50000', '512', '30', '7', '30', '8:0 5'],
    "ls: cannot access 'memory/docker/*/': No such file or directory",
  ]);
});

test('a weight of I/O, which version 1 has not, is left out with a warning, whatever it is', async () => {
  const seen = await run(`${SCENARIO}
docker create --name web --blkio-weight 5 alpine 2>&1 >/dev/null; docker update --blkio-weight 1001 --cpu-shares 7 web
docker inspect -f '{{.HostConfig.BlkioWeight}} {{.HostConfig.CpuShares}}' web`);
  const discarded = 'Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.';
  expect(seen.split('\n')).toEqual([`WARNING: ${discarded}`, 'web', discarded, '0 7', '']);
});

test('a group made by hand is in one tree only, and a process in one group of each', async () => {
  const seen = await run(`${SCENARIO}
cd /sys/fs/cgroup; mkdir memory/small; ls -d cpu/small
sh -c 'echo $$ > memory/small/tasks; grep -E ":(memory|pids):" /proc/self/cgroup; cat memory/small/tasks | wc -l; rmdir memory/small'
rmdir memory/small; ls -d memory/small; mkdir cpuset/one; echo $$ > cpuset/one/tasks`);
  const line = (tree: string, path: string) => expect.stringMatching(new RegExp(`^\\d:${tree}:${path}$`)) as string;
  expect(seen.split('\n').slice(0, 3)).toEqual([
    line('pids', '/user.slice/user-0.slice/session-1.scope'),
    line('memory', '/small'),
    '3', // sh, cat, wc
  ]);
  expect(seen).toMatch(/cpu\/small': No such file[^]*failed to remove 'memory\/small': Device or resource busy/);
  expect(seen).toMatch(/memory\/small': No such file[^]*No space left on device/);
});

test('version 1 can’t have the controllers while version 2 is mounted', async () => {
  const seen = await run('mkdir /tmp/x; mount -t cgroup -o memory x /tmp/x; cat /proc/self/cgroup');
  expect(seen).toMatch(/^0::\/user\.slice/);
  expect(seen).toContain('mount: /tmp/x: x already mounted or mount point busy.');
});
