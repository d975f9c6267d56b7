import { expect, test } from 'vitest';
import { createTestDaemon } from '../test-daemon.ts';

test('[VOL-4] force does not remove a volume in use', async () => {
  const { call, create, daemon } = createTestDaemon(setImmediate);
  const id = await create({ HostConfig: { Binds: ['data:/data'] } });
  const { status, json } = await call('DELETE', '/volumes/data?force=1');
  expect(status).toBe(409);
  expect(json.message).toBe(`remove data: volume is in use - [${id}]`);
  expect(daemon.state.volumes.has('data')).toBe(true);
});

test('[VOL-5] files in a volume outlive the container', async () => {
  const { call, create, kernel } = createTestDaemon(setImmediate);
  const HostConfig = { Binds: ['data:/data'] };
  const writer = await create({ Cmd: ['touch', '/data/f'], HostConfig });
  await call('POST', `/containers/${writer}/start`);
  await call('POST', `/containers/${writer}/wait`);
  await call('DELETE', `/containers/${writer}`);
  const reader = await create({ Cmd: ['cat', '/data/f'], HostConfig });
  await call('POST', `/containers/${reader}/start`);
  expect((await call('POST', `/containers/${reader}/wait`)).json).toEqual({ StatusCode: 0 });
  expect(kernel.faults).toEqual([]);
});

test('[VOL-6] an anonymous volume goes with `rm -v`, a named one stays', async () => {
  const { call, create, daemon } = createTestDaemon(setImmediate);
  const id = await create({ Volumes: { '/a': {} }, HostConfig: { Binds: ['named:/b'] } });
  expect(daemon.state.volumes.size).toBe(2);
  await call('DELETE', `/containers/${id}?v=1`);
  expect([...daemon.state.volumes.keys()]).toEqual(['named']);
});

test('[VOL-7] a bind that `--mount` asks for must be there', async () => {
  const { call, create, daemon } = createTestDaemon(setImmediate);
  await create();
  const before = daemon.state.containers.size;
  const Mounts = [{ Type: 'bind', Source: '/nosuch', Target: '/x' }];
  const { status, json } = await call('POST', '/containers/create', { Image: 'box', HostConfig: { Mounts } });
  expect(status).toBe(400);
  expect(json.message).toBe('invalid mount config for type "bind": bind source path does not exist: /nosuch');
  expect(daemon.state.containers.size).toBe(before);
});

test('[VOL-20] `docker cp` of a container that never ran sees its volumes', async () => {
  const { call, create, daemon } = createTestDaemon(setImmediate);
  const id = await create({ HostConfig: { Binds: ['data:/data', 'data:/fixed:ro'] } });
  const { Mountpoint } = (await call('GET', '/volumes/data')).json as { Mountpoint: string };
  daemon.process.fs.writeFile(`${Mountpoint}/f`, new Uint8Array([104, 105]));
  expect((await call('HEAD', `/containers/${id}/archive?path=/data/f`)).status).toBe(200);
  const refused = await call('PUT', `/containers/${id}/archive?path=/fixed`);
  expect([refused.status, refused.json.message]).toEqual([403, 'mounted volume is marked read-only']);
});
