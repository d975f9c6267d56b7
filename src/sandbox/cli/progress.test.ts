import { expect, test } from 'vitest';
import type { ProgressMessage } from '../api/types/image.ts';
import { progressBar, showProgress } from './progress.ts';

async function shown(messages: ProgressMessage[], columns?: number): Promise<string> {
  let out = '';
  async function* stream() {
    yield* messages;
  }
  await showProgress(stream(), { columns, write: async (text) => void (out += String(text)) });
  return out;
}
const PULL: ProgressMessage[] = [
  { status: 'Pulling from library/busybox', id: 'latest' },
  { status: 'Pulling fs layer', progressDetail: {}, id: 'aa' },
  { status: 'Downloading', progressDetail: { current: 512, total: 1024 }, id: 'aa' },
  { status: 'Pull complete', progressDetail: {}, id: 'aa' },
  { status: 'Status: Downloaded newer image for busybox:latest' },
];

test('without a terminal there are lines and no bars', async () => {
  expect(await shown(PULL)).toBe(
    'latest: Pulling from library/busybox\naa: Pulling fs layer\naa: Pull complete\nStatus: Downloaded newer image for busybox:latest\n',
  );
});

test('on a terminal each layer has a line that moves', async () => {
  const out = await shown(PULL, 80);
  expect(out).toContain('\n\x1b[1A\x1b[2K\raa: Pulling fs layer \r\x1b[1B');
  expect(out).toContain('aa: Downloading     512B/1.024kB');
});

test('wide terminals show a bar', () => {
  expect(progressBar({ current: 512, total: 1024 }, 200)).toBe(
    `[${'='.repeat(25)}>${' '.repeat(25)}]     512B/1.024kB`,
  );
});

test('an error ends the display', async () => {
  await expect(shown([{ errorDetail: { message: 'no space' }, error: 'no space' }])).rejects.toThrow('no space');
});
