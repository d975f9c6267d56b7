import { expect, test } from 'vitest';
import type { HttpRequest } from '../api/transport.ts';
import { decode, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { ByteStream } from '../kernel/stream.ts';
import { Client } from './client.ts';
import { ConnectionError, DaemonError, EmptyNameError } from './request.ts';

const answer = (status: number, body: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: ByteStream.of(encode(body)),
});

test('requests carry the version, sorted queries and JSON; a ping comes first', async () => {
  const seen: HttpRequest[] = [];
  const client = new Client(async (request) => {
    seen.push(request);
    return answer(201, '{"Id":"x","Warnings":[]}');
  });
  await client.containerCreate({ Image: 'a' }, { name: 'web' });
  expect(seen.map((request) => `${request.method} ${request.target}`)).toEqual([
    'HEAD /_ping',
    'POST /v1.51/containers/create?name=web',
  ]);
  expect(decode(await seen[1]!.body!.readAll())).toBe('{"Image":"a"}');
  await client.containerList({ all: true, filters: new Map([['status', ['exited']]]) });
  expect(seen[2]!.target).toBe(
    `/v1.51/containers/json?all=1&filters=${encodeURIComponent('{"status":{"exited":true}}')}`,
  );
});

test('a refusal is a DaemonError with its status', async () => {
  const client = new Client(async () => answer(404, '{"message":"No such container: x"}'));
  const error = await client.containerStart('x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DaemonError);
  expect(error).toMatchObject({ status: 404, message: 'No such container: x' });
});

test('no daemon is a ConnectionError', async () => {
  const client = new Client(async () => {
    throw new Errno('ECONNREFUSED');
  });
  await expect(client.info()).rejects.toThrow(ConnectionError);
});

test('the stat header of an archive is base64 JSON', async () => {
  const client = new Client(async () =>
    answer(200, '', { 'x-docker-container-path-stat': 'eyJuYW1lIjoiYSIsInNpemUiOjMsIm1vZGUiOjQyMH0=' }),
  );
  expect(await client.containerStatPath('c', '/a')).toMatchObject({ name: 'a', size: 3, mode: 420 });
});

test('a name of nothing but blanks is refused before anybody is asked', async () => {
  const asked: string[] = [];
  const client = new Client(async ({ target }) => {
    asked.push(target);
    return answer(200, '{}');
  });
  const refusal = (call: () => Promise<unknown>) =>
    Promise.resolve()
      .then(call)
      .catch((error: unknown) => (error instanceof EmptyNameError ? error.message : error));
  expect(await refusal(() => client.containerStop(' '))).toBe('invalid container name or ID: value is empty');
  expect(await refusal(() => client.networkConnect('', { Container: 'a' }))).toBe(
    'invalid network name or ID: value is empty',
  );
  expect(await refusal(() => client.networkConnect('a', { Container: '' }))).toBe(
    'invalid container name or ID: value is empty',
  );
  expect(await refusal(() => client.volumeRemove(''))).toBe('invalid volume name or ID: value is empty');
  expect(asked).toEqual([]);
});
