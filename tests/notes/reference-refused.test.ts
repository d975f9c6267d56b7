import { expect, test } from 'vitest';
import { incomparable, type Machine, refused } from './reference-refused.ts';

const CORNER: Machine = { cgroups: 1, systemd: false };
const WHOLE: Machine = { cgroups: 2, systemd: true };

test.each([
  'kill -9 $(pidof dockerd)',
  'pkill -x containerd',
  'sudo killall dockerd',
  'systemctl stop docker',
  'systemctl restart docker.service',
  'service docker restart',
  'docker ps; reboot',
  'sudo shutdown -h now',
  'kill -TERM 1',
  'rm -rf /var/lib/docker',
  'rm -rf /',
  'dockerd --debug &',
  'cd /sys/fs\numount cgroup',
  'mount -t cgroup2 none /sys/fs/cgroup',
  "sh -c 'echo $$ > /sys/fs/cgroup/lab/cgroup.procs; exec tail /dev/zero'",
])('the engine is not asked: %s', (command) => {
  expect(refused(command, CORNER)).toMatch(/^it would/);
});

test.each([
  'pgrep -a dockerd',
  'systemctl is-active docker',
  'docker exec web kill -9 1',
  "docker run --rm busybox sh -c 'kill -TERM 1'",
  'docker kill web',
  'docker run --name hog -m 32m alpine tail /dev/zero',
  'pkill -f containerd-shim',
  'docker system prune -f',
  'docker run --rm busybox rm -rf /tmp/x',
  'rm -rf jail',
  'kill %1',
  'mount | grep -c overlay',
  "mount -t cgroup | cut -d' ' -f3-",
  'mount -t tmpfs tmpfs /mnt',
  'rmdir /sys/fs/cgroup/box; umount merged; ls merged',
])('the engine is asked: %s', (command) => {
  expect(refused(command, CORNER)).toBeUndefined();
});

test.each([
  ['docker exec web cat /sys/fs/cgroup/memory.max', /cgroup v1/],
  ['cat /proc/self/cgroup', /cgroup v1/],
  ["docker info -f '{{.CgroupVersion}} {{.CgroupDriver}}'", /cgroup v1/],
  ['systemctl is-active docker', /systemd/],
])('not comparable: %s', (command, why) => {
  expect(incomparable(command, CORNER)).toMatch(why);
});

test.each(['docker run --rm -m 64m alpine free', 'docker inspect web', 'docker node ls', 'cat /proc/self/status'])(
  'comparable: %s',
  (command) => {
    expect(incomparable(command, CORNER)).toBeUndefined();
  },
);

test.each([
  'systemctl restart docker',
  'pkill -x dockerd',
  "sh -c 'echo $$ > /sys/fs/cgroup/lab/cgroup.procs; exec tail /dev/zero'",
  'docker exec web cat /sys/fs/cgroup/memory.max',
  'pivot_root . old',
])('a machine of its own is asked: %s', (command) => {
  expect(refused(command, WHOLE) ?? incomparable(command, WHOLE)).toBeUndefined();
});

test.each(['reboot', 'umount /sys/fs/cgroup', 'rm -rf /var/lib/docker'])('it is not asked either: %s', (command) => {
  expect(refused(command, WHOLE)).toMatch(/^it would/);
});
