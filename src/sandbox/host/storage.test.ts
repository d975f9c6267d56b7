import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

function start() {
  const host = createTestHost({ images: ['busybox'] });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    return stdout + stderr;
  };
  return { host, run };
}

test('[DISK-1] a container’s changes lie in its upper directory: new files, and a device 0,0 for a deleted one', async () => {
  const { host, run } = start();
  await run('docker run --name box busybox sh -c "echo x > /new; rm /etc/group"');
  await run(`docker inspect -f '{{.GraphDriver.Data.UpperDir}}' box > upper`);
  expect(await run('cd $(cat upper); find . | sort; stat -c "%F %t,%T" etc/group')).toBe(
    '.\n./etc\n./etc/group\n./new\ncharacter special file 0,0\n',
  );
  await run('echo y > $(cat upper)/from-the-host; docker commit box with >/dev/null');
  expect(await run('docker run --rm with cat /new /from-the-host')).toBe('x\ny\n');
  expect(await run('ls $(cat upper)/../merged')).toContain('No such file');
  expect(await run('mount | grep -c /var/lib/docker')).toBe('0\n');
  expect(host.kernel.faults).toEqual([]);
});

test('[DISK-2] merged shows all files while the container runs', async () => {
  const { run } = start();
  await run('docker run -d --name box busybox sleep 1000');
  await run(`docker inspect -f '{{.GraphDriver.Data.MergedDir}}' box > merged; echo z > $(cat merged)/tmp/z`);
  expect(await run('docker exec box cat /tmp/z; cat $(cat merged)/etc/hostname | wc -c')).toBe('z\n0\n');
});

test('[DISK-3] the log is a file of JSON lines; emptying it empties docker logs', async () => {
  const { run } = start();
  await run('docker run --name box busybox sh -c "echo out; echo err >&2"');
  await run(`docker inspect -f '{{.LogPath}}' box > path`);
  expect(await run(`jq -r '.log + .stream' $(cat path) | sort`)).toBe('err\nout\nstderr\nstdout\n');
  await run('truncate -s 0 $(cat path)');
  expect(await run('docker logs box')).toBe('');
});

test('[DISK-4] max-size and max-file rotate the log: old lines go', async () => {
  const { run } = start();
  const options = '--log-opt max-size=1k --log-opt max-file=2';
  await run(`docker run --name box ${options} busybox sh -c 'for i in $(seq 1 100); do echo line $i; done'`);
  expect(await run('docker logs box | tail -1')).toBe('line 100\n');
  expect(Number(await run('docker logs box | wc -l'))).toBeLessThan(30);
  expect(await run(`ls $(dirname $(docker inspect -f '{{.LogPath}}' box)) | grep -c json.log`)).toBe('2\n');
});

test('[DISK-5] a volume’s files are the host’s', async () => {
  const { run } = start();
  await run('docker volume create data; echo x > /var/lib/docker/volumes/data/_data/f');
  expect(await run('docker run --rm -v data:/d busybox sh -c "cat /d/f; echo y > /d/g"')).toBe('x\n');
  expect(await run('cat /var/lib/docker/volumes/data/_data/g')).toBe('y\n');
});

test('[INIT-1] --init hands signals on, takes orphans, and ends as its program does', async () => {
  const { run } = start();
  await run('docker run -d --init --name plain busybox sleep 1000; docker stop -t 5 plain');
  expect(await run(`docker inspect -f '{{.State.ExitCode}}' plain`)).toBe('143\n');
  await run(
    `docker run -d --init --name trap busybox sh -c 'trap "exit 5" TERM; while :; do sleep 1; done'; docker stop trap`,
  );
  expect(await run(`docker inspect -f '{{.State.ExitCode}}' trap`)).toBe('5\n');
  expect(await run(`docker run --rm --init busybox sh -c '(sleep 1 &); sleep 3; ps -o stat | grep -c Z'`)).toBe('0\n');
});

