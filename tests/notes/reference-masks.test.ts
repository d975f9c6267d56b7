import { expect, test } from 'vitest';
import { normalize } from '../transcripts/compare.mjs';
import { masksOf } from './reference-masks.ts';

const same = (command: string, a: string, b: string): boolean =>
  normalize(a, [...masksOf(command)]) === normalize(b, [...masksOf(command)]);

test.each([
  ['docker top web -o pid,args', 'PID    COMMAND\n16766  nginx: worker', 'PID    COMMAND\n907    nginx: worker'],
  ['docker exec box ps', 'PID   USER\n    8 root     ps', 'PID   USER\n    7 root     ps'],
  ['docker top web', 'root 9 8 1 17:12 ? 00:00:00 nginx', 'root 7 6 0 09:00 ? 00:00:00 nginx'],
  ['ip addr', 'state UP group default qlen 0', 'state UP group default'],
  ['docker stats --no-stream', 'web 0.00% 3MiB / 9GiB 0.02% 5', 'web 0.12% 3MiB / 9GiB 0.06% 5'],
  ['date', 'Sat Nov 21 17:33:33 UTC 2026', 'Sun Nov 22 09:00:01 UTC 2026'],
  ['docker service ps web', 'Running less than a second ago', 'Running 5 seconds ago'],
  ['uname -r', '6.18.44-fc-v669', '6.12.48+deb13-amd64'],
  ['docker port web', '80/tcp -> 0.0.0.0:32770', '80/tcp -> 0.0.0.0:32768'],
  ['curl -sI localhost', 'Date: Sat, 21 Nov 2026 16:30:22 GMT', 'Date: Sun, 22 Nov 2026 09:00:01 GMT'],
  ['curl -sI localhost', 'ETag: "6b01443b-267"', 'ETag: "6b00e512-267"'],
  ['ip -6 addr', 'inet6 fe80::c845:e7ff:fe05:cf8e/64', 'inet6 fe80::83d:c7ff:fe2f:b068/64'],
  [
    'docker swarm init',
    'docker swarm join --token SWMTKN-1-x 192.0.2.53:2377',
    'docker swarm join --token SWMTKN-1-x 10.0.2.15:2377',
  ],
  ['docker build --check -', '/tmp/empty-dir12/Dockerfile:2', '/tmp/empty-dir3/Dockerfile:2'],
  ['docker service ls', 'st2cuyzgncso   web', 'y54xepypida5   web'],
])('not a difference: %s', (command, a, b) => {
  expect(same(command, a, b)).toBe(true);
});

test.each([
  ['docker exec box ps', '    1 root     tini', '    7 root     tini'],
  ['docker port web', '80/tcp -> 0.0.0.0:8080', '80/tcp -> 0.0.0.0:8081'],
  ['docker run alpine sh -c "echo 5"', '5', '6'],
  ['curl -sI localhost', 'ETag: "6b01443b-267"', 'ETag: "6b00e512-268"'],
  ['ip addr', 'state UP group default qlen 1000', 'state UP group default'],
  ['docker swarm join', '192.0.2.53:2377', '10.0.2.15:2377'],
  ['docker service ls', '2/2  nginx:latest', '1/2  nginx:latest'],
])('a difference: %s', (command, a, b) => {
  expect(same(command, a, b)).toBe(false);
});
