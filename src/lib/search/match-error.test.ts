import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { errorPatterns, matchErrors } from './match-error.ts';

const FOLDER = join(import.meta.dirname, '../../content/errors');
const known = globSync('*.yaml', { cwd: FOLDER }).map((file) => {
  const { message, also = [] } = parse(readFileSync(join(FOLDER, file), 'utf8')) as {
    message: string;
    also?: string[];
  };
  return { thing: basename(file, '.yaml'), patterns: [message, ...also].flatMap(errorPatterns) };
});
const first = (text: string) => matchErrors(text, known)[0];

test.each([
  [
    'docker: Error response from daemon: Conflict. The container name "/api" is already in use by container "ab12cd34ef56". You have to remove (or rename) that container to be able to reuse that name.\nSee \'docker run --help\'.',
    'name-in-use',
  ],
  [
    'docker: Error response from daemon: driver failed programming external connectivity on endpoint web (0a1b): Bind for 0.0.0.0:8080 failed: port is already allocated.',
    'port-is-allocated',
  ],
  [
    '#7 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 127\n------\nERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 127',
    'run-command-not-found',
  ],
  [
    'ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
    'run-step-failed',
  ],
  ['Error response from daemon: No such container: 3f4e5d', 'no-such-container'],
  ['exec /docker-entrypoint.sh: exec format error', 'exec-format-error'],
  [
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/containers/json": dial unix /var/run/docker.sock: connect: permission denied',
    'socket-permission-denied',
  ],
  ['service "web" refers to undefined volume pgdata: invalid compose project', 'compose-undefined-volume'],
])('%j is %s, word for word', (text, slug) => {
  expect(first(text)).toMatchObject({ thing: slug, whole: true });
});

test('a part of a message is enough, but is not taken for the whole', () => {
  expect(first('is already in use by container. You have to remove (or rename) that container')).toMatchObject({
    thing: 'name-in-use',
    whole: false,
  });
});

test('another text is no error', () => {
  expect(matchErrors('how do I copy a file out of a container', known)).toEqual([]);
  expect(matchErrors('', known)).toEqual([]);
});

test('what opens and closes a message of docker run is not a part of it', () => {
  const text =
    "docker: Error response from daemon: Minimum memory limit allowed is 6MB\n\nRun 'docker run --help' for more information";
  expect(errorPatterns(text).map(({ runs }) => runs.flat().join(' '))).toEqual([
    'docker error response from daemon minimum memory limit allowed is 6mb',
    'minimum memory limit allowed is 6mb',
  ]);
});