test('[RES-1] what cgroup v2 has no control for is discarded with a warning', async () => {
  const { run } = start();
  expect(await run('docker create --name box --oom-kill-disable -m 64m busybox')).toContain(
    'WARNING: Your kernel does not support OomKillDisable. OomKillDisable discarded.',
  );
  expect(await run(`docker inspect -f '{{.HostConfig.OomKillDisable}}' box`)).toBe('<nil>\n');
  const adjusted = 'docker run --rm --oom-score-adj 500 busybox cat /proc/self/oom_score_adj';
  expect(await run(adjusted)).toBe('500\n');
});

test('[BIND-1] a bind is recursive: mounts below the source come along, unless that is switched off', async () => {
  const { run } = start();
  await run('mkdir -p /mnt/a; mount -t tmpfs none /mnt/a; echo x > /mnt/a/f');
  expect(await run('docker run --rm -v /mnt:/m busybox cat /m/a/f')).toBe('x\n');
  const flat = '--mount type=bind,src=/mnt,dst=/m,bind-recursive=disabled';
  expect(await run(`docker run --rm ${flat} busybox ls /m/a`)).toBe('');
});

test('[IMG-7] an archive that gzip has packed is loaded; its configuration is that of an image', async () => {
  const { run } = start();
  await run('docker save busybox | gzip > box.tgz; docker rmi busybox');
  expect(await run('docker load -i box.tgz')).toBe('Loaded image: busybox:latest\n');
  await run('docker save busybox | tar x');
  const config = `$(jq -r '.[0].Config' manifest.json)`;
  expect(await run(`jq -c '[.os, .rootfs.type, (.history | length > 0)]' ${config}`)).toBe('["linux","layers",true]\n');
  expect(await run('echo no tar > bad; docker load -i bad')).toBe('unexpected EOF\n');
});

test('[TRAP-1] signals that come together are handled in the order of their numbers', async () => {
  const { run } = start();
  const script = `trap "echo usr1" USR1; trap "echo hup" HUP; (kill -USR1 $$; kill -HUP $$)& sleep 1; wait; echo end`;
  expect(await run(`docker run --rm busybox sh -c '${script}'`)).toBe('hup\nusr1\nend\n');
});

test('[EXEC-1] nothing runs from a mount with noexec, as --tmpfs makes it', async () => {
  const { run } = start();
  const copy = 'cp /bin/busybox /t/busybox; /t/busybox true; echo $?';
  expect(await run(`docker run --rm --tmpfs /t busybox sh -c '${copy}'`)).toBe(
    '126\nsh: line 0: /t/busybox: Permission denied\n',
  );
  expect(await run(`docker run --rm --tmpfs /t:exec busybox sh -c '${copy}'`)).toBe('0\n');
});

test('[DISK-12] the host lists a running container’s root and network namespace among its mounts', async () => {
  const { host, run } = start();
  await run('docker run -d --name box busybox sleep 1000');
  expect(await run('findmnt -t overlay -no TARGET')).toBe(
    await run(`docker inspect -f '{{.GraphDriver.Data.MergedDir}}' box`),
  );
  expect(await run('findmnt -t nsfs -no TARGET')).toBe(
    await run(`docker inspect -f '{{.NetworkSettings.SandboxKey}}' box | sed s,/var,,`),
  );
  await run('docker rm -f box');
  expect(await run('findmnt -t overlay,nsfs; ls /run/docker/netns')).toBe('');
  expect(host.kernel.faults).toEqual([]);
});

test('[DISK-9] a container stands on 127 layers, not on 128', async () => {
  const { run } = start();
  const build = (layers: number) =>
    run(
      `{ echo FROM busybox; for i in $(seq ${layers - 1}); do echo "RUN echo $i > /f$i"; done; } | docker build -q -t many -`,
    );
  await build(127);
  expect(await run("docker image inspect -f '{{len .RootFS.Layers}}' many; docker run --rm many cat /f126")).toBe(
    '127\n126\n',
  );
  await build(128);
  expect(await run('docker create many')).toBe('Error response from daemon: max depth exceeded\n');
});
