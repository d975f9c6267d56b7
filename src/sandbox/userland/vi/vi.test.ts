import { expect, test } from 'vitest';
import { exitCode } from '../../kernel/exit-status.ts';
import recorded from '../fixtures/vi.json' with { type: 'json' };
import { TestHost } from '../test-kernel.ts';

/**
 * What BusyBox 1.38 does with a file and some keys (octets as characters), typed into a pseudo terminal: the text
 * it then writes, where the cursor stands, and the line below the text. Keys were drawn at random, but for some cases
 * that show messages.
 */
interface Recorded {
  readonly file: string | null;
  readonly keys: readonly string[];
  readonly size: readonly [rows: number, columns: number];
  readonly text: string;
  readonly cursor: readonly [row: number, column: number];
  readonly status?: string;
}

const cases = recorded as unknown as readonly Recorded[];
const SETTLE = 5;

async function play({ file, keys, size: [rows, columns] }: Recorded) {
  const host = new TestHost('busybox', (callback) => setImmediate(callback));
  if (file !== null) host.write('f', file);
  const editor = host.startOnTerminal(['vi', 'f'], { rows, columns });
  await host.advance(SETTLE);
  const press = async (typed: string): Promise<void> => {
    await editor.type(typed);
    await host.advance(SETTLE);
  };
  for (const key of keys) await press(key);
  const shown = editor.output();
  for (const key of ['\x1b', '\x1b', ':w! out\r', ':q!\r']) await press(key);
  expect(host.kernel.faults).toEqual([]);
  return { shown, text: host.read('out') };
}

/** Where the cursor was put last, and what was written last into the lowest line. */
function read(shown: string, rows: number): { cursor: readonly [number, number]; status: string } {
  const line = `\x1b[${rows};1H\x1b[K`;
  const [status = ''] = shown.slice(shown.lastIndexOf(line) + line.length).split(/[\x07\x1b]/);
  // eslint-disable-next-line no-control-regex
  const [, row, column] = [...shown.matchAll(/\x1b\[(\d+);(\d+)H/g)].at(-1) ?? [];
  return { cursor: Number(row) === rows ? [rows - 1, status.length] : [Number(row) - 1, Number(column) - 1], status };
}

test.each(cases.map((entry) => [`${JSON.stringify(entry.keys)} in ${JSON.stringify(entry.file)}`, entry] as const))(
  '%s',
  async (_name, entry) => {
    const { shown, text } = await play(entry);
    expect(text).toBe(entry.text);
    const seen = read(shown, entry.size[0]);
    expect(seen.cursor).toEqual(entry.cursor);
    if (entry.status !== undefined) expect(seen.status).toBe(entry.status);
  },
);

test('what is written leaves the editor, and the screen is as before', async () => {
  const host = new TestHost('busybox', (callback) => setImmediate(callback));
  const editor = host.startOnTerminal(['vi', 'notes'], { rows: 24, columns: 80 });
  await host.advance(SETTLE);
  for (const keys of ['ihello', '\x1b', ':wq\r']) {
    await editor.type(keys);
    await host.advance(SETTLE);
  }
  expect(host.read('notes')).toBe('hello\n');
  expect(editor.output().endsWith('\x1b[?1049l')).toBe(true);
  expect(exitCode(await editor.process.exited)).toBe(0);
});

test('a text that grows without end ends the editor, not the page', async () => {
  const host = new TestHost('busybox', (callback) => setImmediate(callback), { f: 'x'.repeat(2 ** 12) });
  const editor = host.startOnTerminal(['vi', 'f'], { rows: 24, columns: 80 });
  await host.advance(SETTLE);
  await editor.type('yy9999p');
  await host.advance(SETTLE);
  expect(exitCode(await editor.process.exited)).toBe(1);
  expect(editor.output()).toContain('vi: out of memory');
});

test('without anybody to type it says so', async () => {
  const host = new TestHost('busybox', (callback) => setImmediate(callback));
  const { stderr, exit } = await host.run(['vi', 'f']);
  expect({ stderr, exit }).toEqual({ stderr: "vi: can't read user input\n", exit: 1 });
});
