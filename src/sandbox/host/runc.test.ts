import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

async function start() {
  const host = createTestHost({ images: ['busybox'] });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    return stdout + stderr;
  };
  await run('mkdir -p /b/rootfs; docker export $(docker create busybox) | tar -C /b/rootfs -xf -; cd /b; runc spec');
  await run('cd /b; sed -i \'s/"terminal": true/"terminal": false/; s/"sh"/"sleep","100"/\' config.json');
  return { host, run };
}

test('[RUNC-1] a bundle runs by hand, and Docker does not know of it', async () => {
  const { host, run } = await start();
  await run('cd /b; runc run -d box >/dev/null 2>&1 </dev/null');
  expect(await run('runc state box | jq -r .status; runc exec box hostname; docker ps -q')).toBe('running\nrunc\n');
  expect(await run('runc exec box sh -c "touch /x; cat /proc/1/comm"')).toBe(
    'sleep\ntouch: /x: Read-only file system\n',
  );
  expect(await run('runc kill box KILL; sleep 0.1; runc list -q; runc delete box; runc list -q; ls /run/runc')).toBe(
    'box\n',
  );
  expect(host.kernel.faults).toEqual([]);
});

test('[RUNC-2] created, running, paused, stopped: what each refuses', async () => {
  const { run } = await start();
  await run('cd /b; runc create box >/dev/null 2>&1 </dev/null');
  const refusal = async (command: string) => (await run(command)).replace(/^time="[^"]*" level=error /, '').trim();
  expect(await run('runc state box | jq -r .status')).toBe('created\n');
  expect(await refusal('cd /b; runc create box')).toBe(
    'msg="runc create failed: container with given ID already exists"',
  );
  await run('runc start box');
  expect(await refusal('runc start box')).toBe('msg="cannot start an already running container"');
  expect(await refusal('runc delete box')).toBe('msg="cannot delete container box that is not stopped: running"');
  await run('runc pause box');
  expect(await refusal('runc exec box true')).toContain('cannot exec in a paused container');
  expect(await refusal('runc delete -f box; runc state box')).toBe('msg="container does not exist"');
});

test('[RUNC-3] runc sees Docker’s containers below its root, with their bundle', async () => {
  const { run } = await start();
  await run('docker run -d --name web -m 64m busybox sleep 1000');
  const root = '--root /run/docker/runtime-runc/moby';
  expect(await run(`runc ${root} list -q`)).toBe(await run("docker inspect -f '{{.Id}}' web"));
  expect(await run(`runc ${root} exec $(runc ${root} list -q) hostname`)).toBe(
    await run("docker inspect -f '{{.Config.Hostname}}' web"),
  );
  const bundle = '/run/containerd/io.containerd.runtime.v2.task/moby/*';
  expect(await run(`jq -r '.process.args[0], .linux.resources.memory.limit' ${bundle}/config.json`)).toBe(
    'sleep\n67108864\n',
  );
  expect(await run(`docker rm -f web; runc ${root} list -q; ls -d ${bundle}`)).toContain('No such file');
});

test('[RUNC-4] in the foreground runc ends as its container did', async () => {
  const { host, run } = await start();
  await run(`cd /b; sed -i 's/"sleep","100"/"sh","-c","echo hi; exit 3"/' config.json`);
  expect(await run('cd /b; runc run box; echo $?; runc list -q')).toBe('hi\n3\n');
  expect(host.kernel.faults).toEqual([]);
});
