import { expect, test } from 'vitest';
import { decode, encode } from '../../kernel/bytes.ts';
import { createTestDaemon } from '../test-daemon.ts';

test('[ATT-1] on a terminal streams come raw and merged, newlines with a return', async () => {
  const { call, clock, connect, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['echo', 'hi'], Tty: true, OpenStdin: true });
  const attached = await connect('POST', `/containers/${id}/attach?stream=1&stdin=1&stdout=1&stderr=1`);
  await call('POST', `/containers/${id}/start`);
  expect(decode(await clock.runUntil(attached.input.readAll()))).toBe('hi\r\n');
});

test('[ATT-2] the detach keys end the connection, not the container', async () => {
  const { call, clock, connect, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['cat'], Tty: true, OpenStdin: true });
  await call('POST', `/containers/${id}/start`);
  const attached = await connect('POST', `/containers/${id}/attach?stream=1&stdin=1&stdout=1`);
  attached.output.push(Uint8Array.of(16, 17));
  await clock.runUntil(attached.input.readAll());
  expect((await call('GET', `/containers/${id}/json`)).json.State.Running).toBe(true);
});

test('[ATT-3] input ends for the program only with StdinOnce', async () => {
  const { call, clock, connect, create } = createTestDaemon(setImmediate);
  const id = await create({ Cmd: ['cat'], OpenStdin: true });
  await call('POST', `/containers/${id}/start`);
  const attached = await connect('POST', `/containers/${id}/attach?stream=1&stdin=1&stdout=1`);
  attached.output.push(encode('x\n'));
  attached.output.end();
  await clock.advance(1000);
  expect((await call('GET', `/containers/${id}/json`)).json.State.Running).toBe(true);
});
