import { expect, test } from 'vitest';
import { createTestDaemon, unframe } from '../test-daemon.ts';

test('[CON-1] a container runs its command, keeps its output and its exit code', async () => {
  const { call, clock, connect, create, kernel } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['echo', 'hi', 'there'] }, '?name=web');
  const attached = await connect('POST', `/containers/${id}/attach?stream=1&stdout=1&stderr=1`);
  const waiting = call('POST', `/containers/${id}/wait?condition=next-exit`);
  expect((await call('POST', `/containers/web/start`)).status).toBe(204);
  expect((await waiting).json).toEqual({ StatusCode: 0 });
  expect(unframe(await clock.runUntil(attached.input.readAll())).stdout).toBe('hi there\n');
  const { json } = await call('GET', '/containers/web/json');
  expect(json.State).toMatchObject({ Status: 'exited', Running: false, ExitCode: 0, Pid: 0 });
  expect(kernel.faults).toEqual([]);
});

test('[CON-2] the exit code of the program is the exit code of the container', async () => {
  const { call, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['exit', '42'] });
  await call('POST', `/containers/${id}/start`);
  expect((await call('POST', `/containers/${id}/wait`)).json).toEqual({ StatusCode: 42 });
});

test('[CON-3] a missing command leaves the container created, with 127 and the reason', async () => {
  const { call, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['nosuch'] });
  const { status, json } = await call('POST', `/containers/${id}/start`);
  expect(status).toBe(400);
  expect(json.message).toBe(
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: ' +
      'unable to start container process: error during container init: exec: "nosuch": executable file not found in $PATH',
  );
  const { json: inspected } = await call('GET', `/containers/${id}/json`);
  expect(inspected.State).toMatchObject({ Status: 'created', ExitCode: 127, Error: json.message });
});

test('[CON-4] stop sends TERM, which process 1 ignores without a handler, then KILL', async () => {
  const { call, clock, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['sleep', '1000'] });
  await call('POST', `/containers/${id}/start`);
  const before = clock.now();
  expect((await call('POST', `/containers/${id}/stop?t=3`)).status).toBe(204);
  expect(clock.now() - before).toBeGreaterThanOrEqual(3000);
  const { json } = await call('GET', `/containers/${id}/json`);
  expect(json.State).toMatchObject({ Status: 'exited', ExitCode: 137 });
  expect((await call('POST', `/containers/${id}/stop`)).status).toBe(304);
});

test('[CON-5] on-failure:2 means three runs', async () => {
  const { call, clock, create } = createTestDaemon(setImmediate);
  const id = await create({
    Cmd: ['exit', '2'],
    HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } },
  });
  await call('POST', `/containers/${id}/start`);
  await clock.advance(5000);
  const { json } = await call('GET', `/containers/${id}/json`);
  expect(json.RestartCount).toBe(2);
  expect(json.State).toMatchObject({ Status: 'exited', ExitCode: 2 });
});

test('[CON-6] a running container is only removed by force', async () => {
  const { call, create } = createTestDaemon(setImmediate);
  const id = await create({}, '?name=web');
  await call('POST', `/containers/${id}/start`);
  const refused = await call('DELETE', '/containers/web');
  expect(refused.status).toBe(409);
  expect(refused.json.message).toBe(
    'cannot remove container "web": container is running: stop the container before removing or force remove',
  );
  expect((await call('DELETE', '/containers/web?force=1')).status).toBe(204);
  expect((await call('GET', '/containers/web/json')).json.message).toBe('No such container: web');
});

test('[CON-7] AutoRemove takes the container away when it ends', async () => {
  const { call, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['true'], HostConfig: { AutoRemove: true } });
  const waiting = call('POST', `/containers/${id}/wait?condition=removed`);
  await call('POST', `/containers/${id}/start`);
  expect((await waiting).json).toEqual({ StatusCode: 0 });
  expect((await call('GET', '/containers/json?all=1')).json).toEqual([]);
});

test('[CON-8] exec runs beside the first process and has an exit code of its own', async () => {
  const { call, clock, connect, create } = createTestDaemon(setImmediate);
  const id = await create();
  await call('POST', `/containers/${id}/start`);
  const created = await call('POST', `/containers/${id}/exec`, { Cmd: ['env'], AttachStdout: true, Env: ['A=b'] });
  const exec = created.json.Id as string;
  const connection = await connect('POST', `/exec/${exec}/start`, {});
  const { stdout } = unframe(await clock.runUntil(connection.input.readAll()));
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining(['PATH=/bin', `HOSTNAME=${id.slice(0, 12)}`, 'COLOR=red', 'A=b', 'HOME=/root']),
  );
  expect((await call('GET', `/exec/${exec}/json`)).json).toMatchObject({ Running: false, ExitCode: 0 });
});

test('[CON-9] an exec that cannot start says so on stdout', async () => {
  const { call, clock, connect, create } = createTestDaemon(setImmediate);
  const id = await create();
  await call('POST', `/containers/${id}/start`);
  const created = await call('POST', `/containers/${id}/exec`, { Cmd: ['nosuch'], AttachStdout: true });
  const connection = await connect('POST', `/exec/${created.json.Id as string}/start`, {});
  expect(unframe(await clock.runUntil(connection.input.readAll())).stdout).toBe(
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH\r\n',
  );
  expect((await call('GET', `/exec/${created.json.Id as string}/json`)).json.ExitCode).toBe(127);
});

test('[CON-10] input reaches the program, also when it comes before the start', async () => {
  const { call, clock, connect, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['cat'], OpenStdin: true, StdinOnce: true });
  const attached = await connect('POST', `/containers/${id}/attach?stream=1&stdin=1&stdout=1`);
  attached.output.push(new TextEncoder().encode('typed\n'));
  attached.output.end();
  await call('POST', `/containers/${id}/start`);
  expect(unframe(await clock.runUntil(attached.input.readAll())).stdout).toBe('typed\n');
});

test('[CON-11] logs come with headers; tail and follow are minded', async () => {
  const { call, clock, create, send } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['echo', 'a\nb\nc'] });
  await call('POST', `/containers/${id}/start`);
  await call('POST', `/containers/${id}/wait`);
  const { body } = await send('GET', `/containers/${id}/logs?stdout=1&tail=2`);
  expect(unframe(await clock.runUntil(body.readAll())).stdout).toBe('b\nc\n');
});

test('[CON-12] pause freezes the processes', async () => {
  const { call, clock, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['sleep', '2'] });
  await call('POST', `/containers/${id}/start`);
  await call('POST', `/containers/${id}/pause`);
  await clock.advance(10_000);
  expect((await call('GET', `/containers/${id}/json`)).json.State.Status).toBe('paused');
  await call('POST', `/containers/${id}/unpause`);
  expect((await call('POST', `/containers/${id}/wait`)).json).toEqual({ StatusCode: 0 });
});

test('[CON-13] the kernel kills what exceeds the memory limit, and the state says so', async () => {
  const { call, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['eat', '20000000'], HostConfig: { Memory: 10_000_000 } });
  await call('POST', `/containers/${id}/start`);
  expect((await call('POST', `/containers/${id}/wait`)).json).toEqual({ StatusCode: 137 });
  expect((await call('GET', `/containers/${id}/json`)).json.State.OOMKilled).toBe(true);
});
