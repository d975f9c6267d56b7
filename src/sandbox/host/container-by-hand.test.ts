import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const BOX = `hostname box; cd /tmp/box/merged; mkdir .old; mount --make-rprivate /; pivot_root . .old; mount -t proc proc /proc; umount -l /.old; rmdir /.old; exec sleep 1000`;
const IN = 'nsenter -t $(pgrep -x sleep) -a';
/** What tools on the host say of a container by its first process; the same for one of ours and one of Docker's. */
const LOOK = `look() {
  lsns -n -o TYPE -p $1 | grep -v -e time -e user | sort | xargs
  nsenter -t $1 -a ps -o pid,comm | head -2 | xargs
  nsenter -t $1 -n ip -o link | cut -d: -f2 | sed 's/@.*//; s/veth1/eth0/' | xargs
  nsenter -t $1 -n ip -o -4 addr show scope global | wc -l
  cd /sys/fs/cgroup$(cut -d: -f3 /proc/$1/cgroup); cat memory.max pids.max; grep -cx $1 cgroup.procs
  findmnt -n -N $1 -o FSTYPE /; readlink /proc/$1/root; grep -c . /proc/$1/uid_map; awk '/^NSpid/ {print NF, $3}' /proc/$1/status
}`;

/** What a note would have the reader type, and what he then sees. */
const STEPS: readonly (readonly [command: string, seen: string | RegExp])[] = [
  [
    'docker create --name base alpine >/dev/null; mkdir -p /tmp/box/lower /tmp/box/upper /tmp/box/work /tmp/box/merged',
    '',
  ],
  ['docker export base | tar -x -C /tmp/box/lower; ls /tmp/box/lower | head -3', 'bin\ndev\netc\n'],
  [
    'mount -t overlay overlay -o lowerdir=/tmp/box/lower,upperdir=/tmp/box/upper,workdir=/tmp/box/work /tmp/box/merged',
    '',
  ],
  ['findmnt -n -o FSTYPE /tmp/box/merged', 'overlay\n'],
  [
    'mkdir /sys/fs/cgroup/box; cd /sys/fs/cgroup/box; echo 64M >memory.max; echo 20 >pids.max; cat memory.max',
    '67108864\n',
  ],
  [
    `sh -c 'echo $$ > /sys/fs/cgroup/box/cgroup.procs; exec unshare -muinpfC sh -c "${BOX}"' >/tmp/log 2>&1 & sleep 1`,
    '',
  ],
  ['cat /proc/$(pgrep -x sleep)/cgroup', '0::/box\n'],
  ['lsns -n -o TYPE -p $(pgrep -x sleep) | sort | xargs', 'cgroup ipc mnt net pid time user uts\n'],
  ['ip link add veth0 type veth peer name veth1; ip link set veth1 netns $(pgrep -x sleep)', ''],
  ['ip addr add 10.9.0.1/24 dev veth0; ip link set veth0 up; ip -br link show veth0 | cut -d" " -f1', /^veth0@/],
  [`${IN} ip addr add 10.9.0.2/24 dev veth1; ${IN} ip link set veth1 up; ${IN} ip link set lo up`, ''],
  ['ping -c1 10.9.0.2 | grep received', /1 packets transmitted, 1 received, 0% packet loss/],
  [`${IN} hostname`, 'box\n'],
  [`${IN} ps -o pid,args | head -2`, /^PID +COMMAND\n +1 sleep 1000\n$/],
  [`${IN} sh -c 'cat /proc/self/cgroup; echo hi >/new; rm /etc/motd'`, /^0::\/.*\n$/],
  ['cat /tmp/box/upper/new; stat -c "%F %t,%T" /tmp/box/upper/etc/motd', 'hi\ncharacter special file 0,0\n'],
  ['cat /sys/fs/cgroup/box/pids.current', '2\n'],
  [
    `${LOOK}; docker run -d --name twin -m 64m --pids-limit 20 alpine sleep 1000 >/dev/null; twin=$(docker inspect -f '{{.State.Pid}}' twin)
    box=$(pgrep -x sleep | grep -v "^$twin$"); (look $box) >/tmp/box.txt; (look $twin) >/tmp/twin.txt; docker rm -f twin >/dev/null
    diff /tmp/box.txt /tmp/twin.txt; cat /tmp/twin.txt`,
    'cgroup ipc mnt net pid uts\nPID COMMAND 1 sleep\nlo eth0\n1\n67108864\n20\n1\noverlay\n/\n1\n3 1\n',
  ],
  ['rmdir /sys/fs/cgroup/box', /Device or resource busy/],
  [
    'echo 1 > /sys/fs/cgroup/box/cgroup.kill; sleep 1; rmdir /sys/fs/cgroup/box; umount /tmp/box/merged; ls /tmp/box/merged',
    '',
  ],
];

test('a container built by hand looks as Docker’s own does', async () => {
  const host = createTestHost({ images: ['alpine'] });
  const script = STEPS.map(([command]) => `{ ${command}\n} 2>&1; echo ===`).join('\n');
  const { stdout } = await host.run(script, { timeout: 60_000 });
  const outputs = stdout.split('===\n');
  for (const [index, [command, seen]] of STEPS.entries()) {
    const output = outputs[index];
    if (typeof seen === 'string') expect({ command, output }).toEqual({ command, output: seen });
    else expect(output, command).toMatch(seen);
  }
  expect(host.kernel.faults).toEqual([]);
});
