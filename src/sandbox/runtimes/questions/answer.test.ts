import { expect, test } from 'vitest';
import { createTestHost } from '../test-host.ts';
import { answer } from './answer.ts';
import type { WebAnswer } from './question.ts';

const hostWith = (
  files: Readonly<Record<string, string>>,
  images: readonly string[] = [],
  clock: 'real' | 'virtual' = 'virtual',
) => createTestHost({ clock, files, images });
const study = (name: string, text: string) =>
  answer(hostWith({ [name]: text }), { kind: 'study', path: `/root/${name}` });

test('a Dockerfile: checks at their lines, and what each instruction does', async () => {
  expect(await study('Dockerfile', 'FROM alpine\nMAINTAINER me\nCMD sleep 1\n')).toMatchObject({
    findings: [
      { severity: 'warning', startLine: 2, message: expect.stringMatching(/^MaintainerDeprecated/) as string },
      { severity: 'warning', startLine: 3, message: expect.stringMatching(/^JSONArgsRecommended/) as string },
    ],
    meanings: [{ title: 'FROM' }, { title: 'MAINTAINER' }, { title: 'CMD', startLine: 3 }],
  });
  expect(await study('web.Dockerfile', 'FROM alpine\nRNU x\n')).toMatchObject({
    findings: [
      { severity: 'error', startLine: 2, message: expect.stringContaining('unknown instruction: RNU') as string },
    ],
    meanings: [],
  });
});

test('a Compose file: the refusal stands at its key', async () => {
  expect(await study('compose.yaml', 'services:\n  web:\n    image: nginx\n    prots: []\n')).toMatchObject({
    findings: [{ severity: 'error', startLine: 4, columns: { from: 5, to: 10 } }],
  });
  expect(await study('compose.yaml', 'services:\n  web:\n    volumes: [data:/x]\n    image: a\n')).toMatchObject({
    findings: [{ message: 'service "web" refers to undefined volume data: invalid compose project' }],
  });
  expect(await study('compose.yaml', 'services:\n  web:\n    image: nginx\n')).toMatchObject({ findings: [] });
  expect(await study('compose.yaml', 'a: [\n')).toMatchObject({ findings: [{ severity: 'error' }] });
});

test('other files, and none, are not studied', async () => {
  expect(await study('notes.txt', 'FROM here')).toEqual({ findings: [], meanings: [] });
  expect(await answer(hostWith({}), { kind: 'study', path: '/root/Dockerfile' })).toEqual({
    findings: [],
    meanings: [],
  });
});

test('a browser on the host gets pages, and refusals by their kind', async () => {
  const host = hostWith({}, ['nginx', 'busybox'], 'real');
  const browse = async (url: string) => (await answer(host, { kind: 'browse', method: 'GET', url })) as WebAnswer;
  expect(await browse('http://localhost:8080/')).toEqual({ failure: 'refused' });
  await host.run('docker run -d -p 8080:80 nginx; docker run -d -p 8081:81 busybox sleep 1000; sleep 1');
  expect(await browse('http://localhost:8080/')).toMatchObject({ status: 200, reason: 'OK' });
  expect(await browse('http://localhost:8080/nowhere')).toMatchObject({ status: 404, reason: 'Not Found' });
  expect(await browse('http://localhost:8081/')).toEqual({ failure: 'reset' });
});

test('what an editor should not hold', async () => {
  const host = hostWith({});
  await host.run(
    'printf "a\\0b" > zero; echo /w== | base64 -d > latin; head -c 1000001 /dev/zero > large; mkdir folder',
  );
  const read = (name: string) => answer(host, { kind: 'read', path: `/root/${name}` });
  expect(await Promise.all(['zero', 'latin', 'large', 'folder', 'none'].map(read))).toEqual(
    ['binary', 'binary', 'large', 'missing', 'missing'].map((unreadable) => ({ unreadable })),
  );
});
