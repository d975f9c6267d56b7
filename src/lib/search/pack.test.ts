import { expect, test } from 'vitest';
import { pack, unpack } from './pack.ts';
import type { SearchRecord } from './record.ts';

const records: SearchRecord[] = [
  {
    kind: 'command',
    title: 'docker run',
    url: '/commands/run/',
    text: 'Run one',
    names: ['docker run'],
    keys: 'a · b',
  },
  {
    kind: 'flag',
    title: 'docker run -p, --publish',
    url: '/commands/run/#publish',
    text: 'P',
    names: ['-p', '--publish'],
  },
  { kind: 'flag', title: 'docker run --rm', url: '/commands/run/#rm', text: 'Remove', names: ['--rm'] },
  {
    kind: 'command',
    title: 'docker create',
    url: '/commands/create/',
    text: 'Make',
    names: ['docker create', 'docker c'],
  },
  { kind: 'flag', title: 'docker create --rm', url: '/commands/create/#rm', text: 'Remove', names: ['--rm'] },
  { kind: 'note', title: 'Bind mounts', url: '/notes/v/b/', text: 'Of the host', names: [], body: 'inode owner' },
  { kind: 'note', title: 'Who’s owner?', url: '/notes/v/b/#whos-owner', text: 'Bind mounts', names: [], body: 'uid' },
  { kind: 'note', title: 'Twice', url: '/notes/v/b/#twice-1', text: 'Bind mounts', names: [] },
  { kind: 'recipe', title: 'List, once', url: '/cheatsheets/c/#list-once', text: '', names: ['a | b'] },
  { kind: 'term', title: '=', url: '/glossary/#equals', text: '=', names: ['='] },
  { kind: 'error', title: 'E', url: '/errors/e/', text: 'e', names: [], messages: ['two\nlines', 'x <id>'] },
  { kind: 'correction', title: 'Said', url: '/corrections/d/#e014', text: 'So', names: ['e014'] },
];

test('what is packed is unpacked as it was', () => {
  expect(unpack(pack(records.filter(({ title }) => title !== '=')))).toEqual(
    records.filter(({ title }) => title !== '='),
  );
});

test('what follows from the rest is not sent', () => {
  const { titles, urls, texts } = pack(records.slice(0, 5));
  expect(titles.split('\n')).toEqual(['docker run', '=', '=', 'docker create', '=']);
  expect(urls.split('\n')).toEqual(['/commands/run/', '#', '#', '/commands/create/', '#']);
  expect(texts.split('\n')[4]).toBe('=');
});

test('a line break or a sign of the format in a field is refused', () => {
  const [first] = records as [SearchRecord];
  expect(() => pack([{ ...first, text: 'a\nb' }])).toThrow('a line break in texts');
  expect(() => pack(records)).toThrow('=');
});
