import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const host = createTestHost({ images: ['busybox'] });

/** What `docker create` with these options leaves to be inspected. */
async function created(options: string, template: string): Promise<string> {
  const { stdout } = await host.run(
    `docker create --name job ${options} busybox >/dev/null; docker inspect -f '${template}' job; docker rm -v job >/dev/null`,
  );
  return stdout.trim();
}

// Asked of Docker 28.5.2; those of disks on a machine with cgroup v2.
test.each([
  ['--privileged', '{{json .HostConfig.SecurityOpt}} {{json .HostConfig.MaskedPaths}}', '["label=disable"] null'],
  [
    '--pid host --security-opt seccomp=unconfined',
    '{{json .HostConfig.SecurityOpt}}',
    '["seccomp=unconfined","label=disable"]',
  ],
  ['--ipc host --security-opt label=user:x', '{{json .HostConfig.SecurityOpt}}', '["label=user:x"]'],
  [
    '--security-opt systempaths=unconfined',
    '{{json .HostConfig.SecurityOpt}} {{json .HostConfig.MaskedPaths}}',
    '[] []',
  ],
  ['--security-opt apparmor=foo', '{{.AppArmorProfile}}', 'foo'],
  ['--pids-limit -5', '{{json .HostConfig.PidsLimit}}', 'null'],
  [
    '--network name=bridge,mac-address=02:42:ac:11:00:09',
    '{{.Config.MacAddress}} {{.NetworkSettings.MacAddress}}',
    '02:42:ac:11:00:09 02:42:ac:11:00:09',
  ],
  [
    '--mount dst=/a,readonly,src=/tmp,type=bind',
    '{{json .HostConfig.Mounts}}',
    '[{"Type":"bind","Source":"/tmp","Target":"/a","ReadOnly":true}]',
  ],
  [
    '--use-api-socket',
    '{{json .HostConfig.Mounts}}',
    '[{"Type":"bind","Source":"/var/run/docker.sock","Target":"/var/run/docker.sock","BindOptions":{}}]',
  ],
  [
    '--blkio-weight-device /dev/sda:200',
    '{{json .HostConfig.BlkioWeightDevice}}',
    '[{"Path":"/dev/sda","Weight":200}]',
  ],
])('docker create %s', async (options, template, shown) => {
  expect(await created(options, template)).toBe(shown);
});

test.each([
  ['--ipc container:nope', 'No such container: nope'],
  ['--pid container:nope', 'No such container: nope'],
  [
    '-v /tmp:/a:nocopy',
    `invalid volume specification: '/tmp:/a:nocopy': invalid mount config for type "bind": field VolumeOptions must not be specified`,
  ],
  [
    '-v data:/a:rshared',
    `invalid volume specification: 'data:/a:rshared': invalid mount config for type "volume": field BindOptions must not be specified`,
  ],
  ['--blkio-weight 5', 'Range of blkio weight is from 10 to 1000'],
])('docker create %s is refused', async (options, why) => {
  const { stderr, exit } = await host.run(`docker create ${options} busybox`);
  expect({ stderr, exit }).toEqual({ stderr: `Error response from daemon: ${why}\n`, exit: 1 });
});

test('docker update looks at the weight of I/O as docker create does', async () => {
  const { stderr } = await host.run(
    'docker create --name weighed busybox; docker update --blkio-weight 1001 weighed; docker rm weighed',
  );
  expect(stderr).toBe('Error response from daemon: Range of blkio weight is from 10 to 1000\n');
});

test('limits of disks are those of their control group, by disk', async () => {
  const { stdout } = await host.run(
    'docker run --rm --device-read-bps /dev/sda:1mb --device-write-iops /dev/sda1:100 --blkio-weight 300 busybox head -n 2 /sys/fs/cgroup/io.max /sys/fs/cgroup/io.weight',
  );
  expect(stdout).toContain('8:0 rbps=1048576 wbps=max riops=max wiops=100\n');
  expect(stdout).toContain('default 2930\n');
});

test.each([
  ['--device-read-bps /dev/nope:1mb', 'stat /dev/nope: no such file or directory', 127],
  ['--ulimit nofile=-1', 'error setting rlimit type 7: operation not permitted', 125],
  ['-v /', 'is on the top of rootfs', 125],
])('docker run %s does not start', async (options, why, exit) => {
  const result = await host.run(`docker run --rm ${options} busybox true`);
  expect(result.stderr).toContain(why);
  expect(result.exit).toBe(exit);
});

test('nobody is told that signatures were looked at', async () => {
  const { stderr, exit } = await host.run('DOCKER_CONTENT_TRUST=1 docker pull busybox');
  expect({ stderr, exit }).toEqual({
    stderr: 'drydock: not simulated: Docker Content Trust, signatures checked by Notary\n',
    exit: 1,
  });
  expect(await host.run('DOCKER_CONTENT_TRUST=1 docker run --rm --disable-content-trust busybox true')).toMatchObject({
    exit: 0,
  });
});
