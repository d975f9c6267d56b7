import { expect, test } from 'vitest';
import { normalize } from '../transcripts/compare.mjs';
import { masksOf } from './reference-masks.ts';

const same = (command: string, a: string, b: string): boolean =>
  normalize(a, [...masksOf(command)]) === normalize(b, [...masksOf(command)]);

test.each([
  ['docker top web -o pid,args', 'PID    COMMAND\n16766  nginx: worker', 'PID    COMMAND\n907    nginx: worker'],
  ['docker exec box ps', 'PID   USER\n    8 root     ps', 'PID   USER\n    7 root     ps'],
  ['uname -r', '6.18.44-fc-v669', '6.12.48+deb13-amd64'],
  ['docker port web', '80/tcp -> 0.0.0.0:32770', '80/tcp -> 0.0.0.0:32768'],
  ['docker service ls', 'st2cuyzgncso   web', 'y54xepypida5   web'],
])('not a difference: %s', (command, a, b) => {
  expect(same(command, a, b)).toBe(true);
});

test.each([
  ['docker exec box ps', '    1 root     tini', '    7 root     tini'],
  ['docker port web', '80/tcp -> 0.0.0.0:8080', '80/tcp -> 0.0.0.0:8081'],
  ['docker run alpine sh -c "echo 5"', '5', '6'],
  ['docker service ls', '2/2  nginx:latest', '1/2  nginx:latest'],
])('a difference: %s', (command, a, b) => {
  expect(same(command, a, b)).toBe(false);
});
