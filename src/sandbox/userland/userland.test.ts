import { expect, test } from 'vitest';
import { files } from './fixtures/cases.mjs';
import recorded from './fixtures/recorded.json' with { type: 'json' };
import { TestHost } from './test-kernel.ts';
import type { Flavour } from './tool/call.ts';
import { findProgram } from './tools.ts';

interface Recorded {
  readonly flavour: Flavour;
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly tree?: readonly string[];
}

const isSimulated = ({ flavour, argv }: Recorded): boolean => findProgram(argv[0] ?? '', flavour) !== undefined;

/** Where the order is that of the disk. */
const sorted = ({ argv }: Recorded, text: string): string =>
  argv[0] === 'find' ? text.split('\n').sort().join('\n') : text;

/** BusyBox's usage text is shown in our own words after its synopsis. */
const comparable = (text: string): string => text.replace(/(Usage: [^\n]*\n(?: *or: [^\n]*\n)*)[^]*$/, '$1');

const cases = (recorded as unknown as Recorded[]).filter(isSimulated);

test.each(
  cases.map(
    (entry) => [`${entry.flavour}: ${entry.argv.join(' ')}${entry.stdin === undefined ? '' : ' < …'}`, entry] as const,
  ),
)('%s', async (_name, entry) => {
  const host = new TestHost(entry.flavour, (callback) => setImmediate(callback), files);
  const { stdout, stderr, exit } = await host.run(entry.argv, { stdin: entry.stdin ?? '', env: { LC_ALL: 'C' } });
  expect({ stdout: sorted(entry, stdout), stderr: comparable(stderr), exit }).toEqual({
    stdout: sorted(entry, entry.stdout),
    stderr: comparable(entry.stderr),
    exit: entry.exit,
  });
  if (entry.tree !== undefined) expect((await host.tree()).sort()).toEqual(entry.tree);
  expect(host.kernel.faults).toEqual([]);
});
