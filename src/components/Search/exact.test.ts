import { expect, test } from 'vitest';
import type { SearchRecord } from '../../lib/search/record.ts';
import { exactHits } from './exact.ts';

const flag = (command: string, ...names: string[]): SearchRecord => ({
  kind: 'flag',
  title: `${command} ${names.join(', ')}`,
  url: `/commands/${command}#${names.at(-1)}`,
  text: '',
  names,
});
const command = (...names: string[]): SearchRecord => ({
  kind: 'command',
  title: names[0] ?? '',
  url: names[0] ?? '',
  text: '',
  names,
});
const records: SearchRecord[] = [
  command('docker run', 'docker container run'),
  flag('docker run', '-p', '--publish'),
  flag('docker run', '-P', '--publish-all'),
  flag('docker run', '--rm'),
  flag('docker exec', '-d', '--detach'),
  flag('docker run', '-d', '--detach'),
  command('docker ps'),
  command('docker exec'),
  command('docker rm', 'docker container rm'),
  command('docker rmi', 'docker image rm'),
];
const titles = (query: string): string[] => exactHits(query, records).map(({ title }) => title);

test('[SEARCH-1] -p is not -P', () => {
  expect(titles('-p')).toEqual(['docker run -p, --publish']);
  expect(titles('-P')).toEqual(['docker run -P, --publish-all']);
});

test.each([
  ['--rm', 'docker run --rm'],
  ['docker run -d', 'docker run -d, --detach'],
  ['exec --detach', 'docker exec -d, --detach'],
  ['--publish=8080:80', 'docker run -p, --publish'],
  ['--publ', 'docker run -p, --publish'],
  ['docker run ubuntu:24.04 -d', 'docker run -d, --detach'],
  ['docker run nginx:1.29', 'docker run'],
  ['--publish everything', 'docker run -p, --publish'],
  ['--detach', 'docker run -d, --detach'],
  ['rm', 'docker rm'],
  ['docker container run', 'docker run'],
  ['docker rm $(docker ps -aq)', 'docker rm'],
  ['-p 8080:80', 'docker run -p, --publish'],
  ['docker run -pd', 'docker run -p, --publish'],
])('[SEARCH-2] %s finds %s first', (query, title) => {
  expect(titles(query)[0]).toBe(title);
});

test('a flag of another command is no answer', () => {
  expect(titles('docker ps --rm')).toEqual(['docker ps']);
});

test('a word alone is a subject, not a flag', () => {
  expect(titles('publish')).toEqual([]);
});

test('a flag of many commands is one answer', () => {
  expect(titles('--detach')).toHaveLength(1);
});

test.each(['', '   ', '???', '-'])('%j finds nothing', (query) => {
  expect(titles(query)).toEqual([]);
});
