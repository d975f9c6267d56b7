import { expect, test } from 'vitest';
import { createTestDaemon } from '../test-daemon.ts';

const tmpfs = { Name: 'fast', DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } };

test('[VOL-8] a volume of type tmpfs is mounted while a container runs, and forgets its files', async () => {
  const { call, create, daemon, kernel } = createTestDaemon(setImmediate);
  await call('POST', '/volumes/create', tmpfs);
  const mounted = () => daemon.process.namespaces.mnt.list().filter(({ fsOptions }) => fsOptions?.[0] === 'size=1024k');
  const id = await create({ Cmd: ['sleep', '60'], HostConfig: { Binds: ['fast:/d'] } });
  await call('POST', `/containers/${id}/start`);
  expect(mounted().some(({ source }) => source === 'tmpfs')).toBe(true);
  await call('POST', `/containers/${id}/kill`);
  expect(mounted()).toEqual([]);
  expect(kernel.faults).toEqual([]);
});

test('[VOL-9] a device that is not there is named when the container starts', async () => {
  const { call, create } = createTestDaemon(setImmediate);
  await call('POST', '/volumes/create', { Name: 'gone', DriverOpts: { type: 'none', device: '/nosuch', o: 'bind' } });
  const id = await create({ HostConfig: { Binds: ['gone:/d'] } });
  const { status, json } = await call('POST', `/containers/${id}/start`);
  expect(status).toBe(500);
  expect(json.message).toBe(
    "error while mounting volume '/var/lib/docker/volumes/gone/_data': failed to mount local volume: " +
      'mount /nosuch:/var/lib/docker/volumes/gone/_data, flags: 0x1000: no such file or directory',
  );
});
