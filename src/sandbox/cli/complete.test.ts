import { expect, test } from 'vitest';
import type { Transport } from '../api/transport.ts';
import { Client } from '../client/client.ts';
import { encode } from '../kernel/bytes.ts';
import { ByteStream } from '../kernel/stream.ts';
import { complete } from './complete.ts';

const LISTS: Readonly<Record<string, unknown>> = {
  '/containers/json': [{ Names: ['/web', '/db/web'] }, { Names: ['/job'] }],
  '/images/json': [{ RepoTags: ['nginx:latest', 'redis:7'] }],
  '/networks': [{ Name: 'front' }, { Name: 'bridge' }],
  '/volumes': { Volumes: [{ Name: 'data' }] },
};
const transport: Transport = async ({ target }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: ByteStream.of(encode(JSON.stringify(LISTS[target.replace('/v1.51', '').split('?')[0] ?? ''] ?? {}))),
});
const tab = (line: string) => {
  const words = line.split(' ');
  return complete(words, words.length - 1, new Client(transport));
};

test.each([
  ['docker ru', ['run']],
  ['docker container l', ['logs', 'ls']],
  ['docker -D p', ['pause', 'plugin', 'port', 'ps', 'pull', 'push']],
  ['docker ps --no', ['--no-trunc']],
  ['docker stop ', ['job', 'web']],
  ['docker container rm -f w', ['web']],
  ['docker run ng', ['nginx', 'nginx:latest']],
  ['docker rmi r', ['redis:7']],
  ['docker run --network ', ['bridge', 'front']],
  ['docker volume rm ', ['data']],
  ['docker nosuch ', []],
])('%s', async (line, candidates) => expect(await tab(line)).toEqual(candidates));
