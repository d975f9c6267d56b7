import { expect, test } from 'vitest';
import { hub } from '../registry/hub/index.ts';
import { createHost } from './create-host.ts';

const BOX = `hostname box; cd /tmp/box/merged; mkdir .old; mount --make-rprivate /; pivot_root . .old; mount -t proc proc /proc; umount -l /.old; rmdir /.old; exec sleep 1000`;
const IN = 'nsenter -t $(pgrep -x sleep) -a';

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
  ['rmdir /sys/fs/cgroup/box', /Device or resource busy/],
  [
    'echo 1 > /sys/fs/cgroup/box/cgroup.kill; sleep 1; rmdir /sys/fs/cgroup/box; umount /tmp/box/merged; ls /tmp/box/merged',
    '',
  ],
];

test('a container built by hand looks as Docker’s own does', async () => {
  const host = createHost({
    platform: { now: () => 0, timer: () => () => {}, turn: (callback) => setImmediate(callback) },
    clock: 'virtual',
    registry: hub(),
    images: ['alpine'],
  });
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
