import { expect, test } from 'vitest';
import { encode } from '../kernel/bytes.ts';
import type { Io } from '../cli/io.ts';
import { completeCompose } from './complete.ts';

const FILE = `services:
  web: {image: nginx}
  worker: {image: busybox, profiles: [jobs]}
`;
const io = {
  env: new Map<string, string>(),
  fs: {
    cwd: '/shop',
    exists: (path: string) => path === '/shop/compose.yaml',
    isDirectory: () => false,
    readFile: (path: string) => encode(path === '/shop/compose.yaml' ? FILE : 'services: {wiki: {image: nginx}}'),
  },
} as unknown as Pick<Io, 'env' | 'fs'>;

test.each([
  [['p'], ['pause', 'port', 'ps', 'publish', 'pull', 'push']],
  [['up', '--no-d'], ['--no-deps']],
  [
    ['up', ''],
    ['web', 'worker'],
  ],
  [['logs', '-f', 'we'], ['web']],
  [['exec', 'web', ''], []],
  [['--profile', ''], ['jobs']],
  [['-f', 'other.yaml', 'up', 'w'], ['wiki']],
  [['up', '--pull', 'm'], ['missing']],
  [
    ['down', '--rmi', ''],
    ['all', 'local'],
  ],
  [['--ans'], ['--ansi']],
])('[COMPOSE-2] Tab behind docker compose %j', async (words, offered) => {
  expect(await completeCompose(words, io)).toEqual(offered);
});
