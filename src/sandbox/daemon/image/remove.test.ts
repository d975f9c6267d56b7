import { expect, test } from 'vitest';
import { createTestDaemon } from '../test-daemon.ts';

const start = async () => {
  const daemon = createTestDaemon(setImmediate);
  await daemon.call('POST', '/images/create?fromImage=box&tag=latest');
  return daemon;
};

test('[IMG-1] a second pull of the same image finds it up to date', async () => {
  const { call } = await start();
  const { text } = await call('POST', '/images/create?fromImage=box&tag=latest');
  expect(text).toContain('Status: Image is up to date for box:latest');
});

test('[IMG-2] taking one of two names away leaves the image', async () => {
  const { call, daemon } = await start();
  await call('POST', '/images/box/tag?repo=other&tag=1');
  expect((await call('DELETE', '/images/other:1')).json).toEqual([{ Untagged: 'other:1' }]);
  expect(daemon.state.images.size).toBe(1);
});

test('[IMG-3] with its last name an image goes, and its digests and layers with it', async () => {
  const { call, daemon } = await start();
  const [image] = daemon.state.images.keys();
  const { json } = await call('DELETE', '/images/box');
  expect(json).toEqual([
    { Untagged: 'box:latest' },
    { Untagged: `box@sha256:${'a'.repeat(64)}` },
    { Deleted: image },
    { Deleted: `sha256:${'d'.repeat(64)}` },
  ]);
  expect(daemon.state.references.size).toBe(0);
});

test('[IMG-4] an image that a container uses stays, and nothing has changed', async () => {
  const { call, create, daemon } = await start();
  const id = await create();
  const before = [...daemon.state.references];
  const { status, json } = await call('DELETE', '/images/box');
  expect(status).toBe(409);
  expect(json.message).toMatch(
    new RegExp(
      `^conflict: unable to remove repository reference "box" \\(must force\\) - container ${id.slice(0, 12)} is using its referenced image [0-9a-f]{12}$`,
    ),
  );
  expect([...daemon.state.references]).toEqual(before);
});

test('[IMG-5] force takes the name of a running container’s image, not the image', async () => {
  const { call, create, daemon } = await start();
  const id = await create();
  await call('POST', `/containers/${id}/start`);
  await call('DELETE', '/images/box?force=1');
  expect(daemon.state.references.size).toBe(0);
  expect(daemon.state.images.size).toBe(1);
});

test('[IMG-6] a commit adds a layer, and a container of it has the changed files', async () => {
  const { call, create } = await start();
  const id = await create({ Cmd: ['touch', '/note'] });
  await call('POST', `/containers/${id}/start`);
  await call('POST', `/containers/${id}/wait`);
  expect((await call('GET', `/containers/${id}/changes`)).json).toEqual([{ Path: '/note', Kind: 1 }]);
  expect(
    (await call('POST', `/commit?container=${id}&repo=noted&changes=CMD%20%5B%22cat%22%2C%22%2Fnote%22%5D`)).status,
  ).toBe(201);
  const { json } = await call('GET', '/images/noted/json');
  expect(json.RootFS.Layers).toHaveLength(2);
  expect(json.Config.Cmd).toEqual(['cat', '/note']);
  const made = await call('POST', '/containers/create', { Image: 'noted' });
  await call('POST', `/containers/${made.json.Id as string}/start`);
  expect((await call('POST', `/containers/${made.json.Id as string}/wait`)).json).toEqual({ StatusCode: 0 });
});
