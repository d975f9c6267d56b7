import { expect, test } from 'vitest';
import { commandOf } from './command-of.ts';

test.each([
  ['docker ps -aq', 'docker ps'],
  ['docker container ls', 'docker ps'],
  ['docker compose --profile test up -d', 'docker compose up'],
  ["printf 'FROM alpine\\n' | docker build -q -", 'docker build'],
  ["ps -fp $(docker inspect -f '{{.State.Pid}}' web)", 'docker inspect'],
  ['lsns', 'lsns'],
])('%s is about %s', (line, name) => {
  expect(commandOf(line).name).toBe(name);
});
